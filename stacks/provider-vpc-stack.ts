import type { App } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../modules/addressing";
import type { AccountId, AzId } from "../modules/identity";
import { EndpointService, NetworkLoadBalancer, type Target } from "../modules/privatelink";
import { type ContractOffer, offerContract, serviceContract, type ServiceFields } from "../modules/wiring";
import { VpcStack, type VpcStackProps } from "./vpc-stack";

/** Who answers for a service: hosts of its stack, or an Elastic Beanstalk environment of its stack, by name. */
export type ServiceTargets =
  | { readonly kind: "hosts"; readonly hosts: readonly string[] }
  | { readonly kind: "environment"; readonly environment: string };

/** An Elastic Beanstalk environment behind an internal Network Load Balancer. */
export interface EnvironmentSpecification {
  /** Zones with instances. */
  readonly zones: readonly AzId[];
  /** Zones with the load balancer. */
  readonly loadBalancerZones: readonly AzId[];
  /** The TCP port that the load balancer listens on. */
  readonly port: number;
  readonly instanceType: string;
  readonly instances: { readonly min: number; readonly max: number };
  /** Begins the environment's address. @default AWS picks one */
  readonly cnamePrefix?: string;
  /** Name of a Docker platform's version. @default the newest one when the environment is made */
  readonly solutionStack?: string;
  readonly application:
    | { readonly kind: "web"; readonly page: string }
    | { readonly kind: "source-bundle"; readonly bucket: string; readonly key: string };
}

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
  /** A name that consumers' VPCs may resolve, and the public hosted zone for the record that proves its ownership. */
  readonly privateDns?: { readonly name: string; readonly zone?: string };
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
  readonly loadBalancer: NetworkLoadBalancer;
  readonly endpointService: EndpointService;
}

/** A VPC whose hosts are offered to other VPCs and accounts by PrivateLink. */
export class ProviderVpcStack extends VpcStack {
  readonly services: ReadonlyMap<string, ProvidedService>;
  private readonly loadBalancers = new Construct(this, "load-balancers");
  private readonly endpointServices = new Construct(this, "endpoint-services");

  constructor(scope: App, id: string, props: ProviderVpcStackProps) {
    super(scope, id, props);
    const { services = new Map<string, ServiceSpecification>() } = props;
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
    });
  }

  private provide(service: string, specification: ServiceSpecification): ProvidedService {
    const { zones, targets, acceptance = "manual", allow = [] } = specification;
    const name = `${this.node.id}.services.${service}`;
    if (targets.kind === "environment") throw new Error("environments: not yet");
    const loadBalancer = new NetworkLoadBalancer(this.loadBalancers, service, {
      ...specification,
      name,
      vpcId: this.vpc.id,
      subnetIds: zones.map((zone) => this.vpc.privateSubnet(zone).id),
      targets: new Map(targets.hosts.map((target) => [target, this.target(target)])),
    });
    const endpointService = new EndpointService(this.endpointServices, service, {
      name,
      region: this.region,
      loadBalancerArn: loadBalancer.arn,
      acceptance,
      allow,
    });
    return { specification, loadBalancer, endpointService };
  }

  private target(name: string): Target {
    const { instance, securityGroup } = this.host(name);
    return { instanceId: instance.id, securityGroup };
  }
}
