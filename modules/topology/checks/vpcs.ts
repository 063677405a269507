import {
  checkSubnetBlock,
  checkVpcBlock,
  type Fault,
  type Ipv4Block,
  overlappingBlocks,
  sentenceOf,
} from "../../addressing";
import { type AzId, isInRegion } from "../../identity";
import {
  isExisting,
  type NamedEntry,
  natGatewaysOf,
  SECTIONS,
  type SubnetPlan,
  subnetPlans,
  vpcBlock,
} from "../derivations";
import type { Path } from "../problem";
import type { VpcInput } from "../schema";
import { checkAddresses } from "./addresses";
import { type Check, checkAccount, type Draft, listed, type Report, reportRepeated } from "./check";

export const checkVpcs: Check = (draft, report) => {
  for (const named of draft.entries) {
    checkIdentity(draft, named, report);
    const { vpc } = named.entry;
    if (vpc === undefined || isExisting(vpc)) continue;
    const { region } = draft.topology;
    const known: EntryWithVpc = {
      ...named,
      vpc,
      faults: checkVpcBlock(vpcBlock(named.name, vpc)),
      // A zone of another Region has no subnet: its number is a zone's of this Region.
      plans: subnetPlans(named, vpc).filter(({ zone }) => !region || isInRegion(zone, region)),
    };
    checkZones(draft, known, report);
    checkBlocks(known, report);
    checkAddresses(known, privateBlocks(known), report);
  }
};

/** An entry whose VPC was not refused. */
interface EntryWithVpc extends NamedEntry {
  readonly vpc: VpcInput;
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

function checkZones(draft: Draft, { section, name, vpc }: EntryWithVpc, report: Report): void {
  const path: Path = [section, name, "vpc", "zones"];
  const { region } = draft.topology;
  vpc.zones.forEach((zone, index) => {
    if (region !== undefined && !isInRegion(zone, region))
      report([...path, index], `this zone is not in ${region}; write the ID of one of its zones`);
  });
  reportRepeated(report, path, vpc.zones);
}

function checkBlocks(known: EntryWithVpc, report: Report): void {
  const { section, name, vpc, faults } = known;
  const path: Path = [section, name, "vpc"];
  for (const fault of faults) report([...path, "cidr"], sentenceOf(fault));
  for (const tier of ["private", "public"] as const) {
    for (const zone of Object.keys(vpc.subnets[tier])) {
      const at = [...path, "subnets", tier, zone];
      if (!vpc.zones.some((each) => each === zone)) {
        report(at, `the VPC has no such zone; its zones are ${listed(vpc.zones)}`, "key");
      } else if (tier === "public" && natGatewaysOf(known.entry, vpc) === "none") {
        report(
          at,
          "public subnets hold NAT gateways, and this VPC has none; leave the block out, or set natGateways",
        );
      }
    }
  }
  if (faults.length === 0) checkSubnets(known, report);
}

function checkSubnets({ section, name, vpc, plans }: EntryWithVpc, report: Report): void {
  const whole = vpcBlock(name, vpc);
  const subnets: (readonly [place: string, block: Ipv4Block])[] = [];
  const paths = new Map<string, Path>();
  let isTooSmall = false;
  for (const { tier, zone, block, stated } of plans) {
    const path: Path = stated
      ? [section, name, "vpc", "subnets", tier, zone]
      : [section, name, "vpc", "cidr"];
    if (!block.ok) {
      // Every other subnet that is left out fails for the same reason.
      if (!isTooSmall) report(path, sentenceOf(block.fault));
      isTooSmall = true;
      continue;
    }
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
function privateBlocks({ faults, plans }: EntryWithVpc): Map<AzId, Ipv4Block> {
  return new Map(
    plans.flatMap(({ tier, zone, block, stated }) =>
      tier === "private" && block.ok && (stated || faults.length === 0) ? [[zone, block.value]] : [],
    ),
  );
}
