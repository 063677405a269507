import { formatProblem, type Loaded, loadTopology, type Topology } from "../../../modules/topology";
import { folderOfTests } from "../../support/folder-of-tests";
import { writeFiles } from "../../support/folders";

const folder = folderOfTests();

/** What is made of a file, `x.yaml`, with this text. */
export function loadedFrom(text: string | Uint8Array): Loaded {
  writeFiles(folder, { "x.yaml": text });
  const loaded = loadTopology(`${folder}/x.yaml`);
  return loaded.ok
    ? { ...loaded, topology: { ...loaded.topology, file: "x.yaml" } }
    : { ok: false, problems: loaded.problems.map((problem) => ({ ...problem, file: "x.yaml" })) };
}

/** Each line that is said of a text, without the file's name; none when it is good. */
export function saidOf(text: string | Uint8Array): string[] {
  const loaded = loadedFrom(text);
  return loaded.ok ? [] : loaded.problems.map((problem) => formatProblem(problem).replace(/^x\.yaml:/, ""));
}

/** Each warning of a good text, without the file's name. */
export function warnedOf(text: string): string[] {
  const loaded = loadedFrom(text);
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.warnings.map((problem) => formatProblem(problem).replace(/^.*x\.yaml:/, ""));
}

/** @throws when the text is not a good topology */
export function modelOf(text: string): Topology {
  const loaded = loadedFrom(text);
  if (loaded.ok) return loaded.topology;
  throw new Error(loaded.problems.map(formatProblem).join("\n"));
}
