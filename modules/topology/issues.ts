import type { z } from "zod";
import type { Path } from "./problem";

/** One thing the schema found wrong: where, and the sentence to print. */
export interface Finding {
  readonly path: Path;
  /** True when the key itself is wrong rather than its value. */
  readonly atKey: boolean;
  readonly sentence: string;
}

/** Turns what zod reports into the project's sentences, one for each wrong key or value. */
export function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
  switch (issue.code) {
    case "unrecognized_keys":
      return (
        issue.keys
          // The document's own mistake, which it has told.
          .filter((key) => key !== "__proto__")
          .map((key) => ({ path: [...path, key], atKey: true, sentence: issue.message }))
      );
    case "invalid_key":
      return issue.issues.slice(0, 1).map((inner) => ({ path, atKey: true, sentence: valueSentence(inner) }));
    default:
      return [{ path, atKey: false, sentence: valueSentence(issue) }];
  }
}

function valueSentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeSentence(issue);
    case "invalid_value":
      return `${issue.input === undefined ? "this is missing" : "this is not known here"}; write ${issue.values.map(String).join(" or ")}`;
    case "too_small":
      if (issue.origin === "array") return "the list is empty; name at least one";
      if (issue.origin === "string") return "this is empty; write at least one character";
      return `this is too small; the least is ${String(issue.minimum)}`;
    case "too_big":
      return issue.origin === "string"
        ? `this is too long; the most is ${String(issue.maximum)} characters`
        : `this is too large; the most is ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  array: "a list, like [one, two]",
  boolean: "true or false",
  int: "a whole number",
  // The language has no other numbers.
  number: "a whole number",
  object: "a map of keys and values",
  record: "a map of names and values",
  string: "text",
};

function typeSentence(issue: z.core.$ZodIssueInvalidType): string {
  // The schema's own sentence; zod's begin otherwise.
  if (issue.message.startsWith("this is missing")) return issue.message;
  const expected = WORDS[issue.expected] ?? issue.expected;
  if (issue.input === undefined) return `this is missing; write ${expected}`;
  if (issue.expected === "string" && typeof issue.input === "number")
    return "this is a number where text belongs; put it in quotes";
  return `this is ${kindOf(issue.input)}; write ${expected}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "number") return Number.isFinite(value) ? "a number" : "no finite number";
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}
