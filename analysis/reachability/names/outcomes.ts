import { IntervalSet } from "../../../modules/addressing";
import type { Vpc } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { PUBLIC_ADDRESSES } from "../internet/public-addresses";
import { passing, type Stage } from "../path/stage";
import type { ResolvedName } from "./resolution";

export function notFound({ at }: Vpc, sentence: string): ResolvedName {
  const stage: Stage = {
    component: "Amazon resolver",
    at,
    detail: "finds the name",
    consulted: [],
    passes: NOTHING,
    doubts: [],
    blocker: { code: "NAME_NOT_FOUND", sentence },
  };
  return { stages: [stage], destinations: [], elsewhere: [] };
}

export function publicName({ at }: Vpc, name: string): ResolvedName {
  const doubts = [
    new Unknown(name, "none of the given stacks has a zone for it, and public DNS is not asked", at),
  ];
  const detail = "finds the name";
  const stage = { component: "public DNS", at, detail, consulted: [], passes: ANYTHING, doubts };
  return { stages: [stage], destinations: [], elsewhere: doubts };
}

/**
 * A name that public DNS may hold, and that no zone of the given stacks does. Where it leads is for its owner to say;
 * that it leads to public addresses is taken for granted.
 */
export function takenForPublic({ at, blocks }: Vpc, name: string): ResolvedName {
  const detail = `${name} is taken for public addresses; it is not asked`;
  return {
    stages: [passing("public DNS", at, detail)],
    destinations: [
      { kind: "addresses", addresses: PUBLIC_ADDRESSES.subtract(IntervalSet.ofAll(blocks.items)) },
    ],
    elsewhere: [],
  };
}

export function doubtfulZones({ at }: Vpc, name: string, doubts: readonly Unknown[]): Stage {
  const detail = `the zones that hold ${name}`;
  return { component: "hosted zones", at, detail, consulted: [], passes: ANYTHING, doubts };
}

export function publicDnsMayKnow(name: string, { at }: Vpc): Unknown {
  return new Unknown(name, "public DNS is not asked, and may know it", at);
}

/** @param elsewhere why names that are behind the stage may lead elsewhere */
export function behind(stage: Stage, name: ResolvedName, elsewhere: readonly Unknown[]): ResolvedName {
  return {
    stages: [stage, ...name.stages],
    destinations: name.destinations,
    elsewhere: [...elsewhere, ...name.elsewhere],
  };
}
