import { describe, expect, test } from "@jest/globals";
import { synthesizeIn } from "../../support/terraform";
import { CONSUMER, region } from "../../support/values";

describe("a stack of an account", () => {
  test("given an account and a Region, when it is synthesized, then its provider touches no other account, with the credentials at hand", () => {
    expect(synthesizeIn(() => undefined, { account: CONSUMER }).providers).toEqual([
      {
        region: "ap-northeast-1",
        allowed_account_ids: ["111111111111"],
        default_tags: [{ tags: { stack: "test" } }],
      },
    ]);
  });

  test.each([
    ["ap-northeast-1", "aws"],
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-north-1", "aws-cn"],
  ])(
    "given a deploy role in %s, when it is synthesized, then the role of the partition %s is assumed",
    (code, partition) => {
      const terraform = synthesizeIn(() => undefined, { region: region(code), role: "deploy" });
      expect(terraform.providers).toMatchObject([
        { assume_role: [{ role_arn: `arn:${partition}:iam::222222222222:role/deploy` }] },
      ]);
    },
  );

  test("given tags, when it is synthesized, then every resource has them, and its stack's id", () => {
    expect(synthesizeIn(() => undefined, { tags: { team: "network" } }).providers).toMatchObject([
      { default_tags: [{ tags: { team: "network", stack: "test" } }] },
    ]);
  });

  test("given any account, when it is synthesized, then the provider is HashiCorp's whatever the registry, in a range of versions", () => {
    expect(synthesizeIn(() => undefined).terraform).toEqual({
      backend: { local: { path: "../../../state/test.tfstate" } },
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
    });
  });
});
