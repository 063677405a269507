import type { App } from "cdktf";
import { Construct } from "constructs";
import { PublicName } from "../modules/dns";
import {
  EndpointService,
  NetworkLoadBalancer,
  ResourceConfiguration,
  ResourceGateway,
  ResourceShare,
  type ResourceTarget,
} from "../modules/privatelink";
import { type FixedProxy, ProxyGroup } from "../modules/proxies";
import { PROXY_HEALTH_CHECK, PROXY_PORT } from "../modules/software";
import {
  type ContractOffer,
  loadBalancerContract,
  type LoadBalancerFields,
  offerContract,
  resourceContract,
  type ResourceFields,
  serviceContract,
  type ServiceFields,
} from "../modules/wiring";
import { addProxies, proxiesName, type ProxiesOffer, type ProxiesSpecification } from "./proxies";
import { VpcStack, type VpcStackProps } from "./vpc-stack";

export interface ProxyHubStackProps extends Omit<VpcStackProps, "proxy"> {
  readonly proxies: ProxiesSpecification;
}

type ResourceOffer = Extract<ProxiesOffer, { kind: "resource" }>;
type ServiceOffer = Extract<ProxiesOffer, { kind: "service" }>;

/** What other VPCs come to. */
type OfferedProxies =
  | {
      readonly kind: "resource";
      readonly configuration: ResourceConfiguration;
      readonly share?: ResourceShare;
    }
  | { readonly kind: "service"; readonly service: EndpointService }
  | { readonly kind: "peering" };

/** The subject of a hub's contracts, and the id of its constructs. */
const PROXIES = "proxies";

/** A VPC with forward proxies by which the hosts of other VPCs, whatever their blocks, reach the internet. */
export class ProxyHubStack extends VpcStack {
  readonly proxies: ProxyGroup | FixedProxy;
  /** In front of the proxies; one with a fixed address has none. */
  readonly loadBalancer?: NetworkLoadBalancer;
  private readonly offered: OfferedProxies;
  private readonly parts: Construct[] = [];

  constructor(scope: App, id: string, props: ProxyHubStackProps) {
    super(scope, id, props);
    const { vpc, proxies } = props;
    this.proxies = addProxies(this, this, vpc, proxies);
    this.parts.push(this.proxies);
    if (this.proxies instanceof ProxyGroup) this.loadBalancer = this.balance(this.proxies, proxies.offer);
    this.offered = this.offer(proxies.offer);
  }

  /** What the hub's proxies, and all that leads to them, are called: the name of its share, too. */
  get proxiesName(): string {
    return proxiesName(this);
  }

  /** All that there is for the proxies' sake. */
  get proxyParts(): readonly Construct[] {
    return this.parts;
  }

  /** Offers the proxies to VPCs with resource endpoints. @throws when they are offered otherwise */
  offerResource(): ContractOffer<ResourceFields> {
    const { offered } = this;
    if (offered.kind !== "resource") throw this.offeredOtherwise("by a resource gateway");
    return offerContract(this, PROXIES, resourceContract, {
      configurationArn: offered.configuration.arn,
      shareArn: offered.share?.arn ?? "",
      port: PROXY_PORT,
      zones: this.zones(),
    });
  }

  /** Offers the proxies to VPCs with interface endpoints. @throws when they are offered otherwise */
  offerService(): ContractOffer<ServiceFields> {
    const { offered } = this;
    if (offered.kind !== "service") throw this.offeredOtherwise("by an endpoint service");
    return offerContract(this, PROXIES, serviceContract, {
      serviceName: offered.service.serviceName,
      serviceId: offered.service.id,
      ports: [String(PROXY_PORT)],
      zones: this.zones(),
      privateDnsName: "",
    });
  }

  /** Offers the proxies' load balancer to peered VPCs. @throws when they are offered otherwise */
  offerLoadBalancer(): ContractOffer<LoadBalancerFields> {
    if (this.offered.kind !== "peering") throw this.offeredOtherwise("over peering connections");
    const { dnsName, zoneId } = this.balanced();
    return offerContract(this, PROXIES, loadBalancerContract, { dnsName, zoneId, port: PROXY_PORT });
  }

