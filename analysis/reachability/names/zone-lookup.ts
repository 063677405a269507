import {
  type ElementKey,
  type HostedZone,
  isKnown,
  type Listing,
  type Network,
  type Vpc,
} from "../../network";
import { placeOf, Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";

/** The zones of one name: thousands of VPCs may each have their own. */
interface Namesakes {
  /** The private zones of each VPC that is associated with one: AWS takes no second one. */
  readonly byVpc: Map<ElementKey, HostedZone[]>;
  /** The first private one of each stack, in their order. */
  readonly privateByStack: Map<string, HostedZone>;
  /** Private ones of which it is not known which VPCs have them. */
  readonly doubtful: HostedZone[];
  private?: HostedZone;
  readonly public: HostedZone[];
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
        public: [],
      };
      byName.set(zone.name, namesakes);
      addTo(namesakes, zone);
    }
  }
  return { byName, unnamed };
});

function addTo(namesakes: Namesakes, zone: HostedZone): void {
  if (zone.visibility === "public") {
    namesakes.public.push(zone);
    return;
  }
  const { byVpc, privateByStack, doubtful } = namesakes;
  for (const vpc of zone.vpcs.items) byVpc.set(vpc, [...(byVpc.get(vpc) ?? []), zone]);
  if (zone.vpcs.doubts.length > 0) doubtful.push(zone);
  // Of one that others make it is not known what it holds.
  if (!zone.isMade) return;
  namesakes.private ??= zone;
  const { stack } = placeOf(zone.at);
  if (!privateByStack.has(stack)) privateByStack.set(stack, zone);
}

/** The names of zones that hold a name, most specific first: `web.example.com`, `example.com`, `com`. */
export function zonesHolding(name: string): string[] {
  const labels = name.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}

/** The private zones of a name that a VPC is associated with. */
export function privateZonesNamed(
  { hostedZones }: Network,
  zoneName: string,
  { key }: Vpc,
): Listing<HostedZone> {
  const namesakes = indexOf(hostedZones).byName.get(zoneName);
  return {
    items: namesakes?.byVpc.get(key) ?? [],
    doubts: (namesakes?.doubtful ?? [])
      .filter(({ vpcs }) => !vpcs.items.includes(key))
      .flatMap(({ vpcs }) => vpcs.doubts),
  };
}

/** Names of zones, which are not known, that a VPC is or may be associated with. */
export function unknownZoneNames({ hostedZones }: Network, { key }: Vpc): Unknown[] {
  return unknownNamesOf(
    indexOf(hostedZones).unnamed.filter(
      ({ visibility, vpcs }) =>
        visibility === "private" && (vpcs.items.includes(key) || vpcs.doubts.length > 0),
    ),
  );
}

/** The most specific public zone that holds a name. */
export function publicZoneAround({ hostedZones }: Network, name: string): Listing<HostedZone> {
  const { byName, unnamed } = indexOf(hostedZones);
  const doubts = unknownNamesOf(unnamed.filter(({ visibility }) => visibility === "public"));
  for (const zoneName of zonesHolding(name)) {
    const [zone, second] = byName.get(zoneName)?.public ?? [];
    if (zone === undefined) continue;
    // Route 53 makes as many as one likes, and the domain's registrar or the zone above knows which one counts.
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html
    const several =
      second === undefined
        ? []
        : [new Unknown(zoneName, "several public zones have this name, of which one answers", second.at)];
    return { items: [zone], doubts: [...doubts, ...several] };
  }
  return { items: [], doubts };
}

/** A private zone that holds a name and is maybe meant to be a VPC's: one of its own stack before others. */
export function foreignZoneAround(
  { hostedZones }: Network,
  name: string,
  { at }: Vpc,
): HostedZone | undefined {
  const around = zonesHolding(name).flatMap((each) => indexOf(hostedZones).byName.get(each) ?? []);
  const { stack } = placeOf(at);
  const own = around
    .map(({ privateByStack }) => privateByStack.get(stack))
    .find((zone) => zone !== undefined);
  return own ?? around.map((namesakes) => namesakes.private).find((zone) => zone !== undefined);
}

function unknownNamesOf(zones: readonly HostedZone[]): Unknown[] {
  return zones.flatMap(({ name }) => (isKnown(name) ? [] : [name]));
}
