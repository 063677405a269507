import { readFileSync, statSync } from "node:fs";
import type { Report } from "./problem";

/** In bytes; larger than any stack, plan or state. A file beyond would exhaust the memory. */
const LARGEST_FILE = 200_000_000;

/** What a user is told to do about a file that cannot be read. */
export interface Remedies {
  /** What is said where there is no such file. */
  readonly missing: string;
  /** What makes the file anew, as an imperative. */
  readonly again: string;
}

/** By the code that the system gives. */
const FAILURES: Readonly<Record<string, string>> = {
  EACCES: "this may not be read (EACCES); let it be read by the user who runs this",
  EPERM: "this may not be read (EPERM); let it be read by the user who runs this",
  ELOOP: "the symbolic links of this path lead in a circle (ELOOP); name what they are to lead to",
  ENAMETOOLONG: "this path is longer than the system takes (ENAMETOOLONG); name a shorter one",
  ENOTDIR: "a part of this path is a file and no folder (ENOTDIR); name a file or folder that is there",
};

const SYNTHESIZE = "synthesize it again";

/**
 * What a JSON file that was synthesized holds; `undefined` where it cannot be read, which is reported.
 * @param missing what is said where there is no such file
 */
export function readJson(file: string, missing: string, report: Report): unknown {
  const bytes = readBytes(file, { missing, again: SYNTHESIZE }, report);
  return bytes === undefined ? undefined : parseJson(bytes.toString("utf8"), file, SYNTHESIZE, report);
}

/** What a file holds; `undefined` where it cannot be read, which is reported. */
export function readBytes(file: string, { missing, again }: Remedies, report: Report): Buffer | undefined {
  try {
    const status = statSync(file);
    if (!status.isFile()) report(file, `this is no file; ${again}`);
    else if (status.size > LARGEST_FILE)
      report(
        file,
        `this file has ${status.size} bytes, and at most ${LARGEST_FILE} are read; split its stack, and ${again}`,
      );
    else return readFileSync(file);
  } catch (error) {
    report(file, sentenceOnFailure(error, missing));
  }
  return undefined;
}

/**
 * Why a file or folder cannot be read, and what would be right.
 * @param missing what is said where there is none
 */
export function sentenceOnFailure(error: unknown, missing: string): string {
  const code = String(propertyOf(error, "code"));
  if (code === "ENOENT") return missing;
  return (
    FAILURES[code] ?? `this cannot be read (${code}); copy it to where it can be, and name what that makes`
  );
}

/** What a text in JSON says; `undefined` where it is none, which is reported. */
export function parseJson(text: string, file: string, again: string, report: Report): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    report(file, `this is not JSON: ${mistakeIn(text, error)}; ${again}`);
    return undefined;
  }
}

/** The parser says at most at which character it stopped; people count lines. */
function mistakeIn(text: string, error: unknown): string {
  const message = String(propertyOf(error, "message"));
  const [, mistake = "", position] = /^(.*) in JSON at position (\d+)/.exec(message) ?? [];
  if (position !== undefined && Number(position) < text.trimEnd().length)
    return `${mistake.charAt(0).toLowerCase()}${mistake.slice(1)} in ${placeOf(text, Number(position))}`;
  const [, token] = /^Unexpected token '(.)'/su.exec(message) ?? [];
  return token === undefined
    ? `it ends too early, in ${placeOf(text, text.length)}`
    : `it has an unexpected ${token}`;
}

/** Not every error is an instance of this program's own class. */
function propertyOf(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
}

function placeOf(text: string, position: number): string {
  const lines = text.slice(0, position).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
