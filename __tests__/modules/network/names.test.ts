import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { blockId, hyphenatedName, limitedName, suffixedId } from "../../../modules/network/names";
import { block } from "../../support/values";

describe("the name of a resource", () => {
  test("given a name that fits, when it is made, then it is kept", () => {
    expect(limitedName("cross-az-web.web.80", 32)).toBe("cross-az-web.web.80");
  });

  test("given a name that is too long, when it is made, then it keeps its beginning and ends with a hash", () => {
    expect(limitedName("a-name-that-is-far-too-long-for-a-load-balancer", 32)).toMatch(
      /^a-name-that-is-far-too-[0-9a-f]{8}$/,
    );
  });

  test("given any two names, when they are made, then they fit, end with no hyphen, and are one only if they were one", () => {
    const name = fc.stringMatching(/^[a-z](?:-?[a-z0-9]){0,60}$/);
    const pair = fc.oneof(
      fc.tuple(name, name),
      fc.tuple(name, fc.constantFrom("-1", "-2")).map(([long, end]): [string, string] => [long, long + end]),
    );
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const names = [left, right].map((each) => limitedName(each, 32));
        for (const made of names) expect(made).toMatch(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$|^[a-z]$/);
        expect(names[0] === names[1]).toBe(left === right);
      }),
    );
  });
});

describe("a hyphenated name", () => {
  test("given two names that differ only in what joins them, when they are made, then they differ", () => {
    const [one, other] = [hyphenatedName("a.b-c", 32), hyphenatedName("a-b.c", 32)];
    expect(one).toMatch(/^a-b-c-[0-9a-f]{8}$/);
    expect(other).toMatch(/^a-b-c-[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
  });

  test("given any dotted name, when it is made, then load balancing takes it", () => {
    const part = fc.stringMatching(/^[a-z](?:-?[a-z0-9]){0,31}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const name = hyphenatedName(parts.join("."), 32);
        expect(name.length).toBeLessThanOrEqual(32);
        expect(name).toMatch(/^(?!.*--)[a-z][a-z0-9-]*[0-9a-f]$/);
      }),
    );
  });
});

test("given a block, when it becomes an id, then it holds nothing that Terraform refuses in a name", () => {
  expect(blockId(block("10.0.0.0/16"))).toBe("10-0-0-0-16");
});

describe("the id of one of several", () => {
  test("given what tells it from the others, when it is made, then it ends with that, and else it is as it was", () => {
    expect(suffixedId("listener", "80")).toBe("listener-80");
    expect(suffixedId("listener", undefined)).toBe("listener");
  });
});
