import { describe, expect, test } from "@jest/globals";
import type { Verdict } from "../../../../analysis/reachability";
import {
  answerAbout,
  type Asked,
  edited,
  type Edit,
  MYSTERY,
  type Resources,
} from "../../../support/networks";
import { MATRIX } from "./matrix";

/** A case of the matrix, and one of its changes that states an argument. */
interface Stated {
  readonly title: string;
  readonly network: Resources;
  readonly asked: Asked;
  readonly edits: readonly Edit[];
  readonly edit: Extract<Edit, { kind: "set" }>;
  readonly verdict: Verdict;
}

const stated: readonly Stated[] = Object.values(MATRIX)
  .flat()
  .flatMap(({ network, asked: ofFact, cases }) =>
    cases.flatMap(({ given, edits, asked = ofFact, expected: { verdict } }) =>
      edits
        .filter((edit) => edit.kind === "set")
        .map((edit) => ({
          title: `${given}: ${edit.path} of ${edit.address}`,
          network,
          asked,
          edits,
          edit,
          verdict,
        })),
    ),
  );

/** What is said with this in the place of the change; `undefined` is no change at all. */
function verdictWith({ network, asked, edits, edit }: Stated, other: Edit | undefined): Verdict {
  const changed = edits.flatMap((each) => (each === edit ? (other ?? []) : each));
  return answerAbout(edited(network, changed), asked).verdict;
}

describe("arguments that decide a verdict", () => {
  const deciding = stated.filter((each) => each.verdict !== verdictWith(each, undefined));

  test("given one that is not known, when it is judged, then neither is the verdict", () => {
    const guessed = deciding.filter((each) => verdictWith(each, { ...each.edit, to: MYSTERY }) !== "unknown");
    expect(guessed.map(({ title }) => title)).toEqual([]);
  });

  test("given the matrix, when they are counted, then they are many", () => {
    expect(deciding.length).toBeGreaterThan(100);
  });
});
