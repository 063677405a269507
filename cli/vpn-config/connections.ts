import type { Ipv4Block } from "../../modules/addressing";
import type { OnPremises, Topology } from "../../modules/topology";
import { vpnConnectionStackName } from "../../stacks/assembly";
import { UsageError } from "../failure";

/** A VPN connection of a network, as its topology has it. */
export interface DeclaredConnection {
  /** The stack whose state has the connection. */
  readonly stack: string;
  /** The entry whose VPC it leads to. */
  readonly entry: string;
  /** The VPC's blocks. */
  readonly remoteBlocks: readonly Ipv4Block[];
  readonly amazonAsn: number;
}

/** A network outside AWS, and all that it is connected to. */
export interface ConnectedNetwork {
  readonly topology: Topology;
  readonly network: OnPremises;
  readonly connections: readonly DeclaredConnection[];
}

/**
 * Finds a network by its name, or by `topology/name` where several topologies have one of the name.
 * @throws UsageError when there is none, or more than one, or none of its connections
 */
export function connectedNetwork(topologies: readonly Topology[], wanted: string): ConnectedNetwork {
  const all = topologies.flatMap((topology) => topology.onPremises.map((network) => ({ topology, network })));
  const found = all.filter(
    ({ topology, network }) => wanted === network.name || wanted === `${topology.name}/${network.name}`,
  );
  const [first] = found;
  if (first === undefined) {
    const known = all.map(({ topology, network }) => `${topology.name}/${network.name}`).sort();
    throw new UsageError(
      `${JSON.stringify(wanted)}: no topology has such a network in onPremises; ${known.length === 0 ? "none has any" : `there are ${known.join(", ")}`}`,
    );
  }
  if (found.length > 1) {
    const names = found.map(({ topology, network }) => `${topology.name}/${network.name}`).sort();
    throw new UsageError(
      `${JSON.stringify(wanted)}: several topologies have such a network; write one of ${names.join(", ")}`,
    );
  }
  const connections = connectionsOf(first.topology, first.network.name);
  if (connections.length === 0)
    throw new UsageError(
      `${JSON.stringify(wanted)}: no entry of ${first.topology.file} has a VPN connection to it`,
    );
  return { ...first, connections };
}

function connectionsOf(topology: Topology, network: string): DeclaredConnection[] {
  return topology.entries.flatMap(({ name, vpc, vpn }) =>
    vpn?.connections.some(({ onPremises }) => onPremises === network) === true
      ? [
          {
            stack: vpnConnectionStackName(topology, name, network),
            entry: name,
            remoteBlocks: vpc.blocks,
            amazonAsn: vpn.asn,
          },
        ]
      : [],
  );
}
