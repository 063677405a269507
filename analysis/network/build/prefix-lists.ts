import type { Ipv4Block } from "../../../modules/addressing";
import { type Deployment, type Resource, Unknown, type Value } from "../../terraform";
import { isKnown, type Known } from "../known";
import { type ElementKey, elementKey } from "../model";
import { asBlock, asText, blocksOf, identified, mapListing } from "./attributes";
import { Belongings } from "./belongings";

/** The IPv4 blocks of the prefix lists that the stacks make. Routes compare the length of each. */
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
  return new Map(
    deployment.ofType("aws_ec2_managed_prefix_list").map((resource) => {
      const key = elementKey(resource.key);
      return [key, entriesOf(resource, entries.of(key), entries.doubtsAbout(resource))];
    }),
  );
}

/** The blocks of the list that a value identifies; AWS's own lists change, and are never known. */
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

function prefixListOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, ["aws_ec2_managed_prefix_list"], resource, ["id"]);
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
