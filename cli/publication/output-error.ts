import { types } from "node:util";

/** A mistake of the user's about the output folder: its message is one sentence, its stack is of no interest. */
export class OutputError extends Error {
  override readonly name = "OutputError";

  /**
   * @param path the file or folder that is wrong
   * @param wrong what is wrong with it
   * @param right what would be right
   */
  constructor(
    readonly path: string,
    readonly wrong: string,
    readonly right: string,
    options?: ErrorOptions,
  ) {
    super(`${path}: ${wrong}; ${right}`, options);
  }
}

const noPermission = {
  wrong: "this user may not write here",
  right: "give the user write permission, or choose another output folder",
};
const noSpace = {
  wrong: "no space is left on this file system",
  right: "free some space and run the command again",
};

const REASONS = new Map([
  ["EACCES", noPermission],
  ["EPERM", noPermission],
  ["EROFS", { wrong: "this file system is read-only", right: "choose an output folder elsewhere" }],
  ["ENOSPC", noSpace],
  ["EDQUOT", noSpace],
  [
    "ENOTDIR",
    { wrong: "a part of this path is a file, not a folder", right: "choose another output folder" },
  ],
  [
    "ENOENT",
    { wrong: "this does not exist and cannot be made here", right: "create the folder it belongs in first" },
  ],
]);

/** What the operating system refused, as an {@link OutputError}; any other error is handed back as it is. */
export function asOutputError(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  const subject = pathsOf(error).at(-1) ?? path;
  const { wrong, right } = REASONS.get(error.code) ?? {
    wrong: `the system refused this (${error.message})`,
    right: "mend that and run the command again",
  };
  return new OutputError(subject, wrong, right, { cause: error });
}

/** Does work on the output folder; what the operating system refuses becomes an {@link OutputError}. */
export function withSentences<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asOutputError(error, path);
  }
}

interface SystemError extends Error {
  readonly code: string;
}

export function isSystemError(error: unknown): error is SystemError {
  return (
    types.isNativeError(error) && "syscall" in error && "code" in error && typeof error.code === "string"
  );
}

/** The paths that a refused call was about: the source, then the destination where there was one. */
export function pathsOf(error: SystemError): string[] {
  const source = "path" in error ? error.path : undefined;
  const destination = "dest" in error ? error.dest : undefined;
  return [source, destination].filter((path) => typeof path === "string");
}

/** What stands where a synth writes something else. */
export function inTheWay(path: string, is: string, expected: string): OutputError {
  return new OutputError(path, `this is ${is}, where a synth writes a ${expected}`, "move it elsewhere");
}
