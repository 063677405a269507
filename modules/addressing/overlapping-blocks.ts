import type { Ipv4Block } from "./block";

export type NamedBlock = readonly [name: string, block: Ipv4Block];

/**
 * Two blocks that have an address in common. One then contains the other, because both are CIDR blocks: the outer one is
 * the larger, or of two equal blocks the one whose name sorts first.
 */
export type Overlap = readonly [outer: NamedBlock, inner: NamedBlock];

function byAddressThenLargestThenName([leftName, left]: NamedBlock, [rightName, right]: NamedBlock): number {
  return (
    left.first - right.first ||
    left.prefixLength - right.prefixLength ||
    Number(leftName > rightName) - Number(leftName < rightName)
  );
}

/**
 * Every pair of blocks that overlap. The pairs and their order follow from the blocks and their names alone, whatever
 * the order in which these are given: inner blocks by ascending address, and each with its outer blocks from the largest.
 */
export function overlappingBlocks(named: readonly NamedBlock[]): Overlap[] {
  const pairs: Overlap[] = [];
  // The blocks that contain the current one, from the largest.
  const around: NamedBlock[] = [];
  for (const inner of named.toSorted(byAddressThenLargestThenName)) {
    for (let nearest = around.at(-1); nearest && nearest[1].last < inner[1].first; nearest = around.at(-1)) {
      around.pop();
    }
    for (const outer of around) {
      pairs.push([outer, inner]);
    }
    around.push(inner);
  }
  return pairs;
}
