import { jest } from "@jest/globals";
import { run } from "../../cli/failure";
import { main } from "../../cli/program";
import { synthesize } from "../../cli/synthesis";
import { contentOf, inFolder, writeFiles } from "../support/folders";

/** What a command told the world. */
export interface Outcome {
  readonly exitCode: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as the entry points do, in this process. */
export function outcomeOf(command: () => number): Outcome {
  const written = { stdout: "", stderr: "" };
  const before = process.exitCode;
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    jest.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  try {
    run(command);
    return { exitCode: process.exitCode, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = before;
  }
}

/** Runs a command line of `npm run topology` in a project's folder, in this process. */
export function outcomeIn(folder: string, ...commandLine: readonly string[]): Outcome {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return outcomeOf(() => main(commandLine));
  } finally {
    process.chdir(before);
  }
}

/** What stands in the output folder before a command: something that a synth would replace. */
const EARLIER_OUTPUT = {
  "cdktf.out/manifest.json": '{ "version": "0.21.0", "stacks": {} }',
  "cdktf.out/stacks/old/cdk.tf.json": "{}",
  "cdktf.out/topology.json": "{}",
};

export interface Refusal extends Outcome {
  /** Whether every file is what it was, and none was added. */
  readonly untouched: boolean;
}

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Synthesizes topology files over an earlier output; file names are relative. */
export function synthesisOf(files: Files, named: readonly string[] = Object.keys(files)): Refusal {
  return synthesisAmong({ ...EARLIER_OUTPUT, ...files }, named);
}

/** Synthesizes topology files where there is no output folder yet; file names are relative. */
export function firstSynthesisOf(files: Files, named: readonly string[] = Object.keys(files)): Refusal {
  return synthesisAmong(files, named);
}

function synthesisAmong(files: Files, named: readonly string[]): Refusal {
  return inFolder((folder) => {
    writeFiles(folder, files);
    const before = contentOf(folder);
    const { exitCode, stdout, stderr } = outcomeOf(() => {
      const paths = named.map((name) => `${folder}/${name}`);
      return synthesize(paths, `${folder}/cdktf.out`).topologies.length > 0 ? 0 : 1;
    });
    const untouched = JSON.stringify(contentOf(folder)) === JSON.stringify(before);
    return { exitCode, stdout, stderr: stderr.replaceAll(`${folder}/`, ""), untouched };
  });
}

/** The whole of a refusal with these sentences. */
export function refusalWith(lines: readonly string[]): Refusal {
  return { exitCode: 2, stdout: "", stderr: `${lines.join("\n")}\n`, untouched: true };
}
