import { IntervalSet, type Ipv4Block } from "../../../modules/addressing";
import {
  isKnown,
  type Network,
  type NetworkInterface,
  type Route,
  type RouteTable,
  type Subnet,
  type Vpc,
} from "../../network";
import { PacketSet } from "../../packets";
import { ANYTHING } from "../bounds";
import type { Fix } from "../fixes";
import { addressOf, formatAddresses } from "../format";
import type { Stage } from "../path/stage";
import { routesOfSubnet } from "../routing/subnet-routes";
import { vpcOf } from "../subnet-lookup";
import type { Way } from "./network-acl-stage";
import { peeringsBetween } from "./peering";
import type { RouteOutcome } from "./route-outcome";
import { outcomeBetweenVpcs, outcomeInVpc } from "./route-outcomes";

/**
 * A subnet's routes to an interface. In its own VPC the local route leads there, and a more specific one may take the
 * packets elsewhere; to another VPC a route to a peering connection leads.
 * @param end where this way goes to
 * @param asked the request's packets, for either way
 */
export function routeStage(
  network: Network,
  subnet: Subnet,
  end: NetworkInterface,
  way: Way,
  asked: PacketSet,
): Stage {
  // Of the request's packets, the ends that this way goes to.
  const field = way === "request" ? "destinations" : "sources";
  const addresses = asked.valuesOf(field);
  const component = way === "request" ? "route table" : "route table, for the answer";
  const other = vpcBeyond(network, subnet, end);
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
        : outcomeBetweenVpcs(network, choice, vpc, other),
  }));
  const losing = outcomes.find(({ outcome }) => outcome.kind === "lost");
  const lost = losing?.outcome.kind === "lost" ? losing.outcome : undefined;
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
    blocker: {
      ...(lost?.blocker ?? {
        code: "NO_ROUTE_TO_DESTINATION",
        sentence: `it has no route to ${formatAddresses(addresses)}${other === undefined ? "" : `, which are in ${addressOf(other.at)}`}`,
      }),
      ...(other !== undefined &&
      (lost?.blocker.code ?? "NO_ROUTE_TO_DESTINATION") === "NO_ROUTE_TO_DESTINATION"
        ? throughPeering(network, table, vpc, other, addresses, losing?.route)
        : {}),
    },
  };
}

/** The VPC of the other end, where it is certainly another one. */
function vpcBeyond(network: Network, { vpc }: Subnet, end: NetworkInterface): Vpc | undefined {
  const there = vpcOf(network, end);
  return !isKnown(vpc) || there === undefined || vpc === there.key ? undefined : there;
}

/** The route that a table needs to reach a peered VPC, or one that it must not have: the more specific one wins. */
function throughPeering(
  network: Network,
  { key: table, routes }: RouteTable,
  vpc: Vpc,
  other: Vpc,
  addresses: IntervalSet,
  losing: Route | undefined,
): { readonly fix?: Fix } {
  const [connection] = peeringsBetween(network, vpc, other).items;
  const block = other.blocks.items.find((each) => addresses.isSubsetOf(IntervalSet.ofAll([each])));
  if (connection === undefined || block === undefined || !isKnown(connection.isAccepted)) return {};
  const isThere = routes.items.some(
    ({ destination, target }) =>
      target.kind === "peering-connection" &&
      target.connection === connection.key &&
      isKnown(destination) &&
      destination.kind === "block" &&
      addresses.isSubsetOf(IntervalSet.ofAll([destination.block])),
  );
  if (isThere && losing !== undefined) return { fix: { kind: "remove-route", table, route: losing.key } };
  if (isThere || (losing !== undefined && !isLessSpecific(losing, block))) return {};
  return {
    fix: {
      kind: "add-route",
      table,
      block,
      target: { kind: "peering-connection", connection: connection.key },
    },
  };
}

function isLessSpecific({ destination }: Route, block: Ipv4Block): boolean {
  return (
    isKnown(destination) &&
    destination.kind === "block" &&
    destination.block.prefixLength < block.prefixLength
  );
}

function packetsThat(
  kind: RouteOutcome["kind"],
  outcomes: readonly { readonly packets: PacketSet; readonly outcome: RouteOutcome }[],
): PacketSet {
  return outcomes
    .filter(({ outcome }) => outcome.kind === kind)
    .reduce((all, { packets }) => all.union(packets), PacketSet.none);
}
