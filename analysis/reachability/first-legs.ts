import { addressFromInteger, type Ipv4Address, IntervalSet } from "../../modules/addressing";
import type { Network, NetworkInterface, Vpc } from "../network";
import type { PacketSet } from "../packets";
import { Unknown } from "../terraform";
import { leadingNowhere, undecided } from "./dead-ends";
import { formatAddresses } from "./format";
import { interfaceOrUnheld } from "./interface-lookup";
import { NEVER_ROUTED, PUBLIC_ADDRESSES } from "./internet/public-addresses";
import { toInternet } from "./internet/to-internet";
import { peersOf } from "./legs/peering";
import { travel } from "./legs/travel";
import type { Onward } from "./path/arrival";
import { partyOf } from "./path/party";
import { routesOfSubnet } from "./routing/subnet-routes";
import { subnetOf, vpcOf } from "./subnet-lookup";

/** From an interface to another, wherever that is. */
export function toInterface(
  network: Network,
  source: NetworkInterface,
  destination: NetworkInterface,
  asked: PacketSet,
): Onward {
  if (asked.isEmpty) return { choices: [], legs: [leadingNowhere({ asked, stages: [] }, destination.at)] };
  const client = partyOf(source);
  const leg = travel(network, client, partyOf(destination), asked);
  return { choices: [], legs: [leg], arrival: { interface: destination, client, asked, via: "address" } };
}

/** To addresses that no interface of the VPC is known to have. */
export function toAddresses(
  network: Network,
  source: NetworkInterface,
  addresses: IntervalSet,
  asked: (addresses: IntervalSet) => PacketSet,
): Onward[] {
  const vpc = vpcOf(network, source);
  // A VPC may have blocks that are public elsewhere; its own routes keep them.
  const own = IntervalSet.ofAll(vpc?.blocks.items ?? []);
  const publicOnes = addresses.intersect(PUBLIC_ADDRESSES).subtract(own);
  const others = addresses.subtract(publicOnes);
  return [
    ...(publicOnes.isEmpty ? [] : toInternet(network, source, asked(publicOnes))),
    ...others.intervals.flatMap((some) =>
      toPrivate(network, source, vpc, IntervalSet.of(some.first, some.last), asked),
    ),
  ];
}

/** To an address that is not public: whoever has it, the routes of the source's subnet must lead there. */
function toPrivate(
  network: Network,
  source: NetworkInterface,
  vpc: Vpc | undefined,
  addresses: IntervalSet,
  asked: (addresses: IntervalSet) => PacketSet,
): Onward[] {
  const [interval] = addresses.intervals;
  if (!addresses.intersect(NEVER_ROUTED).isEmpty)
    return [undecidedTo(source, addresses, "such addresses are no others' than the host's own", asked)];
  const held =
    vpc === undefined || interval === undefined || addresses.size > 1
      ? undefined
      : whoHas(network, source, vpc, addressFromInteger(interval.first));
  if (held !== undefined) return [toInterface(network, source, held, asked(addresses))];
  const own = IntervalSet.ofAll(vpc?.blocks.items ?? []);
  return vpc === undefined || addresses.size > 1 || !addresses.intersect(own).isEmpty
    ? [undecidedTo(source, addresses, "none of the given stacks makes what has it", asked)]
    : toInternet(network, source, asked(addresses));
}

function undecidedTo(
  { at }: NetworkInterface,
  addresses: IntervalSet,
  reason: string,
  asked: (addresses: IntervalSet) => PacketSet,
): Onward {
  return undecided(asked(addresses), at, new Unknown(formatAddresses(addresses), reason, at));
}

/** What has an address for one who sends to it: in the own VPC, or in the peered one that the routes lead to. */
function whoHas(
  network: Network,
  source: NetworkInterface,
  vpc: Vpc,
  address: Ipv4Address,
): NetworkInterface | undefined {
  const own = interfaceOrUnheld(network, vpc.key, address);
  if (own !== undefined || vpc.blocks.items.some((block) => block.contains(address))) return own;
  const peers = peersOf(network, vpc).filter(({ blocks }) =>
    blocks.items.some((block) => block.contains(address)),
  );
  // Of several with one block the route says which; without a route, any shows that there is none.
  const peer = peers.length > 1 ? peerByRoute(network, source, peers, address) : peers[0];
  return peer === undefined ? undefined : interfaceOrUnheld(network, peer.key, address);
}

function peerByRoute(
  network: Network,
  source: NetworkInterface,
  peers: readonly Vpc[],
  address: Ipv4Address,
): Vpc | undefined {
  const subnet = subnetOf(network, source);
  if (subnet === undefined) return undefined;
  const routes = routesOfSubnet(network, subnet, IntervalSet.of(address, address));
  if (routes.kind === "unknown" || routes.doubts.length > 0) return undefined;
  const [choice] = routes.choices;
  if (choice === undefined) return peers[0];
  if (choice.target.kind !== "peering-connection") return undefined;
  const connection = network.peeringConnections.get(choice.target.connection);
  return peers.find(({ key }) => key === connection?.requester || key === connection?.accepter);
}
