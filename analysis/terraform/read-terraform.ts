import type { Deployment } from "./deployment";
import { linkStacks, type StackConfiguration } from "./link";
import { Problems, type ReadProblem, type Report } from "./problem";
import { readSynthesizedFolder } from "./read-synthesized";
import { type Assumption, readShown, type ReadStack } from "./shown";
import { type Source, sourcesAt } from "./sources";
import type { TopologyIndex } from "./topology-index";

export type ReadTerraform =
  | {
      readonly ok: true;
      readonly deployment: Deployment;
      /** The names of the stacks, in their order. */
      readonly stacks: readonly string[];
      /** Where one of the folders was synthesized from topology files. */
      readonly index?: TopologyIndex;
      /** What was taken for so that no file says, as far as it was needed until this is called. */
      readonly assumptions: () => readonly Assumption[];
    }
  | { readonly ok: false; readonly problems: readonly ReadProblem[] };

/**
 * Reads Terraform as it was synthesized, planned and applied, mixed as one likes.
 * Files that cannot be read are told all at once; what is wrong between stacks is told when all of them could be read.
 * @param paths each a folder into which cdktf synthesized, a folder of plans and states that `terraform show -json`
 *   printed, or one such file, which may be written `NAME=FILE`: its stack is called after the file otherwise
 */
export function readTerraform(paths: readonly string[]): ReadTerraform {
  const problems = new Problems();
  const sources = sourcesAt(paths, problems.report);
  const folders = sources.flatMap((source) =>
    source.kind === "synthesized" ? [readSynthesizedFolder(source.directory, problems.report)] : [],
  );
  const shown = readAll(
    sources.flatMap((source) => (source.kind === "shown" ? [source] : [])),
    problems.report,
  );
  const index = joinIndexes(
    folders.flatMap((folder) => folder.index ?? []),
    paths,
    problems.report,
  );
  if (problems.all.length > 0) return { ok: false, problems: problems.all };
  const configurations = folders.flatMap((folder) => folder.configurations);
  const linked = linkStacks(configurations, shown);
  if (!linked.ok) return linked;
  return {
    ok: true,
    deployment: linked.deployment,
    stacks: namesOf(configurations, shown),
    ...(index === undefined ? {} : { index }),
    assumptions: () => [...linked.assumptions, ...shown.flatMap(({ assumptions }) => assumptions())],
  };
}

function namesOf(
  configurations: readonly StackConfiguration[],
  shown: readonly ReadStack[],
): readonly string[] {
  const names = [...configurations.map(({ name }) => name), ...shown.map(({ stack }) => stack.name)];
  return [...new Set(names)].sort();
}

type Shown = Extract<Source, { kind: "shown" }>;

/** In a folder that is named, other JSON is left out, unless there is nothing else. */
function readAll(sources: readonly Shown[], report: Report): readonly ReadStack[] {
  const leftOut = new Map<string, Parameters<Report>[]>();
  const useful = new Set<string>();
  const stacks = sources.flatMap((source) => {
    const { folder } = source;
    if (folder === undefined) return readShown(source, report) ?? [];
    const others = leftOut.get(folder) ?? [];
    leftOut.set(folder, others);
    const before = others.length;
    const stack = readShown(source, report, (...other) => others.push(other));
    if (others.length === before) useful.add(folder);
    return stack ?? [];
  });
  for (const [folder, others] of leftOut)
    if (!useful.has(folder)) for (const other of others) report(...other);
  return stacks;
}

/** What several folders tell of their topologies. */
function joinIndexes(
  indexes: readonly TopologyIndex[],
  paths: readonly string[],
  report: Report,
): TopologyIndex | undefined {
  const [first, ...others] = indexes;
  if (first === undefined || others.length === 0) return first;
  const names = indexes.flatMap(({ topologies }) => Object.keys(topologies));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    report(paths.join(" "), `two of these folders hold the topology ${twice}; name one of them`);
  return {
    version: 1,
    topologies: Object.fromEntries(indexes.flatMap(({ topologies }) => Object.entries(topologies))),
  };
}
