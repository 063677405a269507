import type { Network } from "../network";
import type { Deployment, TopologyIndex } from "../terraform";

/** What questions are asked of. */
export interface Analysed {
  readonly deployment: Deployment;
  readonly network: Network;
  /** Missing for Terraform that was not made from topologies. */
  readonly index?: TopologyIndex;
}
