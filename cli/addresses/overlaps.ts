import type { Ipv4Block } from "../../modules/addressing";
import type { Topology } from "../../modules/topology";
import { nameOf, type ReportedVpc } from "./vpc";

/** VPCs that have addresses in common: all of them lie in the largest block of theirs. */
export interface OverlappingVpcs {
  readonly block: Ipv4Block;
  readonly vpcs: readonly ReportedVpc[];
  readonly routedTogether: readonly RoutedTogether[];
}

/** A VPC whose route tables lead to several that overlap. That two of these are peered is refused anyhow. */
export interface RoutedTogether {
  readonly by: ReportedVpc;
  readonly vpcs: readonly ReportedVpc[];
}

/** Groups of VPCs that overlap, in the order of their blocks: alike ones together, however many pairs they make. */
export function overlapsOf(
  vpcs: readonly ReportedVpc[],
  topologies: readonly Topology[],
): readonly OverlappingVpcs[] {
  const peersOf = peersIn(topologies, vpcs);
  return groupsOf(vpcs).map((group) => {
    const members = new Set<ReportedVpc>(group);
    const routedTogether = [...peersOf].flatMap(([by, peers]) => {
      const overlapping = groupsOf(peers.filter((peer) => members.has(peer))).flat();
      return overlapping.length === 0 ? [] : [{ by, vpcs: overlapping }];
    });
    return { block: group[0].block, vpcs: group, routedTogether };
  });
}

/** Two or more, the largest block first. */
type Group = readonly [ReportedVpc, ReportedVpc, ...ReportedVpc[]];

/** Two CIDR blocks that overlap are one inside the other, so that each group has one that holds all others. */
function groupsOf(vpcs: readonly ReportedVpc[]): Group[] {
  const groups: [ReportedVpc, ...ReportedVpc[]][] = [];
  const ascending = vpcs.toSorted(
    ({ block: left }, { block: right }) => left.first - right.first || left.prefixLength - right.prefixLength,
  );
  for (const vpc of ascending) {
    const group = groups.at(-1);
    if (group?.[0].block.contains(vpc.block) === true) group.push(vpc);
    else groups.push([vpc]);
  }
  return groups.flatMap(([first, second, ...rest]) =>
    second === undefined ? [] : [[first, second, ...rest] as const],
  );
}

/** The VPCs that each is peered with, in the order of VPCs. */
function peersIn(
  topologies: readonly Topology[],
  vpcs: readonly ReportedVpc[],
): ReadonlyMap<ReportedVpc, readonly ReportedVpc[]> {
  const byName = new Map<string, ReportedVpc[]>();
  for (const vpc of vpcs) for (const name of vpc.names) byName.set(name, [...(byName.get(name) ?? []), vpc]);
  const peers = new Map<ReportedVpc, ReportedVpc[]>(vpcs.map((vpc) => [vpc, []]));
  // A VPC stands there once for each of its blocks: by the first it leads to all of the other's.
  const lead = ([from]: readonly ReportedVpc[], to: readonly ReportedVpc[]): void => {
    if (from !== undefined) peers.get(from)?.push(...to);
  };
  for (const topology of topologies) {
    for (const { requester, accepter } of topology.peerings) {
      const [one = [], other = []] = [requester, accepter].map(({ entry }) =>
        byName.get(nameOf(topology, entry)),
      );
      lead(one, other);
      lead(other, one);
    }
  }
  return peers;
}
