import { describe, expect, test } from "@jest/globals";
import { valueOf } from "../../../modules/addressing";
import { accountRoot, parseAccountId, parseRegion } from "../../../modules/identity";

describe("parseAccountId", () => {
  test.each(["111111111111", "000000000001", "999999999999"])(
    "given %s, when it is read, then it is an account's number as it is written",
    (text) => {
      expect(parseAccountId(text)).toEqual({ ok: true, value: text });
    },
  );

  test.each([
    "",
    "11111111111",
    "1111111111111",
    "1111-1111-1111",
    " 111111111111",
    "111111111111\n",
    "11111111111a",
    "１１１１１１１１１１１１",
  ])("given %j, when it is read, then the sentence says what an account number is", (text) => {
    expect(parseAccountId(text)).toEqual({
      ok: false,
      fault: {
        wrong: "an account number has exactly 12 digits",
        right: 'write it in quotes, like "111111111111"',
      },
    });
  });
});

test.each([
  ["ap-northeast-1", "arn:aws:iam::111111111111:root"],
  ["cn-north-1", "arn:aws-cn:iam::111111111111:root"],
  ["us-gov-west-1", "arn:aws-us-gov:iam::111111111111:root"],
])(
  "given a Region, %s, when an account's principal is named, then it is of the Region's partition",
  (region, arn) => {
    expect(accountRoot(valueOf(parseAccountId("111111111111")), valueOf(parseRegion(region)))).toBe(arn);
  },
);
