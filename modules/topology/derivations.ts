import {
  allocateSubnetBlock,
  allocateVpcBlock,
  type Ipv4Block,
  type Parsed,
  type SubnetTier,
} from "../addressing";
import { type AzId, azNumber } from "../identity";
import type { EndpointInput, EntryInput, ServiceInput, TopologyInput, VpcInput } from "./schema";

/** What a topology leaves unsaid, worked out once for the checks and the model alike. */

export type Section = "providers" | "consumers";

export interface NamedEntry {
  readonly section: Section;
  readonly name: string;
  readonly entry: EntryInput;
}

export function entriesOf(topology: TopologyInput): NamedEntry[] {
  const sections: readonly Section[] = ["providers", "consumers"];
  return sections.flatMap((section) =>
    Object.entries<EntryInput>(topology[section]).map(([name, entry]) => ({ section, name, entry })),
  );
}

export function servicesOf(entry: EntryInput): Readonly<Record<string, ServiceInput>> {
  return "services" in entry ? entry.services : {};
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
export function subnetPlans(entryName: string, vpc: VpcInput): SubnetPlan[] {
  const tiers: readonly SubnetTier[] = vpc.natGateways === "none" ? ["private"] : ["private", "public"];
  const whole = vpcBlock(entryName, vpc);
  return tiers.flatMap((tier) =>
    [...new Set(vpc.zones)].map((zone): SubnetPlan => {
      const stated = own(vpc.subnets[tier], zone);
      return stated
        ? { tier, zone, block: { ok: true, value: stated }, stated: true }
        : { tier, zone, block: allocateSubnetBlock(whole, tier, azNumber(zone)), stated: false };
    }),
  );
}

export function serviceZones(provider: EntryInput, service: ServiceInput): readonly AzId[] {
  return service.zones ?? provider.vpc.zones;
}

/** Where the consumer has subnets and the service has a load balancer, unless the endpoint says where. */
export function endpointZones(
  consumer: EntryInput,
  endpoint: EndpointInput,
  available: readonly AzId[],
): readonly AzId[] {
  return endpoint.zones ?? consumer.vpc.zones.filter((zone) => available.includes(zone));
}
