import { expect, test } from "@jest/globals";
import { readDamaged } from "./read-damaged";

test("given 50,000 damaged plans, when they are read, then each is refused with a sentence, or answered", () => {
  expect(readDamaged("plan")).toEqual({ stdout: "50000 variants of a plan\n", stderr: "", status: 0 });
});
