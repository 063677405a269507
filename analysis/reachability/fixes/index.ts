export { describeFix } from "./describe";
export type { Fix, FixPeer } from "./fix";
export { withTriedFixes } from "./verify";
