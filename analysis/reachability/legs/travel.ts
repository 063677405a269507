import type { Network, NetworkInterface } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf, formatAddresses } from "../format";
import type { Party } from "../path/party";
import { type Leg, passing, type Stage } from "../path/stage";
import { refusalsOfInterface } from "../refusals";
import { legBetween } from "./leg";

/** From one interface to another and back, wherever they are. */
export function travel(network: Network, source: Party, destination: Party, asked: PacketSet): Leg {
  const leg = legBetween(network, source, destination, asked);
  const refused = [source, destination].flatMap((party) => refusalsOfInterface(network, party.interface));
  return {
    asked,
    stages: [
      stationOf(network, source, "source"),
      ...refused,
      ...leg.stages,
      stationOf(network, destination, "destination"),
    ],
  };
}

/** What has an interface, in AWS's words. */
function ownerName(network: Network, { owner }: NetworkInterface): string {
  switch (owner.kind) {
    case "host":
      return "instance";
    case "endpoint":
      return network.endpoints.get(owner.endpoint)?.type === "Resource"
        ? "resource endpoint"
        : "VPC endpoint";
    case "load-balancer":
      return "load balancer";
    case "nat-gateway":
      return "NAT gateway";
    case "resource-gateway":
      return "resource gateway";
    case "resolver-endpoint":
      return "resolver endpoint";
    case "requester-managed":
      return "requester-managed network interface";
    case "on-premises":
      return "on-premises host";
    case "none":
      return "network interface";
  }
}

/** An end of the leg, where packets only start or end. */
function stationOf(
  network: Network,
  { interface: own, addresses }: Party,
  end: "source" | "destination",
): Stage {
  const { owner, at, securityGroups } = own;
  const station = {
    ...passing(ownerName(network, own), at, formatAddresses(addresses)),
    station: { end, interface: own },
  };
  // Of an address that nothing is known to have, the groups say as much.
  if (owner.kind !== "none" || securityGroups.doubts.length > 0) return station;
  const why = owner.why ?? new Unknown(addressOf(at), "none of the given stacks attaches it to a host", at);
  return { ...station, passes: ANYTHING, doubts: [why] };
}
