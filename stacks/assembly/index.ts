export { assemble, type RunAs } from "./assemble";
export { type IndexedTopology, type ResourceAddress, TopologyIndex } from "./topology-index";
