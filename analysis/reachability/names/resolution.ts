import type { IntervalSet } from "../../../modules/addressing";
import type { NetworkInterface } from "../../network";
import type { Unknown } from "../../terraform";
import type { Stage } from "../path/stage";

/** Where a name leads. */
export type Destination =
  | { readonly kind: "interface"; readonly interface: NetworkInterface }
  /** Addresses that no interface of the given stacks is known to have. */
  | { readonly kind: "addresses"; readonly addresses: IntervalSet };

/** A name as hosts resolve it. */
export interface ResolvedName {
  /** What the name must pass to be resolved. */
  readonly stages: readonly Stage[];
  /** Of which the client takes one, whichever. */
  readonly destinations: readonly Destination[];
  /** Why it may lead elsewhere than to the destinations. */
  readonly elsewhere: readonly Unknown[];
}
