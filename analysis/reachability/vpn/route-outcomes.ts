import { IntervalSet } from "../../../modules/addressing";
import {
  deviceConnectionOf,
  type ElementKey,
  isKnown,
  type Network,
  type NetworkInterface,
  type Route,
  type Vpc,
} from "../../network";
import { Unknown } from "../../terraform";
import { addressApartFrom, addressOf, formatAddresses } from "../format";
import { outcomeAtAttached } from "../legs/attached-gateway";
import { destinationOf, type RouteOutcome } from "../legs/route-outcome";
import type { Site } from "../sites";
import { deviceAt } from "./device";
import { type Tunnel, tunnelsAtDevice, tunnelsOfGateway, unclearAtGateway, vpcAt } from "./tunnels";

/** A route of a VPC into a VPN, and the addresses that it takes. */
interface Entrance {
  readonly route: Route;
  readonly addresses: IntervalSet;
  readonly from: Vpc;
  /** Where the packets are to arrive; nothing where nobody is known to have the addresses. */
  readonly to: Site | undefined;
}

/**
 * What becomes of packets that a route sends to a VPN gateway: they leave by the connection that has a route to them,
 * for what is behind its customer gateway. Whether the connection that leads to the right network carries these
 * addresses, its own stage says.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
 */
export function intoVpnGateway(network: Network, key: ElementKey, entrance: Entrance): RouteOutcome {
  const { route, addresses, from, to } = entrance;
  const gateway = network.vpnGateways.get(key);
  if (gateway === undefined)
    return unknown(new Unknown(key, "none of the given stacks makes this VPN gateway", route.at));
  const state = outcomeAtAttached(network, gateway, from);
  if (state.kind !== "arrives") return state;
  const tunnels = tunnelsOfGateway(network, gateway);
  if (tunnels.some(({ far }) => far.site.key === to?.key)) return state;
  const taking = tunnels.find(({ connection: { prefixes } }) =>
    addresses.isSubsetOf(IntervalSet.ofAll(prefixes.items)),
  );
  if (taking !== undefined) return beyondTunnel(taking, entrance);
  const doubts = [
    ...gateway.connections.doubts,
    ...unclearAtGateway(network, gateway).flatMap((each) => each.doubts),
    ...tunnels.flatMap(({ connection }) => connection.prefixes.doubts),
  ];
  const isPart = tunnels.some(
    ({ connection: { prefixes } }) => !addresses.intersect(IntervalSet.ofAll(prefixes.items)).isEmpty,
  );
  if (doubts.length > 0) return { kind: "unknown", doubts };
  if (isPart) return unknown(unheld(addresses, route));
  const sentence = `the route to ${destinationOf(route)} leads to ${addressOf(gateway.at)}, and none of its VPN connections leads on to ${formatAddresses(addresses)}${to === undefined ? "" : ` of ${addressOf(to.at)}`}: a VPN gateway carries packets between its VPC and what is behind its own connections only`;
  return { kind: "lost", blocker: { code: "VPN_CONNECTION_HAS_NO_ROUTE", at: route.at, sentence } };
}

/** Over a tunnel that leads elsewhere than the packets are to go. */
function beyondTunnel({ far }: Tunnel, { route, addresses, to }: Entrance): RouteOutcome {
  const { site } = far;
  const isThere = addresses.isSubsetOf(IntervalSet.ofAll(site.blocks.items));
  if (to === undefined) return unknown(unheld(addresses, route));
  if (isThere) return stayingIn(site, addresses, route, to);
  if (far.kind === "declared" || site.blocks.doubts.length > 0)
    return unknown(
      new Unknown(
        formatAddresses(addresses),
        "what a network outside AWS sends on to others is not analysed",
        route.at,
      ),
    );
  const sentence = `the route to ${destinationOf(route)} leads by VPN to ${addressApartFrom(site.at, to.at)}, whose VPN device sends nothing on to ${formatAddresses(addresses)} of ${addressApartFrom(to.at, site.at)}`;
  return { kind: "lost", blocker: { code: "DISCONNECTED_VPCS", at: route.at, sentence } };
}

