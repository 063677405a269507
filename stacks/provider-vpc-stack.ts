import type { App } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../modules/addressing";
import type { AccountId, AzId } from "../modules/identity";
import { EndpointService, NetworkLoadBalancer } from "../modules/privatelink";
import { type ContractOffer, offerContract, serviceContract } from "../modules/wiring";
import { VpcStack, type VpcStackProps } from "./vpc-stack";

export interface ServiceSpecification {
  /** The TCP port that consumers call. */
  readonly port: number;
  /** @default `port` */
  readonly targetPort?: number;
  /** Names of hosts of this stack. */
  readonly targets: readonly string[];
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
}

export interface ProviderVpcStackProps extends VpcStackProps {
  /** By name. @default none */
  readonly services?: ReadonlyMap<string, ServiceSpecification>;
}

export type ServiceFields = (typeof serviceContract)["schema"]["shape"];

/** A service in place, and the contract it offers. */
export interface ProvidedService {
  readonly loadBalancer: NetworkLoadBalancer;
  readonly endpointService: EndpointService;
  readonly offer: ContractOffer<ServiceFields>;
}

/** A VPC whose hosts are offered to other VPCs and accounts by PrivateLink. */
export class ProviderVpcStack extends VpcStack {
  readonly services: ReadonlyMap<string, ProvidedService>;

  constructor(scope: App, id: string, props: ProviderVpcStackProps) {
    super(scope, id, props);
    const loadBalancers = new Construct(this, "load-balancers");
    const endpointServices = new Construct(this, "endpoint-services");
    const { services = new Map<string, ServiceSpecification>() } = props;
    this.services = new Map(
      [...services].map(([service, specification]) => {
        const { zones, targets, port, acceptance = "manual", allow = [] } = specification;
        const name = `${this.name}-${service}`;
        const loadBalancer = new NetworkLoadBalancer(loadBalancers, service, {
          ...specification,
          name,
          vpcId: this.vpc.id,
          subnetIds: zones.map((zone) => this.vpc.privateSubnetId(zone)),
          targets: new Map(targets.map((target) => [target, targetOf(this.host(target))])),
        });
        const endpointService = new EndpointService(endpointServices, service, {
          name,
          region: this.region,
          loadBalancerArn: loadBalancer.arn,
          acceptance,
          allow,
        });
        const offer = offerContract(this, service, serviceContract, {
          serviceName: endpointService.serviceName,
          serviceId: endpointService.id,
          port,
          zones: [...zones],
        });
        return [service, { loadBalancer, endpointService, offer }];
      }),
    );
  }
}

function targetOf({ instance, securityGroup }: ReturnType<VpcStack["host"]>): {
  instanceId: string;
  securityGroup: typeof securityGroup;
} {
  return { instanceId: instance.id, securityGroup };
}
