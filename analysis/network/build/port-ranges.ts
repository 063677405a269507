import { IntervalSet } from "../../../modules/addressing";
import { type Resource, Unknown, type Value } from "../../terraform";
import type { Known } from "../known";
import { asText, elementsOf, malformed, mapListing } from "./attributes";
import { isEmpty } from "./listings";

const RANGE = /^(?<first>\d{1,5})(?:-(?<last>\d{1,5}))?$/;

/**
 * Ports as resource configurations list them, each a single one or a range: `["80", "3000-3999"]`.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceConfiguration.html (portRanges)
 */
export function portRangesOf(value: Value | undefined, resource: Resource): Known<IntervalSet> {
  const stated = elementsOf(value, resource);
  if (isEmpty(stated)) return new Unknown("port_ranges", "this is not stated", resource.key);
  const { items, doubts } = mapListing(stated, (each) => portRange(each, resource));
  return doubts[0] ?? IntervalSet.ofAll(items);
}

function portRange(
  value: Value,
  resource: Resource,
): Known<{ readonly first: number; readonly last: number }> {
  const text = asText(value, resource);
  if (text instanceof Unknown) return text;
  const { first, last = first } = RANGE.exec(text ?? "")?.groups ?? {};
  const range = { first: Number(first), last: Number(last) };
  return range.first >= 1 && range.first <= range.last && range.last <= 65535
    ? range
    : malformed(value, "a port or a range of ports, 1 to 65535", resource);
}
