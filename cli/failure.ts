import { formatProblem, printable, type Problem } from "../modules/topology";
import { OutputError } from "./publication";

/** What every command exits with. */
export const EXIT = {
  good: 0,
  /** The input is fine, and the network it describes is not what it must be. */
  networkIsWrong: 1,
  /** The input is invalid or cannot be read, or the output cannot be written. */
  inputIsWrong: 2,
} as const;

/** The user's mistakes in topology files. */
export class InputError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.name = "InputError";
  }
}

/** A command that makes no sense, in a sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Runs a command: a user's mistake becomes sentences on standard error and an exit code; anything else is a mistake
 * of this project and keeps its stack trace.
 */
export function run(command: () => number): void {
  try {
    process.exitCode = command();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof OutputError || error instanceof UsageError))
      throw error;
    process.stderr.write(`${error instanceof InputError ? error.message : printable(error.message)}\n`);
    process.exitCode = EXIT.inputIsWrong;
  }
}
