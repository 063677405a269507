import type { App } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../modules/beanstalk";
import { EndpointService, NetworkLoadBalancer, type Target } from "../modules/privatelink";
import { type ContractOffer, offerContract, serviceContract, type ServiceFields } from "../modules/wiring";
import { addEnvironment, type EnvironmentSpecification, type OfferedEnvironment } from "./environments";
import { offerOfEnvironment, type ServiceSpecification, type ServiceTargets } from "./services";
import { VpcStack, type VpcStackProps } from "./vpc-stack";

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
        const offer = offerOf(name, environment, services);
        return [name, addEnvironment(scopeOfEnvironments, name, this, vpc, environment, offer)];
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
      ports: portsOf(specification),
      zones: [...specification.zones].sort(),
      privateDnsName: specification.privateDns?.name ?? "",
    });
  }

  private provide(service: string, specification: ServiceSpecification): ProvidedService {
    const { listeners, acceptance = "manual", allow = [], privateDns } = specification;
    const name = `${this.node.id}.services.${service}`;
    const offered = { name, region: this.region, acceptance, allow, ...(privateDns && { privateDns }) };
    const environment = this.environmentBehind(service, listeners);
    if (environment !== undefined) {
      const { arn, found } = environment.loadBalancer;
      const endpointService = new EndpointService(this.endpointServices, service, {
        ...offered,
        loadBalancerArn: arn,
        dependsOn: [found],
      });
      return { specification, endpointService };
    }
    const loadBalancer = this.balance(service, name, specification);
    const endpointService = new EndpointService(this.endpointServices, service, {
      ...offered,
      loadBalancerArn: loadBalancer.arn,
    });
    return { specification, loadBalancer, endpointService };
  }

  private balance(service: string, name: string, specification: ServiceSpecification): NetworkLoadBalancer {
    const { listeners, zones, addresses, ...rest } = specification;
    return new NetworkLoadBalancer(this.loadBalancers, service, {
      ...rest,
      name,
      vpcId: this.vpc.id,
      subnets: zones.map((zone) => {
        const address = addresses?.get(zone);
        return { subnetId: this.vpc.privateSubnet(zone).id, ...(address === undefined ? {} : { address }) };
      }),
      listeners: listeners.map((listener) => ({ ...listener, targets: this.targets(listener.targets) })),
    });
  }

  /** @throws when the service has another listener besides: the environment makes its load balancer itself */
  private environmentBehind(
    service: string,
    [listener, ...others]: ServiceSpecification["listeners"],
  ): Environment | undefined {
    const environments = [listener, ...others].flatMap(({ targets }) =>
      targets.kind === "environment" ? [targets.environment] : [],
    );
    const [name] = environments;
    if (name === undefined) return undefined;
    if (others.length === 0) return this.environment(name);
    throw new Error(
      `the service ${service} has ${others.length + 1} listeners, and the environment ${name}, which answers for it, has a load balancer with one; give the service that one alone`,
    );
  }

  private targets(targets: ServiceTargets): ReadonlyMap<string, Target> {
    switch (targets.kind) {
      case "hosts":
        return new Map(targets.hosts.map((host) => [host, this.target(host)]));
      case "addresses":
        return new Map(
          targets.addresses.map(({ name, ...address }) => [name, { kind: "address", ...address }]),
        );
      case "environment":
        throw new Error(`the load balancer of the environment ${targets.environment} is its own`);
    }
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

/** What a service says of its environment's load balancer. @throws when they do not agree on the port */
function offerOf(
  name: string,
  { port }: EnvironmentSpecification,
  services: ReadonlyMap<string, ServiceSpecification>,
): OfferedEnvironment {
  const offered = offerOfEnvironment(name, services);
  if (offered === undefined) return {};
  const { service, specification, listener } = offered;
  if (listener.port === port) return { ...specification, ...listener };
  throw new Error(
    `the service ${service} is called on port ${listener.port}, and its environment ${name} listens on ${port}; give both one port`,
  );
}

/** Terraform's form of a contract's ports. */
function portsOf({ listeners }: ServiceSpecification): string[] {
  return listeners
    .map(({ port }) => port)
    .sort((one, other) => one - other)
    .map(String);
}
