import { describe, expect, test } from "@jest/globals";
import { Lazy } from "cdktf";
import { withoutCreationStacks } from "../../cli/creation-stacks";

const creationStack = (): readonly string[] => Lazy.anyValue({ produce: () => "value" }).creationStack;

describe("withoutCreationStacks", () => {
  test("given cdktf as it is, when a token is made, then it has a creation stack", () => {
    expect(creationStack()).not.toEqual([]);
  });

  test("given the work, when it makes a token, then the token has no creation stack", () => {
    expect(withoutCreationStacks(creationStack)).toEqual([]);
  });

  test("given the work, when it throws, then the error keeps its own stack and is passed on", () => {
    const mistake = (): never => {
      throw new Error("a mistake");
    };
    expect(() => withoutCreationStacks(mistake)).toThrow(
      expect.objectContaining({ message: "a mistake", stack: expect.stringContaining("at mistake") }),
    );
  });

  test("given work that is done or has thrown, when a token is made afterwards, then it has a creation stack", () => {
    withoutCreationStacks(() => undefined);
    expect(creationStack()).not.toEqual([]);
    expect(() =>
      withoutCreationStacks(() => {
        throw new Error("a mistake");
      }),
    ).toThrow("a mistake");
    expect(creationStack()).not.toEqual([]);
  });
});
