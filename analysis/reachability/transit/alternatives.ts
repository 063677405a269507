import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { addressOf } from "../format";
import { passesOf, shareOfLeg, type Stage } from "../path/stage";

/**
 * What packets pass that AWS sends one of several ways: where all ways let the same through, that; otherwise only what
 * every way lets through is certain.
 * @param at what AWS chooses for, and `why` it is not known how
 */
export function oneOf(
  ways: readonly (readonly Stage[])[],
  asked: PacketSet,
  { component, at }: Pick<Stage, "component" | "at">,
  why: string,
): readonly Stage[] {
  const legs = ways.map((stages) => ({ asked, stages }));
  const shares = new Set(legs.map(shareOfLeg));
  const [first] = ways;
  if (first === undefined) return [];
  if (ways.length === 1 || (shares.size === 1 && !shares.has("some") && !shares.has("unknown"))) return first;
  const bounds = legs.map(passesOf);
  const failing = ways
    .flat()
    .find(({ blocker, passes }) => blocker !== undefined && !asked.isSubsetOf(passes.certain));
  return [
    {
      component,
      at,
      detail: "gives the packets to the VPC",
      consulted: [],
      passes: {
        certain: bounds.reduce((all, { certain }) => all.intersect(certain), asked),
        possible: bounds
          .slice(1)
          .reduce((all, { possible }) => all.union(possible), bounds[0]?.possible ?? asked),
      },
      doubts: [new Unknown(addressOf(at), why, at), ...ways.flat().flatMap(({ doubts }) => doubts)],
      ...(failing?.blocker === undefined ? {} : { blocker: { at: failing.at, ...failing.blocker } }),
    },
  ];
}
