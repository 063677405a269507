import { describe, expect, test } from "@jest/globals";
import { type AccountUse, knownTypes, PolicySizeError } from "../../../modules/access";
import { AccountRolesStack } from "../../../stacks/bootstrap";
import { reference, type StackTerraform, synthesizeApp } from "../../support/terraform";
import { CONSUMER, PROVIDER, TOKYO } from "../../support/values";

const USE: AccountUse = {
  account: CONSUMER,
  regions: [TOKYO],
  topologies: ["shop"],
  types: knownTypes,
  attachedPolicies: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
  buckets: ["shop-bundles"],
  applications: ["shop-web"],
  bundleBuckets: ["shop-bundles"],
  recordNames: ["web.example.internal"],
  proofZones: ["Z0123456789ABCDEFGHIJ"],
};

function rolesOf(use: AccountUse, readers: readonly [string, (typeof CONSUMER)[]][] = []): StackTerraform {
  return synthesizeApp((app) => {
    new AccountRolesStack(app, "roles", {
      region: TOKYO,
      account: CONSUMER,
      stateAccount: PROVIDER,
      boundary: "network-boundary",
      use,
      states: {
        partition: "aws",
        bucket: "example-state",
        roles: { deploy: "network-deploy", plan: "network-plan", readContract: "network-read-contract" },
        accounts: [CONSUMER],
        addressees: [],
        readers: new Map(readers),
      },
    });
  }).stack("roles");
}

describe("an account's roles", () => {
  const stack = rolesOf(USE, [[`contracts/${PROVIDER}/t.tfstate`, [CONSUMER]]]);
  const policies = stack.ofType("aws_iam_policy");

  test.each(["network-deploy", "network-plan", "network-read-contract"])(
    "given %s, when it is made, then its own account and that of the states may assume it, and nobody else",
    (name) => {
      const [role, ...others] = Object.values(stack.ofType("aws_iam_role")).filter(
        (each) => each["name"] === name,
      );
      expect(others).toEqual([]);
      expect(JSON.parse(String(role?.["assume_role_policy"]))).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"] },
            Action: "sts:AssumeRole",
          },
        ],
      });
    },
  );

  test("given everything that stacks can hold, when the policies are made, then each is named after its role and topic, and AWS takes it", () => {
    expect(Object.values(policies).map(({ name }) => name)).toEqual([
      "network-boundary",
      ...["network-deploy", "network-plan"].flatMap((role) =>
        [
          "applications",
          "checks",
          "environments",
          "identities",
          "names",
          "network",
          "resources",
          "scaling",
          "secrets",
          "states",
        ].map((topic) => `${role}-${topic}`),
      ),
      "network-read-contract-states",
    ]);
    for (const { policy } of Object.values(policies)) expect(String(policy).length).toBeLessThanOrEqual(6144);
  });

  test("given the policies, when they are attached, then each is attached to the role it is named after", () => {
    const attached = Object.entries(stack.ofType("aws_iam_role_policy_attachment"));
    expect(attached).toHaveLength(21);
    for (const [name, block] of attached) {
      const [role = "", topic = ""] = name.split("_");
      expect(block).toEqual({
        role: reference(`aws_iam_role.${role}`, "name"),
        policy_arn: reference(`aws_iam_policy.${role}_${topic.replace(/-attachment$/, "")}`, "arn"),
      });
    }
  });

  test("given the boundary, when roles are made, then it is none of theirs", () => {
    expect(JSON.stringify(stack.ofType("aws_iam_role_policy_attachment"))).not.toContain("boundary");
  });

  test("given an account that reads nothing of others and holds no environments, when its roles are made, then there are no empty policies", () => {
    const names = Object.keys(rolesOf({ ...USE, types: ["aws_vpc"] }).ofType("aws_iam_policy"));
    expect(names).toEqual(["boundary", "deploy_network", "deploy_states", "plan_network", "plan_states"]);
  });

  test("given more topologies than one role can deploy, when it is made, then it is refused with its size and what to do", () => {
    const topologies = [...Array(100).keys()].map((index) => `topology-${index}`);
    const refused = (): unknown => rolesOf({ ...USE, topologies });
    expect(refused).toThrow(PolicySizeError);
    expect(refused).toThrow(
      /^the policy network-(boundary|deploy-[a-z]+) of account 111111111111 would have \d{4,5} bytes, and AWS takes 6144; let some of the account's topologies keep their states in another bucket, with roles of other names$/,
    );
  });
});
