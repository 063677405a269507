import type { Network, SecurityGroup } from "../../network";
import { PacketSet } from "../../packets";
import type { Code } from "../codes";
import type { Fix, FixPeer } from "../fixes/fix";
import { admittedBy, type Direction } from "../filters/security-groups";
import { formatAddresses, formatTraffic } from "../format";
import { PUBLIC_ADDRESSES } from "../internet/public-addresses";
import type { Party } from "../path/party";
import type { Stage } from "../path/stage";

/**
 * The security groups of one end, asked about the other.
 * @param asked packets from the client to the server, for which both directions are judged
 * @returns nothing where the interface has no groups and so nothing judges
 */
export function securityGroupStage(
  network: Network,
  self: Party,
  other: Party,
  direction: Direction,
  asked: PacketSet,
): Stage[] {
  const groups = self.interface.securityGroups;
  if (groups.items.length === 0 && groups.doubts.length === 0) return [];
  const admitted = admittedBy(network, groups, direction, other.groups, asked);
  const [group] = groups.items.flatMap((key) => network.securityGroups.get(key) ?? []);
  const at = group?.at ?? self.interface.at;
  const lost = asked.subtract(admitted.possible);
  const end = direction === "ingress" ? "sources" : "destinations";
  const [verb, preposition] = direction === "ingress" ? ["admits", "from"] : ["lets out", "to"];
  const traffic = formatTraffic(asked);
  const code: Code = haveRules(network, groups) ? "ENI_SG_RULES_MISMATCH" : "SG_HAS_NO_RULES";
  return [
    {
      component: `security group, ${direction}`,
      at,
      detail: `${traffic} ${preposition} ${formatAddresses(asked.valuesOf(end))}`,
      consulted: admitted.rules,
      passes: admitted,
      doubts: admitted.doubts,
      blocker: {
        code,
        sentence: `no ${direction} rule ${verb} ${traffic} ${preposition} ${formatAddresses(lost.valuesOf(end))}`,
        ...(group === undefined ? {} : admitting(group, direction, trafficOf(asked), peerFor(other))),
      },
    },
  ];
}

/** AWS distinguishes groups without any rule, of either direction. */
function haveRules(network: Network, { items }: Party["groups"]): boolean {
  return items
    .flatMap((key) => network.securityGroups.get(key) ?? [])
    .some(({ ingress, egress }) => ingress.items.length + egress.items.length > 0);
}

/** Nobody is ever told to let the internet in. */
function admitting(
  { key }: SecurityGroup,
  direction: Direction,
  traffic: PacketSet,
  peer: FixPeer,
): { readonly fix?: Fix } {
  const isOpen = peer.kind === "blocks" && !peer.addresses.intersect(PUBLIC_ADDRESSES).isEmpty;
  if (direction === "ingress" && isOpen) return {};
  return { fix: { kind: "admit", group: key, direction, traffic, peer } };
}

/** The other end's own group says most exactly who it is. */
function peerFor(other: Party): FixPeer {
  const [group] = other.groups.items;
  return group === undefined
    ? { kind: "blocks", addresses: other.addresses }
    : { kind: "security-group", group };
}

/** The protocols and destination ports of packets, whoever sends them. */
export function trafficOf(packets: PacketSet): PacketSet {
  return PacketSet.of({
    protocols: packets.valuesOf("protocols"),
    destinationPorts: packets.valuesOf("destinationPorts"),
  });
}