  protected override proxySecurityGroupIds(): Readonly<Record<string, string>> {
    const { proxies, loadBalancer } = this;
    return {
      proxies: proxies.securityGroup.id,
      ...(loadBalancer === undefined ? {} : { "proxies-load-balancer": loadBalancer.securityGroup.id }),
    };
  }

  /** Its health check asks the proxies themselves. */
  private balance(group: ProxyGroup, offer: ProxiesOffer): NetworkLoadBalancer {
    return new NetworkLoadBalancer(this.part("load-balancers"), PROXIES, {
      // EC2 takes no two security groups of one name in a VPC.
      name: `${this.proxiesName}.load-balancer`,
      vpcId: this.vpc.id,
      subnets: [...this.vpc.privateSubnets.values()].map(({ id }) => ({ subnetId: id })),
      listeners: [
        {
          port: PROXY_PORT,
          targets: new Map([[PROXIES, { kind: "auto-scaling-group", group }]]),
          healthCheckPath: PROXY_HEALTH_CHECK.path,
          healthCheckMatcher: PROXY_HEALTH_CHECK.matcher,
        },
      ],
      // All that come by a gateway or an endpoint service have its few addresses; only peers have their own.
      preserveClientAddresses: offer.kind === "peering",
    });
  }

  private offer(offer: ProxiesOffer): OfferedProxies {
    switch (offer.kind) {
      case "resource":
        return this.offerByGateway(offer);
      case "service":
        return { kind: "service", service: this.offerByService(offer) };
      case "peering":
        return { kind: "peering" };
    }
  }

  private offerByGateway(offer: ResourceOffer): OfferedProxies {
    const { allow = [], organizationSharing = false, customDomainName } = offer;
    const name = this.proxiesName;
    const gateway = new ResourceGateway(this.part("resource-gateways"), PROXIES, {
      name: `${name}.gateway`,
      vpcId: this.vpc.id,
      subnetIds: new Map([...this.vpc.privateSubnets].map(([zone, { id }]) => [zone, id])),
    });
    gateway.connectTo(PROXIES, (this.loadBalancer ?? this.proxies).securityGroup, PROXY_PORT);
    const configuration = new ResourceConfiguration(this.part("resource-configurations"), PROXIES, {
      name,
      gatewayId: gateway.id,
      port: PROXY_PORT,
      target: this.resourceTarget(offer),
      ...(customDomainName === undefined ? {} : { customDomainName }),
    });
    const accounts = allow.filter((account) => account !== this.account);
    if (accounts.length === 0) return { kind: "resource", configuration };
    const share = new ResourceShare(this.part("resource-shares"), PROXIES, {
      name,
      resourceArn: configuration.arn,
      accounts,
      organizationSharing,
    });
    return { kind: "resource", configuration, share };
  }

  private resourceTarget({ target }: ResourceOffer): ResourceTarget {
    if (target?.kind === "address") return { kind: "address", address: target.address };
    const loadBalancer = this.balanced();
    if (target?.kind !== "name") return { kind: "name", dnsName: loadBalancer.dnsName };
    const { name, zone: hostedZoneId } = target;
    if (hostedZoneId === undefined) return { kind: "name", dnsName: name };
    const publicName = new PublicName(this, "public-name", { name, hostedZoneId, target: loadBalancer });
    this.parts.push(publicName);
    // The record's own attribute: VPC Lattice wants a name that resolves.
    return { kind: "name", dnsName: publicName.dnsName };
  }

  private offerByService({ allow = [] }: ServiceOffer): EndpointService {
    return new EndpointService(this.part("endpoint-services"), PROXIES, {
      name: this.proxiesName,
      region: this.region,
      loadBalancerArn: this.balanced().arn,
      acceptance: "automatic",
      allow,
    });
  }

  private part(id: string): Construct {
    const part = new Construct(this, id);
    this.parts.push(part);
    return part;
  }

  private zones(): string[] {
    return [...this.vpc.privateSubnets.keys()].sort();
  }

  private balanced(): NetworkLoadBalancer {
    if (this.loadBalancer !== undefined) return this.loadBalancer;
    throw new Error(`${this.node.id} has one proxy with a fixed address, and no load balancer`);
  }

  private offeredOtherwise(wanted: string): Error {
    return new Error(
      `the proxies of ${this.node.id} are not offered ${wanted}, but otherwise: ${this.offered.kind}`,
    );
  }
}
