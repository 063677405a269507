import { isList, type Resource, Unknown, type Value } from "../../../terraform";
import { type DataSources, idOf } from "./data-sources";

/**
 * The rules of an existing group in one direction, as if they were written in a resource. Where it is not known that
 * there are no others, none is.
 */
export function statedRules(group: Resource, isEgress: boolean, sources: DataSources): Value {
  const ids = rulesOf(group, sources);
  if (ids === undefined)
    return new Unknown("its rules", "no postcondition says which rules the group has", group.key);
  return ids.flatMap((id) => ruleIn(id, group, isEgress, sources) ?? []);
}

function rulesOf(group: Resource, sources: DataSources): readonly Value[] | undefined {
  const groupId = idOf(group);
  if (groupId === undefined) return undefined;
  return sources
    .seeking("aws_vpc_security_group_rules", { "group-id": groupId }, group)
    .map((each) => each.attribute("ids"))
    .find((ids) => ids !== undefined && isList(ids));
}

/** @returns `undefined` where it is one of the other direction */
function ruleIn(id: Value, group: Resource, isEgress: boolean, sources: DataSources): Value | undefined {
  if (id instanceof Unknown) return id;
  const text = sources.idIn(id);
  // Rules that resources make beside the group are read with these.
  if (text === undefined) return undefined;
  const rule = sources.named("aws_vpc_security_group_rule", text, group);
  const direction = rule?.attribute("is_egress");
  if (rule === undefined || typeof direction !== "boolean")
    return new Unknown(text, "no postcondition says what this rule admits", group.key);
  if (direction !== isEgress) return undefined;
  const stated = (name: string): Value =>
    rule.attribute(name) ?? new Unknown(name, "no postcondition says what it is", rule.key);
  const protocol = stated("ip_protocol");
  const ports =
    protocol === "-1"
      ? { from_port: 0, to_port: 0 }
      : { from_port: stated("from_port"), to_port: stated("to_port") };
  return { protocol, ...ports, cidr_blocks: [stated("cidr_ipv4")] };
}
