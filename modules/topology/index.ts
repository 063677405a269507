export { readDocument, type SourceDocument } from "./document";
export { type AllLoaded, type Loaded, loadTopologies, loadTopology } from "./load";
export { PROXIES } from "./derivations";
export type {
  Endpoint,
  Entry,
  Flow,
  Host,
  PeeredConnection,
  PeeredGroup,
  Peering,
  PeeringSide,
  Proxies,
  ProxyTarget,
  ProxyUse,
  Service,
  Subnet,
  Topology,
  Vpc,
} from "./model";
export { formatPath, formatProblem, type Path, type Position, printable, type Problem } from "./problem";
export { topologyJsonSchema } from "./json-schema";
export { valueAt } from "./salvage";
export { type Client, type Destination, formatDestination, formatHost, type HostReference } from "./values";
