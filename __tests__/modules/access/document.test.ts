import { describe, expect, test } from "@jest/globals";
import { limitedPolicyText, policyText, PolicySizeError, type Statement } from "../../../modules/access";
import { CONSUMER, PROVIDER } from "../../support/values";

const STATEMENT: Statement = {
  effect: "Allow",
  principals: { kind: "accounts", accounts: [PROVIDER, CONSUMER] },
  actions: ["s3:PutObject", "s3:GetObject", "s3:GetObject"],
  resources: ["arn:aws:s3:::b/*"],
  conditions: { StringLike: { "s3:prefix": ["b", "a"] }, ArnLike: { "aws:PrincipalArn": ["c"] } },
};

describe("a policy's text", () => {
  test("given a statement, when it is written, then it is IAM's JSON, each list sorted and without repetition, single values alone", () => {
    expect(policyText({ statements: [STATEMENT] }, "aws")).toBe(
      `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]},"Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::b/*","Condition":{"ArnLike":{"aws:PrincipalArn":"c"},"StringLike":{"s3:prefix":["a","b"]}}}]}`,
    );
  });

  test("given everyone, another partition, and all resources but some, when they are written, then IAM's own words stand there", () => {
    const written = (statement: Statement): unknown =>
      JSON.parse(policyText({ statements: [statement] }, "aws-cn"));
    expect(
      written({
        effect: "Deny",
        principals: { kind: "everyone" },
        actions: ["ec2:CreateTags"],
        resources: { allBut: ["x"] },
      }),
    ).toMatchObject({
      Statement: [{ Effect: "Deny", Principal: "*", Action: "ec2:CreateTags", NotResource: "x" }],
    });
    expect(written({ ...STATEMENT, principals: { kind: "accounts", accounts: [CONSUMER] } })).toMatchObject({
      Statement: [{ Principal: { AWS: "arn:aws-cn:iam::111111111111:root" } }],
    });
  });

  test.each([
    ["actions", { ...STATEMENT, actions: [] }],
    ["resources", { ...STATEMENT, resources: [] }],
    ["values of a condition", { ...STATEMENT, conditions: { StringLike: { "s3:prefix": [] } } }],
  ])(
    "given no %s, when the statement is written, then it is refused, because that would be no limit",
    (_, none) => {
      expect(() => policyText({ statements: [none] }, "aws")).toThrow("empty list");
    },
  );

  const text = policyText({ statements: [STATEMENT] }, "aws");
  const limit = { subject: "the policy of x", remedy: "split it" };

  test("given a policy of just the size that AWS takes, when it is written, then it is the same text", () => {
    expect(limitedPolicyText([STATEMENT], "aws", { ...limit, bytes: text.length })).toBe(text);
  });

  test("given a policy of one byte more, when it is written, then it is refused with its size and a remedy", () => {
    const write = (): string => limitedPolicyText([STATEMENT], "aws", { ...limit, bytes: text.length - 1 });
    expect(write).toThrow(PolicySizeError);
    expect(write).toThrow(
      `the policy of x would have ${text.length} bytes, and AWS takes ${text.length - 1}; split it`,
    );
  });
});
