export { noteOnIpv6 } from "./address-families";
export { noteOnStates } from "./last-seen";
export type { Answer, Blocker, Hop, Verdict } from "./answer";
export { ask } from "./ask";
export { type Code, CODES } from "./codes";
export { type End, parseUrl, type Question, questionBetween } from "./ends";
export type { Analysed } from "./analysed";
export { findEnd } from "./find-end";
export { whyNotKnown } from "./not-known";
export { describeFix, type Fix } from "./fixes";
export {
  type AskedTraffic,
  describeWitness,
  type Destination,
  holdsHosts,
  leadsNowhere,
  type Party,
  type Reached,
  type ReachGroup,
  undeclaredWays,
  type Way,
  whatIsReached,
  whoReaches,
  type Witness,
} from "./questions";
