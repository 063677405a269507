import { describe, expect, test } from "@jest/globals";
import { CODES, describeFix } from "../../../../analysis/reachability";
import { answerAbout, edited } from "../../../support/networks";
import type { Expected } from "./fact";
import { MATRIX } from "./matrix";

const facts = Object.values(MATRIX).flat();

describe.each(Object.entries(MATRIX))("%s", (_, own) => {
  describe.each(own)("$fact", ({ network, asked, cases }) => {
    test.each(cases)(
      "given that $given, when it is judged, then it is $expected.verdict",
      ({ edits, asked: other, expected }) => {
        const { verdict, blockers, parts } = answerAbout(edited(network, edits), other ?? asked);
        const stops = blockers.map(({ code, fix }): Expected["stops"][number] =>
          fix === undefined ? [code] : [code, describeFix(fix)],
        );
        expect({ verdict, stops, ...(parts === undefined ? {} : { parts }) }).toEqual(expected);
      },
    );
  });
});

/** Terraform knows an endpoint's interfaces as a set that exists once it has run; only a state says which is which. */
const NOT_IN_THE_MATRIX = ["ENI_ADDRESS_RESTRICTION"];

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
    expect(Object.keys(CODES).filter((code) => !given.has(code))).toEqual(NOT_IN_THE_MATRIX);
  });
});
