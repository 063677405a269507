import { expect, test } from "@jest/globals";
import { readDamaged } from "./read-damaged";

test("given 50,000 damaged states, when they are read, then each is refused with a sentence, or answered", () => {
  expect(readDamaged("state")).toEqual({ stdout: "50000 variants of a state\n", stderr: "", status: 0 });
});
