export { partsOfAddress } from "./addresses";
export type { Deployment, Observation, Resource } from "./deployment";
export { type Linked, linkStacks, type StackConfiguration } from "./link";
export type { ReadProblem } from "./problem";
export { readSynthesized, type Synthesized } from "./read-synthesized";
export { readTerraform, type ReadTerraform } from "./read-terraform";
export type { Assumption } from "./shown";
export { stateLocation } from "./state-location";
export {
  type DeclaredFlow,
  type DeclaredNetwork,
  type IndexedTopology,
  type TopologyIndex,
} from "./topology-index";
export { JoinedText, placeOf, Reference, type ResourceKey, resourceKey, Unknown, type Value } from "./value";
export { formatReference, isList, isObject } from "./values";