/**
 * What becomes of packets that a route sends to the VPN device of a network that a VPC plays: they go over the
 * connection behind which the device knows the addresses. What comes out of it has to be in the VPN gateway's own VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS)
 * @returns nothing where the interface is no VPN device's
 */
export function intoVpnDevice(
  network: Network,
  hop: NetworkInterface,
  entrance: Entrance,
): RouteOutcome | undefined {
  const { route, addresses, to } = entrance;
  const tunnels = tunnelsAtDevice(network, hop);
  if (tunnels.length === 0) return undefined;
  if (tunnels.some(({ gateway }) => gateway.vpc === to?.key)) return { kind: "arrives" };
  const device = deviceAt(network, hop);
  if (!isKnown(device)) return unknown(device);
  const ends = tunnels.map((tunnel) => ({
    tunnel,
    end: device && deviceConnectionOf(device, tunnel.connection),
  }));
  const unclear = ends.flatMap(({ end }) => (end instanceof Unknown ? [end] : []));
  if (unclear.length > 0) return { kind: "unknown", doubts: unclear };
  const { tunnel } =
    ends.find(({ end }) => {
      const blocks = end instanceof Unknown ? [] : (end?.remoteBlocks ?? []);
      return !addresses.intersect(IntervalSet.ofAll(blocks)).isEmpty;
    }) ?? {};
  const where = `${formatAddresses(addresses)}${to === undefined ? "" : ` of ${addressOf(to.at)}`}`;
  if (tunnel === undefined) {
    const sentence = `the route to ${destinationOf(route)} leads to it, and it knows no VPN connection to ${where}`;
    return { kind: "lost", blocker: { code: "VPN_DEVICE_HAS_NO_ROUTE", at: hop.at, sentence } };
  }
  const vpc = vpcAt(network, tunnel.gateway);
  if (vpc === undefined) return outcomeOfStray(tunnel);
  return intoVpc(vpc, tunnel, addresses, route, to);
}

function outcomeOfStray({ gateway: { at, vpc } }: Tunnel): RouteOutcome {
  if (vpc instanceof Unknown) return unknown(vpc);
  const sentence = "it is attached to no VPC, and so takes no packets from its VPN connections";
  return { kind: "lost", blocker: { code: "BAD_STATE_ATTACHMENT", at, sentence } };
}

/** Over a tunnel into a VPC that is not where the packets are to go. */
export function intoVpc(
  vpc: Site,
  { gateway }: Tunnel,
  addresses: IntervalSet,
  route: Pick<Route, "at">,
  to: Site | undefined,
): RouteOutcome {
  if (vpc.blocks.doubts.length > 0) return { kind: "unknown", doubts: vpc.blocks.doubts };
  const own = addresses.intersect(IntervalSet.ofAll(vpc.blocks.items));
  if (!own.isEmpty) return to === undefined ? unknown(unheld(own, route)) : stayingIn(vpc, own, route, to);
  const sentence = `a VPN gateway takes packets from its connections for network interfaces of its own VPC only, and ${formatAddresses(addresses)} are not in ${addressOf(vpc.at)}`;
  return {
    kind: "lost",
    blocker: { code: "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", at: gateway.at, sentence },
  };
}

function stayingIn(site: Site, addresses: IntervalSet, { at }: Pick<Route, "at">, to: Site): RouteOutcome {
  const sentence = `by VPN the packets come to ${addressApartFrom(site.at, to.at)}, which has these addresses itself, so what is sent to ${formatAddresses(addresses)} of ${addressApartFrom(to.at, site.at)} stays there`;
  return { kind: "lost", blocker: { code: "NO_POSSIBLE_DESTINATION", at, sentence } };
}

function unheld(addresses: IntervalSet, { at }: Pick<Route, "at">): Unknown {
  return new Unknown(formatAddresses(addresses), "none of the given stacks makes what has it", at);
}

function unknown(doubt: Unknown): RouteOutcome {
  return { kind: "unknown", doubts: [doubt] };
}
