export { type Element, type ElementKey, elementKey, partsOf } from "./element";
export type { NetworkAcl, NetworkAclEntry, Peer, SecurityGroup, SecurityGroupRule } from "./filters";
export type {
  AutoScalingGroup,
  Host,
  HostSoftware,
  Instance,
  InterfaceOwner,
  NetworkInterface,
} from "./interfaces";
export type {
  HealthCheck,
  Listener,
  LoadBalancer,
  Target,
  TargetGroup,
  TargetIdentity,
  TransportProtocol,
} from "./load-balancing";
export type { DnsAnswer, DnsRecord, HostedZone } from "./names";
export type { Network, Refusal } from "./network";
export type {
  EndpointService,
  ResourceConfiguration,
  ResourceGateway,
  ResourceShare,
  ResourceTarget,
  ServiceIdentity,
  VpcEndpoint,
} from "./privatelink";
export type { ResolverEndpoint } from "./resolver";
export type {
  InternetGateway,
  NatGateway,
  PeeringConnection,
  Route,
  RouteDestination,
  RouteTable,
  RouteTarget,
  Subnet,
  Vpc,
} from "./vpc";
export {
  type CustomerGateway,
  type CustomerGatewayDevice,
  type DnsForward,
  onPremisesKey,
  type OnPremisesNetwork,
  type PhaseOptions,
  type TunnelOptions,
  type VpnConnection,
  type VpnDeviceParameter,
  type VpnDeviceParameterContent,
  type VpnGateway,
  type VpnTunnel,
} from "./vpn";
