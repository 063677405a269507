import { describe, expect, test } from "@jest/globals";
import { AccountStack, TopologyStack } from "../../../modules/wiring";
import { synthesizeApp, synthesizeIn } from "../../support/terraform";
import { CONSUMER, region, TOKYO } from "../../support/values";

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

  test.each([
    [["6.22.0"], "6.22.0"],
    [["6.22.0", "6.3.1"], "6.22.0"],
    [["6.9.0", "6.22.0"], "6.22.0"],
    [["5.9.0", "4.200.300"], "5.100.0"],
    [["5.100.0"], "5.100.0"],
    [["5.100.1"], "5.100.1"],
  ] as const)(
    "given constructs that need the provider's versions %j, when it is synthesized, then %s is the oldest it takes, and the next major version none",
    (versions, oldest) => {
      const { terraform } = synthesizeIn((stack) => {
        for (const version of versions) stack.requireProvider(version);
      });
      expect(terraform).toMatchObject({
        required_providers: { aws: { version: `>= ${oldest}, < 7.0.0` } },
      });
    },
  );

  test("given a construct in a stack of no account, when its stack is asked for, then a sentence names it", () => {
    expect(() =>
      synthesizeApp((app) => {
        AccountStack.around(new TopologyStack(app, "t.contract", { region: TOKYO, account: CONSUMER }));
      }),
    ).toThrow("t.contract is no AccountStack; make it one, so that its resources are in a known account");
  });
});
