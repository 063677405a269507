import type { Network } from "../../network";
import type { Answer, Blocker, Verdict } from "../answer";
import { applyFix } from "./apply";
import type { Fix } from "./fix";

/** What is said of a network. */
export interface Judgement {
  readonly answer: Answer;
  /** All that is not known along any of the ways, told in the answer or not. */
  readonly doubts: ReadonlySet<string>;
}

/** From worst to best. */
const VERDICTS: readonly Verdict[] = ["blocked", "unknown", "partly", "reachable"];

/** So many are asked whether they are needed, each for the price of an answer. */
const MOST_ASKED = 12;

/**
 * Leaves only fixes that were tried on the network: all together they better the verdict, and of few none can be left
 * out. What leaves the verdict as it is mends nothing, however right it may be; nor does what puts a doubt in the place
 * of a blocker.
 * @param judge answers the same question of another network
 */
export function withTriedFixes(
  network: Network,
  judged: Judgement,
  judge: (network: Network) => Judgement,
): Answer {
  const { answer } = judged;
  const proposals = numbered(answer.blockers);
  const judgedWith = (some: readonly Proposal[]): Judgement =>
    judge(some.reduce((changed, { fix }) => applyFix(changed, fix), network));
  const best = proposals.length === 0 ? judged : judgedWith(proposals);
  const suffice = (some: readonly Proposal[]): boolean => {
    const tried = judgedWith(some);
    return tried.answer.verdict === best.answer.verdict && isBetter(judged, tried);
  };
  const kept = isBetter(judged, best) ? necessary(proposals, suffice) : [];
  const fixes = new Map(kept.map(({ blocker, fix }) => [blocker, fix]));
  return {
    ...answer,
    blockers: answer.blockers.map((blocker) => {
      const fix = fixes.get(blocker);
      return fix === undefined ? withoutFix(blocker) : { ...blocker, fix };
    }),
  };
}

function isBetter(before: Judgement, after: Judgement): boolean {
  const [worse, better] = [before, after].map(({ answer }) => VERDICTS.indexOf(answer.verdict));
  if (worse === undefined || better === undefined || better <= worse) return false;
  return after.answer.verdict !== "unknown" || [...after.doubts].every((doubt) => before.doubts.has(doubt));
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
