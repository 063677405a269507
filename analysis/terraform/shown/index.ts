export { joinShown, type Outputs } from "./join";
export type { LocatedStack } from "./locations";
export { distinctlyShown, refuseSharedStates } from "./one-stack";
export { readShown, type ReadStack } from "./read-shown";
export type { Assume, Assumption } from "./stack";
export { standInFor } from "./stand-in";
export type { ToldResource } from "./told-resource";
