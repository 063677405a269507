import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { formatPath, formatProblem, printable } from "../../../modules/topology";
import { anyUnicode } from "../../support/any-unicode";

describe("formatProblem", () => {
  test("given a place, a path and a value, when it is formatted, then they stand before the sentence", () => {
    expect(
      formatProblem({
        file: "scenarios/x.yaml",
        position: { line: 17, column: 22 },
        path: ["consumers", "a", "endpoints", "web", "zones", 1],
        value: "apne1-az2",
        sentence: "it is elsewhere",
      }),
    ).toBe('scenarios/x.yaml:17:22 consumers.a.endpoints.web.zones[1] "apne1-az2": it is elsewhere');
  });

  test("given a file alone, when it is formatted, then nothing stands for what is not known", () => {
    expect(formatProblem({ file: "x.yaml", path: [], sentence: "it is empty" })).toBe("x.yaml: it is empty");
  });

  test.each([
    [null, "null"],
    [false, "false"],
    [80.5, "80.5"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
    ["", '""'],
    ['say "hi"', String.raw`"say \"hi\""`],
    ["x".repeat(200), `"${"x".repeat(119)}…`],
  ])("given the value %j, when it is formatted, then it is %s", (value, shown) => {
    expect(formatProblem({ file: "f", path: ["a"], value, sentence: "no" })).toBe(`f a ${shown}: no`);
  });

  test("given a key of any length, when it is formatted, then the line stays readable", () => {
    const line = formatProblem({ file: "f", path: ["a".repeat(10_000)], value: "v", sentence: "no" });
    expect(line).toBe(`f ${"a".repeat(240)}… "v": no`);
  });
});

test.each([
  [["accounts", "team-a"], "accounts.team-a"],
  [["flows", 0, "to"], "flows[0].to"],
  [["tags", "cost center"], 'tags["cost center"]'],
  [["tags", ""], 'tags[""]'],
  [["a.b", "c"], '["a.b"].c'],
  [[], ""],
])("given the path %j, when it is formatted, then no key can be misread", (path, formatted) => {
  expect(formatPath(path)).toBe(formatted);
});

/** Characters that a terminal would obey, or that would end the line. */
const NOT_PRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe("printable", () => {
  test("given any text, when it is made printable, then it is one line without control and direction characters", () => {
    fc.assert(
      fc.property(anyUnicode(), (text) => {
        expect(NOT_PRINTABLE.test(printable(text))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("given text of any script, when it is made printable, then it is the same", () => {
    const text = "Grüße, こんにちは, مرحبا, 🎉";
    expect(printable(text)).toBe(text);
  });
});
