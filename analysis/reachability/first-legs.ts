import { addressFromInteger, IntervalSet } from "../../modules/addressing";
import type { Network, NetworkInterface } from "../network";
import type { PacketSet } from "../packets";
import { Unknown } from "../terraform";
import { leadingNowhere, undecided } from "./dead-ends";
import { formatAddresses } from "./format";
import { interfaceOrUnheld } from "./interface-lookup";
import { PUBLIC_ADDRESSES } from "./internet/public-addresses";
import { toInternet } from "./internet/to-internet";
import { travel, vpcOf } from "./legs/travel";
import type { Onward } from "./path/arrival";
import { partyOf } from "./path/party";

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
  const sendsOn = destination.owner.kind === "endpoint" || destination.owner.kind === "load-balancer";
  const next = { interface: destination, client, asked, via: "address" } as const;
  return { choices: [], legs: [leg], ...(sendsOn ? { next } : {}) };
}

/** To addresses that no interface of the given stacks is known to have. */
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
  const elsewhere = others.intervals.map(({ first, last }): Onward => {
    const unheld =
      vpc === undefined || first !== last
        ? undefined
        : interfaceOrUnheld(network, vpc.key, addressFromInteger(first));
    const some = IntervalSet.of(first, last);
    if (unheld !== undefined) return toInterface(network, source, unheld, asked(some));
    const why = new Unknown(formatAddresses(some), "none of the given stacks makes what has it", source.at);
    return undecided(asked(some), source.at, why);
  });
  return [...(publicOnes.isEmpty ? [] : toInternet(network, source, asked(publicOnes))), ...elsewhere];
}
