import { isKnown, type Network, type NetworkInterface, type Subnet } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import type { Party } from "../path/party";
import type { Leg, Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";
import { localRouteStage } from "./local-route-stage";
import { networkAclStage } from "./network-acl-stage";
import { securityGroupStage } from "./security-group-stage";

/**
 * From one interface to another in the same VPC and back: groups at both ends once, and, unless both are in one subnet,
 * each subnet's ACL and routes in both directions.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html
 */
export function localLeg(network: Network, source: Party, destination: Party, asked: PacketSet): Leg {
  const out = securityGroupStage(network, source, destination, "egress", asked);
  const into = securityGroupStage(network, destination, source, "ingress", asked);
  const [from, to] = [subnetOf(network, source.interface), subnetOf(network, destination.interface)];
  const doubts = [source, destination].flatMap((party) => attachmentDoubts(network, party));
  const uncertain = doubts.length === 0 ? [] : [doubtfulStage(source.interface, doubts)];
  if (from === undefined || to === undefined) return { asked, stages: [...uncertain, ...out, ...into] };
  if (from.key === to.key) return { asked, stages: [...uncertain, ...out, ...into] };
  return {
    asked,
    stages: [
      ...uncertain,
      ...out,
      networkAclStage(network, from, "egress", "request", asked),
      localRouteStage(network, from, destination.interface, "request", asked),
      networkAclStage(network, to, "ingress", "request", asked),
      ...into,
      networkAclStage(network, to, "egress", "answer", asked),
      // A load balancer takes the answers to packets that it sent on, whatever their addresses.
      ...(source.speaksFor === "client"
        ? []
        : [localRouteStage(network, to, source.interface, "answer", asked)]),
      networkAclStage(network, from, "ingress", "answer", asked),
    ],
  };
}

export function subnetOf(network: Network, { subnet }: NetworkInterface): Subnet | undefined {
  return isKnown(subnet) ? network.subnets.get(subnet) : undefined;
}

/** Without its subnet or addresses nothing that depends on them can be told of an interface. */
export function attachmentDoubts(network: Network, { interface: own }: Party): readonly Unknown[] {
  const subnet = subnetOf(network, own);
  const missing =
    subnet === undefined && isKnown(own.subnet)
      ? [new Unknown(own.subnet, "none of the given stacks makes this subnet", own.at)]
      : [];
  return [
    ...[own.subnet, own.addresses].filter((value) => value instanceof Unknown),
    ...missing,
    ...unmodelledAt(network, own.key, own.owner.kind === "host" ? own.owner.host : undefined, subnet?.key),
  ];
}

export function doubtfulStage({ at }: NetworkInterface, doubts: readonly Unknown[]): Stage {
  return {
    component: "network interface",
    at,
    detail: "where it is attached is not all known",
    consulted: [],
    passes: ANYTHING,
    doubts,
  };
}
