import type { Network } from "../../network";
import type { Answer, Blocker, Verdict } from "../answer";
import { applyFix } from "./apply";
import type { Fix } from "./fix";

/**
 * Leaves only fixes that were tried. Each must lift its blocker and bring up none in its place; all together must
 * change the verdict; and those without which the others come to the same are left out.
 * @param judge answers the same question of another network
 */
export function withTriedFixes(
  network: Network,
  answer: Answer,
  judge: (network: Network) => Answer,
): Answer {
  const before = timesOf(answer);
  const lifting = numbered(answer.blockers).flatMap(({ blocker, fix }): Trial[] => {
    const after = judge(applyFix(network, fix));
    return lifts(blocker, before, timesOf(after)) ? [{ blocker, fix, after }] : [];
  });
  const verdictWith = (trials: readonly Trial[]): Verdict | undefined =>
    trials.length > 1
      ? judge(trials.reduce((changed, { fix }) => applyFix(changed, fix), network)).verdict
      : trials[0]?.after.verdict;
  const verdict = verdictWith(lifting) ?? answer.verdict;
  const kept = verdict === answer.verdict ? [] : necessary(lifting, (some) => verdictWith(some) === verdict);
  const fixes = new Map(kept.map(({ blocker, fix }) => [blocker, fix]));
  return {
    ...answer,
    blockers: answer.blockers.map((blocker) => {
      const fix = fixes.get(blocker);
      return fix === undefined ? withoutFix(blocker) : { ...blocker, fix };
    }),
  };
}

interface Proposal {
  readonly blocker: Blocker;
  readonly fix: Fix;
}

interface Trial extends Proposal {
  /** What is true with the fix. */
  readonly after: Answer;
}

/** Several entries of one ACL need numbers of their own: each stands before those that were proposed earlier. */
function numbered(blockers: readonly Blocker[]): Proposal[] {
  const taken = new Map<string, number>();
  return blockers.flatMap((blocker): Proposal[] => {
    const { fix } = blocker;
    if (fix?.kind !== "allow-in-acl") return fix === undefined ? [] : [{ blocker, fix }];
    const place = `${fix.acl} ${fix.direction}`;
    const ruleNumber = Math.min(fix.ruleNumber, (taken.get(place) ?? Infinity) - 1);
    taken.set(place, ruleNumber);
    return ruleNumber < 1 ? [] : [{ blocker, fix: { ...fix, ruleNumber } }];
  });
}

/** Without those, the last first, that the others can do without. */
function necessary(
  trials: readonly Trial[],
  suffice: (trials: readonly Trial[]) => boolean,
): readonly Trial[] {
  return trials.toReversed().reduce((kept, trial) => {
    const others = kept.filter((each) => each !== trial);
    return others.length > 0 && suffice(others) ? others : kept;
  }, trials);
}

/** How often each thing is wrong. */
type Times = ReadonlyMap<string, number>;

/** A thing may stop both ways, which are lifted one by one. */
function lifts(blocker: Blocker, before: Times, after: Times): boolean {
  const own = identity(blocker);
  return (
    (after.get(own) ?? 0) < (before.get(own) ?? 0) &&
    [...after].every(([each, times]) => times <= (before.get(each) ?? 0))
  );
}

function timesOf({ blockers }: Answer): Times {
  const times = new Map<string, number>();
  for (const each of blockers.map(identity)) times.set(each, (times.get(each) ?? 0) + 1);
  return times;
}

/** What is wrong and where; how it is said may change with what else is wrong. */
function identity({ code, at }: Blocker): string {
  return `${code} ${at}`;
}

function withoutFix({ code, at, sentence }: Blocker): Blocker {
  return { code, at, sentence };
}
