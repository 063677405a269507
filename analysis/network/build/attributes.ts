import {
  type Ipv4Address,
  type Ipv4Block,
  parseAddress,
  parseBlock,
  sentenceOf,
} from "../../../modules/addressing";
import {
  formatReference,
  isList,
  isObject,
  partsOfAddress,
  placeOf,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import type { Known, Listing } from "../known";
import { type ElementKey, elementKey } from "../model";

/** A value that is known itself; what it holds may not be. */
export type KnownValue = Exclude<Value, Unknown>;

/** The attributes and nested blocks of one block. */
export type Block = Readonly<Record<string, Value>>;

/** Unknown because a value is none that the provider would take. */
export function malformed(value: Value, wanted: string, resource: Resource): Unknown {
  return new Unknown(JSON.stringify(value), `this is not ${wanted}`, resource.key);
}

/**
 * Which managed resource a value is the identity of.
 * @param types the resource types it may be of
 * @param attributes those of them that identify it @default id and arn
 */
export function identified(
  value: Value | undefined,
  types: readonly string[],
  resource: Resource,
  attributes: readonly string[] = ["id", "arn"],
): Known<ElementKey> {
  if (value instanceof Unknown) return value;
  if (value instanceof Reference && isLookedUp(value))
    return new Unknown(formatReference(value), "a data source finds it when Terraform runs", resource.key);
  if (value instanceof Reference && isOneOf(value, types) && attributes.includes(value.attribute))
    return elementKey(value.resource);
  return new Unknown(
    value instanceof Reference ? formatReference(value) : JSON.stringify(value ?? null),
    `none of the given stacks makes it as ${types.join(" or ")}`,
    resource.key,
  );
}

/**
 * The types of things that are analysed though none of the given stacks makes them: those that data sources name by
 * their IDs.
 */
export const EXISTING_TYPES: readonly string[] = [
  "aws_vpc",
  "aws_subnet",
  "aws_route_table",
  "aws_security_group",
  "aws_instance",
  "aws_ec2_transit_gateway",
  "aws_ec2_transit_gateway_route_table",
  "aws_ec2_transit_gateway_vpc_attachment",
];

/** Whether a data source seeks it: it may be any of that type, made by a given stack or by none. */
export function isLookedUp(value: Reference): boolean {
  const { mode, type } = partsOfAddress(placeOf(value.resource).address);
  return mode === "data" && (value.isSought || !EXISTING_TYPES.includes(type));
}

export function isOneOf(reference: Reference, types: readonly string[]): boolean {
  return types.includes(typeOf(reference));
}

/** Like `aws_vpc`. */
export function typeOf({ resource }: Pick<Reference, "resource">): string {
  return partsOfAddress(placeOf(resource).address).type;
}

/** Terraform converts between texts and other types where it can, so `"true"` is a boolean. */
export function knownBoolean(resource: Resource, name: string, leftOut: boolean): Known<boolean> {
  return asBoolean(resource.attribute(name), leftOut, resource);
}

export function asBoolean(value: Value | undefined, leftOut: boolean, resource: Resource): Known<boolean> {
  if (value === undefined || value === null) return leftOut;
  if (value instanceof Unknown) return value;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  return notReady(value, "true or false", resource);
}

export function asNumber(value: Value | undefined, resource: Resource): Known<number | undefined> {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Unknown) return value;
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^-?\d+$/.test(value)) return Number(value);
  return notReady(value, "a number", resource);
}

export function asText(value: Value | undefined, resource: Resource): Known<string | undefined> {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Unknown || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return notReady(value, "a text", resource);
}

export function asBlock(value: Value | undefined, resource: Resource): Known<Ipv4Block> {
  if (value instanceof Unknown) return value;
  if (typeof value !== "string") return notReady(value ?? null, "a block of IPv4 addresses", resource);
  const parsed = parseBlock(value);
  return parsed.ok ? parsed.value : new Unknown(value, sentenceOf(parsed.fault), resource.key);
}

export function asAddress(value: Value | undefined, resource: Resource): Known<Ipv4Address> {
  if (value instanceof Unknown) return value;
  if (typeof value !== "string") return notReady(value ?? null, "an IPv4 address", resource);
  const parsed = parseAddress(value);
  return parsed.ok ? parsed.value : new Unknown(value, sentenceOf(parsed.fault), resource.key);
}

/** What exists only once its resource does is not known yet; anything else of the wrong type is a mistake. */
function notReady(value: Value, wanted: string, resource: Resource): Unknown {
  if (value instanceof Reference)
    return new Unknown(formatReference(value), "it is known once that resource exists", resource.key);
  return malformed(value, wanted, resource);
}

/** The elements of a list or set; one that is not known is a doubt. */
export function elementsOf(value: Value | undefined, resource: Resource): Listing<KnownValue> {
  if (value === undefined || value === null) return { items: [], doubts: [] };
  if (value instanceof Unknown) return { items: [], doubts: [value] };
  if (!isList(value)) return { items: [], doubts: [notReady(value, "a list", resource)] };
  return {
    items: value.filter((each): each is KnownValue => !(each instanceof Unknown)),
    doubts: value.filter((each) => each instanceof Unknown),
  };
}

/** Nested blocks, which are written as a list or, where there is one, as an object. */
export function blocksOf(value: Value | undefined, resource: Resource): Listing<Block> {
  const { items, doubts } = elementsOf(isObject(value) ? [value] : value, resource);
  return {
    items: items.filter(isObject),
    doubts: [
      ...doubts,
      ...items.filter((each) => !isObject(each)).map((each) => malformed(each, "a block", resource)),
    ],
  };
}

/** Applies a reading to each item; what it cannot tell becomes a doubt. */
export function mapListing<From, To>(list: Listing<From>, read: (item: From) => Known<To>): Listing<To> {
  const items: To[] = [];
  const doubts = [...list.doubts];
  for (const item of list.items) {
    const known = read(item);
    if (known instanceof Unknown) doubts.push(known);
    else items.push(known);
  }
  return { items, doubts };
}

/** All that several listings hold, in their order. */
export function joinListings<T>(lists: readonly Listing<T>[]): Listing<T> {
  const [first, ...more] = lists.filter(({ items, doubts }) => items.length > 0 || doubts.length > 0);
  if (first === undefined) return { items: [], doubts: [] };
  if (more.length === 0) return first;
  const doubtful = [first, ...more].filter(({ doubts }) => doubts.length > 0);
  const [only, ...others] = doubtful;
  return {
    items: [first, ...more].flatMap(({ items }) => items),
    // Thousands may share one list of doubts: copied for each, it would cost the square of their number.
    doubts:
      only !== undefined && others.length === 0 ? only.doubts : doubtful.flatMap(({ doubts }) => doubts),
  };
}
