import type { Network } from "../../network";
import type { Answer, Blocker } from "../answer";
import { applyFix } from "./apply";

/**
 * Leaves only fixes that were tried. Each must lift its blocker and bring up none in its place, and all together must
 * change the verdict: what leaves it as it is mends nothing, however right it may be.
 * @param judge answers the same question of another network
 */
export function withTriedFixes(
  network: Network,
  answer: Answer,
  judge: (network: Network) => Answer,
): Answer {
  const blockers = answer.blockers.map((blocker) =>
    lifts(network, answer, blocker, judge) ? blocker : withoutFix(blocker),
  );
  const fixes = blockers.flatMap(({ fix }) => fix ?? []);
  if (fixes.length === 0) return { ...answer, blockers };
  const { verdict } = judge(fixes.reduce(applyFix, network));
  return { ...answer, blockers: verdict === answer.verdict ? blockers.map(withoutFix) : blockers };
}

function lifts(
  network: Network,
  answer: Answer,
  blocker: Blocker,
  judge: (network: Network) => Answer,
): boolean {
  if (blocker.fix === undefined) return false;
  const before = answer.blockers.map(identity);
  const after = judge(applyFix(network, blocker.fix)).blockers.map(identity);
  const left = (each: string): number => timesIn(after, each) - timesIn(before, each);
  // A thing may stop both ways, which are lifted one by one.
  return left(identity(blocker)) < 0 && after.every((each) => left(each) <= 0);
}

function timesIn(identities: readonly string[], one: string): number {
  return identities.filter((each) => each === one).length;
}

/** What is wrong and where; how it is said may change with what else is wrong. */
function identity({ code, at }: Blocker): string {
  return `${code} ${at}`;
}

function withoutFix({ code, at, sentence }: Blocker): Blocker {
  return { code, at, sentence };
}
