import { isList, isObject, type Resource, Unknown, type Value } from "../../../terraform";
import { type DataSources, idOf, isEmptyList } from "./data-sources";

/**
 * Every route of a table but those to IPv6 blocks, as its block (or prefix list) and its target. The provider leaves
 * out local ones and propagated ones, those of gateway endpoints, and those to network interfaces that are attached to
 * instances of other accounts.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/route_table
 */
export const ROUTES =
  'join(",", sort([for route in self.routes : join(" ", [coalesce(route.cidr_block, route.destination_prefix_list_id), coalesce(route.gateway_id, route.nat_gateway_id, route.network_interface_id, route.transit_gateway_id, route.vpc_peering_connection_id, route.vpc_endpoint_id, route.egress_only_gateway_id, route.carrier_gateway_id, route.local_gateway_id, route.core_network_arn, "elsewhere")]) if route.ipv6_cidr_block == ""]))';

/** The attributes of routes, by how the IDs begin that they hold. */
const TARGETS: Readonly<Record<string, string>> = {
  igw: "gateway_id",
  vgw: "gateway_id",
  nat: "nat_gateway_id",
  eni: "network_interface_id",
  tgw: "transit_gateway_id",
  pcx: "vpc_peering_connection_id",
  vpce: "vpc_endpoint_id",
  cagw: "carrier_gateway_id",
  lgw: "local_gateway_id",
};

/** The routes of an existing table, as if they were written in a resource. */
export function statedRoutes(table: Resource, sources: DataSources): Value {
  const routes = demandedRoutes(table) ?? foundRoutes(table);
  if (routes === undefined)
    return new Unknown("route", "no postcondition says which routes the table has", table.key);
  const hasNone = (filter: string, value: string): boolean => findsNoRoute(table, filter, value, sources);
  const doubts = [
    ...(hasNone("route.origin", "EnableVgwRoutePropagation")
      ? []
      : [new Unknown("propagating_vgws", "VPN gateways may propagate routes to it", table.key)]),
    ...(hasNone("route.state", "blackhole")
      ? []
      : [new Unknown("route", "what a route leads to may have gone: it may be a blackhole", table.key)]),
  ];
  return [...routes, ...doubts];
}

function demandedRoutes(table: Resource): readonly Value[] | undefined {
  const text = table.attribute(ROUTES);
  if (typeof text !== "string") return undefined;
  return text === "" ? [] : text.split(",").map((each) => routeIn(each, table));
}

/** As a data source found them, of which a plan or a state tells; it leaves out the same. */
function foundRoutes(table: Resource): readonly Value[] | undefined {
  const found = table.attribute("routes");
  if (found === undefined || !isList(found)) return undefined;
  return found.flatMap((route): Value[] => {
    if (!isObject(route)) return [new Unknown("routes", "one of its routes is not known", table.key)];
    // IPv6 is not analysed. What leads to an instance leads to its network interface, which is told as well.
    if ((route["ipv6_cidr_block"] ?? null) !== null) return [];
    return [Object.fromEntries(Object.entries(route).filter(([name]) => name !== "instance_id"))];
  });
}

function routeIn(text: string, table: Resource): Value {
  const [destination = "", target = ""] = text.split(" ");
  const attribute = TARGETS[target.slice(0, target.indexOf("-"))];
  return destination.startsWith("pl-") || attribute === undefined
    ? new Unknown(text, "routes of this kind are not analysed", table.key)
    : { cidr_block: destination, [attribute]: target };
}

/** Whether it is demanded that a table has no route that a filter finds. */
function findsNoRoute(table: Resource, filter: string, value: string, sources: DataSources): boolean {
  const id = idOf(table);
  return (
    id !== undefined &&
    sources
      .seeking("aws_route_tables", { "route-table-id": id, [filter]: value }, table)
      .some((each) => isEmptyList(each.attribute("ids")))
  );
}
