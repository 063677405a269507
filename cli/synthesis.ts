import { printable, type Topology } from "../modules/topology";
import type { RunAs } from "../stacks/assembly";
import { UsageError, VerdictError } from "./failure";
import { synthesizeInto } from "./publication";
import { readTopologies } from "./scenarios";
import { inScratchFolder } from "./scratch";
import { inJson, isHclWanted, synthesizeStacks, type TopologyStacks } from "./stacks";
import { formatMismatches } from "./summary";
import { areAsExpected, readAnalysed, type SynthesizedTopology, withVerdicts } from "./verdicts";
import type { Verification } from "./verification";

export interface SynthesisOptions {
  /** @default "on" */
  readonly verification?: Verification;
  /** Which of the topologies' roles Terraform assumes. @default "deploy" */
  readonly runAs?: RunAs;
}

/**
 * Makes the Terraform of topology files. The output is published whole or not at all, and only when every declared
 * flow is as expected.
 * @throws InputError when a file is wrong, VerdictError when a flow is, OutputError when the output cannot be written
 */
export function synthesize(
  files: readonly string[],
  outdir: string,
  { verification = "on", runAs = "deploy" }: SynthesisOptions = {},
): readonly SynthesizedTopology[] {
  const topologies = readTopologies(files);
  assertHaveRole(topologies, runAs);
  return synthesizeInto(outdir, (staging) => {
    const made = synthesizeStacks(topologies, staging, runAs);
    if (verification === "off") return made;
    // Only JSON is read back; both say the same.
    const analysed = isHclWanted()
      ? synthesizeAside(topologies, (_, folder) => readAnalysed(folder))
      : readAnalysed(staging);
    const judged = withVerdicts(made, analysed);
    if (areAsExpected(judged)) return judged;
    throw new VerdictError(`${formatMismatches(judged)} ${printable(outdir)} was not touched.`);
  });
}

/** Planning with the credentials at hand would look as if it could change nothing. */
function assertHaveRole(topologies: readonly Topology[], runAs: RunAs): void {
  const lacking = topologies.find(({ roles }) => runAs === "plan" && roles.plan === undefined);
  if (lacking === undefined) return;
  throw new UsageError(
    `RUN_AS "plan": ${lacking.file} names no role for it; write \`roles: { plan: NAME }\` there, or leave RUN_AS out`,
  );
}

/**
 * Synthesizes topologies into a folder that is gone afterwards, in JSON.
 * @param use what to do with the stacks and the folder
 */
export function synthesizeAside<Result>(
  topologies: readonly Topology[],
  use: (made: readonly TopologyStacks[], folder: string) => Result,
): Result {
  return inScratchFolder((folder) =>
    use(
      inJson(() => synthesizeStacks(topologies, folder)),
      folder,
    ),
  );
}
