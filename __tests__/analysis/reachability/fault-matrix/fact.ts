import type { Answer, Code, Verdict } from "../../../../analysis/reachability";
import type { Asked, Edit, Resources } from "../../../support/networks";

/** Something that AWS does, and networks on each side of it. */
export interface Fact {
  readonly fact: string;
  /** What the cases change. */
  readonly network: Resources;
  /** What is asked about it. */
  readonly asked: Asked;
  readonly cases: readonly Case[];
}

export interface Case {
  readonly given: string;
  readonly edits: readonly Edit[];
  /** Where it is another question than the fact's. */
  readonly asked?: Asked;
  readonly expected: Expected;
}

export interface Expected {
  readonly verdict: Verdict;
  readonly stops: readonly Stop[];
  readonly parts?: Answer["parts"];
}

/** A blocker, and the fix that is offered for it, if one is. */
export type Stop = readonly [code: Code, fix?: string];

export const reachable: Expected = { verdict: "reachable", stops: [] };

export function blocked(...stops: readonly Stop[]): Expected {
  return { verdict: "blocked", stops };
}

export function unknown(...stops: readonly Stop[]): Expected {
  return { verdict: "unknown", stops };
}

/** @param pass what gets through, and `fail` what does not, as the answer tells them */
export function partly(
  pass: readonly string[],
  fail: readonly string[],
  ...stops: readonly Stop[]
): Expected {
  return { verdict: "partly", stops, parts: { pass, fail } };
}

/** @param changes edits of the fact's network, and where it is another one, the question */
export function given(text: string, edits: readonly Edit[], expected: Expected, asked?: Asked): Case {
  return { given: text, edits, expected, ...(asked === undefined ? {} : { asked }) };
}
