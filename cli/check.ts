import { loadTopologies, printable, type Topology } from "../modules/topology";
import { counted } from "./counted";
import { EXIT, InputError, VerdictError } from "./failure";
import { describeOrphan, formatOrphans, orphansOf } from "./orphans";
import { printableJson } from "./printable-json";
import { describeProblem } from "./problems";
import { OUTDIR, scenarioFiles } from "./scenarios";
import { formatMismatches, linesOfVerdicts } from "./summary";
import { stackNames, synthesizeAside } from "./synthesis";
import {
  areAsExpected,
  describeFlow,
  describeGroup,
  readAnalysed,
  type SynthesizedTopology,
  withVerdicts,
} from "./verdicts";
import type { Verification } from "./verification";
import { formatWarnings } from "./warnings";

/**
 * Checks topology files and the network they describe, and prints the result, with what earlier syntheses made and no
 * topology makes any more; writes nothing into the output folder.
 * @param files all scenarios when empty; of files that are named, only their own topologies' earlier stacks are told
 * @param outdir where earlier syntheses wrote to
 * @returns the exit code
 * @throws InputError when a file is wrong, VerdictError when a flow is, and people are to read it
 */
export function checkFiles(
  files: readonly string[],
  json: boolean,
  verification: Verification = "on",
  outdir = OUTDIR,
): number {
  const loaded = loadTopologies(files.length === 0 ? scenarioFiles(outdir) : files);
  if (!loaded.ok) {
    if (!json) throw new InputError(loaded.problems);
    printJson({ topologies: [], problems: loaded.problems.map(describeProblem) });
    return EXIT.inputIsWrong;
  }
  const topologies = synthesizeAside(loaded.topologies, (made, folder) =>
    verification === "off" ? made : withVerdicts(made, readAnalysed(folder)),
  );
  const names = loaded.topologies.map(({ name }) => name);
  const isAsked = files.length === 0 ? undefined : (name: string) => names.includes(name);
  const orphans = orphansOf(outdir, stackNames(topologies), isAsked);
  if (json) {
    printJson({
      topologies: topologies.map(describeTopology),
      problems: [],
      warnings: loaded.warnings.map(describeProblem),
      orphans: orphans.map((orphan) => describeOrphan(orphan, outdir)),
    });
    return areAsExpected(topologies) ? EXIT.good : EXIT.networkIsWrong;
  }
  if (!areAsExpected(topologies)) throw new VerdictError(formatMismatches(topologies));
  for (const [index, topology] of loaded.topologies.entries()) {
    const line = `${topology.file}: ${topology.name} is good: ${contentsOf(topology)}`;
    const verdicts = topologies[index] === undefined ? [] : linesOfVerdicts(topologies[index]);
    process.stdout.write(`${[printable(line), ...verdicts].join("\n")}\n`);
  }
  if (loaded.warnings.length > 0) process.stdout.write(`\n${formatWarnings(loaded.warnings)}\n`);
  if (orphans.length > 0) process.stdout.write(`\n${formatOrphans(orphans, outdir)}\n`);
  return EXIT.good;
}

function contentsOf({ entries, onPremises, flows }: Topology): string {
  const outside = onPremises.length === 0 ? [] : [`${counted(onPremises.length, "network")} outside AWS`];
  return [counted(entries.length, "VPC"), ...outside, counted(flows.length, "flow")].join(", ");
}

/** Without the topologies nobody knows what is left over of them, or what is hardly meant. */
function printJson(result: {
  readonly topologies: readonly object[];
  readonly problems: readonly object[];
  readonly warnings?: readonly object[];
  readonly orphans?: readonly object[];
}): void {
  process.stdout.write(`${printableJson(result)}\n`);
}

/** Flows that nobody was to judge are left out, so that none of them looks as if it had been. */
function describeTopology({ name, file, stacks, verdicts }: SynthesizedTopology): object {
  const described = { name, file, stacks: stacks.map((stack) => stack.name) };
  if (verdicts === undefined) return described;
  const { flows, undeclared, sources, names } = verdicts;
  return {
    ...described,
    flows: flows.map((flow) => describeFlow(flow, sources)),
    ...(undeclared.length === 0
      ? {}
      : { undeclared: undeclared.map((group) => describeGroup(group, names)) }),
  };
}
