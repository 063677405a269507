import { describe, expect, test } from "@jest/globals";
import { assemble } from "../../../stacks/assembly";
import { type AppTerraform, synthesizeApp } from "../../support/terraform";
import { topologyOf } from "../../support/topologies";
import { reversedValue } from "../growth";

const vpc = (cidr: string): object => ({ cidr, zones: ["apne1-az1"], natGateways: "none", flowLogs: false });
const host = { zone: "apne1-az1" };
const endpoint = (service: string, name: string): object => ({ service, clients: ["app"], name });

/** A service of the consumer's own account, and one of another. */
const CONTENT = {
  topology: "t",
  region: "ap-northeast-1",
  accounts: { own: "111111111111", other: "222222222222" },
  liveChecks: true,
  providers: {
    near: {
      account: "own",
      vpc: vpc("10.1.0.0/16"),
      hosts: { b1: host, b2: host },
      services: { web: { port: 80, targets: ["b1", "b2"], targetPort: 8080 } },
    },
    far: {
      account: "other",
      vpc: vpc("10.2.0.0/16"),
      hosts: { b: host },
      services: { web: { port: 80, targets: ["b"], allow: ["own"] } },
    },
  },
  consumers: {
    a: {
      account: "own",
      vpc: vpc("10.0.0.0/16"),
      hosts: { app: host },
      endpoints: {
        near: endpoint("near/web", "near.example.internal"),
        far: endpoint("far/web", "far.example.internal"),
      },
    },
  },
  flows: [
    { from: "a/app", to: "near.example.internal", port: 80, expect: "reachable" },
    { from: "a/app", to: "far.example.internal", port: 80, expect: "reachable" },
    { from: "a/app", to: "near/b1", port: 22, expect: "blocked" },
    { from: "a/app", to: "far/b", port: 80, expect: "blocked" },
    { from: "a/app", to: "internet", port: 443, expect: "blocked" },
    { from: "a/app", to: "far.example.internal", port: 81, expect: "blocked" },
  ],
};

const synthesize = (content: unknown): AppTerraform =>
  synthesizeApp((app) => {
    assemble(app, topologyOf(content));
  });

const OWN = "t.live-checks-111111111111";
const OTHER = "t.live-checks-222222222222";

/** Which instances, endpoints and services are asked for, by the path's name. */
function pathsIn(app: AppTerraform, stack: string): Record<string, [unknown, unknown]> {
  const outputs = "data.terraform_remote_state.contracts_";
  const plain = (value: unknown): string =>
    String(value).replace("${", "").replace("}", "").replace(outputs, "");
  return Object.fromEntries(
    Object.entries(app.stack(stack).ofType("aws_ec2_network_insights_path")).map(([name, path]) => [
      name,
      [plain(path["source"]), plain(path["destination"])],
    ]),
  );
}

describe("live checks", () => {
  const app = synthesize(CONTENT);

  test("given flows within one account, when they are synthesized, then each is asked for as a whole", () => {
    expect(pathsIn(app, OWN)).toEqual({
      "flows_a_app_to-host_near_b1_tcp-22_way_b1_path": [
        'a_contract-instances.outputs.instance_ids["app"]',
        'near_contract-instances.outputs.instance_ids["b1"]',
      ],
      "flows_a_app_to-name_near_example_internal_tcp-80_way_b1_path": [
        'a_contract-instances.outputs.instance_ids["app"]',
        'near_contract-instances.outputs.instance_ids["b1"]',
      ],
      "flows_a_app_to-name_near_example_internal_tcp-80_way_b2_path": [
        'a_contract-instances.outputs.instance_ids["app"]',
        'near_contract-instances.outputs.instance_ids["b2"]',
      ],
      "flows_a_app_to-name_far_example_internal_tcp-80_to-endpoint_far_path": [
        'a_contract-instances.outputs.instance_ids["app"]',
        "a_contract-endpoint-far.outputs.endpoint_id",
      ],
    });
  });

  test("given a flow to another account, when it is synthesized, then that one is asked for the rest of its way", () => {
    expect(pathsIn(app, OTHER)).toEqual({
      "flows_a_app_to-name_far_example_internal_tcp-80_from-service_b_path": [
        "far_contract-service-web.outputs.service_id",
        'far_contract-instances.outputs.instance_ids["b"]',
      ],
    });
  });

  test("given other stacks, when checks are synthesized, then they come after all of them", () => {
    const others = [...app.stacks.keys()].filter((id) => id !== OWN && id !== OTHER);
    for (const stack of [OWN, OTHER])
      expect([...app.stack(stack).dependencies].sort()).toEqual(others.sort());
  });

  test("given flows in another order, when they are synthesized, then no byte changes", () => {
    const again = synthesize(reversedValue(CONTENT));
    for (const stack of [OWN, OTHER]) expect(again.stack(stack).text).toBe(app.stack(stack).text);
  });

  test("given no wish for them, when a topology is synthesized, then nothing is made for them", () => {
    const without = synthesize({ ...CONTENT, liveChecks: undefined });
    const more = [...app.stacks.keys()].filter((id) => !without.stacks.has(id));
    expect(more).toEqual(
      ["t.a.contract-instances", "t.far.contract-instances", "t.near.contract-instances", OWN, OTHER].sort(),
    );
  });
});
