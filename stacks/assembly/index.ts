export { assemble, type RunAs } from "./assemble";
export { assembleBootstrap } from "./bootstrap";
export { type IndexedTopology, type ResourceAddress, TopologyIndex } from "./topology-index";
