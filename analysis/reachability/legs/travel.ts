import { isKnown, type Network, type NetworkInterface, type Vpc } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf, formatAddresses } from "../format";
import type { Party } from "../path/party";
import { type Leg, passing, type Stage } from "../path/stage";
import { refusalsOfInterface } from "../refusals";
import { foreignLeg } from "./foreign-leg";
import { localLeg, subnetOf } from "./leg";

/** From one interface to another and back, wherever they are. */
export function travel(network: Network, source: Party, destination: Party, asked: PacketSet): Leg {
  const from = vpcOf(network, source.interface);
  const to = vpcOf(network, destination.interface);
  // Where a VPC is not known the leg itself says so.
  const leg =
    from !== undefined && to !== undefined && from.key !== to.key
      ? foreignLeg(network, { source, destination, from, to, asked })
      : localLeg(network, source, destination, asked);
  const refused = [source, destination].flatMap((party) => refusalsOfInterface(network, party.interface));
  return { asked, stages: [stationOf(source), ...refused, ...leg.stages, stationOf(destination)] };
}

export function vpcOf(network: Network, own: NetworkInterface): Vpc | undefined {
  const vpc = subnetOf(network, own)?.vpc;
  return vpc !== undefined && isKnown(vpc) ? network.vpcs.get(vpc) : undefined;
}

const OWNERS = {
  host: "instance",
  endpoint: "VPC endpoint",
  "load-balancer": "load balancer",
  "nat-gateway": "NAT gateway",
  none: "network interface",
} as const;

/** An end of the leg, where packets only start or end. */
function stationOf({ interface: { owner, at, securityGroups }, addresses }: Party): Stage {
  const station = passing(OWNERS[owner.kind], at, formatAddresses(addresses));
  // Of an address that nothing is known to have, the groups say as much.
  if (owner.kind !== "none" || securityGroups.doubts.length > 0) return station;
  const why = new Unknown(addressOf(at), "none of the given stacks attaches it to a host", at);
  return { ...station, passes: ANYTHING, doubts: [why] };
}
