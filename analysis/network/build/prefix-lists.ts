import { IntervalSet, type Ipv4Block, parseBlock, valueOf } from "../../../modules/addressing";
import { EVERY_ADDRESS } from "../../packets";
import {
  type Deployment,
  JoinedText,
  placeOf,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import { isKnown, type Known } from "../known";
import { type ElementKey, elementKey } from "../model";
import { asBlock, asText, blocksOf, elementsOf, identified, isOneOf, mapListing } from "./attributes";
import { Belongings } from "./belongings";
import { attributesOf } from "./readers";

const TYPE = "aws_ec2_managed_prefix_list";
const DATA_TYPES = [TYPE, "aws_prefix_list"];

/** The IPv4 blocks of the prefix lists that the stacks make or look at. Routes compare the length of each. */
export type PrefixLists = ReadonlyMap<ElementKey, Known<readonly Ipv4Block[]>>;

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html */
export function prefixListsOf(deployment: Deployment): PrefixLists {
  const entries = new Belongings(
    deployment.ofType("aws_ec2_managed_prefix_list_entry").map((resource) => ({
      owner: prefixListOf(resource.attribute("prefix_list_id"), resource),
      resource,
      what: asBlock(resource.attribute("cidr"), resource),
    })),
  );
  return new Map([
    ...deployment.resources
      .filter(({ mode, type }) => mode === "data" && DATA_TYPES.includes(type))
      .map((source) => [elementKey(source.key), foundBy(source)] as const),
    ...deployment.ofType(TYPE).map((resource) => {
      const key = elementKey(resource.key);
      return [key, entriesOf(resource, entries.of(key), entries.doubtsAbout(resource))] as const;
    }),
  ]);
}

/** What a data source has found, which plans and states tell. */
function foundBy(source: Resource): Known<readonly Ipv4Block[]> {
  const read = attributesOf(source);
  const [entries, blocks] = [read("entries"), read("cidr_blocks")];
  if (read("address_family") === "IPv6") return [];
  if (entries === undefined && blocks === undefined)
    return new Unknown(placeOf(source.key).address, "a data source finds it when Terraform runs", source.key);
  const { items, doubts } = mapListing(
    entries === undefined ? elementsOf(blocks, source) : mapListing(blocksOf(entries, source), cidrIn),
    (block) => asBlock(block, source),
  );
  return doubts[0] ?? items;
}

function cidrIn({ cidr }: Readonly<Record<string, Value>>): Exclude<Value, Unknown> | Unknown {
  return cidr ?? null;
}

/** The blocks of the list that a value identifies. Those of AWS's own are known where a data source tells them. */
export function blocksOfList(
  value: Value | undefined,
  lists: PrefixLists,
  resource: Resource,
): Known<readonly Ipv4Block[]> {
  const key = prefixListOf(value, resource);
  if (!isKnown(key)) return key;
  return (
    lists.get(key) ??
    new Unknown("prefix_list_id", "none of the given stacks makes this prefix list", resource.key)
  );
}

/**
 * What lists that AWS keeps for its services may hold: addresses that are no VPC's own.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const OF_SERVICES = EVERY_ADDRESS.subtract(
  IntervalSet.ofAll(
    ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"].map((block) =>
      valueOf(parseBlock(block)),
    ),
  ),
);

/** Which addresses may be in the list that a value identifies, where AWS keeps it; `undefined` where others may. */
export function addressesOfServices(
  value: Value | undefined,
  deployment: Deployment,
): IntervalSet | undefined {
  if (!(value instanceof Reference)) return undefined;
  if (isOneOf(value, ["aws_vpc_endpoint"]) && value.attribute === "prefix_list_id") return OF_SERVICES;
  const source =
    isOneOf(value, DATA_TYPES) && value.attribute === "id" ? deployment.find(value.resource) : undefined;
  // Nobody else may call a list so.
  return source?.mode === "data" && beginningOf(source.attribute("name")).startsWith("com.amazonaws.")
    ? OF_SERVICES
    : undefined;
}

function beginningOf(name: Value | undefined): string {
  const first = name instanceof JoinedText ? name.pieces[0] : name;
  return typeof first === "string" ? first : "";
}

function prefixListOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  const isFound =
    value instanceof Reference &&
    isOneOf(value, DATA_TYPES) &&
    placeOf(value.resource).address.startsWith("data.");
  return isFound && value.attribute === "id"
    ? elementKey(value.resource)
    : identified(value, [TYPE], resource, ["id"]);
}

/** Unknown where any entry is: a list without it would be another list. */
function entriesOf(
  resource: Resource,
  added: readonly Known<Ipv4Block>[],
  strays: readonly Unknown[],
): Known<readonly Ipv4Block[]> {
  const family = asText(resource.attribute("address_family"), resource);
  if (family instanceof Unknown) return family;
  if (family === "IPv6") return [];
  const stated = mapListing(blocksOf(resource.attribute("entry"), resource), ({ cidr }) =>
    asBlock(cidr, resource),
  );
  const [doubt] = [...stated.doubts, ...added.filter((block) => block instanceof Unknown), ...strays];
  return doubt ?? [...stated.items, ...added.filter(isKnown)];
}
