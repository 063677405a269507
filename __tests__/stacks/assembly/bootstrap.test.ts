import { describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import type { Topology } from "../../../modules/topology";
import { AccountStack } from "../../../modules/wiring";
import { assembleBootstrap } from "../../../stacks/assembly";
import { inFolder } from "../../support/folders";
import { contractsIn, policyTextOf, sharedTopology, STATE, TWO_SERVICES } from "../../support/shared-states";
import { type AppTerraform, synthesizeApp } from "../../support/terraform";
import { MUTUAL, topologyOf } from "../../support/topologies";

function bootstrapOf(...topologies: readonly Topology[]): AppTerraform {
  return synthesizeApp((app) => {
    assembleBootstrap(app, topologies, "on");
  });
}

const WEB = "contracts/222222222222/shop.web.contract-service-web.tfstate";
const API = "contracts/222222222222/shop.web.contract-service-api.tfstate";

describe("the bootstrap of a provider of two services and a consumer of each", () => {
  const app = bootstrapOf(sharedTopology());

  test("given three accounts and a bucket, when it is made, then there is a stack of the bucket and one of each account's roles", () => {
    expect([...app.stacks.keys()].sort()).toEqual([
      "bootstrap.example-state",
      "bootstrap.example-state.111111111111",
      "bootstrap.example-state.222222222222",
      "bootstrap.example-state.333333333333",
    ]);
  });

  test("given its stacks, when they are made, then their states are local and none waits for another", () => {
    for (const { id, terraform, dependencies } of app.stacks.values()) {
      expect(terraform["backend"]).toEqual({ local: { path: `../../../state/${id}.tfstate` } });
      expect(dependencies).toEqual([]);
    }
  });

  test("given a stack, when it is deployed, then it touches its own account only, by the credentials at hand", () => {
    const [provider] = app.stack("bootstrap.example-state.333333333333").providers;
    expect(provider).toMatchObject({ allowed_account_ids: ["333333333333"] });
    expect(provider).not.toHaveProperty("assume_role");
    expect(app.stack("bootstrap.example-state").providers).toMatchObject([
      { allowed_account_ids: ["222222222222"] },
    ]);
  });

  test("given the consumers, when they read contracts, then each may read the one it uses", () => {
    expect(contractsIn(app.stack("bootstrap.example-state.111111111111"))).toEqual([WEB]);
    expect(contractsIn(app.stack("bootstrap.example-state.333333333333"))).toEqual([API]);
    expect(contractsIn(app.stack("bootstrap.example-state.222222222222"))).toEqual([]);
    expect(contractsIn(app.stack("bootstrap.example-state"))).toEqual([API, WEB]);
  });

  test("given the endpoint that is accepted by hand, when its contract is read, then the provider may, and nobody else", () => {
    const states = (account: string): string =>
      JSON.stringify(
        app.stack(`bootstrap.example-state.${account}`).ofType("aws_iam_policy")["read-contract_states"],
      );
    expect(states("222222222222")).toContain("contracts/*/to-222222222222/*.tfstate");
    expect(states("111111111111")).not.toContain("to-");
    expect(states("333333333333")).not.toContain("to-");
  });

  test("given an account without hosts of web servers and flow logs, when roles are made, then each may do what its own stacks hold", () => {
    const network = (account: string): string =>
      policyTextOf(
        app.stack(`bootstrap.example-state.${account}`).ofType("aws_iam_policy")["deploy_network"],
      );
    expect(network("222222222222")).toContain("ec2:CreateVpcEndpointServiceConfiguration");
    expect(network("222222222222")).toContain("ec2:AcceptVpcEndpointConnections");
    expect(network("111111111111")).not.toContain("ec2:CreateVpcEndpointServiceConfiguration");
    expect(network("111111111111")).toContain("ec2:CreateVpcEndpoint");
  });
});

describe("the bootstrap of several topologies", () => {
  const other = topologyOf({ ...MUTUAL, state: { ...STATE, account: "y" } });
  const app = bootstrapOf(sharedTopology(), other);

  test("given topologies that share a bucket, when it is made, then it is one for all of them", () => {
    expect(app.stacks.size).toBe(4);
    expect(contractsIn(app.stack("bootstrap.example-state.111111111111"))).toEqual([
      "contracts/222222222222/mutual.right.contract-service-web.tfstate",
      WEB,
    ]);
    const identities = app.stack("bootstrap.example-state.111111111111").ofType("aws_iam_policy")[
      "deploy_identities"
    ];
    expect(policyTextOf(identities)).toContain("role/mutual.*");
    expect(policyTextOf(identities)).toContain("role/shop.*");
  });

  test("given the same in another order, when it is made, then every byte is the same", () => {
    const texts = (app: AppTerraform): unknown => [...app.stacks].map(([id, { text }]) => [id, text]).sort();
    const reversed = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
      Object.fromEntries(Object.entries(record).reverse());
    const { web } = TWO_SERVICES.providers;
    const shuffled = sharedTopology({
      accounts: reversed(TWO_SERVICES.accounts),
      providers: { web: { ...web, services: reversed(web.services) } },
      consumers: reversed(TWO_SERVICES.consumers),
    });
    expect(texts(bootstrapOf(other, shuffled))).toEqual(texts(app));
  });

  test("given topologies with buckets of their own, when it is made, then each has its stacks", () => {
    const roles = { deploy: "d", plan: "p", readContract: "r", boundary: "b", bootstrap: "Admin" };
    const alone = topologyOf({
      ...MUTUAL,
      state: { ...STATE, bucket: "another-state", account: "y" },
      roles,
    });
    const made = inFolder((outdir) => {
      const both = new App({ outdir, stackTraces: false });
      expect(assembleBootstrap(both, [sharedTopology(), alone], "on")).toEqual([
        "another-state",
        "example-state",
      ]);
      return both.node.children.filter((child) => child instanceof AccountStack);
    });
    expect(made.map(({ node, role }) => [node.id, role])).toEqual([
      ["bootstrap.another-state", "Admin"],
      ["bootstrap.another-state.111111111111", "Admin"],
      ["bootstrap.another-state.222222222222", "Admin"],
      ["bootstrap.example-state", undefined],
      ["bootstrap.example-state.111111111111", undefined],
      ["bootstrap.example-state.222222222222", undefined],
      ["bootstrap.example-state.333333333333", undefined],
    ]);
  });

  test("given a topology with local state, when it is made, then nothing is", () => {
    expect(bootstrapOf(topologyOf(MUTUAL)).stacks.size).toBe(0);
  });
});
