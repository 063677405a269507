import { type Deployment, Reference, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known, type Listing } from "../known";
import { type ElementKey, elementKey, type HostedZone } from "../model";
import { blocksOf, identified, joinListings, mapListing } from "./attributes";
import { zoneNameOf } from "./dns-names";
import { dnsRecordOf, type RecordContext } from "./dns-records";
import { vpcOf } from "./identities";
import { distinct, doubtful, isEmpty, listed, NOTHING } from "./listings";

const TYPE = "aws_route53_zone";

const ASSOCIATION = "aws_route53_zone_association";
const RECORD = "aws_route53_record";

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html */
export function hostedZonesOf(context: RecordContext): HostedZone[] {
  const { deployment } = context;
  const others = deployment.ofType(ASSOCIATION).flatMap((each) => notMade(each, deployment));
  return [...madeZones(context), ...others];
}

function madeZones(context: RecordContext): HostedZone[] {
  const { deployment } = context;
  const associations = new ZoneParts(deployment, ASSOCIATION);
  const records = new ZoneParts(deployment, RECORD, (record) => !provesOwnership(record));
  return deployment.ofType(TYPE).map((resource) => {
    const key = elementKey(resource.key);
    const name = zoneNameOf(resource);
    const blocks = blocksOf(resource.attribute("vpc"), resource);
    const isPublic = isEmpty(blocks);
    return {
      key,
      at: resource.key,
      isMade: true,
      name,
      visibility: isPublic ? "public" : "private",
      vpcs: isPublic ? NOTHING : vpcsOf(resource, associations.of(key, name)),
      records: mapListing(records.of(key, name), (each) => dnsRecordOf(each, name, context)),
    };
  });
}

function vpcsOf(zone: Resource, associations: Listing<Resource>): Listing<ElementKey> {
  const own = blocksOf(zone.attribute("vpc"), zone);
  return distinct(
    joinListings([
      mapListing(own, (block) => vpcOf(block["vpc_id"], zone)),
      mapListing(associations, (each) => vpcOf(each.attribute("vpc_id"), each)),
    ]),
  );
}

/** The zone of an association, where none of the stacks makes it. */
function notMade(association: Resource, deployment: Deployment): HostedZone[] {
  const zone = zoneOf(association, deployment);
  if (zone.kind === "made") return [];
  return [
    {
      key: elementKey(association.key),
      at: association.key,
      isMade: false,
      name: zone.name,
      visibility: "private",
      vpcs: listed(vpcOf(association.attribute("vpc_id"), association)),
      records: doubtful([zone.why]),
    },
  ];
}

/**
 * Whether a record is the text by which AWS knows whose a service's private DNS name is. AWS's label for it begins with
 * an underscore, so that, in whatever zone it stands, it answers to no host's name.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
function provesOwnership(record: Resource): boolean {
  if (record.attribute("type") !== "TXT") return false;
  const label = ["private_dns_name_configuration[0].name"];
  return !(
    identified(record.attribute("name"), ["aws_vpc_endpoint_service"], record, label) instanceof Unknown
  );
}

type ZoneOfPart =
  | { readonly kind: "made"; readonly zone: ElementKey }
  /** It may be any zone, or any of that name. */
  | { readonly kind: "unknown"; readonly name: Known<string>; readonly why: Unknown };

function zoneOf(part: Resource, deployment: Deployment): ZoneOfPart {
  const value = part.attribute("zone_id");
  const zone = identified(value, [TYPE], part, ["id", "zone_id"]);
  if (!(zone instanceof Unknown)) return { kind: "made", zone };
  const found = value instanceof Reference ? deployment.find(value.resource) : undefined;
  const isLookedUp = found?.mode === "data" && found.type === TYPE;
  return { kind: "unknown", name: isLookedUp ? zoneNameOf(found) : zone, why: zone };
}

/** Records or associations, by their zones: of any account, because zones are shared and know no Region. */
class ZoneParts {
  readonly #parts = new Map<ElementKey, Resource[]>();
  readonly #ofAnyZone: Unknown[] = [];
  /** Those of zones that data sources find, by the name that they look for. */
  readonly #ofZonesNamed = new Map<string, Unknown[]>();

  constructor(
    private readonly deployment: Deployment,
    type: string,
    isPart: (resource: Resource) => boolean = () => true,
  ) {
    for (const part of deployment.ofType(type).filter(isPart)) this.#add(part);
  }

  #add(part: Resource): void {
    const zone = zoneOf(part, this.deployment);
    if (zone.kind === "made") push(this.#parts, zone.zone, part);
    else if (isKnown(zone.name)) push(this.#ofZonesNamed, zone.name, zone.why);
    else this.#ofAnyZone.push(zone.why);
  }

  of(zone: ElementKey, name: Known<string>): Listing<Resource> {
    const named = isKnown(name) ? [this.#ofZonesNamed.get(name) ?? []] : [...this.#ofZonesNamed.values()];
    return joinListings([
      { items: this.#parts.get(zone) ?? [], doubts: [] },
      ...[this.#ofAnyZone, ...named].map((doubts) => ({ items: [], doubts })),
    ]);
  }
}

function push<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
