import type { ResourceKey, Unknown } from "../../terraform";
import type { ElementKey } from "./element";
import type { NetworkAcl, SecurityGroup } from "./filters";
import type { Host, NetworkInterface } from "./interfaces";
import type { LoadBalancer, TargetGroup } from "./load-balancing";
import type { HostedZone } from "./names";
import type {
  EndpointService,
  ResourceConfiguration,
  ResourceGateway,
  ResourceShare,
  VpcEndpoint,
} from "./privatelink";
import type { ResolverEndpoint } from "./resolver";
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
  readonly loadBalancers: Elements<LoadBalancer>;
  readonly targetGroups: Elements<TargetGroup>;
  readonly endpoints: Elements<VpcEndpoint>;
  readonly endpointServices: Elements<EndpointService>;
  readonly resourceGateways: Elements<ResourceGateway>;
  readonly resourceConfigurations: Elements<ResourceConfiguration>;
  readonly resourceShares: Elements<ResourceShare>;
  readonly peeringConnections: Elements<PeeringConnection>;
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
  /** Why AWS certainly refuses a thing or something that belongs to it, by the thing's key: nothing passes it. */
  readonly refusals: ReadonlyMap<ElementKey, readonly Refusal[]>;
}

/** Something that Terraform states and AWS does not make. */
export interface Refusal {
  /** The resource whose making fails. */
  readonly at: ResourceKey;
  /** What AWS refuses and what would be right, as a clause. */
  readonly sentence: string;
}
