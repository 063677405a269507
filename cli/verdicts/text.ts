import { type Answer, type Blocker, describeFix, type Hop } from "../../analysis/reachability";
import { placeOf, type ResourceKey } from "../../analysis/terraform";
import { printable } from "../../modules/topology";
import { linesOf, type Row } from "../table";
import { linesOfGroups } from "./groups";
import type { JudgedFlow, Verdicts } from "./judge";
import type { WrittenQuestion } from "./question";
import type { Sources } from "./sources";

const HEADINGS: Row = { cells: ["  from", "to", "port", "expected", "verdict"], details: [] };

/**
 * A table of flows; below each one that is not as expected, why; and below all, ways that no flow declares, where these
 * are forbidden. Its lines are safe to print.
 */
export function linesOfFlows({ flows, undeclared, sources, names }: Verdicts): string[] {
  const table =
    flows.length === 0
      ? ["  no flows are declared"]
      : linesOf([HEADINGS, ...flows.map((judged) => rowOf(judged, sources))]);
  if (undeclared.length === 0) return table;
  const forbidden = linesOfGroups(undeclared, names, sources, "told");
  return [...table, "", "✗ no flow declares these ways, and undeclared: forbid wants none", ...forbidden];
}

function rowOf({ flow, answer, ok }: JudgedFlow, sources: Sources): Row {
  const port = flow.via === undefined ? portOf(flow) : `via ${flow.via}`;
  const cells = [`${ok ? " " : "✗"} ${flow.from}`, flow.to, port, flow.expect, answer.verdict];
  return { cells, details: ok ? [] : reasonsOf(answer, sources).map((line) => `    ${line}`) };
}

/** What an answer rests on: what stops packets, or where nothing does, how they get there. */
function reasonsOf(answer: Answer, sources: Sources): string[] {
  const reasons = [
    ...linesOfParts(answer),
    ...answer.blockers.flatMap((each) => linesOfBlocker(each, sources)),
  ];
  return answer.verdict === "reachable" ? [...reasons, ...linesOfTrace(answer.trace, sources)] : reasons;
}

/** An answer as a whole. Its lines are safe to print. */
export function linesOfAnswer(question: WrittenQuestion, answer: Answer, sources: Sources): string[] {
  const { from, to, via } = question;
  const how = via === undefined ? portOf(question) : `via ${via}`;
  const headline = `${answer.verdict}: ${from} to ${to}, ${how}`;
  const blockers = answer.blockers.flatMap((blocker) => linesOfBlocker(blocker, sources));
  const rest = [...linesOfParts(answer), ...linesOfTrace(answer.trace, sources)];
  return [
    printable(headline),
    ...rest.map((line) => `  ${line}`),
    ...(blockers.length === 0 ? [] : ["", ...blockers.map((line) => `  ${line}`)]),
  ];
}

const MARKS: Readonly<Record<Hop["passes"], string>> = { all: "✓", some: "~", none: "✗", unknown: "?" };

function linesOfTrace(trace: readonly Hop[], sources: Sources): string[] {
  return linesOf(
    trace.map(({ component, at, detail, passes }) => ({
      cells: [`${MARKS[passes]} ${component}`, ...placeCells(at, sources.ofResource(at))],
      details: [`    ${detail}`],
    })),
  );
}

function linesOfBlocker(blocker: Blocker, sources: Sources): string[] {
  const { code, at, sentence, fix } = blocker;
  const fixes = fix === undefined ? [] : [`  fix: ${describeFix(fix)}`];
  const key = sources.keyOfBlocker(blocker);
  const keys = key === undefined ? [] : [`  in the topology: ${key}`];
  return linesOf([
    {
      cells: [code, ...placeCells(at, sources.ofBlocker(blocker)).toReversed()],
      details: [`  ${sentence}`, ...fixes, ...keys],
    },
  ]);
}

function linesOfParts({ parts }: Answer): string[] {
  if (parts === undefined) return [];
  return [
    ...parts.pass.map((part) => printable(`passes: ${part}`)),
    ...parts.fail.map((part) => printable(`fails: ${part}`)),
  ];
}

/** The address with its stack, and where it was declared, where that says more. */
function placeCells(at: ResourceKey, source: string): string[] {
  const { stack, address } = placeOf(at);
  const place = `${address} (${stack})`;
  return source === at ? [place] : [place, source];
}

function portOf({ protocol, port }: Pick<WrittenQuestion, "protocol" | "port">): string {
  return `${protocol.toUpperCase()} ${port}`;
}
