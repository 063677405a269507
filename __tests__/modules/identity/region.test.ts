import { describe, expect, test } from "@jest/globals";
import { valueOf } from "../../../modules/addressing";
import { parseRegion, partitionOf } from "../../../modules/identity";

describe("parseRegion", () => {
  test.each([
    ["ap-northeast-1", "aws"],
    ["us-east-1", "aws"],
    ["eu-central-2", "aws"],
    ["mx-central-1", "aws"],
    ["cn-northwest-1", "aws-cn"],
    ["us-gov-east-1", "aws-us-gov"],
  ])("given %s, when it is read, then it is a Region of the partition %s", (text, partition) => {
    const region = valueOf(parseRegion(text));
    expect(region).toBe(text);
    expect(partitionOf(region)).toBe(partition);
  });

  test.each([
    "",
    "tokyo",
    "ap-northeast",
    "ap-northeast-1a",
    "ap-northeast-0",
    "ap-northeast-10",
    "apne1",
    "AP-NORTHEAST-1",
    "ap_northeast_1",
    "ap-upward-1",
    "ap-northeast-1\n",
  ])("given %j, when it is read, then the sentence says how a Region is written", (text) => {
    expect(parseRegion(text)).toEqual({
      ok: false,
      fault: { wrong: "this is not the code of an AWS Region", right: "write it like ap-northeast-1" },
    });
  });
});
