import type { Network, NetworkInterface } from "../../network";
import type { PacketSet } from "../../packets";
import { attachmentDoubts, doubtfulStage } from "../legs/attachment";
import { securityGroupStage } from "../legs/security-group-stage";
import type { Onward } from "../path/arrival";
import { partyOf } from "../path/party";
import type { Stage } from "../path/stage";
import { refusalsOfInterface } from "../refusals";
import { subnetOf } from "../subnet-lookup";
import { departures } from "./departures";
import { internetParty } from "./party";
import { throughNat } from "./through-nat";

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
    withoutPublicAddress: "it has no public address, and an internet gateway drops what it sends",
  };
  return departures(network, sender, asked).flatMap(({ choice, asked: leaving, out, back, natGateway }) => {
    const before = [...ownStages(network, source, leaving), ...out];
    if (natGateway === undefined)
      return [{ choices: [choice], legs: [{ asked: leaving, stages: [...before, ...back] }] }];
    return throughNat(network, source, leaving, natGateway).map((nat) => ({
      choices: [choice, ...nat.choices],
      legs: [{ asked: nat.asked, stages: [...before, ...nat.out, ...nat.back, ...back] }, ...nat.onward],
    }));
  });
}

function ownStages(network: Network, source: NetworkInterface, asked: PacketSet): Stage[] {
  const self = partyOf(source);
  const internet = internetParty(source.at, asked.valuesOf("destinations"));
  const doubts = attachmentDoubts(network, self);
  return [
    ...refusalsOfInterface(network, source),
    ...(doubts.length > 0 ? [doubtfulStage(source, doubts)] : []),
    ...securityGroupStage(network, self, internet, "egress", asked),
  ];
}
