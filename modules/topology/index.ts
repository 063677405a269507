export { readDocument, type SourceDocument } from "./document";
export { type Loaded, loadTopologies, loadTopology } from "./load";
export { PROXIES, RELAY } from "./derivations";
export type {
  Endpoint,
  Entry,
  ExistingVpc,
  ExternalNetwork,
  Flow,
  Forward,
  OnPremises,
  SimulatedNetwork,
  VpnConnection,
  Peering,
  PeeringSide,
  Proxies,
  ProxyUse,
  Service,
  Topology,
} from "./model";
export { formatPath, formatProblem, printable, type Problem } from "./problem";
export { topologyJsonSchema } from "./json-schema";
export { valueAt } from "./salvage";
export { formatDestination, formatHost } from "./values";
