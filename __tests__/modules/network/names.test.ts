import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { blockId, limitedName } from "../../../modules/network";
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

test("given a block, when it becomes an id, then it holds nothing that Terraform refuses in a name", () => {
  expect(blockId(block("10.0.0.0/16"))).toBe("10-0-0-0-16");
});
