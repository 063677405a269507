export { type Element, type ElementKey, elementKey, partsOf } from "./element";
export type { NetworkAcl, NetworkAclEntry, Peer, SecurityGroup, SecurityGroupRule } from "./filters";
export type {
  AutoScalingGroup,
  Host,
  HostSoftware,
  Instance,
  InterfaceOwner,
  NetworkInterface,
  RequesterManaged,
} from "./interfaces";
export type {
  HealthCheck,
  Listener,
  ListenerAction,
  ListenerRule,
  LoadBalancer,
  RuleCondition,
  Target,
  TargetGroup,
  TargetIdentity,
  TransportProtocol,
} from "./load-balancing";
export type { DnsAnswer, DnsRecord, HostedZone } from "./names";
export type { Network, Refusal } from "./network";
export type {
  EndpointService,
  EndpointState,
  ResourceConfiguration,
  ResourceGateway,
  ResourceShare,
  ResourceTarget,
  ServiceIdentity,
  ServiceNetwork,
  ServiceNetworkResource,
  VpcEndpoint,
} from "./privatelink";
export type { PublicAccessBlock } from "./public-access";
export type { ResolverEndpoint } from "./resolver";
export type {
  InternetGateway,
  NatGateway,
  PeeringConnection,
  PeeringEnd,
  Route,
  RouteDestination,
  RouteTable,
  RouteTarget,
  Subnet,
  Vpc,
} from "./vpc";
export type {
  Attached,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayDestination,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
  TransitGatewayTarget,
} from "./transit-gateway";
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
