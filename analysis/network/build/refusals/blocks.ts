import {
  checkAddedVpcBlock,
  checkSubnetBlock,
  checkVpcBlock,
  type Fault,
  type Ipv4Block,
  sentenceOf,
} from "../../../../modules/addressing";
import { type ResourceKey, Unknown } from "../../../terraform";
import { isKnown } from "../../known";
import { type ElementKey, elementKey, type Subnet, type Vpc } from "../../model";
import { asBlock } from "../attributes";
import { vpcOf, vpcResources } from "../identities";
import { primaryBlock } from "../vpcs";
import { type Built, type Findings, nameOf } from "./findings";

/** A block of a VPC, and what AWS has against it. */
interface VpcBlock {
  readonly at: ResourceKey;
  readonly block: Ipv4Block;
  readonly sentences: string[];
  readonly doubts: Unknown[];
}

interface VpcBlocks {
  readonly primary: VpcBlock | undefined;
  readonly added: readonly VpcBlock[];
}

/** A subnet whose block is known. */
interface Placed {
  readonly subnet: Subnet;
  readonly block: Ipv4Block;
}

/**
 * A VPC has blocks that may stand beside each other; a subnet is a part of one of them, and overlaps no other subnet.
 * Without a block that AWS refuses, there is nothing of what would be in it.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function refuseBlocks(built: Built, findings: Findings): void {
  const blocks = blocksOfVpcs(built);
  const unclear = unclearByVpc(built);
  for (const [key, subnets] of subnetsByVpc(built)) {
    const vpc = built.network.vpcs.get(key);
    const own = blocks.get(key);
    for (const each of subnets) {
      refuseSize(each, findings);
      if (vpc !== undefined) refuseOutside(each, vpc, findings);
      if (own !== undefined) refuseWithVpc(each, own, findings);
    }
    refuseOverlaps(subnets, findings);
    const why = unclear.get(key);
    // What is not known may overlap each of them.
    if (why !== undefined) for (const { subnet } of subnets) findings.doubt(subnet.key, why);
  }
}

/** Why a block of a subnet is not known, by VPC: one reason is enough. */
function unclearByVpc({ network }: Built): ReadonlyMap<ElementKey, Unknown> {
  const unclear = new Map<ElementKey, Unknown>();
  for (const { vpc, block } of network.subnets.values())
    if (isKnown(vpc) && !isKnown(block)) unclear.set(vpc, block);
  return unclear;
}

function subnetsByVpc({ network }: Built): ReadonlyMap<ElementKey, Placed[]> {
  const found = new Map<ElementKey, Placed[]>();
  for (const subnet of network.subnets.values()) {
    const { vpc, block } = subnet;
    if (!isKnown(vpc) || !isKnown(block)) continue;
    const others = found.get(vpc);
    if (others === undefined) found.set(vpc, [{ subnet, block }]);
    else others.push({ subnet, block });
  }
  return found;
}

function blocksOfVpcs(built: Built): ReadonlyMap<ElementKey, VpcBlocks> {
  const added = addedBlocks(built);
  return new Map(
    vpcResources(built.deployment).map((resource) => {
      const key = elementKey(resource.key);
      const [block] = primaryBlock(resource).items;
      const primary = block && judged(resource.key, block, checkVpcBlock(block));
      return [key, { primary, added: besides(primary, added.get(key) ?? []) }];
    }),
  );
}

function addedBlocks({ deployment }: Built): ReadonlyMap<ElementKey, VpcBlock[]> {
  const found = new Map<ElementKey, VpcBlock[]>();
  for (const resource of deployment.ofType("aws_vpc_ipv4_cidr_block_association")) {
    const vpc = vpcOf(resource.attribute("vpc_id"), resource);
    const block = asBlock(resource.attribute("cidr_block"), resource);
    if (!isKnown(vpc) || !isKnown(block)) continue;
    const own = judged(resource.key, block, checkVpcBlock(block));
    const others = found.get(vpc);
    if (others === undefined) found.set(vpc, [own]);
    else others.push(own);
  }
  return found;
}

function judged(at: ResourceKey, block: Ipv4Block, faults: readonly Fault[]): VpcBlock {
  return { at, block, sentences: faults.map(refusal), doubts: [] };
}

function refusal(fault: Fault): string {
  return `AWS refuses the block: ${sentenceOf(fault)}`;
}

