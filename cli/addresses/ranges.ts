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
import type { Topology } from "../../modules/topology";
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
      vpcs: vpcs.filter(({ block }) => range.overlaps(block)).length,
      ...(next === undefined || next.prefixLength > smallestPrefixLength ? {} : { next }),
    };
  });
}

/** Who routes packets on to a network by a peering, a transit gateway or a VPN says that the network is there. */
const LEADS_ELSEWHERE = /^(pcx|tgw|vgw)-/;

function networksElsewhere(topologies: readonly Topology[]): Ipv4Block[] {
  const vpcs = topologies.flatMap(({ entries }) => entries.map(({ vpc }) => vpc));
  const routes = vpcs.flatMap((vpc) =>
    vpc.kind === "existing" ? vpc.subnets.flatMap(({ routeTable }) => routeTable?.routes ?? []) : [],
  );
  // The default route stands for the rest of the world.
  return routes
    .filter(({ block, target }) => LEADS_ELSEWHERE.test(target) && block.prefixLength > 0)
    .map(({ block }) => block);
}
