import type { ReadProblem } from "../analysis/terraform";
import { UserDataTooLongError } from "../modules/software";
import { formatProblem, printable, type Problem } from "../modules/topology";
import { OutputError } from "./publication";

/** What every command exits with. */
export const EXIT = {
  good: 0,
  /** The input is fine, and the network it describes is not what it must be, or does not let packets through. */
  networkIsWrong: 1,
  /** The input is invalid or cannot be read, or the output cannot be written. */
  inputIsWrong: 2,
  /** Whether packets get through depends on what cannot be told before Terraform runs. */
  unknown: 3,
} as const;

/** The user's mistakes in topology files. */
export class InputError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.name = "InputError";
  }
}

/** Of Terraform that is hostile or broken all over, more than anybody reads. */
const MOST_SHOWN = 50;

/** Terraform that cannot be read. */
export class TerraformError extends Error {
  constructor(problems: readonly ReadProblem[]) {
    const shown = problems
      .slice(0, MOST_SHOWN)
      .map(({ file, sentence }) => printable(`${file}: ${sentence}`));
    const left = problems.length - shown.length;
    super([...shown, ...(left > 0 ? [`and ${left} more`] : [])].join("\n"));
    this.name = "TerraformError";
  }
}

/** A command that makes no sense, in a sentence. */
export class UsageError extends Error {
  constructor(sentence: string) {
    super(printable(sentence));
    this.name = "UsageError";
  }
}

/** Declared flows whose verdicts are not the expected ones. */
export class VerdictError extends Error {
  /** @param report for people; safe to print */
  constructor(report: string) {
    super(report);
    this.name = "VerdictError";
  }
}

/**
 * Runs a command: a user's mistake becomes sentences on standard error and an exit code; anything else is a mistake
 * of this project and keeps its stack trace.
 */
export function run(command: () => number): void {
  try {
    process.exitCode = command();
  } catch (error) {
    const told = toldTo(error);
    if (told === undefined) throw error;
    process.stderr.write(`${told.text}\n`);
    process.exitCode = told.exitCode;
  }
}

/** What a user is told of an error; nothing where it is no mistake of theirs. */
function toldTo(error: unknown): { readonly text: string; readonly exitCode: number } | undefined {
  if (error instanceof VerdictError) return { text: error.message, exitCode: EXIT.networkIsWrong };
  // Checks refuse most of it at the line where it stands, by what it may take at most.
  if (error instanceof OutputError || error instanceof UserDataTooLongError)
    return { text: printable(error.message), exitCode: EXIT.inputIsWrong };
  if (error instanceof InputError || error instanceof TerraformError || error instanceof UsageError)
    return { text: error.message, exitCode: EXIT.inputIsWrong };
  return undefined;
}
