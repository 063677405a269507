import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import { MUTUAL, topologyOf, topologyOfFile } from "../../../../support/topologies";
import { crossAzWeb, deploymentOfTopology } from "./synthesized";

const networks = [
  ["the scenario cross-az-web", () => crossAzWeb],
  [
    "the scenario egress-proxy-hub",
    () => deploymentOfTopology(topologyOfFile("scenarios/egress-proxy-hub.yaml")),
  ],
  ["the scenario peered-proxy", () => deploymentOfTopology(topologyOfFile("scenarios/peered-proxy.yaml"))],
  ["two entries that use each other's services", () => deploymentOfTopology(topologyOf(MUTUAL))],
  [
    "two providers",
    () => deploymentOfTopology(topologyOfFile("__tests__/terraform/topologies/two-providers.yaml")),
  ],
] as const;

describe.each(networks)("the network of %s", (_, deployment) => {
  test("given what our stacks make, when it is built, then AWS refuses nothing of it, and nothing of it is doubtful", () => {
    const network = networkOf(deployment());
    expect(network.loadBalancers.size).toBeGreaterThan(0);
    expect([...network.refusals]).toEqual([]);
    expect([...network.unmodelled]).toEqual([]);
  });
});
