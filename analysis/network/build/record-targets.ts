import { type Deployment, Reference, type Resource, Unknown, type Value } from "../../terraform";
import type { Known } from "../known";
import type { DnsAnswer, ResourceTarget } from "../model";
import { recordNameOf, zoneNameOf } from "./dns-names";
import { answersOf, type RecordContext } from "./dns-records";
import { RECORD, zoneReferredBy } from "./zone-parts";

/** The record of which a value is the whole name. */
export function recordNamedBy(value: Value | undefined, deployment: Deployment): Resource | undefined {
  if (!(value instanceof Reference) || value.attribute !== "fqdn") return undefined;
  const record = deployment.find(value.resource);
  return record?.mode === "managed" && record.type === RECORD ? record : undefined;
}

/**
 * Where a record leads whoever asks public DNS. The name of one in a zone that a stack makes is looked up like any
 * other; of a zone that was there before it must be known that it is public.
 */
export function targetOfRecord(record: Resource, context: RecordContext): Known<ResourceTarget> {
  const zone = zoneReferredBy(record, context.deployment);
  if (zone?.mode === "managed") {
    const name = recordNameOf(record, zoneNameOf(zone));
    return name instanceof Unknown ? name : { kind: "name", name };
  }
  return (zone === undefined ? ofUnknownZone(record) : notPublic(zone)) ?? onlyAnswer(record, context);
}

function ofUnknownZone(record: Resource): Unknown {
  const zone = record.attribute("zone_id");
  if (zone instanceof Unknown) return zone;
  return new Unknown(
    JSON.stringify(zone ?? null),
    "none of the given stacks makes this zone or looks it up, so it may be private",
    record.key,
  );
}

/** A zone that is sought by its name is what the argument says, and one that is named by its ID is found in any case. */
function notPublic(zone: Resource): Unknown | undefined {
  const isNamed = (zone.attribute("zone_id") ?? null) !== null;
  const isDisregarded = isNamed && zone.stated.includes("private_zone");
  return zone.attribute("private_zone") === false && !isDisregarded
    ? undefined
    : new Unknown("private_zone", "no postcondition says that this zone is public", zone.key);
}

function onlyAnswer(record: Resource, context: RecordContext): Known<ResourceTarget> {
  const { items, doubts } = answersOf(record, context);
  const [answer, ...others] = items;
  return (
    doubts[0] ??
    (answer !== undefined && others.length === 0 ? asTarget(answer) : undefined) ??
    new Unknown(
      "records",
      "what is analysed is a record that leads to one load balancer, host or name",
      record.key,
    )
  );
}

function asTarget(answer: DnsAnswer): ResourceTarget | undefined {
  switch (answer.kind) {
    case "addresses":
    case "endpoint":
      return undefined;
    case "load-balancer":
    case "interface":
    case "name":
      return answer;
  }
}
