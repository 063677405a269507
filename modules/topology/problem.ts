/** Where a value stands in a document: keys of maps and indexes of lists, from the top. */
export type Path = readonly (string | number)[];

/** A line and a column of a file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One mistake in a topology file. */
export interface Problem {
  readonly file: string;
  /** Missing when the file as a whole is wrong: absent, unreadable. */
  readonly position?: Position;
  readonly path: Path;
  /** The value that is wrong, as written; missing where there is none. */
  readonly value?: unknown;
  /** What is wrong, then what would be right. */
  readonly sentence: string;
}

/** `file:line:column path value: sentence`, safe to print on a terminal whatever the input held. */
export function formatProblem(problem: Problem): string {
  const { file, position, path, value, sentence } = problem;
  const place = position ? `${file}:${position.line}:${position.column}` : file;
  const subject = [
    place,
    abridge(formatPath(path), 240),
    value === undefined ? "" : abridge(written(value), 120),
  ];
  return printable(`${subject.filter((part) => part !== "").join(" ")}: ${sentence}`);
}

/** `consumers.a.endpoints.web.zones[1]`; a key that could be misread stands in brackets and quotes. */
export function formatPath(path: Path): string {
  return path
    .map((key) => {
      if (typeof key === "number") return `[${key}]`;
      return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join("")
    .replace(/^\./, "");
}

/**
 * Makes control and direction characters visible, so that no input can move the cursor, recolour, or reorder
 * what a terminal or a review page shows.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** JSON has no word for numbers that are not finite. */
function written(value: unknown): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function abridge(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
