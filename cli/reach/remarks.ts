import { type Analysed, type Answer, noteOnIpv6, noteOnStates } from "../../analysis/reachability";
import { printable } from "../../modules/topology";
import { type Assumed, linesOfAssumed } from "./assumptions";

/** What has to be said beside an answer. */
export interface Remarks {
  /** What had to be taken for so. */
  readonly assumptions: readonly Assumed[];
  /** What the answer is not about, and what it is as old as. */
  readonly notes: readonly string[];
}

/** @param answer where it is one about packets between two ends */
export function notesOn(analysed: Analysed, answer?: Answer): readonly string[] {
  return [noteOnIpv6(analysed, answer), noteOnStates(analysed.deployment)].filter(
    (note) => note !== undefined,
  );
}

/** Below an answer; safe to print. */
export function linesOfRemarks({ assumptions, notes }: Remarks): string[] {
  return [...notes.flatMap((note) => ["", printable(`  note: ${note}`)]), ...linesOfAssumed(assumptions)];
}

/** For programs; what there is none of is left out. */
export function withRemarks<Described extends object>(
  described: Described,
  { assumptions, notes }: Remarks,
): Described & { readonly notes?: readonly string[]; readonly assumptions?: readonly Assumed[] } {
  return {
    ...described,
    ...(notes.length === 0 ? {} : { notes }),
    ...(assumptions.length === 0 ? {} : { assumptions }),
  };
}
