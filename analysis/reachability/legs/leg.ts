import { isKnown, type Known, type Network, type Subnet, type Vpc } from "../../network";
import type { PacketSet } from "../../packets";
import { ANYTHING } from "../bounds";
import type { Party } from "../path/party";
import type { Leg, Stage } from "../path/stage";
import { subnetOf } from "../subnet-lookup";
import { outsideStages } from "../vpn/outside";
import { acrossVpn } from "../vpn/vpn-leg";
import { attachmentDoubts, doubtfulStage } from "./attachment";
import { type Connection, connectionOf } from "./connection";
import { networkAclStage } from "./network-acl-stage";
import { routeStage } from "./route-stage";
import { securityGroupStage } from "./security-group-stage";

/**
 * From one interface to another and back: groups at both ends once, and, unless both are in one subnet, each subnet's
 * ACL and routes in both directions. Between VPCs that nothing joins the packets get no further than the routes of
 * their own, so what the other VPC would do with them is not asked. To and from networks outside AWS a VPN leads.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html
 */
export function legBetween(network: Network, source: Party, destination: Party, asked: PacketSet): Leg {
  const connection = connectionOf(network, source, destination, asked);
  const { client, server } = asSeen(connection, source, destination);
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
    return {
      asked,
      stages: [
        ...begun,
        ...(from === undefined
          ? outsideStages(network, source, destination, asked)
          : leaving(network, from, destination, asked)),
      ],
    };
  if (connection.kind === "vpn") {
    const { request, answer } = acrossVpn(network, connection.tunnels, source, destination, asked);
    return { asked, stages: [...begun, ...request, ...into, ...answer] };
  }
  if (from === undefined || to === undefined || from.key === to.key)
    return { asked, stages: [...begun, ...into] };
  return {
    asked,
    stages: [
      ...begun,
      ...leaving(network, from, destination, asked),
      networkAclStage(network, to, "ingress", "request", asked),
      ...into,
      networkAclStage(network, to, "egress", "answer", asked),
      // A load balancer takes the answers to packets that it sent on, whatever their addresses.
      ...(source.speaksFor === "client" ? [] : [routeStage(network, to, source.interface, "answer", asked)]),
      networkAclStage(network, from, "ingress", "answer", asked),
    ],
  };
}

/** Why it is not known by which of several connections the packets go. */
function choiceStages(connection: Connection, { interface: { at } }: Party): Stage[] {
  if ((connection.kind !== "peered" && connection.kind !== "vpn") || connection.doubts.length === 0)
    return [];
  const detail = "to a VPC that is both peered and joined by VPN";
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
 * same Region, whosever account it is in.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
function asSeen(
  connection: Connection,
  source: Party,
  destination: Party,
): { readonly client: Party; readonly server: Party } {
  if (connection.kind === "one") return { client: source, server: destination };
  const isSeen = isSeenAcross(connection);
  if (isSeen === true) return { client: source, server: destination };
  const strange = (party: Party): Party => ({
    ...party,
    groups: { items: [], doubts: isKnown(isSeen) ? [] : [isSeen] },
  });
  return { client: strange(source), server: strange(destination) };
}

function isSeenAcross(connection: Exclude<Connection, { readonly kind: "one" }>): Known<boolean> {
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
  if (!isKnown(from.region)) return from.region;
  return isKnown(to.region) ? from.region === to.region : to.region;
}
