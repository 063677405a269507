import { type Ipv4Block, parseBlock } from "./block";
import { checkSize } from "./block-size";
import type { Fault } from "./parsed";

function known(text: string): Ipv4Block {
  const block = parseBlock(text);
  if (!block.ok) {
    throw new RangeError(block.fault.wrong);
  }
  return block.value;
}

/** Ranges in which no VPC, and no host that packets are routed to, can be, each with the reason and where that is written. */
const barredRanges: readonly (readonly [range: Ipv4Block, reason: string])[] = [
  // "VPC CIDR blocks", IPv4 CIDR block association restrictions, VPC guide.
  [known("169.254.0.0/16"), "which is link-local, and which AWS assigns to no VPC"],
  // The VPC guide is silent about the rest. The Internet standards are not: no host has an address there.
  [known("0.0.0.0/8"), "which stands for the network itself (RFC 1122, section 3.2.1.3)"],
  [known("127.0.0.0/8"), "which is loopback and never leaves a host (RFC 1122, section 3.2.1.3)"],
  [known("224.0.0.0/4"), "which is for multicast groups (RFC 1112, section 4)"],
  [known("240.0.0.0/4"), "which is reserved for future use (RFC 1112, section 4)"],
];

/** A range of addresses that no host has, and why. */
export interface RangeWithoutHosts {
  readonly range: Ipv4Block;
  /** A clause about the range: "which is loopback ...". */
  readonly reason: string;
}

/** The range without hosts that all of a block lies in; nothing where some of its addresses may be a host's. */
export function rangeWithoutHosts(block: Ipv4Block): RangeWithoutHosts | undefined {
  const found = barredRanges.find(([range]) => range.contains(block));
  return found && { range: found[0], reason: found[1] };
}

/** Why this cannot be the block of a VPC; nothing when it can. */
export function checkVpcBlock(block: Ipv4Block): Fault[] {
  const barred = rangeWithoutHosts(block);
  if (barred === undefined) return checkSize(block, "VPC");
  return [
    ...checkSize(block, "VPC"),
    {
      wrong: `${block.toString()} lies in ${barred.range.toString()}, ${barred.reason}`,
      // The guide's recommendation; publicly routable blocks are permitted too.
      right: "a VPC's block is best from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    },
  ];
}

/**
 * One VPC has blocks of at most one of these ranges ("VPC CIDR blocks", IPv4 CIDR block association restrictions, VPC
 * guide): the private ranges of RFC 1918, and a range that AWS services use on their own side.
 */
const exclusiveRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"].map(known);

const exclusiveRangeOf = (block: Ipv4Block): Ipv4Block | undefined =>
  exclusiveRanges.find((range) => range.contains(block));

/**
 * Why this block cannot be added to a VPC beside its other private ranges; nothing when it can.
 *
 * The guide's table has one row for each range where a VPC already is. Its last row (publicly routable and
 * 100.64.0.0/10) is taken to be about a VPC that has nothing else: the other rows permit that a VPC in 10.0.0.0/8 gets
 * blocks of 100.64.0.0/10, and nothing says that it could not grow in 10.0.0.0/8 from then on.
 */
export function checkMixedRanges(existing: readonly Ipv4Block[], added: Ipv4Block): Fault[] {
  const range = exclusiveRangeOf(added);
  const neighbour = existing.find((block) => exclusiveRangeOf(block) !== undefined) ?? existing[0];
  if (range === undefined || neighbour === undefined || range.contains(neighbour)) {
    return [];
  }
  return [
    {
      wrong: `${added.toString()}, of ${range.toString()}, cannot be added to a VPC that has ${neighbour.toString()}`,
      right:
        "a VPC grows within the private range that it has already, within 100.64.0.0/10, or by publicly routable blocks",
    },
  ];
}

/**
 * Parts of the private ranges that are closed to added blocks once the VPC has any block in a certain range ("VPC CIDR
 * blocks", IPv4 CIDR block association restrictions, VPC guide).
 */
const closedOnceIn: readonly (readonly [having: Ipv4Block, closed: Ipv4Block])[] = [
  [known("10.0.0.0/15"), known("10.0.0.0/16")],
  [known("172.16.0.0/12"), known("172.31.0.0/16")],
];

function checkClosedRanges(existing: readonly Ipv4Block[], added: Ipv4Block): Fault[] {
  return closedOnceIn.flatMap(([having, closed]) => {
    const cause = existing.find((block) => having.contains(block));
    if (cause === undefined || !closed.contains(added)) {
      return [];
    }
    return [
      {
        wrong: `${added.toString()} cannot be added to a VPC that has ${cause.toString()}, of ${having.toString()}`,
        right: `a block that is added to this VPC lies outside ${closed.toString()}`,
      },
    ];
  });
}

/**
 * Why this block cannot be added to a VPC; nothing when it can.
 *
 * The number of blocks is not judged: its quota, 5 by default, is adjustable.
 *
 * @param existing every block that the VPC has already, in any order
 */
export function checkAddedVpcBlock(existing: readonly Ipv4Block[], added: Ipv4Block): Fault[] {
  // "VPC CIDR blocks", Manage IPv4 CIDR blocks for a VPC, VPC guide.
  const overlapping = existing
    .filter((block) => block.overlaps(added))
    .map((block) => ({
      wrong: `${added.toString()} overlaps ${block.toString()}, which the VPC has already`,
      right: "the blocks of one VPC have no address in common",
    }));
  return [
    ...checkVpcBlock(added),
    ...overlapping,
    ...checkMixedRanges(existing, added),
    ...checkClosedRanges(existing, added),
  ];
}
