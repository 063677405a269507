import type { Deployment } from "../../../../../analysis/terraform";
import type { Topology } from "../../../../../modules/topology";
import { assemble } from "../../../../../stacks/assembly";
import { deploymentOf } from "../../../../support/deployments";
import { synthesizeApp } from "../../../../support/terraform";
import { SCENARIO, topologyOfFile } from "../../../../support/topologies";

/** What our stacks make of a topology. */
export function deploymentOfTopology(topology: Topology): Deployment {
  const { stacks } = synthesizeApp((scope) => {
    assemble(scope, topology);
  });
  return deploymentOf(Object.fromEntries([...stacks].map(([id, { plain }]) => [id, plain])));
}

/** The scenario cross-az-web, at which several of the tests look; synthesized once. */
export const crossAzWeb = deploymentOfTopology(topologyOfFile(SCENARIO));
