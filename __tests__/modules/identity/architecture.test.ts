import { describe, expect, test } from "@jest/globals";
import { architectureOf } from "../../../modules/identity";

describe("the processor of an instance type", () => {
  test.each([
    "t4g.micro",
    "m7gd.large",
    "c7gn.16xlarge",
    "im4gn.large",
    "is4gen.medium",
    "a1.large",
    "g5g.xlarge",
    "x2gd.medium",
  ])("given the Graviton type %s, when it is asked for, then it is arm64", (instanceType) => {
    expect(architectureOf(instanceType)).toBe("arm64");
  });

  test.each([
    "t3.micro",
    "t3a.micro",
    "g4dn.xlarge",
    "g6.xlarge",
    "m7i.large",
    "m7i-flex.large",
    "c6in.large",
    "u-6tb1.metal",
    "hpc7a.12xlarge",
  ])("given the Intel or AMD type %s, when it is asked for, then it is x86_64", (instanceType) => {
    expect(architectureOf(instanceType)).toBe("x86_64");
  });
});
