import { createHash } from "node:crypto";
import { addressFromInteger } from "./address";
import { Ipv4Block } from "./block";
import { smallestPrefixLength } from "./block-size";
import { accepted, refused, type Parsed } from "./parsed";

const privateRange = new Ipv4Block(addressFromInteger(10 * 2 ** 24), 8);
const vpcPrefixLength = 16;

/**
 * A /16 block of 10.0.0.0/8 for a VPC whose block nobody stated.
 *
 * It follows from the name alone, so adding, removing or reordering VPCs moves no other VPC. Two names may therefore get
 * the same block. PrivateLink connects VPCs that overlap as well as any, so that is no mistake; whoever needs distinct
 * blocks, as peering, a VPN or Direct Connect do, states them.
 *
 * All of 10.0.0.0/8 is used: the ranges that the VPC guide advises against (172.17.0.0/16, Docker's) or keeps for AWS
 * services (172.31.0.0/16, 198.19.0.0/16) lie outside it, and 10.0.0.0/16 is closed only as a further block of a VPC.
 */
export function allocateVpcBlock(name: string): Ipv4Block {
  // One byte of the hash is one of the 256 blocks.
  return privateRange.subBlock(vpcPrefixLength, createHash("sha256").update(name).digest().readUInt8(0));
}

/** Whether a subnet's default route goes to an internet gateway (public) or not (private). */
export type SubnetTier = "private" | "public";

/** Four bits number the sixteen equal slots of a VPC: one for each tier in each of up to eight zones. */
const slotBits = 4;
const zones = 8;
const firstSlot: Readonly<Record<SubnetTier, number>> = { private: 0, public: zones };

/**
 * The block of a subnet whose block nobody stated: one sixteenth of the VPC's.
 *
 * It follows from the arguments alone, so adding, removing or reordering zones moves no other subnet.
 *
 * @param zoneNumber the number at the end of the Availability Zone's ID (4 in `apne1-az4`), from 1 to 8. An ID, unlike a
 *   zone's name, means the same zone in every account.
 * @returns a fault when the zone has no slot, or when the slots would be smaller than AWS's smallest subnet
 */
export function allocateSubnetBlock(vpc: Ipv4Block, tier: SubnetTier, zoneNumber: number): Parsed<Ipv4Block> {
  if (!Number.isInteger(zoneNumber) || zoneNumber < 1 || zoneNumber > zones) {
    return refused(
      `there is no automatic block for a ${tier} subnet in Availability Zone number ${zoneNumber}`,
      `subnets in zones 1 to ${zones} can go without a block, and this subnet's block must be stated`,
    );
  }
  const slotPrefixLength = vpc.prefixLength + slotBits;
  if (slotPrefixLength > smallestPrefixLength) {
    return refused(
      `${vpc.toString()} is too small to be divided into subnets automatically: a sixteenth of it is less than a /${smallestPrefixLength}`,
      `subnets of a VPC of /${smallestPrefixLength - slotBits} or larger can go without a block, and this subnet's block must be stated`,
    );
  }
  return accepted(vpc.subBlock(slotPrefixLength, firstSlot[tier] + zoneNumber - 1));
}
