import { type Deployment, JoinedText, type Resource, Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import { type DnsRecord, type ElementKey, elementKey, type HostedZone } from "../model";
import { blocksOf, identified, joinListings, mapListing } from "./attributes";
import { zoneNameOf } from "./dns-names";
import { dnsRecordOf, possibleRecordOf, type RecordContext } from "./dns-records";
import { vpcOf } from "./identities";
import { distinct, doubtful, isEmpty, listed, NOTHING } from "./listings";
import { HOSTED_ZONE, type PartsOfZone, RECORD, zoneOf, ZoneParts } from "./zone-parts";

const ASSOCIATION = "aws_route53_zone_association";

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
  return deployment.ofType(HOSTED_ZONE).map((resource) => {
    const key = elementKey(resource.key);
    const name = zoneNameOf(resource);
    const isPublic = isEmpty(blocksOf(resource.attribute("vpc"), resource));
    return {
      key,
      at: resource.key,
      isMade: true,
      name,
      visibility: isPublic ? "public" : "private",
      vpcs: isPublic ? NOTHING : vpcsOf(resource, associations.of(key, name)),
      records: recordsIn(records.of(key, name), name, context),
    };
  });
}

/** Those of an association with a zone that is not known have a zone of their own: only their names are doubtful. */
function vpcsOf(zone: Resource, { certain }: PartsOfZone): Listing<ElementKey> {
  const own = blocksOf(zone.attribute("vpc"), zone);
  return distinct(
    joinListings([
      mapListing(own, (block) => vpcOf(block["vpc_id"], zone)),
      mapListing({ items: certain, doubts: [] }, (each) => vpcOf(each.attribute("vpc_id"), each)),
    ]),
  );
}

function recordsIn(
  { certain, possible }: PartsOfZone,
  zone: Known<string>,
  context: RecordContext,
): Listing<DnsRecord> {
  return joinListings([
    mapListing({ items: certain, doubts: [] }, (each) => dnsRecordOf(each, zone, context)),
    mapListing({ items: possible, doubts: [] }, ({ part, why }) =>
      possibleRecordOf(part, zone, why, context),
    ),
  ]);
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
 * The attributes by which AWS names the record that proves whose a service's private DNS name is, or a domain for VPC
 * Lattice.
 */
const PROOFS: Readonly<Record<string, string>> = {
  aws_vpc_endpoint_service: "private_dns_name_configuration[0].name",
  aws_vpclattice_domain_verification: "txt_record_name",
};

/**
 * Whether a record is the text by which AWS knows whose a name is. AWS's label for it begins with an underscore, so
 * that, in whatever zone it stands, it answers to no host's name.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/create-and-verify.html
 */
function provesOwnership(record: Resource): boolean {
  if (record.attribute("type") !== "TXT") return false;
  const name = record.attribute("name");
  // What follows AWS's label is the domain, where it is not left to the zone.
  const [label, rest] = name instanceof JoinedText ? name.pieces : [name];
  if (rest !== undefined && !(typeof rest === "string" && rest.startsWith("."))) return false;
  return Object.entries(PROOFS).some(
    ([type, attribute]) => !(identified(label, [type], record, [attribute]) instanceof Unknown),
  );
}
