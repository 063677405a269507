import type { App } from "cdktf";
import type { Entry, Topology } from "../../modules/topology";
import { connect } from "./connections";
import { addConsumer, addEndpointsApart, addProvider } from "./entries";
import { addHub } from "./hubs";
import { addLiveChecks } from "./live-checks";
import { OnPremisesNetworks } from "./on-premises";
import { addPeering } from "./peerings";
import { addRelay } from "./relays";
import { type RunAs, Site } from "./site";
import type { TopologyIndex } from "./topology-index";

/**
 * Makes a topology's stacks, each a direct child of the app, in the order in which they depend on each other.
 * @param runAs names the role of the topology that Terraform assumes @default "deploy"
 */
export function assemble(app: App, topology: Topology, runAs: RunAs = "deploy"): TopologyIndex {
  const site = new Site(app, topology, runAs);
  const entriesIn = (section: Entry["section"]): Entry[] =>
    topology.entries.filter((entry) => entry.section === section);
  const [hubs, providers, relays] = [entriesIn("proxyHubs"), entriesIn("providers"), entriesIn("relays")];
  const onPremises = new OnPremisesNetworks(site);
  onPremises.addSimulated();
  for (const entry of hubs) addHub(site, entry);
  for (const entry of providers) addProvider(site, entry);
  for (const entry of relays) addRelay(site, entry);
  const placed = [
    ...[...hubs, ...providers, ...relays].flatMap((entry) => addEndpointsApart(site, entry)),
    ...entriesIn("consumers").flatMap((entry) => addConsumer(site, entry)),
  ];
  const connections = connect(site, placed);
  onPremises.connect();
  for (const peering of topology.peerings) addPeering(site, peering);
  if (topology.liveChecks) addLiveChecks(site, placed, connections);
  return site.index;
}
