import type { IntervalSet } from "../../../modules/addressing";
import {
  type ElementKey,
  isKnown,
  type Known,
  type Network,
  type NetworkInterface,
  type Route,
  type RouteTable,
  type Vpc,
} from "../../network";
import { Unknown } from "../../terraform";
import { addressApartFrom, addressOf, formatAddresses } from "../format";
import type { Choice } from "../routing/route-choice";
import { routesOfSubnet } from "../routing/subnet-routes";
import type { Site } from "../sites";
import { subnetsIn } from "../subnet-lookup";
import { gatewaysBetween } from "../transit/joined";
import { intoVpnDevice, intoVpnGateway } from "../vpn/route-outcomes";
import { tunnelsBetween } from "../vpn/tunnels";
import { acrossPeering, peeringsBetween } from "./peering";
import { destinationOf, type RouteOutcome, sentOnByNat, throughInterface } from "./route-outcome";

/** What routes lead to, in AWS's words. */
const TARGET_NAMES: Readonly<Record<Choice["target"]["kind"], string>> = {
  local: "the VPC itself",
  "internet-gateway": "an internet gateway",
  "nat-gateway": "a NAT gateway",
  "gateway-endpoint": "a gateway endpoint",
  "peering-connection": "a peering connection",
  "vpn-gateway": "a VPN gateway",
  "transit-gateway": "a transit gateway",
  interface: "a network interface",
  unknown: "something that is not analysed",
};

/** Within a VPC, by its local route or by one that takes precedence. */
export function outcomeInVpc(
  network: Network,
  { target, route }: Choice,
  destination: NetworkInterface,
  { key: table }: RouteTable,
  vpc: Vpc,
): RouteOutcome {
  if (target.kind === "local" || route === undefined) return { kind: "arrives" };
  if (target.kind === "unknown") return { kind: "unknown", doubts: [target.why] };
  const fix = { kind: "remove-route", table, route: route.key } as const;
  const to = destinationOf(route);
  const allowed = isAllowed(network, route, vpc);
  if (!isKnown(allowed)) return { kind: "unknown", doubts: [allowed] };
  if (!allowed) {
    const sentence = `AWS refuses the route to ${to}: one more specific than the VPC's own must equal a subnet's block and lead to a NAT gateway, a network interface or a Gateway Load Balancer endpoint`;
    return { kind: "lost", blocker: { code: "ROUTE_INSIDE_VPC_REFUSED", sentence, fix } };
  }
  if (target.kind === "nat-gateway") return { kind: "unknown", doubts: [sentOnByNat(target.gateway, route)] };
  if (target.kind !== "interface") {
    const sentence = `the route to ${to} takes precedence over the VPC's own and leads to ${TARGET_NAMES[target.kind]}`;
    return { kind: "lost", blocker: { code: "MORE_SPECIFIC_ROUTE", sentence, fix } };
  }
  if (target.interface === destination.key) return { kind: "arrives" };
  const hop = network.interfaces.get(target.interface);
  if (hop === undefined)
    return {
      kind: "unknown",
      doubts: [new Unknown(target.interface, "none of the given stacks makes this network interface")],
    };
  return throughInterface(hop, to, { fix });
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#subnet-route-tables */
function isAllowed(network: Network, { destination, target, origin }: Route, vpc: Vpc): Known<boolean> {
  if (!isKnown(destination) || destination.kind !== "block" || origin !== "static") return true;
  const { block } = destination;
  if (!vpc.blocks.items.some((each) => each.contains(block))) return true;
  if (target.kind !== "nat-gateway" && target.kind !== "interface") return false;
  // The local route itself can be given such a target.
  if (vpc.blocks.items.some((each) => each.equals(block))) return true;
  const own = subnetsIn(network, vpc.key).map((subnet) => subnet.block);
  if (own.some((each) => isKnown(each) && each.equals(block))) return true;
  const strays = [...network.subnets.values()].map((subnet) => subnet.vpc);
  return [...own, ...strays].find((each) => each instanceof Unknown) ?? false;
}

/** Whether stages of their own say what becomes of packets that a route sends to a Transit Gateway. */
export type BeyondTransit = "judged next" | "not judged";

/**
 * From one VPC to a private address of another, or of a network outside AWS. Gateways to the internet carry no private
 * addresses, and a VPC that has the address itself keeps the packets.
 */
export function outcomeBeyondVpc(
  network: Network,
  { target, route, addresses }: Choice,
  from: Vpc,
  to: Site,
  beyondTransit: BeyondTransit,
): RouteOutcome {
  const where = `${formatAddresses(addresses)} of ${addressOf(to.at)}`;
  if (target.kind === "unknown") return { kind: "unknown", doubts: [target.why] };
  if (target.kind === "local" || route === undefined) {
    const sentence = `${addressApartFrom(from.at, to.at)} has these addresses itself, so what is sent to ${formatAddresses(addresses)} of ${addressApartFrom(to.at, from.at)} stays in it`;
    return { kind: "lost", blocker: { code: "NO_POSSIBLE_DESTINATION", sentence } };
  }
  if (target.kind === "peering-connection")
    return acrossPeering(network, { connection: target.connection, route, addresses, from, to });
  if (target.kind === "vpn-gateway")
    return intoVpnGateway(network, target.gateway, { route, addresses, from, to });
  if (target.kind === "transit-gateway")
    return beyondTransit === "judged next"
      ? { kind: "arrives" }
      : { kind: "unknown", doubts: [sentOnByTransit(target.gateway, route)] };
  if (target.kind === "interface") {
    const hop = network.interfaces.get(target.interface);
    if (hop !== undefined)
      return (
        intoVpnDevice(network, hop, { route, addresses, from, to }) ??
        throughInterface(hop, destinationOf(route))
      );
  }
  if (target.kind === "nat-gateway" && sendsElsewhere(network, target.gateway, addresses))
    return { kind: "unknown", doubts: [sentOnByNat(target.gateway, route)] };
  const sentence = `the route to ${destinationOf(route)} leads to ${TARGET_NAMES[target.kind]}, which carries nothing to private addresses such as ${where}`;
  const areJoined =
    peeringsBetween(network, from, to).items.length > 0 ||
    tunnelsBetween(network, from, to).items.length > 0 ||
    gatewaysBetween(network, from, to).length > 0;
  const code = areJoined ? "NO_ROUTE_TO_DESTINATION" : "DISCONNECTED_VPCS";
  return { kind: "lost", blocker: { code, sentence } };
}

function sentOnByTransit(gateway: ElementKey, { at }: Route): Unknown {
  return new Unknown(
    gateway,
    "what goes by a transit gateway and by VPN or peering as well is not analysed",
    at,
  );
}

/** Whether a NAT gateway's own routes may lead anywhere but to the internet and back into its VPC. */
function sendsElsewhere(network: Network, key: ElementKey, addresses: IntervalSet): boolean {
  const gateway = network.natGateways.get(key);
  const subnet = gateway && isKnown(gateway.subnet) ? network.subnets.get(gateway.subnet) : undefined;
  if (subnet === undefined) return true;
  const routes = routesOfSubnet(network, subnet, addresses);
  if (routes.kind === "unknown" || routes.doubts.length > 0) return true;
  return routes.choices.some(({ target }) => !NOWHERE_PRIVATE.includes(target.kind));
}

/** What leads to no private address outside the VPC. */
const NOWHERE_PRIVATE: readonly Choice["target"]["kind"][] = [
  "local",
  "internet-gateway",
  "gateway-endpoint",
];
