import { checks, type Draft } from "./checks";
import { entriesOf } from "./derivations";
import { readDocument, type SourceDocument } from "./document";
import { type Finding, findingsOf } from "./issues";
import type { Topology } from "./model";
import type { Path, Problem } from "./problem";
import { resolve } from "./resolve";
import { salvage, valueAt } from "./salvage";
import { flowSchema, type TopologyInput, topologySchema } from "./schema";

export type Loaded =
  | { readonly ok: true; readonly topology: Topology; readonly document: SourceDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a topology file; every mistake in it is told at once, in the order of its lines. */
export function loadTopology(file: string): Loaded {
  const read = readDocument(file);
  if (!read.ok) return read;
  const { document } = read;
  const parsed = topologySchema.safeParse(document.content, { reportInput: true });
  if (parsed.success) {
    const findings = crossCheck(document.content, parsed.data, true);
    return findings.length === 0
      ? { ok: true, topology: resolve(file, parsed.data), document }
      : { ok: false, problems: problemsOf(document, findings) };
  }
  const refused = parsed.error.issues.flatMap(findingsOf);
  const rest = topologySchema.safeParse(
    salvage(
      document.content,
      refused.map(({ path }) => path),
    ),
  );
  const further = rest.success ? crossCheck(document.content, rest.data, false) : [];
  return { ok: false, problems: problemsOf(document, [...refused, ...further]) };
}

function crossCheck(content: unknown, topology: TopologyInput, isWhole: boolean): Finding[] {
  const findings: Finding[] = [];
  const entries = entriesOf(topology);
  const draft: Draft = {
    topology,
    entries,
    entriesByName: new Map(entries.map((named) => [named.name, named])),
    flows: wellFormedFlows(content),
    isWritten: (path) => valueAt(content, path) !== undefined,
    isWhole,
  };
  for (const check of checks) {
    check(draft, (path, sentence) => findings.push({ path, sentence, atKey: false }));
  }
  return findings;
}

function wellFormedFlows(content: unknown): Draft["flows"] {
  const flows = valueAt(content, ["flows"]);
  if (!Array.isArray(flows)) return [];
  return flows.flatMap((flow: unknown, index) => {
    const parsed = flowSchema.safeParse(flow);
    return parsed.success ? [[index, parsed.data] as const] : [];
  });
}

function problemsOf(document: SourceDocument, findings: readonly Finding[]): Problem[] {
  return findings
    .map(({ path, atKey, sentence }) => ({
      file: document.file,
      position: atKey ? document.positionOfKey(path) : document.positionOf(path),
      path,
      ...shownValue(document, path, atKey),
      sentence,
    }))
    .sort(
      (left, right) =>
        left.position.line - right.position.line || left.position.column - right.position.column,
    );
}

/** A wrong key is shown itself, a wrong value likewise; a whole list or map would only bury the sentence. */
function shownValue(document: SourceDocument, path: Path, atKey: boolean): { value?: unknown } {
  const value = atKey ? path.at(-1) : valueAt(document.content, path);
  return value === undefined || (typeof value === "object" && value !== null) ? {} : { value };
}

export type AllLoaded =
  | { readonly ok: true; readonly topologies: readonly Topology[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads several topology files, whose stacks share one output: each must have a name of its own. */
export function loadTopologies(files: readonly string[]): AllLoaded {
  const problems: Problem[] = [];
  const topologies = new Map<string, Topology>();
  for (const file of files) {
    const loaded = loadTopology(file);
    if (!loaded.ok) {
      problems.push(...loaded.problems);
      continue;
    }
    const { topology, document } = loaded;
    const namesake = topologies.get(topology.name);
    if (namesake === undefined) topologies.set(topology.name, topology);
    else {
      const sentence = `${namesake.file} has this name already; give each topology its own`;
      problems.push(...problemsOf(document, [{ path: ["topology"], atKey: false, sentence }]));
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, topologies: [...topologies.values()] };
}
