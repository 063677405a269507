import { IntervalSet } from "../../../../modules/addressing";
import {
  isKnown,
  type Network,
  type NetworkInterface,
  type SecurityGroupRule,
  type Subnet,
} from "../../../network";
import { EVERY_ADDRESS, PacketSet, PROTOCOL } from "../../../packets";
import { JoinedText, Reference, Unknown } from "../../../terraform";
import { ANYTHING, NOTHING } from "../../bounds";
import { derivedOnce } from "../../derived-once";
import { admittedBy, type Direction } from "../../filters/security-groups";
import { addressOf } from "../../format";
import { publicAccessStages } from "../../internet/public-access";
import { departures } from "../../internet/departures";
import { PUBLIC_ADDRESSES } from "../../internet/public-addresses";
import { type Share, shareOf, shareOfLeg, type Stage } from "../../path/stage";
import { subnetOf, vpcOf } from "../../subnet-lookup";

/**
 * IKE begins on port 500 and, behind network address translation, goes on on port 4500, as the packets of the tunnels do.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/FirewallRules.html
 */
const PORTS = [500, 4500];

/**
 * Whether a VPN device and AWS's side get through to each other outside their tunnels: by the groups, the ACL and the
 * routes of the device's interface, under a public address of its own. Of AWS's addresses it is only known that they are
 * public.
 * @returns nothing where they do
 */
export function ikeStages(network: Network, own: NetworkInterface): readonly Stage[] {
  const known = stagesOf(network).get(own);
  if (known !== undefined) return known;
  const subnet = subnetOf(network, own);
  const stages = [
    ...groupStages(network, own),
    ...(subnet === undefined ? [] : wayStages(network, own, subnet)),
  ];
  stagesOf(network).set(own, stages);
  return stages;
}

/** Every packet of a network may go by one device. */
const stagesOf = derivedOnce<Network, Map<NetworkInterface, readonly Stage[]>>(() => new Map());

const COMPONENT = "VPN device, IKE";
const DETAIL = "UDP 500 and 4500 to and from AWS's side";

/** Groups know who answers, so that letting it out is enough; admitting it is, where AWS's side begins. */
function groupStages(network: Network, own: NetworkInterface): Stage[] {
  const [out, into] = [throughGroups(network, own, "egress"), throughGroups(network, own, "ingress")];
  if (out.share === "all") return [];
  const isStopped = out.share === "none" && into.share === "none";
  const [group] = own.securityGroups.items.flatMap((key) => network.securityGroups.get(key) ?? []);
  const at = group?.at ?? own.at;
  const why = new Unknown(
    addressOf(at),
    "whether its rules let the device talk to AWS's side is not known",
    at,
  );
  const doubts = [...out.doubts, ...into.doubts];
  return [
    {
      component: COMPONENT,
      at,
      detail: DETAIL,
      consulted: [],
      passes: isStopped ? NOTHING : ANYTHING,
      doubts: isStopped ? [] : doubts.length > 0 ? doubts : [why],
      blocker: {
        code: "VPN_TUNNEL_DOWN",
        sentence: `no tunnel of ${addressOf(own.at)} comes up: no rule lets UDP 500 and 4500 out to AWS's side or in from it`,
      },
    },
  ];
}

interface Through {
  readonly share: Share;
  readonly doubts: readonly Unknown[];
}

function throughGroups(network: Network, own: NetworkInterface, direction: Direction): Through {
  const { items, doubts: others } = own.securityGroups;
  const isUnfiltered = items.length + others.length === 0;
  const ports = PORTS.map((port): Through => {
    const asked = ike(network, own, direction, port);
    const { certain, possible, doubts } = admittedBy(
      network,
      own.securityGroups,
      direction,
      { items: [], doubts: [] },
      asked,
    );
    if (isUnfiltered || asked.isSubsetOf(certain)) return { share: "all", doubts: [] };
    if (asked.intersect(possible).isEmpty) return { share: "none", doubts: [] };
    const isForTunnel = items
      .flatMap((key) => network.securityGroups.get(key)?.[direction].items ?? [])
      .some(
        ({ peer, traffic }) => isTunnelAddress(peer) && isKnown(traffic) && !asked.intersect(traffic).isEmpty,
      );
    return isForTunnel ? { share: "all", doubts: [] } : { share: "unknown", doubts };
  });
  const shares = ports.map(({ share }) => share);
  const share = shares.includes("none") ? "none" : shares.includes("unknown") ? "unknown" : "all";
  return { share, doubts: ports.flatMap(({ doubts }) => doubts) };
}

