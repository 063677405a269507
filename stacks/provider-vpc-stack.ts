import type { App } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../modules/addressing";
import type { Environment } from "../modules/beanstalk";
import type { AccountId, AzId } from "../modules/identity";
import {
  EndpointService,
  NetworkLoadBalancer,
  type PrivateDnsName,
  type Target,
} from "../modules/privatelink";
import { type ContractOffer, offerContract, serviceContract, type ServiceFields } from "../modules/wiring";
import { addEnvironment, type EnvironmentSpecification } from "./environments";
import { VpcStack, type VpcStackProps } from "./vpc-stack";

/** Who answers for a service: hosts of its stack, or an Elastic Beanstalk environment of its stack, by name. */
export type ServiceTargets =
  | { readonly kind: "hosts"; readonly hosts: readonly string[] }
  | { readonly kind: "environment"; readonly environment: string };

export interface ServiceSpecification {
  /** The TCP port that consumers call. */
  readonly port: number;
  /** @default `port` */
  readonly targetPort?: number;
  readonly targets: ServiceTargets;
  /** Path of an HTTP health check. @default a TCP connection to the target port */
  readonly healthCheckPath?: string;
  /** Zones with the load balancer. */
  readonly zones: readonly AzId[];
  /** @default true */
  readonly crossZone?: boolean;
  /** @default false */
  readonly enforceInboundRulesOnPrivateLinkTraffic?: boolean;
  /** Client blocks that the load balancer's security group admits. @default none */
  readonly inboundFrom?: readonly Ipv4Block[];
  /** @default "manual" */
  readonly acceptance?: "manual" | "automatic";
  /** Accounts whose endpoints may connect. @default none but the stack's own */
  readonly allow?: readonly AccountId[];
  /** @default none */
  readonly privateDns?: PrivateDnsName;
}

export interface ProviderVpcStackProps extends VpcStackProps {
  /** By name. @default none */
  readonly services?: ReadonlyMap<string, ServiceSpecification>;
  /** By name. @default none */
  readonly environments?: ReadonlyMap<string, EnvironmentSpecification>;
}

/** A service in place. */
export interface ProvidedService {
  readonly specification: ServiceSpecification;
  /** Missing where an environment's own load balancer stands behind the service. */
  readonly loadBalancer?: NetworkLoadBalancer;
  readonly endpointService: EndpointService;
}

/** A VPC whose hosts and environments are offered to other VPCs and accounts by PrivateLink. */
export class ProviderVpcStack extends VpcStack {
  readonly environments: ReadonlyMap<string, Environment>;
  readonly services: ReadonlyMap<string, ProvidedService>;
  private readonly loadBalancers = new Construct(this, "load-balancers");
  private readonly endpointServices = new Construct(this, "endpoint-services");

  constructor(scope: App, id: string, props: ProviderVpcStackProps) {
    super(scope, id, props);
    const {
      vpc,
      services = new Map<string, ServiceSpecification>(),
      environments = new Map<string, EnvironmentSpecification>(),
    } = props;
    const scopeOfEnvironments = new Construct(this, "environments");
    this.environments = new Map(
      [...environments].map(([name, environment]) => {
        const offered = serviceOf(name, environment, services);
        return [name, addEnvironment(scopeOfEnvironments, name, this, vpc, environment, offered)];
      }),
    );
    this.services = new Map(
      [...services].map(([service, specification]) => [service, this.provide(service, specification)]),
    );
  }

  /** Offers what consumers must know of a service. @throws when there is none of this name */
  offerService(name: string): ContractOffer<ServiceFields> {
    const service = this.services.get(name);
    if (service === undefined) {
      throw new Error(
        `${this.node.id} has no service ${name}; it has ${[...this.services.keys()].join(", ")}`,
      );
    }
    const { specification, endpointService } = service;
    return offerContract(this, name, serviceContract, {
      serviceName: endpointService.serviceName,
      serviceId: endpointService.id,
      port: specification.port,
      zones: [...specification.zones].sort(),
      privateDnsName: specification.privateDns?.name ?? "",
    });
  }

  private provide(service: string, specification: ServiceSpecification): ProvidedService {
    const { targets, acceptance = "manual", allow = [], privateDns } = specification;
    const name = `${this.node.id}.services.${service}`;
    const offered = { name, region: this.region, acceptance, allow, ...(privateDns && { privateDns }) };
    if (targets.kind === "environment") {
      const { arn, found } = this.environment(targets.environment).loadBalancer;
      const endpointService = new EndpointService(this.endpointServices, service, {
        ...offered,
        loadBalancerArn: arn,
        dependsOn: [found],
      });
      return { specification, endpointService };
    }
    const loadBalancer = new NetworkLoadBalancer(this.loadBalancers, service, {
      ...specification,
      name,
      vpcId: this.vpc.id,
      subnetIds: specification.zones.map((zone) => this.vpc.privateSubnet(zone).id),
      targets: new Map(targets.hosts.map((target) => [target, this.target(target)])),
    });
    const endpointService = new EndpointService(this.endpointServices, service, {
      ...offered,
      loadBalancerArn: loadBalancer.arn,
    });
    return { specification, loadBalancer, endpointService };
  }

  private environment(name: string): Environment {
    const environment = this.environments.get(name);
    if (environment !== undefined) return environment;
    throw new Error(
      `${this.node.id} has no environment ${name}; it has ${[...this.environments.keys()].join(", ")}`,
    );
  }

  private target(name: string): Target {
    const host = this.host(name);
    const { id: instanceId } = host.instance;
    return host.kind === "made"
      ? { kind: "made", instanceId, securityGroup: host.securityGroup }
      : { kind: "existing", instanceId, address: host.address };
  }
}

/** The one service that an environment answers for, if there is one: a load balancer stands behind one at most. */
function serviceOf(
  name: string,
  { port }: EnvironmentSpecification,
  services: ReadonlyMap<string, ServiceSpecification>,
): Partial<ServiceSpecification> {
  const [offered, another] = [...services].filter(
    ([, { targets }]) => targets.kind === "environment" && targets.environment === name,
  );
  if (offered === undefined) return {};
  const [service, specification] = offered;
  if (another !== undefined)
    throw new Error(
      `the services ${service} and ${another[0]} share the environment ${name}; give each its own`,
    );
  if (specification.port === port) return specification;
  throw new Error(
    `the service ${service} is called on port ${specification.port}, and its environment ${name} listens on ${port}; give both one port`,
  );
}
