import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { type AccountUse, deployPermissions } from "../../../modules/access";
import type { AccountId } from "../../../modules/identity";
import { TopologyStack } from "../../../modules/wiring";
import { assemble } from "../../../stacks/assembly";
import { accountUse } from "../../../stacks/assembly/account-use";
import { inFolder } from "../../support/folders";
import { JudgedPolicy } from "../../support/policies";
import { sharedTopology, TWO_SERVICES } from "../../support/shared-states";
import { account, CONSUMER, PROVIDER } from "../../support/values";

const SECOND = account("333333333333");
const ZONE = "Z0123456789ABCDEFGHIJ";
const { consumers, providers } = TWO_SERVICES;
const { a } = consumers;
const { web } = providers;

/** A consumer with a name of its own, and a provider that proves one. */
const TOPOLOGY = sharedTopology({
  consumers: {
    ...consumers,
    a: { ...a, endpoints: { web: { ...a.endpoints.web, name: "web.example.internal" } } },
  },
  providers: {
    web: {
      ...web,
      services: {
        ...web.services,
        web: { ...web.services.web, privateDns: { name: "web.example.com", zone: ZONE } },
      },
    },
  },
});

describe("what an account's stacks hold", () => {
  const stacks = inFolder((outdir) => {
    const app = new App({ outdir, stackTraces: false });
    assemble(app, TOPOLOGY);
    return app.node.children.filter((child) => child instanceof TopologyStack);
  });
  const useOf = (owner: AccountId): AccountUse => accountUse(owner, stacks, ["shop"]);

  test("given a private name, when it is looked at, then it is told in the consumer's account alone", () => {
    expect(useOf(CONSUMER).recordNames).toEqual(["web.example.internal"]);
    expect(useOf(SECOND).recordNames).toEqual([]);
    expect(useOf(PROVIDER).recordNames).toEqual([]);
  });

  test("given a record that AWS names, when it is looked at, then its zone is told in the provider's account alone", () => {
    expect(useOf(PROVIDER).proofZones).toEqual([ZONE]);
    expect(useOf(CONSUMER).proofZones).toEqual([]);
  });

  test("given the log groups that are made, when one is made or deleted, then the account's role may", () => {
    const groups = stacks
      .flatMap((stack) => stack.node.findAll())
      .filter((each) => each instanceof CloudwatchLogGroup);
    expect(groups).toHaveLength(3);
    const names = { deploy: "d", plan: "p", readContract: "r", boundary: "b" };
    const policy = JudgedPolicy.of(deployPermissions({ ...useOf(PROVIDER), partition: "aws", names }).names);
    for (const { nameInput = "" } of groups)
      for (const call of ["CreateLogGroup", "DeleteLogGroup"]) {
        const resource = `arn:aws:logs:ap-northeast-1:222222222222:log-group:${nameInput}`;
        const context = { "aws:RequestedRegion": "ap-northeast-1" };
        expect(policy.judge({ action: `logs:${call}`, resource, context })).toBe("allowed");
      }
  });
});
