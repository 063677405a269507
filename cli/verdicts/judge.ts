import { type Analysed, type Answer, ask } from "../../analysis/reachability";
import type { DeclaredFlow } from "../../analysis/terraform";
import type { TopologyStacks } from "../stacks";
import { questionOf } from "./question";
import { Sources } from "./sources";

/** A declared flow and what is true of it. */
export interface JudgedFlow {
  readonly flow: DeclaredFlow;
  readonly answer: Answer;
  /** Whether the verdict is the expected one; neither `partly` nor `unknown` ever is. */
  readonly ok: boolean;
}

/** What is true of a topology's declared flows. */
export interface Verdicts {
  readonly flows: readonly JudgedFlow[];
  readonly sources: Sources;
}

/** What was made of a topology. */
export interface SynthesizedTopology extends TopologyStacks {
  /** Missing where nobody was to judge. */
  readonly verdicts?: Verdicts;
}

/** Judges the declared flows of what was made. @param analysed what was made */
export function withVerdicts(made: readonly TopologyStacks[], analysed: Analysed): SynthesizedTopology[] {
  const sources = new Sources(analysed.index);
  return made.map((topology) => ({
    ...topology,
    verdicts: { flows: judgeFlows(analysed, topology.name), sources },
  }));
}

/** Whether all declared flows are as expected, as far as they were judged. */
export function areAsExpected(topologies: readonly SynthesizedTopology[]): boolean {
  return topologies.every(({ verdicts }) => verdicts?.flows.every(({ ok }) => ok) ?? true);
}

function judgeFlows(analysed: Analysed, topology: string): JudgedFlow[] {
  const flows = analysed.index?.topologies[topology]?.flows ?? [];
  return flows.map((flow) => {
    const answer = ask(analysed.network, questionOf(analysed, flow, topology), flow.expect);
    return { flow, answer, ok: answer.verdict === flow.expect };
  });
}
