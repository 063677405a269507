import { type Resource, Unknown } from "../../terraform";
import type { Known } from "../known";
import { asText } from "./attributes";

/** Lower case and without the final dot: names of DNS know no case (RFC 4343). */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

export function zoneNameOf(zone: Resource): Known<string> {
  const name = asText(zone.attribute("name"), zone);
  if (name instanceof Unknown) return name;
  return name === undefined ? new Unknown("name", "this is not stated", zone.key) : canonicalName(name);
}

/**
 * The whole name of a record. The provider completes a name that does not end with the zone's; an empty one is the
 * zone's own.
 */
export function recordNameOf(record: Resource, zone: Known<string>): Known<string> {
  const stated = asText(record.attribute("name"), record);
  if (stated instanceof Unknown) return stated;
  if (zone instanceof Unknown) return zone;
  const name = canonicalName(stated ?? "");
  if (name === "") return zone;
  return name.endsWith(zone) ? name : `${name}.${zone}`;
}
