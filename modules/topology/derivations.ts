import {
  allocateSubnetBlock,
  allocateVpcBlock,
  type Ipv4Address,
  type Ipv4Block,
  type Parsed,
  type SubnetTier,
} from "../addressing";
import { type AzId, azNumber, parseAzId } from "../identity";
import type {
  EndpointInput,
  EntryDraft,
  EntryInput,
  EnvironmentInput,
  ExistingVpcInput,
  PeeringInput,
  ProxiesInput,
  ProxyUseInput,
  ResolverInput,
  ServiceInput,
  SimulatedNetworkInput,
  OnPremisesInput,
  VpcInput,
  VpnInput,
} from "./schema";
import { EXISTING } from "./shapes";

/** What a topology leaves unsaid, worked out once for the checks and the model alike. */

export type Section = "providers" | "consumers" | "proxyHubs" | "relays";

export const SECTIONS: readonly Section[] = ["providers", "consumers", "proxyHubs", "relays"];

/** An entry with its name; one of a draft may lack its account or its VPC. */
export interface NamedEntry<Written extends EntryDraft = EntryDraft> {
  readonly section: Section;
  readonly name: string;
  readonly entry: Written;
}

export function entriesOf<Written extends EntryDraft>(
  topology: Readonly<Record<Section, Readonly<Record<string, Written>>>>,
): NamedEntry<Written>[] {
  return SECTIONS.flatMap((section) =>
    Object.entries(topology[section]).map(([name, entry]) => ({ section, name, entry })),
  );
}

export function servicesOf(entry: EntryDraft): Readonly<Record<string, ServiceInput>> {
  return "services" in entry ? entry.services : {};
}

export function environmentsOf(entry: EntryDraft): Readonly<Record<string, EnvironmentInput>> {
  return "environments" in entry ? entry.environments : {};
}

/** How a hub calls its proxies where hosts are named: no host of it can have this name. */
export const PROXIES = "proxies";

/** How a relay calls its host where hosts are named: no other host of it can have this name. */
export const RELAY = "relay";

/** A hub's proxies; nothing of another entry, or where they were refused. */
export function proxiesOf(entry: EntryDraft): ProxiesInput | undefined {
  return "proxies" in entry ? entry.proxies : undefined;
}

/** How many proxies there are: one where it has an address, otherwise at least one for each of the hub's zones. */
export function instancesOf(
  { instances, target }: ProxiesInput,
  zones: number,
): { readonly min: number; readonly max: number } {
  const { min = target.address === undefined ? zones : 1 } = instances;
  return { min, max: instances.max ?? (target.address === undefined ? 2 * min : min) };
}

/** An entry's VPN gateway; nothing where it has none. */
export function vpnOf(entry: EntryDraft): VpnInput | undefined {
  return "vpn" in entry ? entry.vpn : undefined;
}

/** By what networks outside AWS resolve the names of an entry's VPC. */
export function resolverOf(entry: EntryDraft): ResolverInput | undefined {
  return "resolver" in entry ? entry.resolver : undefined;
}

/** Whether a VPC plays a network outside AWS. */
export function isSimulated(written: OnPremisesInput): written is SimulatedNetworkInput {
  return "vpc" in written;
}

/** The blocks of a network outside AWS, sorted. */
export function onPremisesBlocks(name: string, written: OnPremisesInput): readonly Ipv4Block[] {
  const blocks = isSimulated(written) ? vpcBlocks(name, written.vpc) : written.blocks;
  return blocks.toSorted((left, right) => left.first - right.first || left.prefixLength - right.prefixLength);
}

/** The blocks of all networks outside AWS that an entry is connected to; of those that were refused there are none. */
export function connectedBlocks(
  { onPremises }: { readonly onPremises: Readonly<Record<string, OnPremisesInput>> },
  entry: EntryDraft,
): readonly Ipv4Block[] {
  return Object.keys(vpnOf(entry)?.connections ?? {})
    .toSorted()
    .flatMap((name) => {
      const network = own(onPremises, name);
      return network === undefined ? [] : onPremisesBlocks(name, network);
    });
}

/** The names of the entries whose VPCs are peered with an entry's. */
export function peersOf(entry: string, peerings: Readonly<Record<string, PeeringInput>>): string[] {
  return Object.values(peerings).flatMap(({ requester, accepter }) => {
    if (requester.entry === entry) return [accepter.entry];
    return accepter.entry === entry ? [requester.entry] : [];
  });
}

/** The proxies that an entry's hosts use; nothing where they use none. */
export function proxyUseOf(entry: EntryDraft): ProxyUseInput | undefined {
  return "proxy" in entry ? entry.proxy : undefined;
}

