import type { Network, NetworkInterface, Subnet } from "../../network";
import { PacketSet } from "../../packets";
import { ANYTHING } from "../bounds";
import { addressOf, formatAddresses } from "../format";
import type { Stage } from "../path/stage";
import { routesOfSubnet } from "../routing/subnet-routes";
import { siteBeyond } from "../sites";
import type { Way } from "./network-acl-stage";
import type { RouteOutcome } from "./route-outcome";
import { type BeyondTransit, outcomeBeyondVpc, outcomeInVpc } from "./route-outcomes";
import { remedyBetween } from "./route-remedies";

/**
 * A subnet's routes to an interface. In its own VPC the local route leads there, and a more specific one may take the
 * packets elsewhere; to another VPC a route to a peering connection leads.
 * @param end where this way goes to
 * @param asked the request's packets, for either way
 * @param beyondTransit whether stages of their own say what Transit Gateways do
 */
export function routeStage(
  network: Network,
  subnet: Subnet,
  end: NetworkInterface,
  way: Way,
  asked: PacketSet,
  beyondTransit: BeyondTransit = "not judged",
): Stage {
  // Of the request's packets, the ends that this way goes to.
  const field = way === "request" ? "destinations" : "sources";
  const addresses = asked.valuesOf(field);
  const component = way === "request" ? "route table" : "route table, for the answer";
  const other = siteBeyond(network, subnet.vpc, end);
  const detail = `to ${formatAddresses(addresses)}${other === undefined ? "" : ` of ${addressOf(other.at)}`}`;
  const routes = routesOfSubnet(network, subnet, addresses);
  if (routes.kind === "unknown")
    return { component, at: subnet.at, detail, consulted: [], passes: ANYTHING, doubts: routes.doubts };
  const { choices, doubts, table, vpc } = routes;
  const outcomes = choices.map((choice) => ({
    route: choice.route,
    packets: PacketSet.of({ [field]: choice.addresses }),
    outcome:
      other === undefined
        ? outcomeInVpc(network, choice, end, table, vpc)
        : outcomeBeyondVpc(network, choice, vpc, other, beyondTransit),
  }));
  const losing = outcomes.find(({ outcome }) => outcome.kind === "lost");
  const lost = losing?.outcome.kind === "lost" ? losing.outcome : undefined;
  const arriving = packetsThat("arrives", outcomes);
  const blocker = lost?.blocker ?? {
    code: "NO_ROUTE_TO_DESTINATION" as const,
    sentence: `it has no route to ${formatAddresses(addresses)}${other === undefined ? "" : `, which are in ${addressOf(other.at)}`}`,
  };
  const { missing, ...remedy } =
    other !== undefined && blocker.code === "NO_ROUTE_TO_DESTINATION"
      ? remedyBetween(network, { table, vpc, other, addresses, losing: losing?.route })
      : { missing: undefined };
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
    blocker: {
      ...blocker,
      ...remedy,
      sentence: missing === undefined ? blocker.sentence : `${blocker.sentence}; ${missing}`,
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
