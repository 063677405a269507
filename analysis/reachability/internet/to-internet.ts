import type { Network, NetworkInterface, Subnet } from "../../network";
import type { PacketSet } from "../../packets";
import { attachmentDoubts, doubtfulStage } from "../legs/attachment";
import { securityGroupStage } from "../legs/security-group-stage";
import type { Onward } from "../path/arrival";
import { partyOf } from "../path/party";
import type { Stage } from "../path/stage";
import { refusalsOfInterface } from "../refusals";
import { subnetOf } from "../subnet-lookup";
import { type Departure, departures } from "./departures";
import { internetParty } from "./party";
import { throughTransit } from "./through-transit";
import { publicAccessStages } from "./public-access";
import { hostAsClient, throughNat, type Translation } from "./through-nat";

/**
 * From an interface to public addresses and back: a path for each gateway that its subnet's routes lead to, and one for
 * addresses without a route.
 */
export function toInternet(network: Network, source: NetworkInterface, asked: PacketSet): Onward[] {
  const subnet = subnetOf(network, source);
  if (subnet === undefined)
    return [{ choices: [], legs: [{ asked, stages: ownStages(network, source, asked) }] }];
  const sender = {
    component: "network interface",
    at: source.at,
    subnet,
    hasPublicAddress: source.hasPublicAddress,
    publicAccess: publicAccessStages(subnet, "egress"),
    withoutPublicAddress: "it has no public address, and an internet gateway drops what it sends",
  };
  return departures(network, sender, asked, "judged next").flatMap((departure) => {
    const { choice, asked: leaving, out, back } = departure;
    const before = [...ownStages(network, source, leaving), ...out];
    const further = furtherOf(network, source, subnet, departure);
    if (further === undefined)
      return [{ choices: [choice], legs: [{ asked: leaving, stages: [...before, ...back] }] }];
    return further.map((each) => ({
      choices: [choice, ...each.choices],
      legs: [{ asked: each.asked, stages: [...before, ...each.out, ...each.back, ...back] }, ...each.onward],
    }));
  });
}

/** What a gateway makes of packets that does not send them to the internet itself. */
function furtherOf(
  network: Network,
  source: NetworkInterface,
  subnet: Subnet,
  { asked, natGateway, transitGateway }: Departure,
): readonly Translation[] | undefined {
  if (natGateway !== undefined) return throughNat(network, hostAsClient(network, source), asked, natGateway);
  return transitGateway && throughTransit(network, source, subnet, asked, transitGateway);
}

/** What judges packets to others outside the VPC at the interface that they start from. */
export function ownStages(network: Network, source: NetworkInterface, asked: PacketSet): Stage[] {
  const self = partyOf(source);
  const internet = internetParty(source.at, asked.valuesOf("destinations"));
  const doubts = attachmentDoubts(network, self);
  return [
    ...refusalsOfInterface(network, source),
    ...(doubts.length > 0 ? [doubtfulStage(source, doubts)] : []),
    ...securityGroupStage(network, self, internet, "egress", asked),
  ];
}
