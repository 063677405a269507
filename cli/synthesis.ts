import type { Analysed } from "../analysis/reachability";
import type { Topology } from "../modules/topology";
import { VerdictError } from "./failure";
import { synthesizeInto } from "./publication";
import { readTopologies } from "./scenarios";
import { inScratchFolder } from "./scratch";
import { inJson, isHclWanted, synthesizeStacks, type TopologyStacks } from "./stacks";
import { formatMismatches } from "./summary";
import { areAsExpected, readAnalysed, type SynthesizedTopology, withVerdicts } from "./verdicts";
import type { Verification } from "./verification";

/**
 * Makes the Terraform of topology files. The output is published whole or not at all, and only when every declared
 * flow is as expected.
 * @throws InputError when a file is wrong, VerdictError when a flow is, OutputError when the output cannot be written
 */
export function synthesize(
  files: readonly string[],
  outdir: string,
  verification: Verification = "on",
): readonly SynthesizedTopology[] {
  const topologies = readTopologies(files);
  return synthesizeInto(outdir, (staging) => {
    const made = synthesizeStacks(topologies, staging);
    if (verification === "off") return made;
    // Only JSON is read back; both say the same.
    const analysed = isHclWanted() ? analyseTopologies(topologies).analysed : readAnalysed(staging);
    const judged = withVerdicts(made, analysed);
    if (areAsExpected(judged)) return judged;
    throw new VerdictError(`${formatMismatches(judged)} ${outdir} was not touched.`);
  });
}

/** Synthesizes topologies into a folder that is gone afterwards, to ask about them. */
export function analyseTopologies(topologies: readonly Topology[]): {
  readonly made: readonly TopologyStacks[];
  readonly analysed: Analysed;
} {
  return inScratchFolder((folder) => {
    const made = inJson(() => synthesizeStacks(topologies, folder));
    return { made, analysed: readAnalysed(folder) };
  });
}
