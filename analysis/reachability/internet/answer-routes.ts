import type { Network, RouteTable, Subnet, Vpc } from "../../network";
import type { PacketSet } from "../../packets";
import { addressOf, formatAddresses } from "../format";
import { destinationOf, type RouteOutcome } from "../legs/route-outcome";
import type { Stage } from "../path/stage";
import { outcomeAtGateway } from "./internet-gateway";
import { routeToInternet } from "./route-fix";
import { strayOutcome, undecidedWayStage, wayStage } from "./way-stage";
import { type WayOut, waysOut } from "./ways-out";

/**
 * The routes of a subnet for the answers to what came in by the internet gateway: they have to leave by it, too. A NAT
 * gateway or a Transit Gateway knows nothing of the connection.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html#vpc-igw-internet-access
 */
export function answerRouteStages(network: Network, subnet: Subnet, asked: PacketSet): Stage[] {
  const ways = waysOut(network, subnet, asked.valuesOf("sources"));
  if (ways.kind === "unknown") return [undecidedWayStage(ways, "answer")];
  const { vpc, table } = ways;
  return ways.ways.map((way) =>
    wayStage(way, table.at, "answer", outcomeOf(network, subnet, vpc, table, way)),
  );
}

function outcomeOf(network: Network, subnet: Subnet, vpc: Vpc, table: RouteTable, way: WayOut): RouteOutcome {
  const { target, routes, addresses } = way;
  switch (target.kind) {
    case "internet-gateway":
      return outcomeAtGateway(network, target.gateway, vpc);
    case "nat-gateway":
    case "transit-gateway": {
      // AWS takes no second route to the same block, so adding one lifts nothing.
      const [route] = routes;
      const to = route === undefined ? formatAddresses(addresses) : destinationOf(route);
      const [gateways, name] =
        target.kind === "nat-gateway"
          ? [network.natGateways, "a NAT gateway"]
          : [network.transitGateways, "a transit gateway"];
      const gateway = gateways.get(target.gateway);
      const sentence = `its route to ${to} leads to ${gateway === undefined ? name : addressOf(gateway.at)}, and answers to the internet have to leave by the internet gateway that the packets came in by`;
      return { kind: "lost", blocker: { code: "NO_ROUTE_TO_DESTINATION", sentence } };
    }
    default:
      return strayOutcome(network, vpc, way, target, routeToInternet(network, vpc, table, subnet, true));
  }
}
