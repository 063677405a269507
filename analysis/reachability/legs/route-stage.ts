import { IntervalSet } from "../../../modules/addressing";
import {
  isKnown,
  type Network,
  type NetworkInterface,
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
    packets: PacketSet.of({ [field]: choice.addresses }),
    outcome:
      other === undefined
        ? outcomeInVpc(network, choice, end, table, vpc)
        : outcomeBetweenVpcs(network, choice, vpc, other),
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
    blocker: {
      ...(lost?.blocker ?? {
        code: "NO_ROUTE_TO_DESTINATION",
        sentence: `it has no route to ${formatAddresses(addresses)}${other === undefined ? "" : `, which are in ${addressOf(other.at)}`}`,
      }),
      ...(other !== undefined &&
      (lost?.blocker.code ?? "NO_ROUTE_TO_DESTINATION") === "NO_ROUTE_TO_DESTINATION"
        ? throughPeering(network, table, vpc, other, addresses)
        : {}),
    },
  };
}

/** The VPC of the other end, where it is certainly another one. */
function vpcBeyond(network: Network, { vpc }: Subnet, end: NetworkInterface): Vpc | undefined {
  const there = vpcOf(network, end);
  return !isKnown(vpc) || there === undefined || vpc === there.key ? undefined : there;
}

/** The route that a table needs to reach a peered VPC. */
function throughPeering(
  network: Network,
  { key: table }: RouteTable,
  vpc: Vpc,
  other: Vpc,
  addresses: IntervalSet,
): { readonly fix?: Fix } {
  const [connection] = peeringsBetween(network, vpc, other).items;
  const block = other.blocks.items.find((each) => addresses.isSubsetOf(IntervalSet.ofAll([each])));
  if (connection === undefined || block === undefined || !isKnown(connection.isAccepted)) return {};
  return {
    fix: {
      kind: "add-route",
      table,
      block,
      target: { kind: "peering-connection", connection: connection.key },
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
