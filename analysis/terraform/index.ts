export type { Deployment, Resource } from "./deployment";
export { type DeclaredFlow, type IndexedTopology, type TopologyIndex } from "./topology-index";
export { placeOf, Reference, type ResourceKey, resourceKey, Unknown, type Value } from "./value";
