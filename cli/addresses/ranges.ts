import {
  avoidedRanges,
  freeSpace,
  type Ipv4Block,
  largestBlock,
  largestPrefixLength,
  lowestBlock,
  privateRanges,
  smallestPrefixLength,
} from "../../modules/addressing";
import type { ExistingVpc, Topology } from "../../modules/topology";
import type { ReportedVpc } from "./vpc";

/** A range of private addresses, and what of it a further VPC could have that overlaps nobody. */
export interface PrivateRange {
  readonly range: Ipv4Block;
  readonly vpcs: number;
  /** The lowest /16, or the largest block that is left; missing where none is large enough for a VPC. */
  readonly next?: Ipv4Block;
}

export function rangesOf(vpcs: readonly ReportedVpc[], topologies: readonly Topology[]): PrivateRange[] {
  const taken = [...vpcs.map(({ block }) => block), ...networksElsewhere(topologies), ...avoidedRanges];
  return privateRanges.map((range) => {
    const free = freeSpace(range, taken);
    const next = lowestBlock(free, largestPrefixLength) ?? largestBlock(free);
    return {
      range,
      vpcs: new Set(vpcs.filter(({ block }) => range.overlaps(block)).map(({ names }) => names.join(" ")))
        .size,
      ...(next === undefined || next.prefixLength > smallestPrefixLength ? {} : { next }),
    };
  });
}

/** What networks outside AWS have, and what stated routes lead to. */
function networksElsewhere(topologies: readonly Topology[]): Ipv4Block[] {
  return topologies.flatMap(({ entries, onPremises }) => [
    ...onPremises.flatMap(({ blocks }) => blocks),
    ...entries.flatMap(({ vpc }) => (vpc.kind === "made" ? [] : routedElsewhere(vpc))),
  ]);
}

/** Who routes packets on to a network by a peering, a transit gateway or a VPN says that the network is there. */
const LEADS_ELSEWHERE = /^(pcx|tgw|vgw)-/;

function routedElsewhere({ subnets }: ExistingVpc): Ipv4Block[] {
  // The default route stands for the rest of the world.
  return subnets
    .flatMap(({ routeTable }) => routeTable?.routes ?? [])
    .filter(({ block, target }) => LEADS_ELSEWHERE.test(target) && block.prefixLength > 0)
    .map(({ block }) => block);
}
