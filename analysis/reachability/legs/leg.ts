import { isKnown, type Known, type Network, sameKnown, type Subnet, type Vpc } from "../../network";
import type { PacketSet } from "../../packets";
import { ANYTHING } from "../bounds";
import type { Party } from "../path/party";
import type { Leg, Stage } from "../path/stage";
import { subnetOf } from "../subnet-lookup";
import { areGroupsSeen } from "../transit/security-groups";
import { acrossTransit } from "../transit/transit-leg";
import { outsideStages } from "../vpn/outside";
import { acrossVpn } from "../vpn/vpn-leg";
import { attachmentDoubts, doubtfulStage } from "./attachment";
import { type Connection, connectionOf } from "./connection";
import { networkAclStage } from "./network-acl-stage";
import { untilHandedOn } from "./route-outcome";
import { routeStage } from "./route-stage";
import { securityGroupStage } from "./security-group-stage";

/**
 * From one interface to another and back: groups at both ends once, and, unless both are in one subnet, each subnet's
 * ACL and routes in both directions. Between VPCs that nothing joins the packets get no further than the routes of
 * their own, so what the other VPC would do with them is not asked. To and from networks outside AWS a VPN leads, and
 * between VPCs and those a Transit Gateway may.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html
 */
export function legBetween(network: Network, source: Party, destination: Party, asked: PacketSet): Leg {
  return { asked, stages: untilHandedOn(stagesBetween(network, source, destination, asked)) };
}

function stagesBetween(
  network: Network,
  source: Party,
  destination: Party,
  asked: PacketSet,
): readonly Stage[] {
  const connection = connectionOf(network, source, destination, asked);
  const { client, server } = asSeen(network, connection, source, destination, asked);
  const out = securityGroupStage(network, source, server, "egress", asked);
  const into = securityGroupStage(network, destination, client, "ingress", asked);
  const [from, to] = [subnetOf(network, source.interface), subnetOf(network, destination.interface)];
  const doubts = [source, destination].flatMap((party) => attachmentDoubts(network, party));
  const begun = [
    ...(doubts.length === 0 ? [] : [doubtfulStage(source.interface, doubts)]),
    ...out,
    ...choiceStages(connection, source),
  ];
  if (connection.kind === "apart")
    return [
      ...begun,
      ...(from === undefined
        ? outsideStages(network, source, destination, asked)
        : leaving(network, from, destination, asked)),
    ];
  if (connection.kind === "vpn") {
    const { request, answer } = acrossVpn(network, connection.tunnels, source, destination, asked);
    return [...begun, ...request, ...into, ...answer];
  }
  if (connection.kind === "transit") {
    const { request, answer } = acrossTransit(network, source, destination, asked);
    return [...begun, ...request, ...into, ...answer];
  }
  if (from === undefined || to === undefined || from.key === to.key) return [...begun, ...into];
  return [
    ...begun,
    ...leaving(network, from, destination, asked),
    networkAclStage(network, to, "ingress", "request", asked),
    ...into,
    networkAclStage(network, to, "egress", "answer", asked),
    // A load balancer takes the answers to packets that it sent on, whatever their addresses.
    ...(source.speaksFor === "client" ? [] : [routeStage(network, to, source.interface, "answer", asked)]),
    networkAclStage(network, from, "ingress", "answer", asked),
  ];
}

/** Why it is not known by which of several connections the packets go. */
function choiceStages(connection: Connection, { interface: { at } }: Party): Stage[] {
  if (connection.kind === "one" || connection.kind === "apart" || connection.doubts.length === 0) return [];
  const detail =
    connection.kind === "transit"
      ? "to what a transit gateway joins"
      : "to a VPC that is both peered and joined by VPN";
  return [
    {
      component: "route table",
      at,
      detail,
      consulted: [],
      passes: ANYTHING,
      doubts: connection.doubts,
    },
  ];
}

/** What packets pass on their way out of the subnet that they start in. */
function leaving(network: Network, from: Subnet, destination: Party, asked: PacketSet): Stage[] {
  return [
    networkAclStage(network, from, "egress", "request", asked),
    routeStage(network, from, destination.interface, "request", asked),
  ];
}

/**
 * The ends as each other's rules know them: rules can refer to groups of the own VPC, and of one that is peered in the
 * same Region, whosever account it is in. Across a Transit Gateway only ingress rules can.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
function asSeen(
  network: Network,
  connection: Connection,
  source: Party,
  destination: Party,
  asked: PacketSet,
): { readonly client: Party; readonly server: Party } {
  if (connection.kind === "one") return { client: source, server: destination };
  if (connection.kind === "transit") {
    const isSeen = areGroupsSeen(network, source, destination, asked);
    const unseen = connection.doubts[0] ?? false;
    return { client: seen(source, connection.doubts[0] ?? isSeen), server: seen(destination, unseen) };
  }
  const isSeen = isSeenAcross(connection);
  return { client: seen(source, isSeen), server: seen(destination, isSeen) };
}

/** An end as those know it who know its groups, or do not. */
function seen(party: Party, isSeen: Known<boolean>): Party {
  if (isSeen === true) return party;
  return { ...party, groups: { items: [], doubts: isKnown(isSeen) ? [] : [isSeen] } };
}

function isSeenAcross(connection: Exclude<Connection, { readonly kind: "one" | "transit" }>): Known<boolean> {
  switch (connection.kind) {
    case "peered":
      return sameRegion(connection);
    case "vpn":
      return false;
    case "apart":
      return connection.doubts[0] ?? false;
  }
}

function sameRegion({ from, to }: { readonly from: Vpc; readonly to: Vpc }): Known<boolean> {
  const isSame = sameKnown(from.region, to.region);
  if (isSame !== undefined) return isSame;
  return isKnown(from.region) ? (isKnown(to.region) ? false : to.region) : from.region;
}
