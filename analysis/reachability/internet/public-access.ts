import {
  type ElementKey,
  isKnown,
  type Known,
  type Network,
  type PublicAccessBlock,
  type Subnet,
} from "../../network";
import { Unknown } from "../../terraform";
import { whether } from "../bounds";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";

/**
 * Whether VPC Block Public Access lets internet gateways carry what a subnet's own public addresses get or send.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export function publicAccessStages(subnet: Subnet, way: "ingress" | "egress"): Stage[] {
  const block = subnet.publicAccess;
  return block === undefined ? [] : [stageOf(block, subnet, isOpen(block, way))];
}

function isOpen({ mode, exclusion, at }: PublicAccessBlock, way: "ingress" | "egress"): Known<boolean> {
  if (exclusion === "allow-bidirectional") return true;
  if (!isKnown(exclusion)) return exclusion;
  if (!isKnown(mode)) return mode;
  // An exclusion for what goes out counts in the bidirectional mode only. AWS says that NAT gateways go out then, since
  // nobody can open a connection to them, and not whether public addresses do.
  return exclusion === "allow-egress" && mode === "block-bidirectional" && way === "egress"
    ? new Unknown(exclusion, "AWS does not say whether it lets out what has public addresses of its own", at)
    : false;
}

/**
 * Whether it lets a NAT gateway send on what a subnet sends to it: nobody can open a connection by one, so blocking what
 * comes in does not touch it.
 * @param from the subnet of its VPC from which they come to it
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
export function publicAccessThroughNat(network: Network, from: ElementKey | null, at: Subnet): Stage[] {
  const block = at.publicAccess;
  if (block === undefined) return [];
  const ofHost = from === null ? undefined : network.subnets.get(from)?.publicAccess?.exclusion;
  return [stageOf(block, at, isOpenThroughNat(block, ofHost))];
}

function isOpenThroughNat(
  { mode, exclusion, at }: PublicAccessBlock,
  ofHost: PublicAccessBlock["exclusion"],
): Known<boolean> {
  if (mode === "block-ingress") return true;
  const unclear = [exclusion, ofHost].find((each) => each instanceof Unknown);
  if (unclear instanceof Unknown) return unclear;
  if (exclusion !== undefined && ofHost !== undefined) return true;
  if (!isKnown(mode)) return mode;
  return exclusion === undefined && ofHost === undefined
    ? false
    : new Unknown(
        "an exclusion",
        "AWS does not say whether one of a NAT gateway's or a host's subnet is enough",
        at,
      );
}

function stageOf({ at }: PublicAccessBlock, subnet: Subnet, passes: Known<boolean>): Stage {
  return {
    component: "VPC Block Public Access",
    at,
    detail: `lets internet gateways carry packets of ${addressOf(subnet.at)}`,
    consulted: [],
    passes: whether(isKnown(passes) ? passes : undefined),
    doubts: isKnown(passes) ? [] : [passes],
    blocker: {
      code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
      sentence: `it blocks what internet gateways carry for ${addressOf(subnet.at)}, which no exclusion excepts`,
    },
  };
}
