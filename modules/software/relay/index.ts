export { parseRelay } from "./parse";
export type { ParsedRelay, Relay, Translation } from "./relay";
export { renderRelay } from "./render";