/** Whoever uses a proxy needs no way out of its own. */
export function natGatewaysOf(entry: EntryDraft, vpc: VpcInput): NonNullable<VpcInput["natGateways"]> {
  return vpc.natGateways ?? (proxyUseOf(entry) === undefined ? "one" : "none");
}

/** Whether something is given by its id, rather than made. */
export function isExisting<Written extends object>(
  written: Written,
): written is Extract<Written, { readonly [EXISTING]: string }> {
  return EXISTING in written;
}

/** An object's own property: a name such as `constructor` must not find what every object inherits. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function vpcBlock(entryName: string, vpc: VpcInput): Ipv4Block {
  return vpc.cidr ?? allocateVpcBlock(entryName);
}

/** All blocks of a VPC: the one that it is made with first, then those that are added. */
export function vpcBlocks(
  name: string,
  vpc: VpcInput | ExistingVpcInput,
): readonly [Ipv4Block, ...Ipv4Block[]] {
  return isExisting(vpc) ? [vpc.cidr] : [vpcBlock(name, vpc), ...vpc.secondaryCidrs];
}

export interface SubnetPlan {
  readonly tier: SubnetTier;
  readonly zone: AzId;
  readonly block: Parsed<Ipv4Block>;
  readonly stated: boolean;
}

/** The subnets of an entry's VPC. */
export function subnetPlans({ name, entry }: NamedEntry, vpc: VpcInput): SubnetPlan[] {
  return plannedSubnets(name, vpc, natGatewaysOf(entry, vpc));
}

/** Private subnets in every zone; public ones, which hold NAT gateways only, where there is a NAT gateway. */
export function plannedSubnets(
  name: string,
  vpc: VpcInput,
  natGateways: NonNullable<VpcInput["natGateways"]>,
): SubnetPlan[] {
  const tiers: readonly SubnetTier[] = natGateways === "none" ? ["private"] : ["private", "public"];
  const whole = vpcBlock(name, vpc);
  return tiers.flatMap((tier) =>
    [...new Set(vpc.zones)].map((zone): SubnetPlan => {
      const stated = own(vpc.subnets[tier], zone);
      return stated
        ? { tier, zone, block: { ok: true, value: stated }, stated: true }
        : { tier, zone, block: allocateSubnetBlock(whole, tier, azNumber(zone)), stated: false };
    }),
  );
}

/** The zones where a VPC has private subnets. A key that is no zone is for the checks to report. */
export function zonesOf(vpc: VpcInput | ExistingVpcInput): readonly AzId[] {
  if (!isExisting(vpc)) return vpc.zones;
  return Object.keys(vpc.subnets).flatMap((key) => {
    const zone = parseAzId(key);
    return zone.ok ? [zone.value] : [];
  });
}

/** A private subnet, made or existing. */
export interface PrivateSubnet {
  readonly zone: AzId;
  readonly block: Ipv4Block;
}

/** The private subnets of an entry whose blocks are known. */
export function privateSubnets(named: NamedEntry): PrivateSubnet[] {
  const { vpc } = named.entry;
  if (vpc === undefined) return [];
  if (isExisting(vpc))
    return zonesOf(vpc).flatMap((zone) => {
      const subnet = own(vpc.subnets, zone);
      return subnet === undefined ? [] : [{ zone, block: subnet.cidr }];
    });
  return subnetPlans(named, vpc).flatMap(({ tier, zone, block }) =>
    tier === "private" && block.ok ? [{ zone, block: block.value }] : [],
  );
}

/** The private subnet that an address is in. */
export function subnetWith(named: NamedEntry, address: Ipv4Address): PrivateSubnet | undefined {
  return privateSubnets(named).find(({ block }) => block.contains(address));
}

/** Nothing where the VPC is not known. */
export function serviceZones(provider: EntryInput, service: ServiceInput): readonly AzId[];
export function serviceZones(provider: EntryDraft, service: ServiceInput): readonly AzId[] | undefined;
export function serviceZones(provider: EntryDraft, service: ServiceInput): readonly AzId[] | undefined {
  return service.zones ?? (provider.vpc && zonesOf(provider.vpc));
}

/** Where the consumer's VPC has subnets and the service has a load balancer, unless the endpoint says where. */
export function endpointZones(
  vpc: VpcInput | ExistingVpcInput,
  endpoint: EndpointInput,
  available: readonly AzId[],
): readonly AzId[] {
  return endpoint.zones ?? zonesOf(vpc).filter((zone) => available.includes(zone));
}

/** Where the VPC has subnets and the hub has proxies' load balancer or gateway, unless the entry says where. */
export function proxyZones(
  vpc: VpcInput | ExistingVpcInput,
  use: ProxyUseInput,
  available: readonly AzId[],
): readonly AzId[] {
  return use.zones ?? zonesOf(vpc).filter((zone) => available.includes(zone));
}
