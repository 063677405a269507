import { IntervalSet } from "../../../modules/addressing";
import type { Network, Route, RouteTable, RouteTarget, Subnet, Vpc } from "../../network";
import type { ResourceKey, Unknown } from "../../terraform";
import { routesOfSubnet } from "../routing/subnet-routes";

/** Where a subnet certainly sends public addresses, or why that cannot be told. */
type WaysOut =
  | {
      readonly kind: "known";
      readonly vpc: Vpc;
      readonly table: RouteTable;
      readonly ways: readonly WayOut[];
    }
  | { readonly kind: "unknown"; readonly at: ResourceKey; readonly doubts: readonly Unknown[] };

/** The addresses that a route table sends to one target, or that it has no route to. */
export interface WayOut {
  readonly addresses: IntervalSet;
  readonly target: RouteTarget | { readonly kind: "none" };
  readonly routes: readonly Route[];
}

/**
 * Public addresses are those that no gateway endpoint serves: which ones it does AWS alone knows, and a question about
 * the internet is not about them.
 */
export function waysOut(network: Network, subnet: Subnet, addresses: IntervalSet): WaysOut {
  const routes = routesOfSubnet(network, subnet, addresses);
  if (routes.kind === "unknown") return { ...routes, at: subnet.at };
  const { vpc, table, choices, doubts } = routes;
  if (doubts.length > 0) return { kind: "unknown", at: table.at, doubts };
  const ways = new Map<string, WayOut>();
  for (const { addresses: chosen, target, route } of choices) {
    const name = nameOf(target);
    const way = ways.get(name) ?? { addresses: IntervalSet.empty, target, routes: [] };
    ways.set(name, {
      ...way,
      addresses: way.addresses.union(chosen),
      routes: [...way.routes, ...(route === undefined ? [] : [route])],
    });
  }
  const without = choices.reduce((left, choice) => left.subtract(choice.addresses), addresses);
  const none: WayOut = { addresses: without, target: { kind: "none" }, routes: [] };
  return { kind: "known", vpc, table, ways: [...ways.values(), ...(without.isEmpty ? [] : [none])] };
}

/** The same for routes that lead to the same target, and for no others. */
function nameOf(target: RouteTarget): string {
  switch (target.kind) {
    case "local":
      return target.kind;
    case "internet-gateway":
    case "nat-gateway":
    case "vpn-gateway":
    case "transit-gateway":
      return target.gateway;
    case "gateway-endpoint":
      return target.endpoint;
    case "peering-connection":
      return target.connection;
    case "interface":
      return target.interface;
    case "unknown":
      return `${target.why.expression}: ${target.why.reason}`;
  }
}
