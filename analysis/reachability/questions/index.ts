export type { ReachGroup } from "./groups";
export { holdsHosts, leadsNowhere } from "./nobody";
export type { Party } from "./parties";
export type { AskedTraffic, Destination } from "./passages";
export { type Reached, whatIsReached, whoReaches } from "./reaching";
export type { Way } from "./survey";
export { undeclaredWays } from "./undeclared";
export { describeWitness, type Witness } from "./witness";
