export type { Answer, Blocker, Hop, Verdict } from "./answer";
export { ask } from "./ask";
export { type Code, CODES } from "./codes";
export { type End, parseUrl, type Question, questionBetween } from "./ends";
export { type Analysed, findEnd } from "./find-end";
export { describeFix, type Fix } from "./fixes";
