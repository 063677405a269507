import { placeOf, Reference, type Resource, type Value } from "../../../terraform";
import { type DataSources, idOf } from "./data-sources";
import { Thing } from "./thing";

/**
 * The associations of existing subnets with route tables. One that is associated with none uses its VPC's main table,
 * which one postcondition says of both.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 */
export function tableAssociations(sources: DataSources): Thing[] {
  return sources.existing("aws_subnet").flatMap((subnet) => {
    const seeking = { "association.subnet-id": idOf(subnet) ?? "" };
    for (const each of sources.seeking("aws_route_tables", seeking, subnet)) {
      const table = tableIn(each, subnet, sources);
      if (table === undefined) continue;
      return [
        thing(each, "aws_route_table_association", {
          subnet_id: identity(subnet),
          route_table_id: identity(table),
        }),
      ];
    }
    return [];
  });
}

function tableIn(tables: Resource, subnet: Resource, sources: DataSources): Resource | undefined {
  const vpcId = sources.idIn(subnet.attribute("vpc_id"));
  if (vpcId === undefined) return undefined;
  const used = sources
    .namedIn(placeOf(tables.key).stack, "aws_vpc", vpcId)
    .map(({ key }) =>
      tables.attribute(`coalesce(one(self.ids), ${placeOf(key).address}.main_route_table_id)`),
    )
    .find((id) => typeof id === "string");
  return typeof used === "string" ? sources.named("aws_route_table", used, subnet) : undefined;
}

const OPEN_ENTRY = { rule_no: 100, action: "allow", protocol: "-1", cidr_block: "0.0.0.0/0" };

/**
 * The network ACLs that are stated to be open: found by an entry for each direction that allows every protocol and
 * address. Filters tell of no entry whether it is the one that meets them all, nor of what others deny before it; that
 * there is nothing of the kind is what looking for an ACL so says.
 */
export function openNetworkAcls(sources: DataSources): Thing[] {
  return sources.existing("aws_subnet").flatMap((subnet) => {
    const id = idOf(subnet) ?? "";
    const [ingress] = openWay(id, "false", subnet, sources);
    const [egress] = openWay(id, "true", subnet, sources);
    const vpcId = sources.identify(subnet.attribute("vpc_id") ?? null, "aws_vpc", subnet);
    if (ingress === undefined || egress === undefined) return [];
    return [
      thing(ingress, "aws_network_acl", {
        vpc_id: vpcId,
        subnet_ids: [identity(subnet)],
        ingress: [OPEN_ENTRY],
        egress: [OPEN_ENTRY],
      }),
    ];
  });
}

function openWay(subnetId: string, isEgress: string, subnet: Resource, sources: DataSources): Resource[] {
  const filters = {
    "association.subnet-id": subnetId,
    "entry.egress": isEgress,
    "entry.rule-action": "allow",
    "entry.protocol": "-1",
    "entry.cidr": "0.0.0.0/0",
  };
  return sources
    .seeking("aws_network_acls", filters, subnet)
    .filter((each) => each.attribute("length(self.ids)") === 1);
}

function identity({ key }: Resource): Reference {
  return new Reference(key, "id");
}

function thing(source: Resource, type: string, attributes: Readonly<Record<string, Value>>): Thing {
  return new Thing(source, type, (name) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined));
}
