import type { PacketSet } from "../packets";
import type { ResourceKey, Unknown } from "../terraform";
import { ANYTHING, NOTHING } from "./bounds";
import type { Onward } from "./path/arrival";
import type { Leg, Stage } from "./path/stage";

/** What has no network interface takes part in nothing. */
export function leadingNowhere({ asked, stages }: Leg, at: ResourceKey): Leg {
  const stage: Stage = {
    component: "network interface",
    at: stages.at(-1)?.at ?? at,
    detail: "is there",
    consulted: [],
    passes: NOTHING,
    doubts: [],
    blocker: {
      code: "NO_POSSIBLE_DESTINATION",
      sentence: "there is no network interface with an address at this end",
    },
  };
  return { asked, stages: [...stages, stage] };
}

/** A way of which nothing more is known. */
export function undecided(asked: PacketSet, at: ResourceKey, why: Unknown): Onward {
  return { choices: [], legs: [{ asked, stages: [doubtful(at, [why])] }] };
}

function doubtful(at: ResourceKey, doubts: readonly Unknown[]): Stage {
  return { component: "network interface", at, detail: "is known", consulted: [], passes: ANYTHING, doubts };
}
