import { isKnown, type Network, type NetworkAcl, type Subnet } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, reversed } from "../bounds";
import { allowedBy } from "../filters/network-acls";
import type { Direction } from "../filters/security-groups";
import type { Fix } from "../fixes";
import { formatAddresses, formatTraffic } from "../format";
import { PUBLIC_ADDRESSES } from "../internet/public-addresses";
import type { Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";
import { trafficOf } from "./security-group-stage";

/** Whether the packets are the request's or, with their ends exchanged, the answer's. */
export type Way = "request" | "answer";

/**
 * The network ACL of a subnet that packets leave (`egress`) or enter (`ingress`). It is stateless: answers are judged
 * by themselves, by the port that the client happens to have.
 * @param asked the request's packets, for either way
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export function networkAclStage(
  network: Network,
  subnet: Subnet,
  direction: Direction,
  way: Way,
  asked: PacketSet,
): Stage {
  const packets = way === "request" ? asked : asked.reversed();
  const acl = isKnown(subnet.networkAcl) ? network.networkAcls.get(subnet.networkAcl) : undefined;
  const end = direction === "ingress" ? "sources" : "destinations";
  const preposition = direction === "ingress" ? "from" : "to";
  const described = `${formatTraffic(packets)} ${preposition} ${formatAddresses(packets.valuesOf(end))}`;
  const component = `network ACL, ${direction}${way === "answer" ? " of the answer" : ""}`;
  if (acl === undefined) {
    const doubts = [isKnown(subnet.networkAcl) ? notGiven(subnet) : subnet.networkAcl];
    return { component, at: subnet.at, detail: described, consulted: [], passes: ANYTHING, doubts };
  }
  const unmodelled = unmodelledAt(network, acl.key);
  const allowed = allowedBy(acl, direction, packets);
  const bounds = unmodelled.length > 0 ? ANYTHING : allowed;
  const lost = packets.subtract(bounds.possible);
  return {
    component,
    at: acl.at,
    detail: described,
    consulted: allowed.entries,
    passes: way === "request" ? bounds : reversed(bounds),
    doubts: [...unmodelled, ...allowed.doubts],
    ...(lost.isEmpty
      ? {}
      : {
          blocker: {
            code: "SUBNET_ACL_RESTRICTION",
            sentence: `${direction} of ${way === "answer" ? "the answer, " : ""}${formatTraffic(lost)} ${preposition} ${formatAddresses(lost.valuesOf(end))} is denied`,
            ...(direction === "ingress" && way === "request" && isPublic(lost)
              ? {}
              : fixFor(acl, direction, lost)),
          },
        }),
  };
}

function notGiven({ at }: Subnet): Unknown {
  return new Unknown("its network ACL", "none of the given stacks makes it", at);
}

/** Nobody is ever told to let the internet in. */
function isPublic(packets: PacketSet): boolean {
  return !packets.valuesOf("sources").intersect(PUBLIC_ADDRESSES).isEmpty;
}

/** An entry before all others, which no other can overrule; where their numbers leave room. */
function fixFor(acl: NetworkAcl, direction: Direction, lost: PacketSet): { readonly fix?: Fix } {
  const numbers = acl[direction].items.map(({ ruleNumber }) => ruleNumber).filter(isKnown);
  const ruleNumber = numbers.length === 0 ? 100 : Math.min(...numbers) - 1;
  if (ruleNumber < 1) return {};
  const addresses = lost.valuesOf(direction === "ingress" ? "sources" : "destinations");
  return {
    fix: { kind: "allow-in-acl", acl: acl.key, direction, traffic: trafficOf(lost), addresses, ruleNumber },
  };
}
