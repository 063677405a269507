import type { LinkedResource, LinkedStack, NamedValue } from "./linked-stack";
import type { Report } from "./problem";
import { isRemoteState } from "./remote-states";
import { Reference, Unknown, type Value } from "./value";

/** By what a data source names the thing that it finds, instead of seeking it. */
const IDENTITIES = ["id", "arn"];

/** Arguments of other names, by which a data source names what its `id` is. */
export const NAMED_OTHERWISE: ReadonlyMap<string, string> = new Map([
  ["aws_instance", "instance_id"],
  ["aws_route_table", "route_table_id"],
  ["aws_vpc_security_group_rule", "security_group_rule_id"],
]);

/**
 * Brings together the data sources of all stacks that name one thing: of one type, account and Region, and with the
 * same ID or ARN. What any of them demands is so of the thing, and all are told of where two demands contradict each
 * other, since one of them then stops its stack.
 * @returns the first that names each thing
 */
export function joinExisting(stacks: readonly LinkedStack[], report: Report): readonly LinkedResource[] {
  const groups = new Map<string, LinkedResource[]>();
  for (const resource of stacks.flatMap((stack) => [...stack.resources.values()].flat())) {
    // There is one for each contract that is read, and what it finds is a state.
    if (resource.mode !== "data" || isRemoteState(resource) || resource.untold() !== undefined) continue;
    const thing = thingNamedBy(resource);
    const others = thing === undefined ? undefined : groups.get(thing);
    if (others !== undefined) others.push(resource);
    else groups.set(thing ?? resource.key, [resource]);
  }
  return [...groups].flatMap(([thing, group]) => {
    const members = group.toSorted((left, right) => (left.key < right.key ? -1 : 1));
    const demanded = demandsOf(members, report);
    const [first] = members;
    if (first === undefined) return [];
    const isNamed = thing !== first.key;
    const id = first.attribute(NAMED_OTHERWISE.get(first.type) ?? "id");
    if (isNamed && id !== undefined) demanded.set("id", id);
    for (const each of members) each.existing = { first: first.key, isNamed, demanded };
    return isNamed ? [first] : [];
  });
}

/** @returns `undefined` where it is not known before Terraform runs, as when it is sought by its tags */
function thingNamedBy(resource: LinkedResource): string | undefined {
  const place = placeOf(resource);
  const otherwise = NAMED_OTHERWISE.get(resource.type);
  const names = otherwise === undefined ? IDENTITIES : [...IDENTITIES, otherwise];
  for (const name of place === undefined ? [] : names) {
    const value = resource.attribute(name);
    const text = value instanceof Reference ? `${value.resource}.${value.attribute}` : value;
    if (typeof text === "string") return JSON.stringify([resource.type, place, name, text]);
  }
  return undefined;
}

/** Stacks of one account and Region see the same things, and so do those of one provider. */
function placeOf({ account, region, stack, block, stated }: LinkedResource): string | undefined {
  if (!(account instanceof Unknown) && !(region instanceof Unknown)) return `${account} ${region}`;
  return stated.includes("region") ? undefined : `${stack.name} ${block.provider}`;
}

/** By attribute: what is written out, or else what it is to be the same as. */
function demandsOf(members: readonly LinkedResource[], report: Report): Map<string, Value | NamedValue> {
  const demanded = new Map<string, { readonly value: Value; readonly by: LinkedResource }>();
  const referred = new Map<string, NamedValue>();
  for (const by of members) {
    for (const demand of by.block.content.demands) {
      const { attribute } = demand;
      if (demand.kind === "reference") {
        referred.set(attribute, by.named(attribute, demand.expression));
        continue;
      }
      const { value } = demand;
      const before = demanded.get(attribute);
      if (before === undefined) demanded.set(attribute, { value, by });
      else if (JSON.stringify(before.value) !== JSON.stringify(value))
        report(
          by.stack.file,
          `${by.block.address} demands that its ${attribute} is ${JSON.stringify(value)}, and ${whose(before.by, by)} that it is ${JSON.stringify(before.value)}; one thing cannot be both`,
        );
    }
  }
  return new Map<string, Value | NamedValue>([
    ...referred,
    ...[...demanded].map(([attribute, { value }]) => [attribute, value] as const),
  ]);
}

function whose(one: LinkedResource, other: LinkedResource): string {
  if (one === other) return "another of its postconditions";
  return one.stack === other.stack ? one.block.address : `${one.block.address} of ${one.stack.name}`;
}
