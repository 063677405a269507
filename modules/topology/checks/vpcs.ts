import {
  checkHostAddress,
  checkSubnetBlock,
  checkVpcBlock,
  type Fault,
  type Ipv4Address,
  type Ipv4Block,
  overlappingBlocks,
} from "../../addressing";
import { type AzId, isInRegion } from "../../identity";
import { type NamedEntry, subnetPlans, vpcBlock } from "../derivations";
import type { Path } from "../problem";
import {
  type Check,
  accountOf,
  type Draft,
  listed,
  type Report,
  reportRepeated,
  reportUnknown,
} from "./check";

const sentence = ({ wrong, right }: Fault): string => `${wrong}; ${right}`;

export const checkVpcs: Check = (draft, report) => {
  for (const named of draft.entries) {
    checkIdentity(draft, named, report);
    checkZones(draft, named, report);
    checkBlocks(named, report);
    checkAddresses(named, report);
  }
};

function checkIdentity(draft: Draft, { section, name, entry }: NamedEntry, report: Report): void {
  const { accounts, providers } = draft.topology;
  if (accountOf(draft, entry.account) === undefined && !draft.isWritten(["accounts", entry.account])) {
    reportUnknown(report, [section, name, "account"], "account", Object.keys(accounts));
  }
  if (section === "consumers" && Object.hasOwn(providers, name)) {
    report([section, name], "an entry of providers has this name already; give each entry its own name");
  }
}

function checkZones(draft: Draft, { section, name, entry }: NamedEntry, report: Report): void {
  const path: Path = [section, name, "vpc", "zones"];
  const { region } = draft.topology;
  entry.vpc.zones.forEach((zone, index) => {
    if (!isInRegion(zone, region))
      report([...path, index], `this zone is not in ${region}; write the ID of one of its zones`);
  });
  reportRepeated(report, path, entry.vpc.zones);
}

function checkBlocks({ section, name, entry: { vpc } }: NamedEntry, report: Report): void {
  const path: Path = [section, name, "vpc"];
  const whole = vpcBlock(name, vpc);
  const faults = checkVpcBlock(whole);
  for (const fault of faults) report([...path, "cidr"], sentence(fault));
  for (const tier of ["private", "public"] as const) {
    for (const zone of Object.keys(vpc.subnets[tier])) {
      const at = [...path, "subnets", tier, zone];
      if (!vpc.zones.some((known) => known === zone)) {
        report(at, `the VPC has no such zone; its zones are ${listed(vpc.zones)}`);
      } else if (tier === "public" && vpc.natGateways === "none") {
        report(
          at,
          "public subnets hold NAT gateways, and this VPC has none; leave the block out, or set natGateways",
        );
      }
    }
  }
  if (faults.length === 0) checkSubnets(whole, { section, name, vpc }, report);
}

function checkSubnets(
  whole: Ipv4Block,
  at: { section: string; name: string; vpc: NamedEntry["entry"]["vpc"] },
  report: Report,
): void {
  const { section, name, vpc } = at;
  const subnets: (readonly [place: string, block: Ipv4Block])[] = [];
  const paths = new Map<string, Path>();
  for (const { tier, zone, block, stated } of subnetPlans(name, vpc)) {
    const path: Path = stated
      ? [section, name, "vpc", "subnets", tier, zone]
      : [section, name, "vpc", "cidr"];
    if (!block.ok) {
      report(path, sentence(block.fault));
      // Every other subnet that is left out fails for the same reason.
      return;
    }
    for (const fault of checkSubnetBlock(whole, block.value)) report(path, sentence(fault));
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

/** Hosts' zones and addresses, and endpoints' pinned addresses: each inside its subnet, none twice. */
function checkAddresses({ section, name, entry }: NamedEntry, report: Report): void {
  const subnets = new Map<AzId, Ipv4Block>();
  for (const { tier, zone, block } of subnetPlans(name, entry.vpc)) {
    if (tier === "private" && block.ok) subnets.set(zone, block.value);
  }
  const taken = new Map<Ipv4Address, string>();
  const claim = (path: Path, zone: AzId, address: Ipv4Address): void => {
    const subnet = subnets.get(zone);
    if (subnet === undefined) return;
    for (const fault of checkHostAddress(subnet, address)) report(path, sentence(fault));
    const holder = taken.get(address);
    if (holder !== undefined) report(path, `${holder} has this address already; give each its own`);
    else taken.set(address, `${String(path[2]).slice(0, -1)} ${String(path[3])}`);
  };
  for (const [host, { zone, address }] of Object.entries(entry.hosts)) {
    const path = [section, name, "hosts", host];
    if (!entry.vpc.zones.includes(zone)) {
      report([...path, "zone"], `the VPC has no subnets there; its zones are ${listed(entry.vpc.zones)}`);
    } else if (address !== undefined) claim([...path, "address"], zone, address);
  }
  for (const [endpoint, { addresses }] of Object.entries(entry.endpoints)) {
    for (const zone of entry.vpc.zones) {
      const address = Object.hasOwn(addresses, zone) ? addresses[zone] : undefined;
      if (address !== undefined)
        claim([section, name, "endpoints", endpoint, "addresses", zone], zone, address);
    }
  }
}
