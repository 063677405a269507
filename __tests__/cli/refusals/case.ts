/** A mistake, and every line that is to be said about it. */
export interface Case {
  /** What is wrong: it completes the name of a test, "given …". */
  readonly given: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The files that the command is given, where it is not all of them in their order. */
  readonly named?: readonly string[];
  readonly says: readonly string[];
}

/** One file, `x.yaml`, and what is said of it. */
export function caseOf(given: string, content: string | Uint8Array, ...says: readonly string[]): Case {
  return { given, files: { "x.yaml": content }, says: says.map((line) => `x.yaml:${line}`) };
}
