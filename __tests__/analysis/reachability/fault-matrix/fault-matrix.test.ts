import { describe, expect, test } from "@jest/globals";
import { type Answer, CODES, describeFix } from "../../../../analysis/reachability";
import {
  answerAbout,
  type Asked,
  edited,
  type Edit,
  MYSTERY,
  type Resources,
} from "../../../support/networks";
import { readPage } from "../../../help/markdown";
import { tablePages } from "../../../help/tables";
import type { Expected } from "./fact";
import { MATRIX } from "./matrix";

const facts = Object.values(MATRIX).flat();

const answers = new WeakMap<Resources, Map<string, Answer>>();

/** What is said about a network after these changes; of each judged once. */
function answerAfter(network: Resources, edits: readonly Edit[], asked: Asked): Answer {
  const known = answers.get(network) ?? new Map<string, Answer>();
  answers.set(network, known);
  const key = JSON.stringify([edits, asked]);
  const answer = known.get(key) ?? answerAbout(edited(network, edits), asked);
  known.set(key, answer);
  return answer;
}

describe.each(Object.entries(MATRIX))("%s", (_, own) => {
  describe.each(own)("$fact", ({ network, asked, cases }) => {
    test.each(cases)(
      "given that $given, when it is judged, then it is $expected.verdict",
      ({ edits, asked: other, expected }) => {
        const { verdict, blockers, parts } = answerAfter(network, edits, other ?? asked);
        const stops = blockers.map(({ code, fix }): Expected["stops"][number] =>
          fix === undefined ? [code] : [code, describeFix(fix)],
        );
        expect({ verdict, stops, ...(parts === undefined ? {} : { parts }) }).toEqual(expected);
      },
    );
  });
});

describe("the fault matrix", () => {
  test("given its facts, when their cases are compared, then each fact has cases on both sides", () => {
    const oneSided = facts.filter(
      ({ cases }) => new Set(cases.map(({ expected }) => expected.verdict)).size === 1,
    );
    expect(oneSided.map(({ fact }) => fact)).toEqual([]);
  });

  test("given every code, when the matrix is searched, then a case gives it", () => {
    const given = new Set<string>(
      facts.flatMap(({ cases }) => cases.flatMap(({ expected }) => expected.stops.map(([code]) => code))),
    );
    expect(Object.keys(CODES).filter((code) => !given.has(code))).toEqual([]);
  });
});

/** A case of the matrix, and one of its changes that states an argument. */
interface Stated {
  readonly title: string;
  /** The argument, which other cases may state as well. */
  readonly argument: string;
  readonly network: Resources;
  readonly asked: Asked;
  readonly edits: readonly Edit[];
  readonly edit: Extract<Edit, { kind: "set" }>;
}

const stated: readonly Stated[] = facts.flatMap(({ network, asked: ofFact, cases }) =>
  cases.flatMap(({ given, edits, asked = ofFact }) =>
    edits
      .filter((edit) => edit.kind === "set")
      .map((edit) => ({
        title: `${given}: ${edit.path} of ${edit.address}`,
        argument: `${edit.address} ${edit.path}`,
        network,
        asked,
        edits,
        edit,
      })),
  ),
);

/** What is said with this in the place of the change; `undefined` is no change at all. */
function answerWith({ network, asked, edits, edit }: Stated, other: Edit | undefined): Answer {
  const changed = edits.flatMap((each) => (each === edit ? (other ?? []) : each));
  return answerAfter(network, changed, asked);
}

/** The first that is so of each argument of a network: what others show of it costs much and says little more. */
function eachOnce(all: readonly Stated[], isSo: (each: Stated) => boolean): readonly Stated[] {
  const found = new Map<Resources, Set<string>>();
  return all.filter((each) => {
    const known = found.get(each.network) ?? new Set<string>();
    if (known.has(each.argument) || !isSo(each)) return false;
    found.set(each.network, known.add(each.argument));
    return true;
  });
}

describe("arguments that decide a verdict", () => {
  test("given one of them, which are many, when it is not known, then neither is the verdict", () => {
    const deciding = eachOnce(
      stated,
      (each) => answerWith(each, each.edit).verdict !== answerWith(each, undefined).verdict,
    );
    expect(deciding.length).toBeGreaterThan(100);
    const guessed = deciding.filter(
      (each) => answerWith(each, { ...each.edit, to: MYSTERY }).verdict !== "unknown",
    );
    expect(guessed.map(({ title }) => title)).toEqual([]);
  });
});

const TO_MEND = "is not what its data say: write it by npm run tables";

describe("the pages of help/ that are made from data", () => {
  test("given each, when it is compared with its data, then it says the same", async () => {
    const pages = await tablePages();
    const stale = [...pages].filter(([name, text]) => readPage(name) !== text).map(([name]) => name);
    expect(stale.map((name) => `${name} ${TO_MEND}`)).toEqual([]);
  });
});
