import type { Topology } from "../../../modules/topology";
import { assemble, type IndexedTopology } from "../../../stacks/assembly";
import { type AppTerraform, synthesizeApp } from "../../support/terraform";
import { MUTUAL, topologyOf, topologyOfFile } from "../../support/topologies";

/** A topology with its Terraform, and what its index says of that. */
export interface Synthesized {
  readonly topology: Topology;
  readonly app: AppTerraform;
  readonly index: IndexedTopology;
}

export function synthesized(topology: Topology): Synthesized {
  let describeIndex = (): IndexedTopology => {
    throw new Error("the index was asked for before the synthesis");
  };
  const app = synthesizeApp((scope) => {
    const index = assemble(scope, topology);
    describeIndex = () => index.describe(scope);
  });
  return { topology, app, index: describeIndex() };
}

/** What several of the tests look at; synthesized once. */
export const egressProxyHub = synthesized(topologyOfFile("scenarios/egress-proxy-hub.yaml"));
export const peeredProxy = synthesized(topologyOfFile("scenarios/peered-proxy.yaml"));
export const mutualServices = synthesized(topologyOf(MUTUAL));
