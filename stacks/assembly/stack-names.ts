import type { Topology } from "../../modules/topology";

/** Of the stack with a part of an entry or a network. */
export function stackName({ name }: Pick<Topology, "name">, ...parts: readonly string[]): string {
  return [name, ...parts].join(".");
}

/** Of the stack with the VPN connection between an entry's VPC and a network outside AWS. */
export function vpnConnectionStackName(topology: Topology, entry: string, network: string): string {
  return stackName(topology, entry, `vpn-${network}`);
}
