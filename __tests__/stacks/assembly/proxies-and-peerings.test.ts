import { describe, expect, test } from "@jest/globals";
import { assemble, assembleBootstrap } from "../../../stacks/assembly";
import { contractsIn } from "../../support/shared-states";
import { type AppTerraform, synthesizeApp } from "../../support/terraform";
import { topologyOf } from "../../support/topologies";
import { reversedValue } from "../growth";

const vpc = (cidr: string): object => ({ cidr, zones: ["apne1-az1"], flowLogs: false });
const host = { zone: "apne1-az1" };

/** A hub whose proxies another account uses, and two VPCs of two accounts that are peered; states in one bucket. */
const CONTENT = {
  topology: "s",
  region: "ap-northeast-1",
  accounts: { hub: "111111111111", user: "222222222222", another: "333333333333" },
  state: { backend: "s3", bucket: "example-state", account: "hub" },
  proxyHubs: {
    proxy: {
      account: "hub",
      vpc: vpc("10.0.0.0/16"),
      proxies: { name: "proxy.example.internal", domains: [".example.com"], allow: ["user"] },
    },
  },
  consumers: {
    a: { account: "user", vpc: vpc("10.0.0.0/16"), hosts: { app: host }, proxy: { hub: "proxy" } },
    left: { account: "user", vpc: vpc("10.1.0.0/16"), hosts: { app: host } },
    right: { account: "hub", vpc: vpc("10.2.0.0/16"), hosts: { app: host } },
  },
  peerings: {
    both: {
      requester: { entry: "left" },
      accepter: { entry: "right" },
      admit: [{ from: "left/app", to: "right/app", port: 443 }],
    },
  },
};
const topology = topologyOf(CONTENT);

const synthesize = (content: unknown): AppTerraform =>
  synthesizeApp((app) => {
    assemble(app, topologyOf(content));
  });

/** The key of each state that a stack reads. */
function readKeys(app: AppTerraform, stack: string): string[] {
  const sources = Object.values(app.stack(stack).data("terraform_remote_state"));
  return sources.map((source) => /"key":"([^"]+)"/.exec(JSON.stringify(source))?.[1] ?? "none").sort();
}

/** The same with one more user of the hub, in one more account, and one more peering, written in the opposite order. */
function grown(): unknown {
  const { proxyHubs, consumers, peerings } = CONTENT;
  const { proxy } = proxyHubs;
  return reversedValue({
    ...CONTENT,
    proxyHubs: { proxy: { ...proxy, proxies: { ...proxy.proxies, allow: ["user", "another"] } } },
    consumers: {
      ...consumers,
      b: { account: "another", vpc: vpc("10.3.0.0/16"), hosts: { app: host }, proxy: { hub: "proxy" } },
    },
    peerings: { ...peerings, again: { requester: { entry: "b" }, accepter: { entry: "left" } } },
  });
}

describe("Terraform of proxies and peerings", () => {
  const app = synthesize(CONTENT);

  test("given the file in another order, when it is synthesized, then no byte changes", () => {
    const texts = ({ stacks }: AppTerraform): Map<string, string> =>
      new Map([...stacks].map(([id, { text }]) => [id, text]));
    expect(texts(synthesize(reversedValue(CONTENT)))).toEqual(texts(app));
  });

  test("given one more user and one more peering, when they are added, then nothing that was there changes", () => {
    const resources = (of: AppTerraform, ids: Iterable<string>): Map<string, unknown> =>
      new Map([...ids].map((id) => [id, Object.fromEntries(of.stack(id).resources)]));
    const larger = synthesize(grown());
    const ids = [...app.stacks.keys()];
    const principal = "aws_ram_principal_association.resource-shares_proxies_principal-333333333333";
    expect(Object.fromEntries(resources(larger, ids))).toEqual({
      ...Object.fromEntries(resources(app, ids)),
      "s.proxy": {
        ...Object.fromEntries(app.stack("s.proxy").resources),
        [principal]: larger.stack("s.proxy").resource(principal),
      },
    });
  });
});

describe("proxies and peerings whose states are in one bucket", () => {
  const app = synthesize(CONTENT);
  const bootstrap = synthesizeApp((scope) => {
    assembleBootstrap(scope, [topology], "on");
  });
  const resource = "contracts/111111111111/s.proxy.contract-resource-proxies.tfstate";

  test("given what both sides of a peering tell each other, when it is read, then from folders for the other account alone", () => {
    expect(readKeys(app, "s.right.accept-peering-both")).toEqual([
      "contracts/111111111111/s.right.contract-network.tfstate",
      "contracts/222222222222/to-111111111111/s.left.contract-peer-both.tfstate",
      "contracts/222222222222/to-111111111111/s.left.contract-peering-both.tfstate",
    ]);
    expect(readKeys(app, "s.left.routes-peering-both")).toEqual([
      "contracts/111111111111/to-222222222222/s.right.contract-peer-both.tfstate",
      "contracts/222222222222/s.left.contract-network.tfstate",
      "contracts/222222222222/to-111111111111/s.left.contract-peering-both.tfstate",
    ]);
  });

  test("given the hub's contract, when it is read, then by the stack that accepts its share and by the user", () => {
    expect(readKeys(app, "s.proxy.share-222222222222")).toEqual([resource]);
    expect(readKeys(app, "s.a")).toEqual([resource]);
  });

  test("given the bootstrap, when it is made, then the user's account may read the hub's contract, and each what is told to it", () => {
    const ofUser = bootstrap.stack("bootstrap.example-state.222222222222");
    expect(contractsIn(ofUser)).toEqual([resource]);
    const states = (account: string): string =>
      JSON.stringify(
        bootstrap.stack(`bootstrap.example-state.${account}`).ofType("aws_iam_policy")[
          "read-contract_states"
        ],
      );
    expect(states("222222222222")).toContain("contracts/*/to-222222222222/*.tfstate");
    expect(states("111111111111")).toContain("contracts/*/to-111111111111/*.tfstate");
  });
});
