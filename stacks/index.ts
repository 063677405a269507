export { AcceptanceStack, type AcceptanceStackProps, type Connection } from "./acceptance-stack";
export { ConsumerVpcStack, type ConsumerVpcStackProps } from "./consumer-vpc-stack";
export { EndpointStack, type EndpointStackProps } from "./endpoint-stack";
export type { ClientSpecification, EndpointSpecification } from "./endpoints";
export type { EnvironmentSpecification } from "./environments";
export {
  type DeviceConnectionSpecification,
  GatewayHostStack,
  type GatewayHostStackProps,
} from "./gateway-host-stack";
export type { ResolverSpecification, VpnSpecification } from "./outside-access";
export type { PeeredConnection, PeeredGroup } from "./peered-groups";
export { PeeringAcceptanceStack, type PeeringAcceptanceStackProps } from "./peering-acceptance-stack";
export { PeeringRequestStack, type PeeringRequestStackProps } from "./peering-request-stack";
export { PeeringRoutesStack, type PeeringRoutesStackProps } from "./peering-routes-stack";
export type { PeeringPeer, PeeringSideSpecification } from "./peering-side";
export { PrivateDnsStack, type PrivateDnsStackProps } from "./private-dns-stack";
export {
  type CheckedEnd,
  type CheckedFlow,
  type CheckedLeg,
  LiveChecksStack,
  type LiveChecksStackProps,
} from "./live-checks-stack";
export { type ProvidedService, ProviderVpcStack, type ProviderVpcStackProps } from "./provider-vpc-stack";
export type { ProxiesOffer, ProxiesSpecification, ProxyTarget } from "./proxies";
export { ProxyHubStack, type ProxyHubStackProps } from "./proxy-hub-stack";
export type { ProxyUseSpecification, WayToProxies } from "./proxy-use";
export { RelayVpcStack, type RelayVpcStackProps } from "./relay-vpc-stack";
export type {
  HostRelaySpecification,
  ManagedRelaySpecification,
  RelayListenerSpecification,
  RelayLoadBalancerSpecification,
  RelaySpecification,
} from "./relays";
export type { ListenerSpecification, ServiceSpecification, ServiceTargets, TargetAddress } from "./services";
export { ShareAcceptanceStack, type ShareAcceptanceStackProps } from "./share-acceptance-stack";
export {
  type ConnectedVpc,
  type SimulatedDeviceSpecification,
  SimulatedNetworkStack,
  type SimulatedNetworkStackProps,
} from "./simulated-network-stack";
export type {
  ExistingHostSpecification,
  ExistingVpcSpecification,
  HostSpecification,
  MadeHostSpecification,
  MadeVpcSpecification,
  VpcSpecification,
} from "./vpc-specification";
export { VpcStack, type VpcStackProps } from "./vpc-stack";
export {
  VpnConnectionStack,
  type VpnConnectionStackProps,
  type VpnDeviceSpecification,
} from "./vpn-connection-stack";
