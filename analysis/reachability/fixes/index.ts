export { describeFix } from "./describe";
export type { Fix, FixPeer } from "./fix";
export { type Judgement, withoutFixes, withTriedFixes } from "./verify";
