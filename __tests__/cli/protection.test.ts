import { describe, expect, test } from "@jest/globals";
import { protectionOf } from "../../cli/protection";

describe("the environment variable PROTECT", () => {
  test.each([
    [{}, "on"],
    [{ PROTECT: "on" }, "on"],
    [{ PROTECT: "off" }, "off"],
  ])("given %j, when it is read, then the bucket's protection is %s", (environment, protection) => {
    expect(protectionOf(environment)).toBe(protection);
  });

  test.each(["", "OFF", "no\u001b[31m"])(
    "given %j, when it is read, then a sentence says what would be right",
    (asked) => {
      expect(() => protectionOf({ PROTECT: asked })).toThrow(
        'this is neither "on" nor "off"; leave it out, or write PROTECT=off to destroy the bucket with the states',
      );
    },
  );
});
