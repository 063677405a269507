import { describe, expect, test } from "@jest/globals";
import { noteOnStates } from "../../../analysis/reachability";
import { observed } from "../network/build/observed";
import { deployed, VPC } from "../network/build/stacks";

describe("what is said of answers where a state is given", () => {
  test("given a state, when its age is asked for, then a note says how to learn what is so now", () => {
    expect(noteOnStates(observed(deployed(VPC)))).toMatch(/when Terraform last looked.*-refresh-only$/);
  });

  test("given a plan, or what was synthesized, when their age is asked for, then there is nothing to say", () => {
    expect(noteOnStates(observed(deployed(VPC), deployed()))).toBeUndefined();
    expect(noteOnStates(deployed(VPC))).toBeUndefined();
  });
});
