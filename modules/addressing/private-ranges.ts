import { type Ipv4Block, parseBlock } from "./block";
import { valueOf } from "./parsed";

const known = (text: string): Ipv4Block => valueOf(parseBlock(text));

/**
 * Ranges that nobody has on the internet: RFC 1918's, and RFC 6598's, of which a VPC can have blocks as well ("VPC CIDR
 * blocks", VPC guide).
 */
export const privateRanges: readonly Ipv4Block[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
].map(known);

/** Whether all of a block's addresses are private. */
export function isPrivate(block: Ipv4Block): boolean {
  return privateRanges.some((range) => range.contains(block));
}

/**
 * Private blocks that a VPC can have and better has not: some AWS services use 172.17.0.0/16, Docker's, on their own side
 * ("VPC CIDR blocks", VPC guide), and every default VPC has 172.31.0.0/16 ("Default VPC components").
 */
export const avoidedRanges: readonly Ipv4Block[] = ["172.17.0.0/16", "172.31.0.0/16"].map(known);
