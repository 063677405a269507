import { addressFromInteger, IntervalSet } from "../../modules/addressing";
import type { Network, NetworkInterface, Vpc } from "../network";
import type { PacketSet } from "../packets";
import { Unknown } from "../terraform";
import { leadingNowhere, undecided } from "./dead-ends";
import { formatAddresses } from "./format";
import { holderFor } from "./holders";
import { NEVER_ROUTED, PUBLIC_ADDRESSES } from "./internet/public-addresses";
import { throughNatTo } from "./internet/nat-to-private";
import { toInternet } from "./internet/to-internet";
import { travel } from "./legs/travel";
import type { Onward } from "./path/arrival";
import { partyOf } from "./path/party";
import { vpcOf } from "./subnet-lookup";

/** From an interface to another, wherever that is. */
export function toInterface(
  network: Network,
  source: NetworkInterface,
  destination: NetworkInterface,
  asked: PacketSet,
): Onward {
  if (asked.isEmpty) return { choices: [], legs: [leadingNowhere({ asked, stages: [] }, destination.at)] };
  const translated = throughNatTo(network, source, destination, asked);
  if (translated !== undefined) return translated;
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
  if (source.owner.kind === "on-premises") return fromOutside(network, source, addresses, asked);
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
      : holderFor(network, source, addressFromInteger(interval.first));
  if (held !== undefined) return [toInterface(network, source, held, asked(addresses))];
  const own = IntervalSet.ofAll(vpc?.blocks.items ?? []);
  return vpc === undefined || addresses.size > 1 || !addresses.intersect(own).isEmpty
    ? [undecidedTo(source, addresses, "none of the given stacks makes what has it", asked)]
    : toInternet(network, source, asked(addresses));
}

/** What a network outside AWS sends to others than those that a VPN joins to it goes ways of its own. */
function fromOutside(
  network: Network,
  source: NetworkInterface,
  addresses: IntervalSet,
  asked: (addresses: IntervalSet) => PacketSet,
): Onward[] {
  const [interval] = addresses.intervals;
  const held =
    interval === undefined || addresses.size > 1
      ? undefined
      : holderFor(network, source, addressFromInteger(interval.first));
  return [
    held === undefined
      ? undecidedTo(source, addresses, "where a network outside AWS sends it is not analysed", asked)
      : toInterface(network, source, held, asked(addresses)),
  ];
}

function undecidedTo(
  { at }: NetworkInterface,
  addresses: IntervalSet,
  reason: string,
  asked: (addresses: IntervalSet) => PacketSet,
): Onward {
  return undecided(asked(addresses), at, new Unknown(formatAddresses(addresses), reason, at));
}
