import { addressFromInteger } from "./address";
import { Ipv4Block } from "./block";
import { IntervalSet, type Interval } from "./interval-set";

/** The block's addresses as a set. For several blocks at once: `IntervalSet.ofAll(blocks)`. */
export function blockToIntervals(block: Ipv4Block): IntervalSet {
  return IntervalSet.of(block.first, block.last);
}

/** The largest block that starts where the interval does and ends no later. */
function largestBlockAtTheStart({ first, last }: Interval): Ipv4Block {
  const start = addressFromInteger(first);
  // Bits that may differ: as the interval's size allows, and as many as the first address ends in zeros.
  const fitting = Math.floor(Math.log2(last - first + 1));
  const aligned = first === 0 ? 32 : 31 - Math.clz32(first & -first);
  return new Ipv4Block(start, 32 - Math.min(fitting, aligned));
}

/**
 * The fewest blocks that together have exactly the addresses of the set, in ascending order.
 *
 * @throws RangeError when the set holds an integer that is no address
 */
export function toBlocks(addresses: IntervalSet): Ipv4Block[] {
  const blocks: Ipv4Block[] = [];
  for (const { first, last } of addresses.intervals) {
    for (let start = first; start <= last;) {
      const block = largestBlockAtTheStart({ first: start, last });
      blocks.push(block);
      start = block.last + 1;
    }
  }
  return blocks;
}
