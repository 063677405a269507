import { isKnown, type Known, type Network, type Subnet, type Vpc } from "../../network";
import type { PacketSet } from "../../packets";
import type { Unknown } from "../../terraform";
import type { Party } from "../path/party";
import type { Leg, Stage } from "../path/stage";
import { subnetOf, vpcOf } from "../subnet-lookup";
import { attachmentDoubts, doubtfulStage } from "./attachment";
import { networkAclStage } from "./network-acl-stage";
import { peeringsBetween } from "./peering";
import { routeStage } from "./route-stage";
import { securityGroupStage } from "./security-group-stage";

/** How the VPCs of a leg's two ends stand to each other. */
type Connection =
  /** One VPC, or it is not known whether it is one; the stages say so then. */
  | { readonly kind: "one" }
  | { readonly kind: "peered"; readonly from: Vpc; readonly to: Vpc }
  /** @param doubts why they may be peered */
  | { readonly kind: "apart"; readonly doubts: readonly Unknown[] };

/**
 * From one interface to another and back: groups at both ends once, and, unless both are in one subnet, each subnet's
 * ACL and routes in both directions. Between VPCs that nothing joins the packets get no further than the routes of
 * their own, so what the other VPC would do with them is not asked.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html
 */
export function legBetween(network: Network, source: Party, destination: Party, asked: PacketSet): Leg {
  const connection = connectionOf(network, source, destination);
  const { client, server } = asSeen(connection, source, destination);
  const out = securityGroupStage(network, source, server, "egress", asked);
  const into = securityGroupStage(network, destination, client, "ingress", asked);
  const [from, to] = [subnetOf(network, source.interface), subnetOf(network, destination.interface)];
  const doubts = [source, destination].flatMap((party) => attachmentDoubts(network, party));
  const begun = [...(doubts.length === 0 ? [] : [doubtfulStage(source.interface, doubts)]), ...out];
  if (connection.kind === "apart")
    return {
      asked,
      stages: [...begun, ...(from === undefined ? [] : leaving(network, from, destination, asked))],
    };
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

/** What packets pass on their way out of the subnet that they start in. */
function leaving(network: Network, from: Subnet, destination: Party, asked: PacketSet): Stage[] {
  return [
    networkAclStage(network, from, "egress", "request", asked),
    routeStage(network, from, destination.interface, "request", asked),
  ];
}

function connectionOf(network: Network, source: Party, destination: Party): Connection {
  const [from, to] = [vpcOf(network, source.interface), vpcOf(network, destination.interface)];
  if (from === undefined || to === undefined || from.key === to.key) return { kind: "one" };
  const { items: peerings, doubts } = peeringsBetween(network, from, to);
  return peerings.length > 0 ? { kind: "peered", from, to } : { kind: "apart", doubts };
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
  const isSeen = connection.kind === "apart" ? unlessPeered(connection.doubts) : sameRegion(connection);
  if (isSeen === true) return { client: source, server: destination };
  const strange = (party: Party): Party => ({
    ...party,
    groups: { items: [], doubts: isKnown(isSeen) ? [] : [isSeen] },
  });
  return { client: strange(source), server: strange(destination) };
}

function unlessPeered([doubt]: readonly Unknown[]): Known<boolean> {
  return doubt ?? false;
}

function sameRegion({ from, to }: { readonly from: Vpc; readonly to: Vpc }): Known<boolean> {
  if (!isKnown(from.region)) return from.region;
  return isKnown(to.region) ? from.region === to.region : to.region;
}
