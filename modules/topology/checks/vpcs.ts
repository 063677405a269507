import {
  checkAddedVpcBlock,
  checkMixedRanges,
  checkSubnetBlock,
  checkVpcBlock,
  type Fault,
  type Ipv4Block,
  overlappingBlocks,
  sentenceOf,
} from "../../addressing";
import { type AzId, isInRegion } from "../../identity";
import {
  type NamedEntry,
  plannedSubnets,
  SECTIONS,
  type SubnetPlan,
  vpcBlock,
  vpcBlocks,
} from "../derivations";
import type { Path } from "../problem";
import { checkAddresses } from "./addresses";
import { type Check, checkAccount, type Draft, listed, type Report, reportRepeated } from "./check";
import { type VpcSite, vpcSitesOf } from "./vpc-sites";

export const checkVpcs: Check = (draft, report) => {
  for (const named of draft.entries) checkIdentity(draft, named, report);
  const { region } = draft.topology;
  for (const site of vpcSitesOf(draft)) {
    const { name, vpc } = site;
    const known: SiteWithBlocks = {
      ...site,
      faults: checkVpcBlock(vpcBlock(name, vpc)),
      // A zone of another Region has no subnet: its number is a zone's of this Region.
      plans: plannedSubnets(name, vpc, site.natGateways).filter(
        ({ zone }) => !region || isInRegion(zone, region),
      ),
    };
    checkZones(draft, known, report);
    checkBlocks(known, report);
    checkAddresses(site, privateBlocks(known), report);
  }
};

interface SiteWithBlocks extends VpcSite {
  /** What is wrong with the VPC's block. */
  readonly faults: readonly Fault[];
  readonly plans: readonly SubnetPlan[];
}

function checkIdentity(draft: Draft, { section, name, entry }: NamedEntry, report: Report): void {
  if (entry.account !== undefined) checkAccount(draft, entry.account, [section, name, "account"], report);
  const holder = SECTIONS.slice(0, SECTIONS.indexOf(section)).find((each) =>
    Object.hasOwn(draft.topology[each], name),
  );
  if (holder !== undefined)
    report([section, name], `an entry of ${holder} has this name already; give each entry its own`, "key");
}

function checkZones(draft: Draft, { path: site, vpc }: SiteWithBlocks, report: Report): void {
  const path: Path = [...site, "vpc", "zones"];
  const { region } = draft.topology;
  vpc.zones.forEach((zone, index) => {
    if (region !== undefined && !isInRegion(zone, region))
      report([...path, index], `this zone is not in ${region}; write the ID of one of its zones`);
  });
  reportRepeated(report, path, vpc.zones);
}

function checkBlocks(known: SiteWithBlocks, report: Report): void {
  const { vpc, natGateways, faults } = known;
  const path: Path = [...known.path, "vpc"];
  for (const fault of faults) report([...path, "cidr"], sentenceOf(fault));
  for (const tier of ["private", "public"] as const) {
    for (const zone of Object.keys(vpc.subnets[tier])) {
      const at = [...path, "subnets", tier, zone];
      if (!vpc.zones.some((each) => each === zone)) {
        report(at, `the VPC has no such zone; its zones are ${listed(vpc.zones)}`, "key");
      } else if (tier === "public" && natGateways === "none") {
        report(
          at,
          "public subnets hold NAT gateways, and this VPC has none; leave the block out, or set natGateways",
        );
      }
    }
  }
  if (faults.length > 0) return;
  checkAddedBlocks(known, report);
  checkSubnets(known, report);
}

/**
 * Beside the block that it is made with. An account's quota is lower until it is raised: 5 in all.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
const MOST_ADDED_BLOCKS = 49;

function checkAddedBlocks({ path: site, name, vpc }: SiteWithBlocks, report: Report): void {
  const path: Path = [...site, "vpc", "secondaryCidrs"];
  const count = vpc.secondaryCidrs.length;
  if (count > MOST_ADDED_BLOCKS)
    report(
      path,
      `these are ${count}, and AWS raises the quota of a VPC's IPv4 blocks, which is 5, to 50 at most, the first one among them; add ${MOST_ADDED_BLOCKS} at most, or give the VPC larger ones`,
      "key",
    );
  const blocks = vpcBlocks(name, vpc);
  vpc.secondaryCidrs.forEach((block, index) => {
    const others = blocks.slice(0, index + 1);
    const mixed = new Set(checkMixedRanges(others, block).map(sentenceOf));
    for (const sentence of checkAddedVpcBlock(others, block).map(sentenceOf))
      report(
        [...path, index],
        mixed.has(sentence)
          ? `${sentence}; whoever must call by another private range's address needs a relay (\`relays\`)`
          : sentence,
      );
  });
}

function checkSubnets({ path: site, name, vpc, plans }: SiteWithBlocks, report: Report): void {
  const blocks = vpcBlocks(name, vpc);
  const subnets: (readonly [place: string, block: Ipv4Block])[] = [];
  const paths = new Map<string, Path>();
  let isTooSmall = false;
  for (const { tier, zone, block, stated } of plans) {
    const path: Path = stated ? [...site, "vpc", "subnets", tier, zone] : [...site, "vpc", "cidr"];
    if (!block.ok) {
      // Every other subnet that is left out fails for the same reason.
      if (!isTooSmall) report(path, sentenceOf(block.fault));
      isTooSmall = true;
      continue;
    }
    const whole = blocks.find((each) => each.contains(block.value)) ?? blocks[0];
    for (const fault of checkSubnetBlock(whole, block.value)) report(path, sentenceOf(fault));
    const place = `the ${tier} subnet of ${zone}`;
    subnets.push([place, block.value]);
    paths.set(place, path);
  }
  for (const [[first, block], [second]] of overlappingBlocks(subnets)) {
    report(
      paths.get(second) ?? [],
      `${second} overlaps ${first}, ${block.toString()}; give each subnet a block of its own`,
    );
  }
}

/** What would be cut from a block that is wrong says nothing of an address. */
function privateBlocks({ faults, plans }: SiteWithBlocks): Map<AzId, Ipv4Block> {
  return new Map(
    plans.flatMap(({ tier, zone, block, stated }) =>
      tier === "private" && block.ok && (stated || faults.length === 0) ? [[zone, block.value]] : [],
    ),
  );
}
