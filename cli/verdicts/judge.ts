import {
  type Analysed,
  type Answer,
  ask,
  type ReachGroup,
  undeclaredWays,
} from "../../analysis/reachability";
import type { DeclaredFlow } from "../../analysis/terraform";
import type { TopologyStacks } from "../stacks";
import { Names } from "./names";
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
  /** The ways that no flow declares, where the topology forbids them; otherwise none. */
  readonly undeclared: readonly ReachGroup[];
  readonly sources: Sources;
  readonly names: Names;
}

/** What was made of a topology. */
export interface SynthesizedTopology extends TopologyStacks {
  /** Missing where nobody was to judge. */
  readonly verdicts?: Verdicts;
}

/** Judges the declared flows of what was made. @param analysed what was made */
export function withVerdicts(made: readonly TopologyStacks[], analysed: Analysed): SynthesizedTopology[] {
  const sources = new Sources(analysed.index);
  const names = new Names(analysed.index);
  return made.map((topology) => ({
    ...topology,
    verdicts: {
      flows: judgeFlows(analysed, topology.name),
      undeclared: forbiddenWays(analysed, topology.name),
      sources,
      names,
    },
  }));
}

/**
 * Whether all declared flows are as expected, and there are no others where these are forbidden, as far as it was
 * judged. A way that there may be is forbidden as well: that there is none is not proved.
 */
export function areAsExpected(topologies: readonly SynthesizedTopology[]): boolean {
  return topologies.every(
    ({ verdicts }) =>
      verdicts === undefined || (verdicts.flows.every(({ ok }) => ok) && verdicts.undeclared.length === 0),
  );
}

function forbiddenWays(analysed: Analysed, topology: string): ReachGroup[] {
  const isForbidden = analysed.index?.topologies[topology]?.undeclared === "forbid";
  return isForbidden ? undeclaredWays(analysed, topology) : [];
}

function judgeFlows(analysed: Analysed, topology: string): JudgedFlow[] {
  const flows = analysed.index?.topologies[topology]?.flows ?? [];
  return flows.map((flow) => {
    const answer = ask(analysed.network, questionOf(analysed, flow, topology), flow.expect);
    return { flow, answer, ok: answer.verdict === flow.expect };
  });
}
