import { type Network, type Vpc } from "../../network";
import { PacketSet } from "../../packets";
import { type ResourceKey, Unknown } from "../../terraform";
import { ANYTHING, type Bounds, EVERYTHING, exactly } from "../bounds";
import type { Fix } from "../fixes";
import { addressOf, formatAddresses } from "../format";
import type { Way } from "../legs/network-acl-stage";
import { edgeToEdge } from "../legs/peering";
import { destinationOf, type RouteOutcome, throughInterface } from "../legs/route-outcome";
import type { Stage } from "../path/stage";
import { intoVpnDevice, intoVpnGateway } from "../vpn/route-outcomes";
import type { WayOut } from "./ways-out";

/**
 * A route table, where it sends some of the packets. About those that it sends elsewhere it says nothing.
 * @param way whether the packets are asked for, or the answers to those that are
 */
export function wayStage(
  { addresses, routes }: WayOut,
  at: ResourceKey,
  way: Way,
  outcome: RouteOutcome,
): Stage {
  // Of the request's packets, the ends that this way goes to.
  const end = way === "request" ? "destinations" : "sources";
  return {
    component: componentFor(way),
    at,
    detail: `to ${formatAddresses(addresses)}`,
    consulted: routes.map((route) => route.at),
    passes: passesFor(outcome, PacketSet.of({ [end]: addresses })),
    doubts: outcome.kind === "unknown" ? outcome.doubts : [],
    ...(outcome.kind === "lost" ? { blocker: outcome.blocker } : {}),
  };
}

/** A route table of which it is not known where it sends anything. */
export function undecidedWayStage(
  { at, doubts }: { readonly at: ResourceKey; readonly doubts: readonly Unknown[] },
  way: Way,
): Stage {
  const detail = "to addresses outside the VPC";
  return { component: componentFor(way), at, detail, consulted: [], passes: ANYTHING, doubts };
}

function componentFor(way: Way): string {
  return way === "request" ? "route table" : "route table, for the answer";
}

function passesFor({ kind }: RouteOutcome, here: PacketSet): Bounds {
  if (kind === "arrives") return EVERYTHING;
  const elsewhere = PacketSet.all.subtract(here);
  return kind === "lost" ? exactly(elsewhere) : { certain: elsewhere, possible: PacketSet.all };
}

/** A target by which packets do not leave the VPC for the internet, or not by what is analysed. */
type Stray = Exclude<
  WayOut["target"],
  { readonly kind: "internet-gateway" | "nat-gateway" | "transit-gateway" }
>;

/** What becomes of packets for public addresses that no gateway to the internet takes. */
export function strayOutcome(
  network: Network,
  vpc: Vpc,
  { addresses, routes: [route] }: WayOut,
  target: Stray,
  remedy: { readonly fix?: Fix },
): RouteOutcome {
  switch (target.kind) {
    case "none":
      return {
        kind: "lost",
        blocker: {
          code: "NO_ROUTE_TO_DESTINATION",
          sentence: `it has no route to ${formatAddresses(addresses)}`,
          ...remedy,
        },
      };
    case "local": {
      const sentence = `${addressOf(vpc.at)} has ${formatAddresses(addresses)} itself, so what is sent there stays in it`;
      return { kind: "lost", blocker: { code: "NO_POSSIBLE_DESTINATION", sentence } };
    }
    case "gateway-endpoint":
      return undecided(
        "a route to a gateway endpoint",
        "what gateway endpoints let through is not analysed",
        route,
      );
    case "peering-connection":
      return route === undefined
        ? { kind: "unknown", doubts: [] }
        : edgeToEdge(network, target.connection, route, addresses, vpc);
    case "vpn-gateway":
      return route === undefined
        ? { kind: "unknown", doubts: [] }
        : intoVpnGateway(network, target.gateway, { route, addresses, from: vpc, to: undefined });
    case "interface": {
      const hop = network.interfaces.get(target.interface);
      if (hop === undefined)
        return undecided(target.interface, "none of the given stacks makes this network interface", route);
      const entrance = route === undefined ? undefined : { route, addresses, from: vpc, to: undefined };
      return (
        (entrance && intoVpnDevice(network, hop, entrance)) ??
        throughInterface(hop, route === undefined ? formatAddresses(addresses) : destinationOf(route))
      );
    }
    case "unknown":
      return { kind: "unknown", doubts: [target.why] };
  }
}

function undecided(
  expression: string,
  reason: string,
  route: WayOut["routes"][number] | undefined,
): RouteOutcome {
  return { kind: "unknown", doubts: [new Unknown(expression, reason, route?.at)] };
}
