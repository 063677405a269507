import { isList, isObject, placeOf, Reference, type Resource, type Value } from "../../../terraform";
import { countOf, type DataSources, idOf, isEmptyList } from "./data-sources";
import { Thing } from "./thing";

/**
 * The associations of existing subnets with route tables. One that is associated with none uses its VPC's main table,
 * which one postcondition says of both.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 */
export function tableAssociations(sources: DataSources): Thing[] {
  return [...foundAssociations(sources), ...soughtAssociations(sources)];
}

/** As data sources of tables found them. */
function foundAssociations(sources: DataSources): Thing[] {
  return sources.existing("aws_route_table").flatMap((table) => {
    const found = table.attribute("associations");
    const subnets = found !== undefined && isList(found) ? found.filter(isObject) : [];
    return subnets.flatMap(({ subnet_id: subnet = null }) => {
      if (subnet === null) return [];
      const attributes = {
        subnet_id: sources.identify(subnet, "aws_subnet", table),
        route_table_id: identity(table),
      };
      return [thing(table, "aws_route_table_association", attributes)];
    });
  });
}

function soughtAssociations(sources: DataSources): Thing[] {
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

/** As their data source's filters spell ICMP, TCP and UDP. */
const PROTOCOLS = ["1", "6", "17", "icmp", "tcp", "udp"];

/**
 * The network ACLs that are stated to be open: found by an entry that allows something, and not by one for a protocol.
 * Filters tell of no entry whether it is the one that meets them all, nor of what others deny before it; that there is
 * nothing of the kind is what looking for an ACL so says.
 */
export function openNetworkAcls(sources: DataSources): Thing[] {
  return sources.existing("aws_subnet").flatMap((subnet) => {
    const ofSubnet = { "association.subnet-id": idOf(subnet) ?? "" };
    const allowing = sources
      .seeking("aws_network_acls", { ...ofSubnet, "entry.rule-action": "allow" }, subnet)
      .find((each) => countOf(each) === 1);
    const choosesNoProtocol = sources
      .seeking("aws_network_acls", { ...ofSubnet, "entry.protocol": PROTOCOLS }, subnet)
      .some((each) => isEmptyList(each.attribute("ids")));
    if (allowing === undefined || !choosesNoProtocol) return [];
    return [
      thing(allowing, "aws_network_acl", {
        vpc_id: sources.identify(subnet.attribute("vpc_id") ?? null, "aws_vpc", subnet),
        subnet_ids: [identity(subnet)],
        ingress: [OPEN_ENTRY],
        egress: [OPEN_ENTRY],
      }),
    ];
  });
}

function identity({ key }: Resource): Reference {
  return new Reference(key, "id");
}

function thing(source: Resource, type: string, attributes: Readonly<Record<string, Value>>): Thing {
  return new Thing(source, type, (name) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined));
}
