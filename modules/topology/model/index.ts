export type { Entry } from "./entry";
export type {
  ExternalHost,
  ExternalNetwork,
  Forward,
  OnPremises,
  Resolver,
  SimulatedNetwork,
  Vpn,
  VpnConnection,
} from "./on-premises";
export type { PeeredConnection, PeeredGroup, Peering, PeeringSide } from "./peering";
export type { Proxies, ProxyTarget, ProxyUse } from "./proxies";
export type { HostRelay, ManagedRelay, Relay, RelayListener, RelayLoadBalancer, Translation } from "./relays";
export type {
  Endpoint,
  Environment,
  Service,
  ServiceListener,
  ServiceTargets,
  TargetAddress,
} from "./services";
export type { BootstrappedRoles, Flow, Roles, State, Topology } from "./topology";
export type {
  ExistingHost,
  ExistingSubnet,
  ExistingVpc,
  Host,
  MadeHost,
  MadeVpc,
  StatedRoute,
  StatedRule,
  StatedSecurityGroup,
  Subnet,
  Vpc,
} from "./vpc";
