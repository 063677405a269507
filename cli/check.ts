import {
  formatPath,
  formatProblem,
  loadTopologies,
  printable,
  type Problem,
  type Topology,
} from "../modules/topology";
import { EXIT, InputError } from "./failure";
import { scenarioFiles } from "./synthesis";

/**
 * Checks topology files and prints the result.
 * @param files all scenarios when empty
 * @returns the exit code
 * @throws InputError when a file is wrong and people are to read it
 */
export function checkFiles(files: readonly string[], json: boolean): number {
  const loaded = loadTopologies(files.length === 0 ? scenarioFiles() : files);
  if (json) {
    const result = loaded.ok ? describeAll(loaded.topologies) : describeProblems(loaded.problems);
    process.stdout.write(`${printableJson(JSON.stringify(result, null, 2))}\n`);
    return loaded.ok ? EXIT.good : EXIT.inputIsWrong;
  }
  if (!loaded.ok) throw new InputError(loaded.problems);
  for (const { file, name, entries, flows } of loaded.topologies) {
    const line = `${file}: ${name} is good: ${entries.length} VPCs, ${flows.length} flows`;
    process.stdout.write(`${printable(line)}\n`);
  }
  return EXIT.good;
}

/** The same JSON, in which a terminal finds nothing to obey: JSON itself escapes only some of such characters. */
function printableJson(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

interface CheckResult {
  readonly topologies: readonly { readonly name: string; readonly file: string }[];
  readonly problems: readonly object[];
}

function describeAll(topologies: readonly Topology[]): CheckResult {
  return { topologies: topologies.map(({ name, file }) => ({ name, file })), problems: [] };
}

function describeProblems(problems: readonly Problem[]): CheckResult {
  return {
    topologies: [],
    problems: problems.map((problem) => ({
      file: problem.file,
      ...problem.position,
      path: formatPath(problem.path),
      ...(problem.value === undefined ? {} : { value: problem.value }),
      sentence: problem.sentence,
      text: formatProblem(problem),
    })),
  };
}
