import { printable } from "../modules/topology";
import { counted } from "./counted";
import { linesOf, type Row } from "./table";
import { areAsExpected, linesOfFlows, type SynthesizedTopology } from "./verdicts";

const HEADINGS: Row = { cells: ["deploy step", "stack", "account", "resources"], details: [] };

/** What was made, for people: each scenario's stacks in the order of deployment, and its flows. */
export function formatSummary(topologies: readonly SynthesizedTopology[], outdir: string): string {
  const tables = topologies.map((topology) =>
    [titleOf(topology), ...linesOfStacks(topology), "", ...linesOfVerdicts(topology)].join("\n"),
  );
  const total = topologies.reduce((sum, { stacks }) => sum + stacks.length, 0);
  return `${tables.join("\n\n")}\n\n${counted(total, "stack")} in ${printable(outdir)}. Stacks of one step can be deployed together.`;
}

/** The flows of topologies of which not all are as expected, and why. Safe to print. */
export function formatMismatches(topologies: readonly SynthesizedTopology[]): string {
  const tables = topologies
    .filter((topology) => !areAsExpected([topology]))
    .map((topology) => [titleOf(topology), ...linesOfVerdicts(topology)].join("\n"));
  const flows = topologies.flatMap(({ verdicts }) => verdicts?.flows ?? []);
  const count = flows.filter(({ ok }) => !ok).length;
  const verb = count === 1 ? "is" : "are";
  const undeclared = topologies.flatMap(({ verdicts }) => verdicts?.undeclared ?? []).length;
  const told = [
    ...(count === 0 ? [] : [`${count} of ${counted(flows.length, "flow")} ${verb} not as expected.`]),
    ...(undeclared === 0
      ? []
      : [
          `${counted(undeclared, "way")} that no flow declares ${undeclared === 1 ? "is" : "are"} forbidden.`,
        ]),
  ];
  return `${tables.join("\n\n")}\n\n${told.join(" ")}`;
}

/** A topology's flows, as lines that are safe to print. */
export function linesOfVerdicts({ verdicts }: SynthesizedTopology): string[] {
  return verdicts === undefined ? ["  flows: not judged, because of VERIFY=off"] : linesOfFlows(verdicts);
}

function titleOf({ name, file }: SynthesizedTopology): string {
  return `${name} (${printable(file)})`;
}

function linesOfStacks({ stacks }: SynthesizedTopology): string[] {
  const rows = stacks.map(({ deployStep, name, account, resources }) => ({
    cells: [String(deployStep), name, account ?? "(contract: outputs only)", String(resources)],
    details: [],
  }));
  return linesOf([HEADINGS, ...rows]).map((line) => `  ${line}`);
}
