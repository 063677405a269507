import type { IntervalSet } from "../../../modules/addressing";
import type { Listing, Network, NetworkInterface, Subnet, Vpc } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { addressOf } from "../format";
import type { Party } from "../path/party";
import type { Choice } from "../routing/route-choice";
import { routesOfSubnet } from "../routing/subnet-routes";
import { siteOf } from "../sites";
import { subnetOf, vpcOf } from "../subnet-lookup";
import { gatewaysBetween } from "../transit/joined";
import { type Tunnel, tunnelsAtDevice, tunnelsBetween } from "../vpn/tunnels";
import { peeringsBetween } from "./peering";

/** How the places of a leg's two ends stand to each other. */
export type Connection =
  /** One VPC, or it is not known whether it is one; the stages say so then. */
  | { readonly kind: "one" }
  /** @param doubts why the packets may go another way */
  | { readonly kind: "peered"; readonly from: Vpc; readonly to: Vpc; readonly doubts: readonly Unknown[] }
  | {
      readonly kind: "vpn";
      readonly tunnels: readonly [Tunnel, ...Tunnel[]];
      readonly doubts: readonly Unknown[];
    }
  /** By the routes at either end, or at both, Transit Gateways. @param doubts why the packets may go another way */
  | { readonly kind: "transit"; readonly doubts: readonly Unknown[] }
  /** @param doubts why they may be peered */
  | { readonly kind: "apart"; readonly doubts: readonly Unknown[] };

export function connectionOf(
  network: Network,
  source: Party,
  destination: Party,
  asked: PacketSet,
): Connection {
  const [here, there] = [siteOf(network, source.interface), siteOf(network, destination.interface)];
  if (here === undefined || there === undefined) return { kind: "one" };
  const [from, to] = [vpcOf(network, source.interface), vpcOf(network, destination.interface)];
  if (from !== undefined && from === to) return { kind: "one" };
  const peerings: Listing<unknown> =
    from === undefined || to === undefined ? NONE : peeringsBetween(network, from, to);
  const [tunnel, ...others] = tunnelsBetween(network, here, there).items;
  const isPeered = peerings.items.length > 0;
  const transit = byTransit(network, source, destination, asked, isPeered || tunnel !== undefined);
  if (transit !== undefined) return transit;
  if (from === undefined || to === undefined || !isPeered)
    return tunnel === undefined
      ? { kind: "apart", doubts: peerings.doubts }
      : { kind: "vpn", tunnels: [tunnel, ...others], doubts: [] };
  if (tunnel === undefined) return { kind: "peered", from, to, doubts: [] };
  const { by, doubts } = wayByRoutes(network, source, destination, asked);
  return by === "vpn"
    ? { kind: "vpn", tunnels: [tunnel, ...others], doubts }
    : { kind: "peered", from, to, doubts };
}

const NONE: Listing<never> = { items: [], doubts: [] };

/** By which of several connections packets go between two VPCs; `nothing` where no route leads to any. */
type By = "peering" | "vpn" | "transit" | "nothing" | "several";

/**
 * Whether routes lead by Transit Gateways: those of one end suffice, since what the other's lead to is judged as well. VPCs
 * without any route are joined by a gateway that both are attached to.
 * @param isJoined whether a peering or a VPN joins them, too
 */
function byTransit(
  network: Network,
  { interface: source, speaksFor }: Party,
  { interface: destination }: Party,
  asked: PacketSet,
  isJoined: boolean,
): Extract<Connection, { readonly kind: "transit" }> | undefined {
  if (network.transitGatewayAttachments.size === 0) return undefined;
  const there = routedFrom(network, source, destination, asked.valuesOf("destinations"));
  const back =
    speaksFor === "client" ? "nothing" : routedFrom(network, destination, source, asked.valuesOf("sources"));
  const ways = new Set([there, back]);
  if (ways.has("transit")) {
    const reason = "routes lead to a transit gateway as well as to something else";
    const isClear = !ways.has("vpn") && !ways.has("several");
    const doubts = isClear ? [] : [new Unknown(addressOf(source.at), reason, source.at)];
    return { kind: "transit", doubts };
  }
  if (isJoined || !areAttached(network, source, destination)) return undefined;
  const reason = "where routes lead is not all known";
  const doubts = ways.has("several") ? [new Unknown(addressOf(source.at), reason, source.at)] : [];
  return { kind: "transit", doubts };
}

function areAttached(network: Network, source: NetworkInterface, destination: NetworkInterface): boolean {
  const [here, there] = [siteOf(network, source), siteOf(network, destination)];
  return here !== undefined && there !== undefined && gatewaysBetween(network, here, there).length > 0;
}

/** What is outside AWS has no route tables; it sends by the VPN connection that leads there. */
function routedFrom(
  network: Network,
  own: NetworkInterface,
  other: NetworkInterface,
  addresses: IntervalSet,
): By {
  if (own.owner.kind !== "on-premises") return routedBy(network, subnetOf(network, own), addresses);
  const [here, there] = [siteOf(network, own), siteOf(network, other)];
  if (here === undefined || there === undefined) return "several";
  const isByVpn = tunnelsBetween(network, here, there).items.length > 0;
  if (gatewaysBetween(network, here, there).length === 0) return isByVpn ? "vpn" : "nothing";
  return isByVpn ? "several" : "transit";
}

/** Of VPCs that are peered and joined by VPN as well, the routes at both ends say which of both packets take. */
function wayByRoutes(
  network: Network,
  { interface: source, speaksFor }: Party,
  { interface: destination }: Party,
  asked: PacketSet,
): { readonly by: By; readonly doubts: readonly Unknown[] } {
  const there = routedBy(network, subnetOf(network, source), asked.valuesOf("destinations"));
  // A load balancer takes the answers to packets that it sent on, whatever their addresses.
  const back =
    speaksFor === "client"
      ? "nothing"
      : routedBy(network, subnetOf(network, destination), asked.valuesOf("sources"));
  const ways = new Set([there, back].filter((way) => way !== "nothing"));
  const [by = "nothing", ...others] = ways;
  if (by !== "several" && others.length === 0) return { by, doubts: [] };
  const reason = "its VPC is both peered and joined by VPN with the other end's, and routes lead to either";
  return { by, doubts: [new Unknown(addressOf(source.at), reason, source.at)] };
}

function routedBy(network: Network, subnet: Subnet | undefined, addresses: IntervalSet): By {
  const routes = subnet === undefined ? undefined : routesOfSubnet(network, subnet, addresses);
  if (routes === undefined || routes.kind === "unknown" || routes.doubts.length > 0) return "several";
  const ways = new Set(routes.choices.map(({ target }) => leadingBy(network, target)));
  return ways.size > 1 ? "several" : ([...ways][0] ?? "nothing");
}

function leadingBy(network: Network, target: Choice["target"]): By {
  switch (target.kind) {
    case "peering-connection":
      return "peering";
    case "vpn-gateway":
      return "vpn";
    case "transit-gateway":
      return "transit";
    case "interface":
      return isVpnDevice(network, network.interfaces.get(target.interface)) ? "vpn" : "nothing";
    case "unknown":
      return "several";
    default:
      return "nothing";
  }
}

function isVpnDevice(network: Network, hop: NetworkInterface | undefined): boolean {
  return hop !== undefined && tunnelsAtDevice(network, hop).length > 0;
}
