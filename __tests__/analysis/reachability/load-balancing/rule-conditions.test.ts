import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type Conditions,
  EVERY_REQUEST,
  includes,
  takesAllOf,
} from "../../../../analysis/reachability/load-balancing/rule-conditions";
import { Unknown } from "../../../../analysis/terraform";

const UNKNOWN = new Unknown("var.x", "nobody knows");

function wanting(field: string, patterns: readonly string[], doubts: readonly Unknown[] = []): Conditions {
  return { ...EVERY_REQUEST, requests: [{ kind: "request", field, patterns: { items: patterns, doubts } }] };
}

/** As the guide says it, which any regular expression can be made to say. */
function fits(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}

const patterns = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
const texts = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });

describe("patterns of conditions", () => {
  test("given a pattern that includes another, when a text fits the other, then it fits the pattern", () => {
    fc.assert(
      fc.property(patterns, patterns, texts, (pattern, other, text) => {
        fc.pre(includes(pattern, other) && fits(other, text));
        expect(fits(pattern, text)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ["/api/*", "/api/v1/*", true],
    ["/api/v1/*", "/api/*", false],
    ["/a?c", "/abc", true],
    ["/a?c", "/a*c", false],
    ["/a*c", "/a?c", true],
    ["regex ^/a", "regex ^/a", true],
    ["*", "regex ^/a", false],
    ["*=\\*", "a=\\*", false],
  ])("given %s, when it is asked whether it includes %s, then that is %s", (pattern, other, expected) => {
    expect(includes(pattern, other)).toBe(expected);
  });
});

describe("a rule before others", () => {
  test.each([
    ["path-pattern", ["/*"], true],
    ["path-pattern", ["/a", "*"], true],
    ["host-header", ["*"], true],
    ["path-pattern", ["/a/*"], false],
    ["http-header x-tenant", ["*"], false],
  ])(
    "given %s %j, when it is asked whether it takes every request, then that is %s",
    (field, items, taken) => {
      expect(takesAllOf(wanting(field, items), EVERY_REQUEST)).toBe(taken);
    },
  );

  test("given a condition that another one implies, when they are compared, then the other comes to nothing", () => {
    const api = wanting("path-pattern", ["/api/*", "/v2/*"]);
    expect(takesAllOf(api, wanting("path-pattern", ["/api/a", "/v2/b"]))).toBe(true);
    expect(takesAllOf(api, wanting("path-pattern", ["/api/a", "/v3/b"]))).toBe(false);
    expect(takesAllOf(api, wanting("host-header", ["/api/a"]))).toBe(false);
    expect(takesAllOf(api, wanting("path-pattern", []))).toBe(false);
  });

  test("given patterns that are not known, when they are compared, then neither is what they take", () => {
    const unclear = wanting("path-pattern", ["/a"], [UNKNOWN]);
    expect(takesAllOf(unclear, EVERY_REQUEST)).toBeUndefined();
    expect(takesAllOf(wanting("path-pattern", ["/a"]), unclear)).toBeUndefined();
    expect(takesAllOf(wanting("path-pattern", ["/*"]), unclear)).toBe(true);
    expect(takesAllOf(wanting("host-header", ["a"]), unclear)).toBe(false);
  });
});
