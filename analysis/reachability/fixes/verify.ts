import type { Network } from "../../network";
import type { Answer, Blocker } from "../answer";
import { applyFix } from "./apply";
import type { Fix } from "./fix";

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
  const before = timesOf(answer);
  const trials = answer.blockers.map((blocker): Trial => {
    if (blocker.fix === undefined) return { blocker };
    const after = judge(applyFix(network, blocker.fix));
    return lifts(blocker, before, timesOf(after))
      ? { blocker, lifting: { fix: blocker.fix, after } }
      : { blocker: withoutFix(blocker) };
  });
  const blockers = trials.map(({ blocker }) => blocker);
  const [first, ...others] = trials.flatMap(({ lifting }) => lifting ?? []);
  if (first === undefined) return { ...answer, blockers };
  const together =
    others.length === 0
      ? first.after
      : judge([first, ...others].reduce((changed, { fix }) => applyFix(changed, fix), network));
  return {
    ...answer,
    blockers: together.verdict === answer.verdict ? blockers.map(withoutFix) : blockers,
  };
}

interface Trial {
  readonly blocker: Blocker;
  /** Where its fix lifts it: what is true with it. */
  readonly lifting?: { readonly fix: Fix; readonly after: Answer };
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
