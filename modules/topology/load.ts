import { disagreements } from "./agreement";
import { type Check, checks, type Draft, warnings } from "./checks";
import { entriesOf } from "./derivations";
import { readDocument, type SourceDocument } from "./document";
import { type Finding, findingsOf } from "./issues";
import type { Topology } from "./model";
import type { Path, Position, Problem } from "./problem";
import { resolve } from "./resolve";
import { mayBePartOf, mayHoldEndpoint, mayStand, type Refused, salvage, valueAt } from "./salvage";
import { draftSchema, type TopologyDraft, topologySchema } from "./schema";

export type Loaded =
  | {
      readonly ok: true;
      readonly topology: Topology;
      readonly document: SourceDocument;
      /** What is no mistake and yet hardly meant. */
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a topology file; every mistake in it is told at once, in the order of its lines. Only a file without a mistake
 * is worth a warning.
 */
export function loadTopology(file: string): Loaded {
  const read = readDocument(file);
  if (!read.ok) return read;
  const { document } = read;
  const { content, problems } = document;
  const parsed = topologySchema.safeParse(content, { reportInput: true });
  if (parsed.success && problems.length === 0) {
    const told = (kind: readonly Check[]): Problem[] =>
      inOrder(problemsOf(document, crossCheck(kind, content, parsed.data, [])));
    const mistakes = told(checks);
    return mistakes.length === 0
      ? { ok: true, topology: resolve(file, parsed.data), document, warnings: told(warnings) }
      : { ok: false, problems: mistakes };
  }
  const malformed = parsed.success ? [] : parsed.error.issues.flatMap(findingsOf);
  const refused = [...problems.map(({ path }) => ({ path, atKey: true })), ...malformed];
  const rest = draftSchema.safeParse(salvage(content, refused));
  const further = rest.success ? crossCheck(checks, content, rest.data, refused) : [];
  return { ok: false, problems: inOrder([...problems, ...problemsOf(document, [...malformed, ...further])]) };
}

function crossCheck(
  kind: readonly Check[],
  content: unknown,
  topology: TopologyDraft,
  refused: readonly Refused[],
): Finding[] {
  const findings: Finding[] = [];
  const entries = entriesOf(topology);
  const draft: Draft = {
    topology,
    entries,
    entriesByName: new Map(entries.map((named) => [named.name, named])),
    isWritten: (path) => mayStand(content, refused, path),
    hasAllEndpoints: !refused.some(mayHoldEndpoint),
    isWhole: (key) => !refused.some((each) => mayBePartOf(key, each)),
  };
  for (const check of kind) {
    check(draft, (path, sentence, about) => findings.push({ path, sentence, atKey: about === "key" }));
  }
  return findings;
}

function problemsOf(document: SourceDocument, findings: readonly Finding[]): Problem[] {
  return findings.map(({ path, atKey, sentence }) => ({
    file: document.file,
    position: atKey ? document.places.ofKey(path) : document.places.ofValue(path),
    path,
    ...shownValue(document, path, atKey),
    sentence,
  }));
}

/** In the order of lines; those of one place as they were found. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const of = (position: Position | undefined): Position => position ?? { line: 0, column: 0 };
  return problems.toSorted((left, right) => {
    const [first, second] = [of(left.position), of(right.position)];
    return first.line - second.line || first.column - second.column;
  });
}

/** A wrong key is shown itself, a wrong value likewise; a whole list or map would only bury the sentence. */
function shownValue(document: SourceDocument, path: Path, atKey: boolean): { value?: unknown } {
  // A whole file that is one text is no topology, and may be anything that is not to be shown.
  if (path.length === 0) return {};
  const value = atKey ? path.at(-1) : valueAt(document.content, path);
  return value === undefined || (typeof value === "object" && value !== null) ? {} : { value };
}

export type AllLoaded =
  | {
      readonly ok: true;
      readonly topologies: readonly Topology[];
      /** Those of each file, in the order of files. */
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads several topology files, whose stacks share one output and may share buckets and roles: each must have a name of
 * its own, and all must say the same of what they share.
 */
export function loadTopologies(files: readonly string[]): AllLoaded {
  let problems: Problem[] = [];
  let warned: Problem[] = [];
  const topologies = new Map<string, Topology>();
  for (const file of files) {
    const loaded = loadTopology(file);
    if (!loaded.ok) {
      problems = problems.concat(loaded.problems);
      continue;
    }
    const { topology, document } = loaded;
    warned = warned.concat(loaded.warnings);
    const namesake = topologies.get(topology.name);
    if (namesake === undefined) {
      const findings = disagreements(topology, [...topologies.values()]);
      topologies.set(topology.name, topology);
      problems = problems.concat(inOrder(problemsOf(document, findings)));
    } else {
      const sentence = `${namesake.file} has this name already, and their stacks would share states; give each topology its own`;
      problems = problems.concat(problemsOf(document, [{ path: ["topology"], atKey: false, sentence }]));
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, topologies: [...topologies.values()], warnings: warned };
}
