export { describeFix } from "./describe";
export type { Fix, FixPeer } from "./fix";
export { withoutFixes, withTriedFixes } from "./verify";