/**
 * More than one VPC has.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
const MOST_BLOCKS = 50;

/** The added blocks, judged beside the primary one, and those that may stand beside it beside each other. */
function besides(primary: VpcBlock | undefined, added: readonly VpcBlock[]): readonly VpcBlock[] {
  // What may be added depends on what is there: nothing is certain where the primary block is not.
  if (primary === undefined) return added;
  const judgedAlone = added.map(({ at, block }) =>
    judged(at, block, checkAddedVpcBlock([primary.block], block)),
  );
  const fit = judgedAlone.filter(({ sentences }) => sentences.length === 0);
  if (fit.length <= MOST_BLOCKS)
    for (const [index, one] of fit.entries())
      for (const other of fit.slice(index + 1)) judgePair(primary.block, one, other);
  return judgedAlone;
}

/** Nothing says which of two added blocks AWS gets first. */
function judgePair(primary: Ipv4Block, one: VpcBlock, other: VpcBlock): void {
  const ofOne = checkAddedVpcBlock([primary, other.block], one.block);
  const ofOther = checkAddedVpcBlock([primary, one.block], other.block);
  if (ofOne.length > 0 && ofOther.length > 0) {
    one.sentences.push(...ofOne.map(refusal));
    other.sentences.push(...ofOther.map(refusal));
  } else {
    one.doubts.push(...ofOne.map((fault) => inOneOrder(fault, one)));
    other.doubts.push(...ofOther.map((fault) => inOneOrder(fault, other)));
  }
}

function inOneOrder(fault: Fault, { at, block }: VpcBlock): Unknown {
  return new Unknown(block.toString(), `${sentenceOf(fault)}, unless this one is added first`, at);
}

function refuseSize({ subnet: { key, at }, block }: Placed, findings: Findings): void {
  // Within itself: where it lies is judged by all blocks of its VPC.
  for (const fault of checkSubnetBlock(block, block)) findings.refuse(key, at, refusal(fault));
}

function refuseOutside({ subnet, block }: Placed, { at, blocks }: Vpc, findings: Findings): void {
  const { key } = subnet;
  if (blocks.items.some((each) => each.contains(block))) return;
  if (blocks.doubts.length > 0) for (const why of blocks.doubts) findings.doubt(key, why);
  else
    findings.refuse(
      key,
      subnet.at,
      `AWS refuses a subnet outside its VPC, and ${block.toString()} is in no block of ${nameOf(at)}; state a part of ${blocks.items.join(" or ")}`,
    );
}

/** What AWS has against the blocks that the subnet needs: the VPC's primary one, and one that it is in. */
function refuseWithVpc({ subnet: { key }, block }: Placed, blocks: VpcBlocks, findings: Findings): void {
  const { primary } = blocks;
  const around = [...(primary ? [primary] : []), ...blocks.added].filter((each) =>
    each.block.contains(block),
  );
  const isSafe = around.some(({ sentences, doubts }) => sentences.length + doubts.length === 0);
  for (const { at, sentences, doubts } of new Set([
    ...(primary ? [primary] : []),
    ...(isSafe ? [] : around),
  ])) {
    for (const sentence of sentences) findings.refuse(key, at, sentence);
    for (const why of doubts) findings.doubt(key, why);
  }
}

/** Of two blocks that overlap, one contains the other; so the outermost one so far is all that the next may be in. */
function refuseOverlaps(subnets: readonly Placed[], findings: Findings): void {
  const sorted = subnets.toSorted(
    (left, right) =>
      left.block.first - right.block.first || left.block.prefixLength - right.block.prefixLength,
  );
  let outermost: Placed | undefined;
  let hasInner = false;
  for (const each of sorted) {
    if (outermost?.block.contains(each.block) !== true) {
      outermost = each;
      hasInner = false;
      continue;
    }
    refuseOverlap(each, outermost, findings);
    // One is enough, however many there are.
    if (!hasInner) refuseOverlap(outermost, each, findings);
    hasInner = true;
  }
}

function refuseOverlap({ subnet: { key, at }, block }: Placed, other: Placed, findings: Findings): void {
  findings.refuse(
    key,
    at,
    `AWS refuses two subnets of one VPC that overlap, and ${block.toString()} overlaps ${other.block.toString()} of ${nameOf(other.subnet.at)}; state blocks that have no address in common`,
  );
}
