import {
  type DnsRecord,
  type ElementKey,
  type HostedZone,
  isKnown,
  type Network,
  type Vpc,
} from "../../network";
import { placeOf, type Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";

/** The zones of one name: thousands of VPCs may each have their own. */
interface Namesakes {
  /** The private zone of each VPC that is associated with one. */
  readonly byVpc: Map<ElementKey, HostedZone>;
  /** The first private one of each stack, in their order. */
  readonly privateByStack: Map<string, HostedZone>;
  /** Private ones of which it is not known which VPCs have them. */
  readonly doubtful: HostedZone[];
  private?: HostedZone;
  public?: HostedZone;
}

interface ZoneIndex {
  readonly byName: ReadonlyMap<string, Namesakes>;
  /** Zones whose name is not known. */
  readonly unnamed: readonly HostedZone[];
}

const indexOf = derivedOnce((zones: Network["hostedZones"]): ZoneIndex => {
  const byName = new Map<string, Namesakes>();
  const unnamed: HostedZone[] = [];
  for (const zone of zones.values()) {
    if (!isKnown(zone.name)) unnamed.push(zone);
    else {
      const namesakes = byName.get(zone.name) ?? {
        byVpc: new Map(),
        privateByStack: new Map(),
        doubtful: [],
      };
      byName.set(zone.name, namesakes);
      addTo(namesakes, zone);
    }
  }
  return { byName, unnamed };
});

/** Where there are several alike, the first counts. */
function addTo(namesakes: Namesakes, zone: HostedZone): void {
  if (zone.visibility === "public") {
    namesakes.public ??= zone;
    return;
  }
  const { byVpc, privateByStack, doubtful } = namesakes;
  namesakes.private ??= zone;
  const { stack } = placeOf(zone.at);
  if (!privateByStack.has(stack)) privateByStack.set(stack, zone);
  for (const vpc of zone.vpcs.items) if (!byVpc.has(vpc)) byVpc.set(vpc, zone);
  if (zone.vpcs.doubts.length > 0) doubtful.push(zone);
}

/** Zones that hold a name, as a VPC sees them; of several the one with the longest, most specific, name. */
export interface ZonesAround {
  /** Private, and the VPC's. */
  readonly associated: HostedZone | undefined;
  readonly public: HostedZone | undefined;
  /** Private, and maybe meant to be the VPC's: one of its own stack before others. */
  readonly foreign: HostedZone | undefined;
  /** Why it is not known which private zones the VPC has. */
  readonly doubts: readonly Unknown[];
  /** Why it is not known which public zones there are. */
  readonly publicDoubts: readonly Unknown[];
}

export function zonesAround({ hostedZones }: Network, name: string, { key, at }: Vpc): ZonesAround {
  const { byName, unnamed } = indexOf(hostedZones);
  const labels = name.split(".");
  const around = labels.flatMap((_, index) => byName.get(labels.slice(index).join(".")) ?? []);
  const first = (find: (namesakes: Namesakes) => HostedZone | undefined): HostedZone | undefined =>
    around.map(find).find((zone) => zone !== undefined);
  const { stack } = placeOf(at);
  const nameless = unnamed.filter(({ vpcs }) => vpcs.items.includes(key) || vpcs.doubts.length > 0);
  const namelessPublic = unnamed.filter(({ visibility }) => visibility === "public");
  return {
    associated: first(({ byVpc }) => byVpc.get(key)),
    public: first((namesakes) => namesakes.public),
    foreign:
      first(({ privateByStack }) => privateByStack.get(stack)) ?? first((namesakes) => namesakes.private),
    doubts: [
      ...unknownNamesOf(nameless),
      ...around
        .flatMap(({ doubtful }) => doubtful)
        .filter(({ vpcs }) => !vpcs.items.includes(key))
        .flatMap(({ vpcs }) => vpcs.doubts),
    ],
    publicDoubts: unknownNamesOf(namelessPublic),
  };
}

function unknownNamesOf(zones: readonly HostedZone[]): Unknown[] {
  return zones.flatMap(({ name }) => (isKnown(name) ? [] : [name]));
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
