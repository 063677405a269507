import {
  allocateSubnetBlock,
  allocateVpcBlock,
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
  ServiceInput,
  VpcInput,
} from "./schema";
import { EXISTING } from "./shapes";

/** What a topology leaves unsaid, worked out once for the checks and the model alike. */

export type Section = "providers" | "consumers" | "proxyHubs";

export const SECTIONS: readonly Section[] = ["providers", "consumers", "proxyHubs"];

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

export interface SubnetPlan {
  readonly tier: SubnetTier;
  readonly zone: AzId;
  readonly block: Parsed<Ipv4Block>;
  readonly stated: boolean;
}

/** Private subnets in every zone; public ones, which hold NAT gateways only, where there is a NAT gateway. */
export function subnetPlans({ name, entry }: NamedEntry, vpc: VpcInput): SubnetPlan[] {
  const tiers: readonly SubnetTier[] =
    natGatewaysOf(entry, vpc) === "none" ? ["private"] : ["private", "public"];
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
