import {
  checkSubnetBlock,
  checkVpcBlock,
  type Ipv4Block,
  overlappingBlocks,
  parseBlock,
  sentenceOf,
} from "../../addressing";
import { type AzId, isInRegion, parseAzId } from "../../identity";
import { claimsOf } from "../claims";
import { isExisting, type NamedEntry } from "../derivations";
import type { Path } from "../problem";
import type { ExistingVpcInput } from "../schema";
import { checkAddresses } from "./addresses";
import { type Check, type Draft, type Report } from "./check";
import { checkStatedFilters } from "./stated-filters";
import { reportSharedIds } from "./shared-ids";

/** What is stated of networks that are there already, as far as the file itself can tell. */
export const checkExistingVpcs: Check = (draft, report) => {
  for (const named of draft.entries) {
    const { vpc } = named.entry;
    if (vpc === undefined) continue;
    if (isExisting(vpc)) checkExistingVpc(draft, { ...named, vpc }, report);
    else reportHostsInMadeVpc(named, report);
  }
  reportSharedIds(draft, report);
};

interface EntryInExistingVpc extends NamedEntry {
  readonly vpc: ExistingVpcInput;
}

function checkExistingVpc(draft: Draft, known: EntryInExistingVpc, report: Report): void {
  const { section, name, vpc } = known;
  const path: Path = [section, name, "vpc"];
  const faults = checkVpcBlock(vpc.cidr);
  for (const fault of faults) report([...path, "cidr"], sentenceOf(fault));
  if (Object.keys(vpc.subnets).length === 0)
    report([...path, "subnets"], "no subnet is stated; state at least one, under the AZ ID of its zone");
  const subnets = new Map<AzId, Ipv4Block>();
  for (const [key, { cidr, routeTable }] of Object.entries(vpc.subnets)) {
    const at = [...path, "subnets", key];
    if (faults.length === 0)
      for (const fault of checkSubnetBlock(vpc.cidr, cidr)) report([...at, "cidr"], sentenceOf(fault));
    checkRouteKeys(Object.keys(routeTable?.routes ?? {}), [...at, "routeTable", "routes"], report);
    const zone = zoneOf(draft, key, at, report);
    if (zone !== undefined) subnets.set(zone, cidr);
  }
  reportOverlaps(vpc, [...path, "subnets"], report);
  reportOtherRoutes(vpc, [...path, "subnets"], report);
  const site = { path: [section, name], vpc, hosts: known.entry.hosts, claims: claimsOf(draft, known) };
  checkAddresses(site, subnets, report);
  checkStatedFilters(known, vpc, report);
}

/** Accounts compare their zones by ID alone, so that a subnet's ID in one account says nothing in another. */
function zoneOf(draft: Draft, key: string, path: Path, report: Report): AzId | undefined {
  const zone = parseAzId(key);
  const { region } = draft.topology;
  if (!zone.ok) report(path, sentenceOf(zone.fault), "key");
  else if (region !== undefined && !isInRegion(zone.value, region))
    report(path, `this zone is not in ${region}; write the ID of one of its zones`, "key");
  else return zone.value;
  return undefined;
}

function checkRouteKeys(keys: readonly string[], path: Path, report: Report): void {
  for (const key of keys) {
    const block = parseBlock(key);
    if (!block.ok) report([...path, key], sentenceOf(block.fault), "key");
  }
}

function reportOverlaps({ subnets }: ExistingVpcInput, path: Path, report: Report): void {
  const blocks = Object.entries(subnets).map(([key, { cidr }]) => [key, cidr] as const);
  for (const [[first, block], [second]] of overlappingBlocks(blocks)) {
    report(
      [...path, second, "cidr"],
      `the subnet of ${second} overlaps that of ${first}, ${block.toString()}, which no two subnets of a VPC do; state their blocks as they are`,
    );
  }
}

/** Several subnets may use one table, which has one set of routes. */
function reportOtherRoutes({ subnets }: ExistingVpcInput, path: Path, report: Report): void {
  const tables = new Map<string, { readonly zone: string; readonly routes: string }>();
  for (const [zone, { routeTable }] of Object.entries(subnets)) {
    if (routeTable === undefined) continue;
    const routes = JSON.stringify(Object.entries(routeTable.routes).sort());
    const before = tables.get(routeTable.id);
    if (before === undefined) tables.set(routeTable.id, { zone, routes });
    else if (before.routes !== routes)
      report(
        [...path, zone, "routeTable", "id"],
        `the subnet of ${before.zone} states other routes of this table; state the same ones for both`,
      );
  }
}

function reportHostsInMadeVpc({ section, name, entry }: NamedEntry, report: Report): void {
  for (const [host, written] of Object.entries(entry.hosts)) {
    if (isExisting(written))
      report(
        [section, name, "hosts", host, "existing"],
        "an instance that is there already is in a VPC that is there already, and this entry's VPC is to be made; give the VPC by its ID too, or let the host be made",
      );
  }
}
