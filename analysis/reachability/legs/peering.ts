import { IntervalSet } from "../../../modules/addressing";
import {
  type Element,
  type ElementKey,
  isKnown,
  type Listing,
  type Network,
  type PeeringConnection,
  type Route,
  type Vpc,
} from "../../network";
import { Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";
import { addressApartFrom, addressOf, formatAddresses } from "../format";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import type { Site } from "../sites";
import { destinationOf, type RouteOutcome } from "./route-outcome";

/** The peering connections between two VPCs; whether they carry anything is another question. */
export function peeringsBetween(network: Network, one: Element, other: Element): Listing<PeeringConnection> {
  const { byVpc, unclear } = peeringIndex(network.peeringConnections);
  return {
    items: (byVpc.get(one.key) ?? []).filter((connection) => peerOf(connection, one.key) === other.key),
    doubts: unclear
      .filter((connection) => mayJoin(connection, one, other))
      .flatMap(({ requester, accepter }) =>
        [requester, accepter].filter((value) => value instanceof Unknown),
      ),
  };
}

/** The VPCs that a VPC is peered with. */
export function peersOf(network: Network, { key }: Element): readonly Vpc[] {
  const { byVpc } = peeringIndex(network.peeringConnections);
  const peers = (byVpc.get(key) ?? []).map((connection) => peerOf(connection, key));
  return peers.flatMap((peer) => (peer === undefined ? [] : (network.vpcs.get(peer) ?? [])));
}

/** Thousands of VPCs may each be peered with one. */
const peeringIndex = derivedOnce((connections: Network["peeringConnections"]) => {
  const byVpc = new Map<ElementKey, PeeringConnection[]>();
  const unclear: PeeringConnection[] = [];
  for (const connection of connections.values()) {
    const sides = [connection.requester, connection.accepter].filter((side) => isKnown(side));
    if (sides.length < 2) unclear.push(connection);
    for (const side of new Set(sides)) {
      const others = byVpc.get(side);
      if (others === undefined) byVpc.set(side, [connection]);
      else others.push(connection);
    }
  }
  return { byVpc, unclear };
});

/** The VPC at the other side, where it is known. */
function peerOf({ requester, accepter }: PeeringConnection, own: ElementKey): ElementKey | undefined {
  const peer = requester === own ? accepter : requester;
  return isKnown(peer) ? peer : undefined;
}

function mayJoin({ requester, accepter }: PeeringConnection, one: Element, other: Element): boolean {
  return [requester, accepter].every((side) => !isKnown(side) || side === one.key || side === other.key);
}

/** A route of one VPC to a peering connection, and the addresses of another VPC that it takes. */
interface Crossing {
  readonly connection: ElementKey;
  readonly route: Route;
  readonly addresses: IntervalSet;
  readonly from: Vpc;
  readonly to: Site;
}

/**
 * What becomes of packets that a route sends to a peering connection: they arrive where it is accepted and joins the
 * two VPCs. It carries nothing beyond the VPC at its other side.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
 */
export function acrossPeering(network: Network, crossing: Crossing): RouteOutcome {
  const { route, from, to } = crossing;
  const connection = network.peeringConnections.get(crossing.connection);
  if (connection === undefined) return notGiven(crossing.connection, route);
  const { key, at, requester, accepter, isAccepted, ended } = connection;
  const doubts = [requester, accepter].filter((value) => value instanceof Unknown);
  if (doubts.length > 0) return { kind: "unknown", doubts };
  if (requester !== from.key && accepter !== from.key) return noPartIn(connection, route, from);
  const peer = peerOf(connection, from.key);
  if (peer !== to.key) return beyondPeer(network, crossing, connection, peer);
  const [refused] = refusalsAt(network, key);
  if (refused?.blocker !== undefined)
    return { kind: "lost", blocker: { ...refused.blocker, at: refused.at } };
  const unmodelled = unmodelledAt(network, key);
  if (unmodelled.length > 0) return { kind: "unknown", doubts: unmodelled };
  if (ended !== undefined) {
    const sentence = `the peering connection is ${ended}, as Terraform read it, and carries nothing; have Terraform replace it`;
    return { kind: "lost", blocker: { code: "BAD_STATE", at, sentence } };
  }
  if (!isKnown(isAccepted)) return { kind: "unknown", doubts: [isAccepted] };
  if (isAccepted) return { kind: "arrives" };
  // The route is there, and a black hole: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
  const sentence = `nobody accepts it, so it stays in the state pending-acceptance and carries nothing`;
  return {
    kind: "lost",
    blocker: { code: "BAD_STATE", at, sentence, fix: { kind: "accept-peering", connection: key } },
  };
}

/** AWS refuses such a route. */
function noPartIn({ at }: PeeringConnection, route: Route, from: Vpc): RouteOutcome {
  const sentence = `the route to ${destinationOf(route)} leads to ${addressOf(at)}, which has no part in ${addressOf(from.at)}`;
  return { kind: "lost", blocker: { code: "DISCONNECTED_VPCS", at: route.at, sentence } };
}

/** Peering is not transitive: from the VPC at the other side nothing goes on to a third one. */
function beyondPeer(
  network: Network,
  { route, addresses, to }: Crossing,
  { at }: PeeringConnection,
  key: ElementKey | undefined,
): RouteOutcome {
  const peer = key === undefined ? undefined : network.vpcs.get(key);
  if (peer === undefined) return notGiven(key ?? "a VPC", route);
  const where = `${formatAddresses(addresses)} of ${addressOf(to.at)}`;
  const own = addresses.intersect(IntervalSet.ofAll(peer.blocks.items));
  if (own.isEmpty && peer.blocks.doubts.length > 0) return { kind: "unknown", doubts: peer.blocks.doubts };
  if (!own.isEmpty) {
    const sentence = `the route to ${destinationOf(route)} leads to ${addressApartFrom(peer.at, to.at)}, which has these addresses itself, so what is sent to ${formatAddresses(addresses)} of ${addressApartFrom(to.at, peer.at)} stays there`;
    return { kind: "lost", blocker: { code: "NO_POSSIBLE_DESTINATION", at: route.at, sentence } };
  }
  const sentence = `the route to ${destinationOf(route)} leads to ${addressOf(at)}, which carries packets to addresses of ${addressOf(peer.at)} only: peering is not transitive, and ${where} are beyond it`;
  return { kind: "lost", blocker: { code: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: route.at, sentence } };
}

/**
 * What becomes of packets for public addresses that a route sends to a peering connection: no gateway at its other side
 * takes them.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations (edge to edge)
 */
export function edgeToEdge(
  network: Network,
  connection: ElementKey,
  route: Route,
  addresses: IntervalSet,
  from: Vpc,
): RouteOutcome {
  const found = network.peeringConnections.get(connection);
  if (found === undefined) return notGiven(connection, route);
  const { requester, accepter } = found;
  if (isKnown(requester) && isKnown(accepter) && requester !== from.key && accepter !== from.key)
    return noPartIn(found, route, from);
  const peer = peerOf(found, from.key);
  const vpc = peer === undefined ? undefined : network.vpcs.get(peer);
  // Blocks of a VPC may be public elsewhere.
  if (vpc === undefined || vpc.blocks.doubts.length > 0) return notGiven(connection, route);
  if (addresses.isSubsetOf(IntervalSet.ofAll(vpc.blocks.items)))
    return {
      kind: "unknown",
      doubts: [
        new Unknown(formatAddresses(addresses), "none of the given stacks makes what has it", route.at),
      ],
    };
  const sentence = `the route to ${destinationOf(route)} leads to ${addressOf(found.at)}, which carries packets to addresses of ${addressOf(vpc.at)} only: peering has no edge-to-edge routing, so no internet gateway, NAT gateway or gateway endpoint there takes them`;
  return { kind: "lost", blocker: { code: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: route.at, sentence } };
}

function notGiven(what: string, { at }: Route): RouteOutcome {
  return {
    kind: "unknown",
    doubts: [new Unknown(what, "none of the given stacks says where this peering leads", at)],
  };
}