/** An address of a tunnel is AWS's to give, and yet it is known whose it is. */
function isTunnelAddress(peer: SecurityGroupRule["peer"]): boolean {
  return (
    peer instanceof JoinedText &&
    peer.pieces.some((piece) => piece instanceof Reference && /^tunnel[12]_address$/.test(piece.attribute))
  );
}

/** The routes and the ACL of the device's subnet. */
function wayStages(network: Network, own: NetworkInterface, subnet: Subnet): Stage[] {
  const asked = PORTS.map((port) => ike(network, own, "egress", port)).reduce((all, each) => all.union(each));
  const sender = {
    component: COMPONENT,
    at: own.at,
    subnet,
    hasPublicAddress: own.hasPublicAddress,
    publicAccess: publicAccessStages(subnet, "egress"),
    withoutPublicAddress: "it has no public address, and an internet gateway drops what it sends",
  };
  const ways = departures(network, sender, asked).map(({ asked: leaving, out, back, natGateway }) => {
    const stages = [...out, ...back, ...(natGateway === undefined ? [] : [translatedStage(own)])];
    return { share: shareOfLeg({ asked: leaving, stages }), asked: leaving, stages };
  });
  if (ways.every(({ share }) => share === "all")) return [];
  const isStopped = ways.every(({ share }) => share === "none");
  const failing = ways.flatMap((way) => way.stages.filter((stage) => shareOf(stage, way.asked) !== "all"));
  const first = failing.find(({ blocker }) => blocker !== undefined);
  const doubts = failing.flatMap((stage) => stage.doubts);
  const why = new Unknown(addressOf(own.at), "whether it gets through to AWS's side is not known", own.at);
  return [
    {
      component: COMPONENT,
      at: own.at,
      detail: DETAIL,
      consulted: [],
      passes: isStopped ? NOTHING : ANYTHING,
      doubts: isStopped ? [] : doubts.length > 0 ? doubts : [why],
      blocker: {
        code: "VPN_TUNNEL_DOWN",
        at: first?.blocker?.at ?? first?.at ?? own.at,
        sentence: `no tunnel of ${addressOf(own.at)} comes up${first?.blocker === undefined ? "" : `: ${first.blocker.sentence}`}`,
        ...(first?.blocker?.fix === undefined ? {} : { fix: first.blocker.fix }),
      },
    },
  ];
}

/** A NAT gateway sends under its own address, which is not the customer gateway's. */
function translatedStage({ at }: NetworkInterface): Stage {
  const sentence =
    "its packets to AWS's side leave by a NAT gateway, under another address than the customer gateway's";
  return {
    component: "NAT gateway",
    at,
    detail: "sends the packets on",
    consulted: [],
    passes: NOTHING,
    doubts: [],
    blocker: { code: "VPN_TUNNEL_DOWN", sentence },
  };
}

function ike(network: Network, own: NetworkInterface, direction: Direction, port: number): PacketSet {
  const inside = IntervalSet.ofAll(vpcOf(network, own)?.blocks.items ?? []);
  const theirs = PUBLIC_ADDRESSES.subtract(inside);
  const ours = isKnown(own.addresses) ? own.addresses : EVERY_ADDRESS;
  return PacketSet.of({
    sources: direction === "egress" ? ours : theirs,
    destinations: direction === "egress" ? theirs : ours,
    protocols: IntervalSet.of(PROTOCOL.udp, PROTOCOL.udp),
    sourcePorts: IntervalSet.of(port, port),
    destinationPorts: IntervalSet.of(port, port),
  });
}
