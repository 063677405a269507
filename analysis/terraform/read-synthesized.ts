import { existsSync } from "node:fs";
import { isAbsolute, join, normalize, sep } from "node:path";
import { z } from "zod";
import { isBody, kindOf } from "./blocks";
import type { Deployment } from "./deployment";
import { readJson } from "./json-file";
import { linkStacks, type StackConfiguration } from "./link";
import { Problems, type ReadProblem, type Report } from "./problem";
import { type TopologyIndex, topologyIndexSchema } from "./topology-index";

export type Synthesized =
  | {
      readonly ok: true;
      readonly deployment: Deployment;
      /** The names of the stacks, in their order. */
      readonly stacks: readonly string[];
      /** Where the folder was synthesized from topology files. */
      readonly index?: TopologyIndex;
    }
  | { readonly ok: false; readonly problems: readonly ReadProblem[] };

const manifestSchema = z.object({
  version: z.string(),
  stacks: z.record(
    z.string(),
    z.object({ name: z.string(), synthesizedStackPath: z.string(), workingDirectory: z.string() }),
  ),
});
type StackEntry = z.output<typeof manifestSchema>["stacks"][string];

/**
 * Reads a folder into which cdktf synthesized, like `cdktf.out`.
 * Files that cannot be read are told all at once; what is wrong between stacks is told when all of them could be read.
 */
export function readSynthesized(directory: string): Synthesized {
  const problems = new Problems();
  const { configurations, index } = readSynthesizedFolder(directory, problems.report);
  if (problems.all.length > 0) return { ok: false, problems: problems.all };
  const linked = linkStacks(configurations);
  if (!linked.ok) return linked;
  const stacks = configurations.map(({ name }) => name).sort();
  return { ok: true, deployment: linked.deployment, stacks, ...(index === undefined ? {} : { index }) };
}

/** What such a folder holds, as far as it can be read; the rest is reported. */
export function readSynthesizedFolder(
  directory: string,
  report: Report,
): { readonly configurations: readonly StackConfiguration[]; readonly index: TopologyIndex | undefined } {
  const configurations = readStacks(directory, report);
  return { configurations, index: readIndex(join(directory, "topology.json"), report) };
}

function readStacks(directory: string, report: Report): readonly StackConfiguration[] {
  if (!existsSync(directory)) {
    report(directory, "there is no such folder; name the one into which the stacks were synthesized");
    return [];
  }
  const file = join(directory, "manifest.json");
  const missing = "there is no manifest; name a folder into which cdktf synthesized";
  const content = readJson(file, missing, report);
  if (content === undefined) return [];
  const manifest = manifestSchema.safeParse(content);
  if (manifest.success)
    return Object.values(manifest.data.stacks).flatMap((entry) => readStack(directory, file, entry, report));
  reportIssues(manifest.error, file, "this is no manifest that cdktf wrote", report);
  return [];
}

function readStack(
  directory: string,
  manifest: string,
  { name, synthesizedStackPath, workingDirectory }: StackEntry,
  report: Report,
): readonly StackConfiguration[] {
  const outside = [synthesizedStackPath, workingDirectory].filter((path) => !staysInside(path));
  for (const path of outside)
    report(manifest, `the path ${path} of the stack ${name} leads out of the folder; synthesize it again`);
  if (outside.length > 0) return [];
  const file = join(directory, synthesizedStackPath);
  if (synthesizedStackPath.endsWith(".tf")) {
    report(file, `the stack ${name} is not JSON but HCL, which is not read; synthesize it without --hcl`);
    return [];
  }
  const missing = `there is no such file, though the manifest names it for the stack ${name}; synthesize it again`;
  const configuration = readJson(file, missing, report);
  if (configuration === undefined) return [];
  if (isBody(configuration))
    return [{ name, directory: join(directory, workingDirectory), file, configuration }];
  report(file, `this is ${kindOf(configuration)}; Terraform's JSON is an object`);
  return [];
}

function staysInside(path: string): boolean {
  const [first] = normalize(path).split(sep);
  return !isAbsolute(path) && first !== "..";
}

const versioned = z.object({ version: z.unknown() });

/** Nothing where there is none: Terraform that was not made from a topology file is read as well. */
function readIndex(file: string, report: Report): TopologyIndex | undefined {
  if (!existsSync(file)) return undefined;
  const content = readJson(file, "there is no such file", report);
  if (content === undefined) return undefined;
  const index = topologyIndexSchema.safeParse(content);
  if (index.success) return index.data;
  const { data } = versioned.safeParse(content);
  if (data !== undefined && data.version !== 1)
    report(
      file,
      `its version is ${kindOf(data.version)}, and only the number 1 is read; synthesize it again`,
    );
  else reportIssues(index.error, file, "this is no index of topologies", report);
  return undefined;
}

function reportIssues(error: z.ZodError, file: string, what: string, report: Report): void {
  for (const { path, message } of error.issues) {
    const place = path.length === 0 ? "" : ` at ${path.join(".")}`;
    report(
      file,
      `${what}: ${message.charAt(0).toLowerCase()}${message.slice(1)}${place}; synthesize it again`,
    );
  }
}
