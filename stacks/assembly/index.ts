export { assemble } from "./assemble";
export { assembleBootstrap } from "./bootstrap";
export { vpnConnectionStackName } from "./stack-names";
export { type IndexedTopology, type ResourceAddress, TopologyIndex } from "./topology-index";
export type { RunAs } from "./site";
