import { printable } from "../modules/topology";
import type { SynthesizedTopology } from "./synthesis";

const HEADINGS = ["deploy step", "stack", "account", "resources"] as const;

/** What was made, for people: each scenario's stacks in the order of deployment. */
export function formatSummary(topologies: readonly SynthesizedTopology[], outdir: string): string {
  const tables = topologies.map(({ name, file, stacks }) => {
    const rows = stacks.map((stack) => [
      String(stack.deployStep),
      stack.name,
      stack.account ?? "(contract: outputs only)",
      String(stack.resources),
    ]);
    return [
      `${name} (${printable(file)})`,
      ...align([[...HEADINGS], ...rows]).map((line) => `  ${line}`),
    ].join("\n");
  });
  const total = topologies.reduce((sum, { stacks }) => sum + stacks.length, 0);
  return `${tables.join("\n\n")}\n\n${total} stacks in ${outdir}. Stacks of one step can be deployed together.`;
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
