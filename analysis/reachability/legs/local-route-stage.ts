import type { Network, NetworkInterface, Subnet } from "../../network";
import { PacketSet } from "../../packets";
import { ANYTHING } from "../bounds";
import { formatAddresses } from "../format";
import type { Stage } from "../path/stage";
import { routesOfSubnet } from "../routing/subnet-routes";
import type { Way } from "./network-acl-stage";
import { outcomeOf, type RouteOutcome } from "./route-outcome";

/**
 * A subnet's routes to an interface of the same VPC. The local route leads there; a more specific one may take the
 * packets elsewhere.
 * @param asked the request's packets, for either way
 */
export function localRouteStage(
  network: Network,
  subnet: Subnet,
  destination: NetworkInterface,
  way: Way,
  asked: PacketSet,
): Stage {
  // Of the request's packets, the ends that this way goes to.
  const end = way === "request" ? "destinations" : "sources";
  const addresses = asked.valuesOf(end);
  const component = way === "request" ? "route table" : "route table, for the answer";
  const detail = `to ${formatAddresses(addresses)}`;
  const routes = routesOfSubnet(network, subnet, addresses);
  if (routes.kind === "unknown")
    return { component, at: subnet.at, detail, consulted: [], passes: ANYTHING, doubts: routes.doubts };
  const { choices, doubts, table, vpc } = routes;
  const outcomes = choices.map((choice) => ({
    packets: PacketSet.of({ [end]: choice.addresses }),
    outcome: outcomeOf(network, choice, destination, table, vpc),
  }));
  const lost = outcomes.map(({ outcome }) => outcome).find((outcome) => outcome.kind === "lost");
  const arriving = packetsThat("arrives", outcomes);
  return {
    component,
    at: table.at,
    detail,
    consulted: choices.flatMap(({ route }) => route?.at ?? []),
    passes: {
      certain: doubts.length > 0 ? PacketSet.none : arriving,
      possible: doubts.length > 0 ? PacketSet.all : arriving.union(packetsThat("unknown", outcomes)),
    },
    doubts: [
      ...doubts,
      ...outcomes.flatMap(({ outcome }) => (outcome.kind === "unknown" ? outcome.doubts : [])),
    ],
    blocker: lost?.blocker ?? {
      code: "NO_ROUTE_TO_DESTINATION",
      sentence: `it has no route to ${formatAddresses(addresses)}`,
    },
  };
}

function packetsThat(
  kind: RouteOutcome["kind"],
  outcomes: readonly { readonly packets: PacketSet; readonly outcome: RouteOutcome }[],
): PacketSet {
  return outcomes
    .filter(({ outcome }) => outcome.kind === kind)
    .reduce((all, { packets }) => all.union(packets), PacketSet.none);
}
