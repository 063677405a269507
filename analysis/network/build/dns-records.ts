import { type Deployment, Reference, type Resource, Unknown, type Value } from "../../terraform";
import type { Known, Listing } from "../known";
import { type DnsAnswer, type DnsRecord, type ElementKey, elementKey, type VpcEndpoint } from "../model";
import {
  asAddress,
  asText,
  blocksOf,
  elementsOf,
  joinListings,
  type KnownValue,
  mapListing,
} from "./attributes";
import { loadBalancerOf } from "./beanstalk/identities";
import { canonicalName, recordNameOf } from "./dns-names";
import { endpointAnswer } from "./endpoint-names";
import { interfaceWithAddress } from "./interface-identity";
import { addressSet } from "./layout";
import { doubtful, isEmpty, NOTHING } from "./listings";
import { attributesOf } from "./readers";

export interface RecordContext {
  readonly deployment: Deployment;
  readonly endpoints: ReadonlyMap<ElementKey, VpcEndpoint>;
}

/** `Unknown` where its name is, because it may then answer to any name of its zone. */
export function dnsRecordOf(
  resource: Resource,
  zone: Known<string>,
  context: RecordContext,
): Known<DnsRecord> {
  const name = recordNameOf(resource, zone);
  if (name instanceof Unknown) return name;
  return {
    key: elementKey(resource.key),
    at: resource.key,
    name,
    type: typeOf(resource) ?? new Unknown("type", "this is not stated", resource.key),
    answers: answersOf(resource, context),
  };
}

function typeOf(resource: Resource): Known<string | undefined> {
  const stated = asText(attributesOf(resource)("type"), resource);
  return typeof stated === "string" ? stated.toUpperCase() : stated;
}

/**
 * A record that a zone may hold, or another. In whichever it is, it answers to its own name alone.
 * @param why it is not known which zone's it is
 */
export function possibleRecordOf(
  resource: Resource,
  zone: Known<string>,
  why: Unknown,
  context: RecordContext,
): Known<DnsRecord> {
  const record = dnsRecordOf(resource, zone, context);
  return record instanceof Unknown ? why : { ...record, answers: doubtful([why]), elsewhere: why };
}

/** Of what makes Route 53 choose among records of one name. */
const ROUTING_POLICIES = [
  "cidr_routing_policy",
  "failover_routing_policy",
  "geolocation_routing_policy",
  "geoproximity_routing_policy",
  "latency_routing_policy",
  "multivalue_answer_routing_policy",
  "weighted_routing_policy",
];

/**
 * What a record answers, whatever it is called.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html
 */
export function answersOf(resource: Resource, context: RecordContext): Listing<DnsAnswer> {
  const type = typeOf(resource);
  if (type instanceof Unknown) return doubtful([type]);
  // Records of other types have no IPv4 address, and lead to none.
  if (type !== "A" && type !== "CNAME") return NOTHING;
  const policy = ROUTING_POLICIES.find((name) => isUsed(resource.attribute(name)));
  if (policy !== undefined)
    return doubtful([
      new Unknown(policy, "which of the name's records it chooses is not analysed", resource.key),
    ]);
  const aliases = blocksOf(resource.attribute("alias"), resource);
  const values = elementsOf(resource.attribute("records"), resource);
  const read = type === "A" ? addressAnswers : nameAnswers;
  return isEmpty(aliases)
    ? read(values, resource, context)
    : nameAnswers(valuesOf(aliases, resource), resource, context);
}

function isUsed(policy: Value | undefined): boolean {
  return (
    policy !== undefined &&
    policy !== null &&
    policy !== false &&
    !(Array.isArray(policy) && policy.length === 0)
  );
}

function valuesOf(
  aliases: Listing<Readonly<Record<string, Value>>>,
  resource: Resource,
): Listing<KnownValue> {
  const { items, doubts } = aliases;
  return joinListings([
    elementsOf(
      items.map((alias) => alias["name"] ?? null),
      resource,
    ),
    doubtful(doubts),
  ]);
}

/** The stated addresses are one answer; an interface whose address is not known yet is one of its own. */
function addressAnswers(
  values: Listing<KnownValue>,
  resource: Resource,
  { deployment, endpoints }: RecordContext,
): Listing<DnsAnswer> {
  const isReference = (value: KnownValue): value is Reference => value instanceof Reference;
  const addresses = mapListing(
    { items: values.items.filter((value) => !isReference(value)), doubts: values.doubts },
    (value) => asAddress(value, resource),
  );
  const interfaces = mapListing<Reference, DnsAnswer>(
    { items: values.items.filter(isReference), doubts: [] },
    (value) => {
      const found = interfaceWithAddress(value, resource, deployment, endpoints);
      return found instanceof Unknown ? found : { kind: "interface", interface: found };
    },
  );
  const stated: Listing<DnsAnswer> = {
    items:
      addresses.items.length === 0 ? [] : [{ kind: "addresses", addresses: addressSet(addresses.items) }],
    doubts: addresses.doubts,
  };
  return joinListings([stated, interfaces]);
}

/** What aliases and canonical names lead to. */
function nameAnswers(
  values: Listing<KnownValue>,
  resource: Resource,
  context: RecordContext,
): Listing<DnsAnswer> {
  return mapListing(values, (value) => nameAnswer(value, resource, context));
}

function nameAnswer(value: KnownValue, resource: Resource, context: RecordContext): Known<DnsAnswer> {
  if (typeof value === "string") return { kind: "name", name: canonicalName(value) };
  const loadBalancer = loadBalancerOf(value, resource, context.deployment, ["dns_name"]);
  if (!(loadBalancer instanceof Unknown)) return { kind: "load-balancer", loadBalancer };
  return endpointAnswer(value, resource, context);
}
