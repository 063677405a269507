import type { Network } from "../network";
import type { Answer, Verdict } from "./answer";
import type { Question } from "./ends";
import { type Judgement, withoutFixes, withTriedFixes } from "./fixes";
import type { Path } from "./path/stage";
import { pathsOf } from "./paths";
import { answerOf } from "./verdict";

/**
 * Whether packets get from one end to the other and the answers back, by which way, and if not, everything that stops
 * them. Fixes that it offers were tried on the network.
 * @param expected the verdict that the flow must have; towards `blocked` no fix leads @default none
 */
export function ask(network: Network, question: Question, expected?: Verdict): Answer {
  const judged = judge(network, question);
  const { answer } = judged;
  // What opens a flow that must be blocked, or the VPC to the internet, mends nothing.
  const isUnwanted = expected === "blocked" || question.from.kind === "internet";
  return isUnwanted || answer.verdict === expected
    ? withoutFixes(answer)
    : withTriedFixes(network, judged, (changed) => judge(changed, question));
}

function judge(network: Network, question: Question): Judgement {
  const paths = pathsOf(network, question);
  return { answer: answerOf(paths), doubts: doubtsAlong(paths) };
}

function doubtsAlong(paths: readonly Path[]): ReadonlySet<string> {
  const stages = paths.flatMap(({ legs }) => legs.flatMap((leg) => leg.stages));
  return new Set(
    stages.flatMap(({ at, doubts }) =>
      doubts.map((doubt) => `${doubt.at ?? at} ${doubt.expression} ${doubt.reason}`),
    ),
  );
}
