import { IntervalSet, type Ipv4Block } from "../../../modules/addressing";
import { isKnown, type Network, type Route, type RouteTable, type Vpc } from "../../network";
import type { Fix } from "../fixes";
import { addressOf } from "../format";
import type { Site } from "../sites";
import { gatewaysBetween } from "../transit/joined";
import { blockAround } from "../vpn/prefixes";
import { type Tunnel, tunnelsBetween } from "../vpn/tunnels";
import { peeringsBetween } from "./peering";

/** A route table without a route to a site, or with one that leads elsewhere. */
interface Lacking {
  readonly table: RouteTable;
  readonly vpc: Vpc;
  readonly other: Site;
  readonly addresses: IntervalSet;
  readonly losing: Route | undefined;
}

interface Remedy {
  readonly fix?: Fix;
  /** What there would have to be, as a clause. */
  readonly missing?: string;
}

/** What a table needs to reach a site with which the VPC is peered or which a VPN joins. */
export function remedyBetween(network: Network, lacking: Lacking): Remedy {
  const { vpc, other } = lacking;
  const [tunnel] = tunnelsBetween(network, vpc, other).items;
  if (tunnel !== undefined) return intoTunnel(lacking, tunnel);
  if (peeringsBetween(network, vpc, other).items.length > 0) return throughPeering(network, lacking);
  return intoTransitGateway(network, lacking);
}

function intoTransitGateway(
  network: Network,
  { table: { key: table }, vpc, other, addresses, losing }: Lacking,
): Remedy {
  const [gateway] = gatewaysBetween(network, vpc, other);
  const block = blockAround(other.blocks.items, addresses);
  if (gateway === undefined || block === undefined || !isOvercome(losing, block)) return {};
  return { fix: { kind: "add-route", table, block, target: { kind: "transit-gateway", gateway } } };
}

/** On AWS's side the VPN gateway's routes, if it has one; where a VPC plays the network, a route to its VPN device. */
function intoTunnel(
  { table, vpc, other, addresses, losing }: Lacking,
  { connection, gateway, far }: Tunnel,
): Remedy {
  if (gateway.vpc === vpc.key) {
    const { items, doubts } = table.propagatingGateways;
    if (items.includes(gateway.key) || doubts.length > 0) return {};
    const missing = `${addressOf(gateway.at)} propagates nothing to it`;
    const learned = blockAround(connection.prefixes.items, addresses);
    return learned !== undefined && isOvercome(losing, learned)
      ? { missing, fix: { kind: "propagate-routes", table: table.key, gateway: gateway.key } }
      : { missing };
  }
  const block = blockAround(other.blocks.items, addresses);
  return block === undefined || far.kind === "declared" || !isOvercome(losing, block)
    ? {}
    : {
        missing: `no route of it to ${block.toString()} leads to ${addressOf(far.interface.at)}, the VPN device's`,
        fix: {
          kind: "add-route",
          table: table.key,
          block,
          target: { kind: "interface", interface: far.interface.key },
        },
      };
}

/** The route that a table needs to reach a peered VPC, or one that it must not have: the more specific one wins. */
function throughPeering(
  network: Network,
  { table: { key: table, routes }, vpc, other, addresses, losing }: Lacking,
): Remedy {
  const [connection] = peeringsBetween(network, vpc, other).items;
  const block = blockAround(other.blocks.items, addresses);
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
  if (isThere || !isOvercome(losing, block)) return {};
  return {
    fix: {
      kind: "add-route",
      table,
      block,
      target: { kind: "peering-connection", connection: connection.key },
    },
  };
}

/** Whether a route to a block goes before the one that loses the packets, if one does. */
function isOvercome(losing: Route | undefined, block: Ipv4Block): boolean {
  if (losing === undefined) return true;
  const { destination } = losing;
  return (
    isKnown(destination) &&
    destination.kind === "block" &&
    destination.block.prefixLength < block.prefixLength
  );
}
