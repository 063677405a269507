import type { App } from "cdktf";
import type { Topology } from "../../modules/topology";
import { connect } from "./connections";
import { addConsumer, addEndpointsApart, addProvider } from "./entries";
import { type RunAs, Site } from "./site";
import type { TopologyIndex } from "./topology-index";

/**
 * Makes a topology's stacks, each a direct child of the app, in the order in which they depend on each other.
 * @param runAs names the role of the topology that Terraform assumes @default "deploy"
 */
export function assemble(app: App, topology: Topology, runAs: RunAs = "deploy"): TopologyIndex {
  const site = new Site(app, topology, runAs);
  const consumers = topology.entries.filter(({ section }) => section === "consumers");
  const providers = topology.entries
    .filter(({ section }) => section === "providers")
    .map((entry) => ({ entry, stack: addProvider(site, entry) }));
  connect(site, [
    ...providers.flatMap(({ entry, stack }) => addEndpointsApart(site, entry, stack)),
    ...consumers.flatMap((entry) => addConsumer(site, entry)),
  ]);
  return site.index;
}
