import type { Network, NetworkInterface, Subnet } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { undecided } from "../dead-ends";
import { addressOf } from "../format";
import { attachmentDoubts, doubtfulStage } from "../legs/attachment";
import { networkAclStage } from "../legs/network-acl-stage";
import { securityGroupStage } from "../legs/security-group-stage";
import type { Onward } from "../path/arrival";
import { partyOf } from "../path/party";
import type { Stage } from "../path/stage";
import { refusalsOfInterface } from "../refusals";
import { subnetOf, vpcOf } from "../subnet-lookup";
import { answerRouteStages } from "./answer-routes";
import { entryStage, publicAddressStage } from "./internet-gateway";
import { internetParty } from "./party";
import { publicAccessStages } from "./public-access";

/**
 * From public addresses to an interface and back.
 * @param asked as the VPC sees them: the internet gateway has exchanged the public address for the interface's own
 */
export function fromInternet(network: Network, destination: NetworkInterface, asked: PacketSet): Onward[] {
  if (destination.owner.kind === "on-premises") {
    const why = "what comes into a network outside AWS from the internet is not analysed";
    return [undecided(asked, destination.at, new Unknown(addressOf(destination.at), why, destination.at))];
  }
  const self = partyOf(destination);
  const client = internetParty(destination.at, asked.valuesOf("sources"));
  const subnet = subnetOf(network, destination);
  const vpc = vpcOf(network, destination);
  const doubts = attachmentDoubts(network, self);
  const filters = subnet === undefined ? { into: [], back: [] } : subnetStages(network, subnet, asked);
  const stages = [
    ...refusalsOfInterface(network, destination),
    ...(doubts.length > 0 ? [doubtfulStage(destination, doubts)] : []),
    ...(vpc === undefined ? [] : [entryStage(network, vpc)]),
    publicAddressStage({
      component: "network interface",
      at: destination.at,
      hasPublicAddress: destination.hasPublicAddress,
      blocker: {
        code: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
        sentence: "it has no public address to be reached at",
      },
    }),
    ...(subnet === undefined ? [] : publicAccessStages(subnet, "ingress")),
    ...filters.into,
    ...securityGroupStage(network, self, client, "ingress", asked),
    ...filters.back,
  ];
  const arrival = { interface: destination, client, asked, via: "address" } as const;
  return [{ choices: [], legs: [{ asked, stages }], arrival }];
}

function subnetStages(
  network: Network,
  subnet: Subnet,
  asked: PacketSet,
): { readonly into: readonly Stage[]; readonly back: readonly Stage[] } {
  return {
    into: [networkAclStage(network, subnet, "ingress", "request", asked)],
    back: [
      networkAclStage(network, subnet, "egress", "answer", asked),
      ...answerRouteStages(network, subnet, asked),
    ],
  };
}
