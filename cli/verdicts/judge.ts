import { type Analysed, type Answer, ask } from "../../analysis/reachability";
import type { DeclaredFlow } from "../../analysis/terraform";
import { questionOf } from "./question";

/** A declared flow and what is true of it. */
export interface JudgedFlow {
  readonly flow: DeclaredFlow;
  readonly answer: Answer;
  /** Whether the verdict is the expected one; neither `partly` nor `unknown` ever is. */
  readonly ok: boolean;
}

/** Judges the declared flows of a topology. @param topology its name */
export function judgeFlows(analysed: Analysed, topology: string): JudgedFlow[] {
  const flows = analysed.index?.topologies[topology]?.flows ?? [];
  return flows.map((flow) => {
    const answer = ask(analysed.network, questionOf(analysed, flow, topology));
    return { flow, answer, ok: answer.verdict === flow.expect };
  });
}
