import type { Ipv4Block } from "../../../modules/addressing";
import { isKnown, type Known, type Network, type VpnConnection } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import type { Fix } from "../fixes";
import { addressOf, formatAddresses } from "../format";
import { passing, type Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import { blockAround, within } from "./prefixes";
import type { Tunnel } from "./tunnels";

/** The packets of a leg that crosses a VPN connection, and which of their ends is in which network. */
export interface Crossing {
  readonly asked: PacketSet;
  /** The end behind the customer gateway. */
  readonly far: "sources" | "destinations";
  /** The end in the VPN gateway's VPC. */
  readonly near: "sources" | "destinations";
}

/** What a VPN connection does with packets, from AWS's side outward; of the answers it does the same. */
export function connectionStages(network: Network, tunnel: Tunnel, crossing: Crossing): Stage[] {
  const { connection, gateway, customerGateway } = tunnel;
  return [
    ...refusalsAt(network, gateway.key, connection.key, customerGateway.key),
    gatewayStage(network, tunnel),
    routesStage(tunnel, crossing),
    ...selectorStages(connection, crossing),
  ];
}

function gatewayStage(network: Network, { gateway, connection, customerGateway }: Tunnel): Stage {
  const station = passing("VPN gateway", gateway.at, `by ${addressOf(connection.at)}`);
  const doubts = unmodelledAt(network, gateway.key, connection.key, customerGateway.key);
  return doubts.length === 0 ? station : { ...station, passes: ANYTHING, doubts };
}

/**
 * AWS's side sends over a connection what its static routes, or those that the other side announces, name.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
 */
function routesStage({ connection, far: { site } }: Tunnel, { asked, far }: Crossing): Stage {
  const { key, at, routing, prefixes } = connection;
  const passes = within(far, prefixes);
  const addresses = formatAddresses(asked.subtract(passes.possible).valuesOf(far));
  const block = blockAround(site.blocks.items, asked.valuesOf(far));
  return {
    // What comes from behind the customer gateway needs them only for its answers.
    component: far === "destinations" ? "VPN connection" : "VPN connection, for the answer",
    at,
    detail: `routes to ${formatAddresses(asked.valuesOf(far))}`,
    consulted: [],
    passes,
    doubts: [...prefixes.doubts, ...(routing instanceof Unknown ? [routing] : [])],
    blocker: {
      code: "VPN_CONNECTION_HAS_NO_ROUTE",
      sentence:
        routing === "bgp"
          ? `nobody announces ${addresses} of ${addressOf(site.at)} over it by BGP, so AWS sends nothing there`
          : `it has no static route to ${addresses} of ${addressOf(site.at)}, so AWS sends nothing there`,
      ...(routing === "static" && block !== undefined
        ? { fix: { kind: "add-vpn-route", connection: key, block } satisfies Fix }
        : {}),
    },
  };
}

/**
 * What a connection's tunnels are agreed to carry; anything, unless it is stated.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html (Local IPv4 network CIDR)
 */
export function selectorStages(
  { at, localBlock, remoteBlock }: VpnConnection,
  { asked, far, near }: Crossing,
): Stage[] {
  const ends = [
    { end: far, block: localBlock },
    { end: near, block: remoteBlock },
  ];
  return ends
    .filter(({ block }) => !isKnown(block) || block.prefixLength > 0)
    .map(({ end, block }): Stage => {
      const passes = isKnown(block) ? within(end, { items: [block], doubts: [] }) : ANYTHING;
      const sentence = `its tunnels carry ${formatBlock(block)} only, and not ${formatAddresses(asked.subtract(passes.possible).valuesOf(end))}`;
      return {
        component: "VPN connection, tunnels",
        at,
        detail: `carry ${formatBlock(block)}`,
        consulted: [],
        passes,
        doubts: isKnown(block) ? [] : [block],
        blocker: { code: "VPN_TUNNEL_RESTRICTION", sentence },
      };
    });
}

function formatBlock(block: Known<Ipv4Block>): string {
  return isKnown(block) ? block.toString() : block.expression;
}
