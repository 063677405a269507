import { type Answer, type Blocker, describeFix, type Hop } from "../../analysis/reachability";
import type { JudgedFlow } from "./judge";
import type { WrittenQuestion } from "./question";
import type { Sources } from "./sources";

interface AnswerJson extends WrittenQuestion {
  readonly verdict: Answer["verdict"];
  readonly parts?: NonNullable<Answer["parts"]>;
  readonly trace: readonly (Hop & { readonly source: string })[];
  readonly blockers: readonly (Pick<Blocker, "code" | "at" | "sentence"> & {
    readonly source: string;
    readonly fix?: string;
  })[];
}

interface FlowJson extends AnswerJson {
  readonly expect: JudgedFlow["flow"]["expect"];
  readonly ok: boolean;
}

/** A declared flow for programs; those that write it escape it. */
export function describeFlow({ flow, answer, ok }: JudgedFlow, sources: Sources): FlowJson {
  // Before the trace, which is long.
  const { verdict, parts, trace, blockers, ...question } = describeAnswer(flow, answer, sources);
  const reasons = { ...(parts === undefined ? {} : { parts }), trace, blockers };
  return { ...question, expect: flow.expect, verdict, ok, ...reasons };
}

/** An answer in the shape of a flow, of which nobody declared what it must be. */
export function describeAnswer(
  { from, to, via, protocol, port }: WrittenQuestion,
  { verdict, parts, trace, blockers }: Answer,
  sources: Sources,
): AnswerJson {
  return {
    from,
    to,
    ...(via === undefined ? {} : { via }),
    protocol,
    port,
    verdict,
    ...(parts === undefined ? {} : { parts }),
    trace: trace.map(({ component, at, detail, consulted, passes }) => ({
      component,
      at,
      source: sources.ofResource(at),
      detail,
      consulted,
      passes,
    })),
    blockers: blockers.map((blocker) => {
      const { code, at, sentence, fix } = blocker;
      const remedy = fix === undefined ? {} : { fix: describeFix(fix) };
      return { code, at, source: sources.ofBlocker(blocker), sentence, ...remedy };
    }),
  };
}
