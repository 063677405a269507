import type { Network } from "../../network";
import type { Answer, Blocker, Verdict } from "../answer";
import { applyFix } from "./apply";
import type { Fix } from "./fix";

/** From worst to best. */
const VERDICTS: readonly Verdict[] = ["blocked", "unknown", "partly", "reachable"];

/** So many are asked whether they are needed, each for the price of an answer. */
const MOST_ASKED = 12;

/**
 * Leaves only fixes that were tried on the network: all together they better the verdict, and of few none can be left
 * out. What leaves the verdict as it is mends nothing, however right it may be.
 * @param judge answers the same question of another network
 */
export function withTriedFixes(
  network: Network,
  answer: Answer,
  judge: (network: Network) => Answer,
): Answer {
  const proposals = numbered(answer.blockers);
  const verdictWith = (some: readonly Proposal[]): Verdict =>
    judge(some.reduce((changed, { fix }) => applyFix(changed, fix), network)).verdict;
  const verdict = proposals.length === 0 ? answer.verdict : verdictWith(proposals);
  const isBetter = VERDICTS.indexOf(verdict) > VERDICTS.indexOf(answer.verdict);
  const kept = isBetter ? necessary(proposals, (some) => verdictWith(some) === verdict) : [];
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
  proposals: readonly Proposal[],
  suffice: (some: readonly Proposal[]) => boolean,
): readonly Proposal[] {
  if (proposals.length > MOST_ASKED) return proposals;
  return proposals.toReversed().reduce((kept, proposal) => {
    const others = kept.filter((each) => each !== proposal);
    return others.length > 0 && suffice(others) ? others : kept;
  }, proposals);
}

/** For an answer that is as it must be. */
export function withoutFixes(answer: Answer): Answer {
  return { ...answer, blockers: answer.blockers.map(withoutFix) };
}

function withoutFix({ code, at, sentence }: Blocker): Blocker {
  return { code, at, sentence };
}
