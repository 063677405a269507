import { resolve } from "node:path";
import { printable, type Problem, type Topology } from "../modules/topology";
import type { RunAs } from "../stacks/assembly";
import { UsageError, VerdictError } from "./failure";
import { asPublished, type Orphan, orphansOf } from "./orphans";
import { synthesizeInto } from "./publication";
import { OUTDIR, readTopologies } from "./scenarios";
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

export interface Synthesis {
  readonly topologies: readonly SynthesizedTopology[];
  /** What earlier syntheses made, and may still be deployed. */
  readonly orphans: readonly Orphan[];
  /** What is no mistake in the files and yet hardly meant. */
  readonly warnings: readonly Problem[];
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
): Synthesis {
  const { topologies, warnings } = readTopologies(files);
  assertMayRunAs(runAs, topologies, outdir);
  return synthesizeInto(outdir, (staging) => {
    const made = synthesizeStacks(topologies, staging, runAs);
    // Asked while the earlier Terraform is still there.
    const orphans = orphansOf(outdir, stackNames(made)).map(asPublished);
    if (verification === "off") return { topologies: made, orphans, warnings };
    // Only JSON is read back; both say the same.
    const analysed = isHclWanted()
      ? synthesizeAside(topologies, (_, folder) => readAnalysed(folder))
      : readAnalysed(staging);
    const judged = withVerdicts(made, analysed);
    if (areAsExpected(judged)) return { topologies: judged, orphans, warnings };
    throw new VerdictError(`${formatMismatches(judged)} ${printable(outdir)} was not touched.`);
  });
}

/** The names of all stacks of topologies. */
export function stackNames(topologies: readonly TopologyStacks[]): ReadonlySet<string> {
  return new Set(topologies.flatMap(({ stacks }) => stacks.map(({ name }) => name)));
}

/**
 * Planning with the credentials at hand would look as if it could change nothing; and what is planned from stands apart,
 * so that nobody deploys from it, and Terraform finds the settings of each state as it left them.
 */
function assertMayRunAs(runAs: RunAs, topologies: readonly Topology[], outdir: string): void {
  if (runAs !== "plan") return;
  if (resolve(outdir) === resolve(OUTDIR))
    throw new UsageError(
      `RUN_AS "plan": ${OUTDIR} is what is deployed from; write to another folder, with RUN_AS=plan npx cdktf synth --output plan.out`,
    );
  const lacking = topologies.find(({ roles }) => roles.plan === undefined);
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
