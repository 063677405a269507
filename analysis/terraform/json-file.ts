import { readFileSync, statSync } from "node:fs";
import type { Report } from "./problem";

/** In bytes; larger than any stack. A file beyond would exhaust the memory. */
const LARGEST_FILE = 200_000_000;

/**
 * What a JSON file holds; `undefined` where it cannot be read, which is reported.
 * @param missing what is said where there is no such file
 */
export function readJson(file: string, missing: string, report: Report): unknown {
  const text = readText(file, missing, report);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    report(file, `this is not JSON: ${mistakeIn(text, error)}; synthesize it again`);
    return undefined;
  }
}

function readText(file: string, missing: string, report: Report): string | undefined {
  try {
    const status = statSync(file);
    if (!status.isFile()) report(file, "this is no file; synthesize it again");
    else if (status.size > LARGEST_FILE)
      report(file, `this file has ${status.size} bytes; at most ${LARGEST_FILE} are read`);
    else return readFileSync(file, "utf8");
  } catch (error) {
    const code = String(propertyOf(error, "code"));
    report(
      file,
      code === "ENOENT" || code === "ENOTDIR"
        ? missing
        : `this file cannot be read (${code}); let it be read by the user who runs this`,
    );
  }
  return undefined;
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
