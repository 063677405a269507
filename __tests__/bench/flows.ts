import { type Analysed, ask, type End, findEnd, questionBetween } from "../../analysis/reachability";
import type { DeclaredFlow, TopologyIndex } from "../../analysis/terraform";
import { type Parsed, sentenceOf } from "../../modules/addressing";

/** Whether each flow that topologies declare is as expected. */
export function flowsAsExpected(analysed: Analysed, index: TopologyIndex): boolean[] {
  return Object.entries(index.topologies).flatMap(([topology, { flows }]) =>
    flows.map((flow) => isAsExpected(analysed, flow, topology)),
  );
}

function isAsExpected(
  analysed: Analysed,
  { from, to, protocol, port, expect }: DeclaredFlow,
  topology: string,
): boolean {
  const ends: [End, End] = [known(findEnd(analysed, from, topology)), known(findEnd(analysed, to, topology))];
  return ask(analysed.network, known(questionBetween(...ends, protocol, port)), expect).verdict === expect;
}

function known<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new Error(sentenceOf(parsed.fault));
}
