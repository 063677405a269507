import type { Ipv4Block } from "./block";
import type { Fault } from "./parsed";

/** The largest and the smallest block, both of a VPC and of a subnet ("VPC CIDR blocks", "Subnet CIDR blocks", VPC guide). */
export const largestPrefixLength = 16;
export const smallestPrefixLength = 28;

export function checkSize(block: Ipv4Block, owner: "VPC" | "subnet"): Fault[] {
  if (block.prefixLength >= largestPrefixLength && block.prefixLength <= smallestPrefixLength) {
    return [];
  }
  const tooWhat = block.prefixLength < largestPrefixLength ? "too large" : "too small";
  return [
    {
      wrong: `${block.toString()} is ${tooWhat} for a ${owner}`,
      right: `a ${owner}'s block is from /${largestPrefixLength} (65,536 addresses) to /${smallestPrefixLength} (16 addresses)`,
    },
  ];
}
