import { IntervalSet } from "../../../modules/addressing";
import { isKnown, type Known, type NatGateway, type Network, type NetworkInterface, type Subnet, type Vpc } from "../../network";
import { EVERY_ADDRESS, PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, EVERYTHING, NOTHING } from "../bounds";
import { addressOf } from "../format";
import { localRouteStage } from "../legs/local-route-stage";
import { networkAclStage } from "../legs/network-acl-stage";
import type { Leg, Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";
import { type Departure, departures } from "./departures";

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
const NAT_PORTS = IntervalSet.of(1024, 65535);

/** How packets go on from a NAT gateway. */
export interface Translation {
  readonly choices: readonly string[];
  /** The packets, as they came. */
  readonly asked: PacketSet;
  /** What they pass on their way into the gateway. */
  readonly out: readonly Stage[];
  /** What the answers pass on their way from the gateway. */
  readonly back: readonly Stage[];
  /** The packets as they leave it, if it is known where it stands. */
  readonly onward: readonly Leg[];
}

/**
 * A NAT gateway has no security groups. It sends what the hosts of its VPC send to it on from its own address, by the
 * routes of its own subnet, and the answers back to them.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
export function throughNat(
  network: Network,
  source: NetworkInterface,
  { asked, natGateway }: { readonly asked: PacketSet; readonly natGateway: NonNullable<Departure["natGateway"]> },
): Translation[] {
  const gateway = network.natGateways.get(natGateway.key);
  if (gateway === undefined) {
    const why = new Unknown(natGateway.key, "none of the given stacks makes this NAT gateway", source.at);
    return [{ choices: [], asked, out: [undecidedStage(source, [why])], back: [], onward: [] }];
  }
  const subnet = isKnown(gateway.subnet) ? network.subnets.get(gateway.subnet) : undefined;
  const entry = entryStage(network, gateway, subnet, natGateway.vpc);
  if (subnet === undefined) return [{ choices: [], asked, out: [entry], back: [], onward: [] }];
  return departures(
    network,
    {
      component: "NAT gateway",
      at: gateway.at,
      subnet,
      hasPublicAddress: isPublic(gateway),
      withoutPublicAddress: "it is a private NAT gateway, and an internet gateway drops what it sends",
    },
    translated(gateway, asked),
  ).map((departure) => {
    // Those of the packets that leave this way.
    const part = asked.intersect(PacketSet.of({ destinations: departure.asked.valuesOf("destinations") }));
    const { into, from } = crossing(network, source, subnet, part);
    return {
      choices: [departure.choice],
      asked: part,
      out: [...into, entry],
      back: from,
      onward: [
        { asked: departure.asked, stages: [...departure.out, ...secondGateway(departure, gateway), ...departure.back] },
      ],
    };
  });
}
