import type { Ipv4Block } from "./block";
import { blockToIntervals, toBlocks } from "./block-intervals";
import { IntervalSet } from "./interval-set";

/** The addresses of a block that are in none of those taken, which may overlap, and lie outside it. */
export function freeSpace(whole: Ipv4Block, taken: readonly Ipv4Block[]): IntervalSet {
  return blockToIntervals(whole).subtract(IntervalSet.ofAll(taken));
}

/** The largest block of a set of addresses, of equal ones the lowest; nothing of an empty set. */
export function largestBlock(addresses: IntervalSet): Ipv4Block | undefined {
  return toBlocks(addresses).reduce<Ipv4Block | undefined>(
    (largest, block) => (largest === undefined || block.size > largest.size ? block : largest),
    undefined,
  );
}

/**
 * The lowest block of a size in a set of addresses; nothing where there is none.
 * @param prefixLength from 0 to 32
 */
export function lowestBlock(addresses: IntervalSet, prefixLength: number): Ipv4Block | undefined {
  // None of the fewest blocks can be joined to a larger one, so that each block of the set lies in one of them.
  return toBlocks(addresses)
    .find((block) => block.prefixLength <= prefixLength)
    ?.subBlock(prefixLength, 0);
}
