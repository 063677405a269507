import type { ResourceKey, Unknown } from "../../terraform";
import type { ElementKey } from "./element";
import type { NetworkAcl, SecurityGroup } from "./filters";
import type { Host, NetworkInterface, RequesterManaged } from "./interfaces";
import type { LoadBalancer, TargetGroup } from "./load-balancing";
import type { HostedZone } from "./names";
import type {
  EndpointService,
  ResourceConfiguration,
  ResourceGateway,
  ResourceShare,
  ServiceNetwork,
  VpcEndpoint,
} from "./privatelink";
import type { ResolverEndpoint } from "./resolver";
import type { TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable } from "./transit-gateway";
import type { InternetGateway, NatGateway, PeeringConnection, RouteTable, Subnet, Vpc } from "./vpc";
import type {
  CustomerGateway,
  OnPremisesNetwork,
  VpnConnection,
  VpnDeviceParameter,
  VpnGateway,
} from "./vpn";

type Elements<T> = ReadonlyMap<ElementKey, T>;

/** What AWS would have once every stack is deployed, in AWS's own terms. Things refer to each other by key. */
export interface Network {
  readonly vpcs: Elements<Vpc>;
  readonly subnets: Elements<Subnet>;
  readonly routeTables: Elements<RouteTable>;
  readonly internetGateways: Elements<InternetGateway>;
  readonly natGateways: Elements<NatGateway>;
  readonly securityGroups: Elements<SecurityGroup>;
  readonly networkAcls: Elements<NetworkAcl>;
  readonly interfaces: Elements<NetworkInterface>;
  readonly hosts: Elements<Host>;
  readonly requesterManaged: Elements<RequesterManaged>;
  readonly loadBalancers: Elements<LoadBalancer>;
  readonly targetGroups: Elements<TargetGroup>;
  readonly endpoints: Elements<VpcEndpoint>;
  readonly endpointServices: Elements<EndpointService>;
  readonly resourceGateways: Elements<ResourceGateway>;
  readonly resourceConfigurations: Elements<ResourceConfiguration>;
  readonly resourceShares: Elements<ResourceShare>;
  readonly serviceNetworks: Elements<ServiceNetwork>;
  readonly peeringConnections: Elements<PeeringConnection>;
  readonly transitGateways: Elements<TransitGateway>;
  readonly transitGatewayAttachments: Elements<TransitGatewayAttachment>;
  readonly transitGatewayRouteTables: Elements<TransitGatewayRouteTable>;
  readonly vpnGateways: Elements<VpnGateway>;
  readonly customerGateways: Elements<CustomerGateway>;
  readonly vpnConnections: Elements<VpnConnection>;
  readonly vpnDeviceParameters: Elements<VpnDeviceParameter>;
  /** Those that the topologies declare; none for Terraform that was not made from topologies. */
  readonly onPremisesNetworks: Elements<OnPremisesNetwork>;
  readonly resolverEndpoints: Elements<ResolverEndpoint>;
  readonly hostedZones: Elements<HostedZone>;
  /**
   * What resources of types that are not modelled may do to a thing that they refer to, and why AWS may refuse it or
   * something of it, by the thing's key. Whoever relies on the thing relies on these.
   */
  readonly unmodelled: ReadonlyMap<ElementKey, readonly Unknown[]>;
  /**
   * Why AWS certainly refuses a thing or something that belongs to it, or why it does not run, by the thing's key:
   * nothing passes it.
   */
  readonly refusals: ReadonlyMap<ElementKey, readonly Refusal[]>;
}

/** Something that Terraform states and AWS does not make, or that is there and does not run. */
export interface Refusal {
  readonly kind: "refused" | "not-running";
  /** The resource whose making fails, or that says so. */
  readonly at: ResourceKey;
  /** What AWS refuses and what would be right, as a clause. */
  readonly sentence: string;
}
