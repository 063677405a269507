import type { IntervalSet } from "../../../modules/addressing";
import { isKnown, type Network, type RouteTable, type Subnet, type Vpc } from "../../network";
import { Unknown } from "../../terraform";
import { type Choice, chooseRoutes } from "./route-choice";

/** Where a subnet sends addresses. */
export type SubnetRoutes =
  | {
      readonly kind: "known";
      readonly vpc: Vpc;
      readonly table: RouteTable;
      /** For disjoint addresses; those in none have no route. */
      readonly choices: readonly Choice[];
      /** Where there are any, each address may go elsewhere just as well. */
      readonly doubts: readonly Unknown[];
    }
  | { readonly kind: "unknown"; readonly doubts: readonly Unknown[] };

/** The routes of a subnet that concern some addresses. */
export function routesOfSubnet(network: Network, subnet: Subnet, addresses: IntervalSet): SubnetRoutes {
  const vpc = isKnown(subnet.vpc) ? network.vpcs.get(subnet.vpc) : undefined;
  const table = isKnown(subnet.routeTable) ? network.routeTables.get(subnet.routeTable) : undefined;
  if (vpc === undefined || table === undefined) {
    const doubts = [subnet.vpc, subnet.routeTable].filter((value) => value instanceof Unknown);
    return { kind: "unknown", doubts: doubts.length > 0 ? doubts : [notGiven(subnet)] };
  }
  return { kind: "known", vpc, table, ...chooseRoutes(network, vpc, table, addresses) };
}

function notGiven(subnet: Subnet): Unknown {
  return new Unknown("its VPC or route table", "none of the given stacks makes it", subnet.at);
}
