import { type DnsRecord, type ElementKey, type HostedZone, isKnown, type Network } from "../../network";
import type { Unknown } from "../../terraform";

/** Hosted zones by name, and those whose name is not known. */
interface ZoneIndex {
  readonly byName: ReadonlyMap<string, readonly HostedZone[]>;
  readonly unnamed: readonly HostedZone[];
}

const indexByNetwork = new WeakMap<Network, ZoneIndex>();

function indexOf(network: Network): ZoneIndex {
  const known = indexByNetwork.get(network);
  if (known !== undefined) return known;
  const byName = new Map<string, HostedZone[]>();
  const unnamed: HostedZone[] = [];
  for (const zone of network.hostedZones.values()) {
    if (!isKnown(zone.name)) unnamed.push(zone);
    else byName.set(zone.name, [...(byName.get(zone.name) ?? []), zone]);
  }
  const index = { byName, unnamed };
  indexByNetwork.set(network, index);
  return index;
}

/** Zones that hold a name: those with the longest, most specific, name first. */
export function zonesAround(network: Network, name: string): readonly HostedZone[] {
  const { byName } = indexOf(network);
  const labels = name.split(".");
  return labels.flatMap((_, index) => byName.get(labels.slice(index).join(".")) ?? []);
}

/** Why it is not known which zones a VPC has that hold a name. */
export function zoneDoubts(
  network: Network,
  around: readonly HostedZone[],
  vpc: ElementKey,
): readonly Unknown[] {
  const unnamed = indexOf(network).unnamed.filter(
    ({ vpcs }) => vpcs.items.includes(vpc) || vpcs.doubts.length > 0,
  );
  return [
    ...unnamed.flatMap(({ name }) => (isKnown(name) ? [] : [name])),
    ...around.filter(({ vpcs }) => !vpcs.items.includes(vpc)).flatMap(({ vpcs }) => vpcs.doubts),
  ];
}

export interface FoundRecords {
  readonly records: readonly DnsRecord[];
  readonly doubts: readonly Unknown[];
}

/**
 * The records that answer for a name's IPv4 addresses. A wildcard answers for names without a record of their own.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk
 */
export function recordsFor({ records }: HostedZone, name: string): FoundRecords {
  const doubts = [
    ...records.doubts,
    ...records.items.flatMap((record) => (isKnown(record.name) ? [] : [record.name])),
  ];
  const own = records.items.filter((record) => record.name === name);
  const labels = name.split(".");
  const wildcards = labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join(".")}`);
  const wildcard = wildcards
    .map((pattern) => records.items.filter((record) => record.name === pattern))
    .find((found) => found.length > 0);
  // Any record of the name, whatever its type, keeps the wildcard from answering.
  const candidates = own.length > 0 ? own : (wildcard ?? []);
  const answering = candidates.filter(({ type }) => type === "A" || type === "CNAME");
  return {
    records: answering,
    doubts: [...doubts, ...candidates.flatMap(({ type }) => (isKnown(type) ? [] : [type]))],
  };
}
