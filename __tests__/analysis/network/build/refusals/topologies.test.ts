import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import type { Topology } from "../../../../../modules/topology";
import { assemble } from "../../../../../stacks/assembly";
import { deploymentOf } from "../../../../support/deployments";
import { synthesizeApp } from "../../../../support/terraform";
import { MUTUAL, SCENARIO, topologyOf, topologyOfFile } from "../../../../support/topologies";

const topologies: readonly (readonly [string, Topology])[] = [
  ["the scenario cross-az-web", topologyOfFile(SCENARIO)],
  ["the scenario egress-proxy-hub", topologyOfFile("scenarios/egress-proxy-hub.yaml")],
  ["the scenario peered-proxy", topologyOfFile("scenarios/peered-proxy.yaml")],
  ["two entries that use each other's services", topologyOf(MUTUAL)],
  ["two providers", topologyOfFile("__tests__/terraform/topologies/two-providers.yaml")],
];

describe.each(topologies)("the network of %s", (_, topology) => {
  test("given what our stacks make, when it is built, then AWS refuses nothing of it, and nothing of it is doubtful", () => {
    const app = synthesizeApp((scope) => {
      assemble(scope, topology);
    });
    const network = networkOf(
      deploymentOf(Object.fromEntries([...app.stacks].map(([id, { plain }]) => [id, plain]))),
    );
    expect(network.loadBalancers.size).toBeGreaterThan(0);
    expect([...network.refusals]).toEqual([]);
    expect([...network.unmodelled]).toEqual([]);
  });
});
