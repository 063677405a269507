import { IntervalSet } from "../../../modules/addressing";
import { isKnown, type Network, type NetworkInterface, type Subnet } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import type { Code } from "../codes";
import { addressOf, formatAddresses } from "../format";
import { networkAclStage, type Way } from "../legs/network-acl-stage";
import { routeStage } from "../legs/route-stage";
import { securityGroupStage } from "../legs/security-group-stage";
import { type Party, partyOf } from "../path/party";
import { passing, type Stage } from "../path/stage";
import { subnetOf } from "../subnet-lookup";
import { deviceStages } from "./device-stages";
import { connectionStages, type Crossing } from "./tunnel-stages";
import { type Far, type Tunnel, tunnelsOfGateway, unclearAtGateway } from "./tunnels";

/** What packets pass on their way over a VPN connection, between what they pass at their two ends. */
interface Crossed {
  readonly request: readonly Stage[];
  readonly answer: readonly Stage[];
}

/** The ends of a leg, told apart by the side of the VPN connection on which they are. */
interface Ends {
  /** In the VPN gateway's VPC. */
  readonly near: Party;
  readonly far: Party;
  readonly asked: PacketSet;
  /** Whether the packets are sent from AWS's side. */
  readonly isOutward: boolean;
}

/**
 * Over a VPN connection: the ACL and the routes of the subnet on AWS's side, the VPN gateway and its connection, and what
 * is behind the customer gateway. A network that a topology declares is taken as it says; where a VPC plays the network,
 * its device and what is between the device and the other end are judged as anything in a VPC.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
 */
export function acrossVpn(
  network: Network,
  tunnels: readonly [Tunnel, ...Tunnel[]],
  source: Party,
  destination: Party,
  asked: PacketSet,
): Crossed {
  const isOutward = isNear(network, tunnels[0], source);
  const [near, far] = isOutward ? [source, destination] : [destination, source];
  const ends: Ends = { near, far, asked, isOutward };
  const crossing: Crossing = {
    asked,
    near: isOutward ? "sources" : "destinations",
    far: isOutward ? "destinations" : "sources",
  };
  const { tunnel, stages } = chosenTunnel(network, tunnels, crossing);
  const isSilent = stages.some(({ blocker }) => blocker !== undefined && SILENCING.includes(blocker.code));
  const [nearSide, farSide] = [
    nearSideOf(network, tunnel, ends, isSilent),
    farSideOf(network, tunnel.far, ends),
  ];
  if (isOutward)
    return {
      request: [...nearSide.out("request"), ...stages, ...farSide.into("request")],
      answer: [...farSide.out("answer"), ...nearSide.into("answer")],
    };
  return {
    request: [...farSide.out("request"), ...stages.toReversed(), ...nearSide.into("request")],
    answer: [...nearSide.out("answer"), ...farSide.into("answer")],
  };
}

function isNear(network: Network, { gateway }: Tunnel, { interface: own }: Party): boolean {
  const vpc = subnetOf(network, own)?.vpc;
  return vpc !== undefined && vpc === gateway.vpc;
}

/** What packets pass of one side of a VPN connection, on their way out of it and into it. */
interface Side {
  readonly out: (way: Way) => readonly Stage[];
  readonly into: (way: Way) => readonly Stage[];
}

const NO_SIDE: Side = { out: () => [], into: () => [] };

/** Of a device that speaks no BGP with AWS's side, that nobody announces anything is a consequence. */
const SILENCING: readonly Code[] = ["VPN_DEVICE_MISMATCH", "VPN_DEVICE_NOT_THERE"];

/** Without what it would tell, where something else is the cause. */
function unsaid({ component, at, detail, consulted, passes, doubts }: Stage): Stage {
  return { component, at, detail, consulted, passes, doubts };
}

/**
 * AWS's side, between the subnet of the end that is there and the VPN gateway.
 * @param isSilent whether the gateway has nothing to propagate, for a reason that is told elsewhere
 */
function nearSideOf(
  network: Network,
  { gateway, connection }: Tunnel,
  { near, far, asked }: Ends,
  isSilent: boolean,
): Side {
  const subnet = subnetOf(network, near.interface);
  if (subnet === undefined) return NO_SIDE;
  const table = isKnown(subnet.routeTable) ? network.routeTables.get(subnet.routeTable) : undefined;
  const isConsequence =
    isSilent &&
    connection.routing === "bgp" &&
    table?.propagatingGateways.items.includes(gateway.key) === true;
  const route = (way: Way): Stage => {
    const stage = routeStage(network, subnet, far.interface, way, asked);
    return isConsequence ? unsaid(stage) : stage;
  };
  return {
    out: (way) => [networkAclStage(network, subnet, "egress", way, asked), route(way)],
    into: (way) => [networkAclStage(network, subnet, "ingress", way, asked)],
  };
}

function farSideOf(network: Network, far: Far, ends: Ends): Side {
  return far.kind === "declared" ? declaredSide(far, ends) : playedSide(network, far.interface, ends);
}

/** A network of which a topology says what it has, and nobody how it is set up. */
function declaredSide({ site: { at } }: Far, { asked, isOutward }: Ends): Side {
  const addresses = formatAddresses(asked.valuesOf(isOutward ? "destinations" : "sources"));
  const detail = `${addresses}: taken as the topology declares it, not checked`;
  const station = (way: Way): Stage[] =>
    way === "request" ? [passing("on-premises network", at, detail)] : [];
  return { out: station, into: station };
}

/** The VPC that plays a network, between the end that is in it and its VPN device, which tracks connections. */
function playedSide(network: Network, device: NetworkInterface, { near, far, asked }: Ends): Side {
  const [subnet, ofDevice] = [subnetOf(network, far.interface), subnetOf(network, device)];
  if (subnet === undefined || ofDevice === undefined || device.key === far.interface.key) return NO_SIDE;
  const isOne = subnet.key === ofDevice.key;
  const groups = (direction: "ingress" | "egress", way: Way): Stage[] =>
    way === "request" ? securityGroupStage(network, partyOf(device), far, direction, asked) : [];
  const acl = (of: Subnet, direction: "ingress" | "egress", way: Way): Stage[] =>
    isOne ? [] : [networkAclStage(network, of, direction, way, asked)];
  return {
    out: (way) => [
      ...acl(subnet, "egress", way),
      routeStage(network, subnet, near.interface, way, asked),
      ...acl(ofDevice, "ingress", way),
      ...groups("ingress", way),
    ],
    into: (way) => [
      ...groups("egress", way),
      ...acl(ofDevice, "egress", way),
      ...(isOne ? [] : [routeStage(network, ofDevice, far.interface, way, asked)]),
      ...acl(subnet, "ingress", way),
    ],
  };
}

/** The tunnel that takes the packets, and what it does with them. */
function chosenTunnel(
  network: Network,
  tunnels: readonly [Tunnel, ...Tunnel[]],
  crossing: Crossing,
): { readonly tunnel: Tunnel; readonly stages: readonly Stage[] } {
  const wanted = crossing.asked.valuesOf(crossing.far);
  const taking = tunnels
    .filter((each) => longestAround(each, wanted) >= 0)
    .toSorted((left, right) => longestAround(right, wanted) - longestAround(left, wanted));
  const tunnel = taking[0] ?? tunnels[0];
  const ofDevice =
    tunnel.far.kind === "device" ? deviceStages(network, tunnel, tunnel.far.interface, crossing) : [];
  const isSilent = ofDevice.some(({ blocker }) => blocker !== undefined && SILENCING.includes(blocker.code));
  const stages = [
    ...connectionStages(network, tunnel, crossing).map((stage) =>
      isSilent && stage.blocker?.code === "VPN_CONNECTION_HAS_NO_ROUTE" && tunnel.connection.routing === "bgp"
        ? unsaid(stage)
        : stage,
    ),
    ...ofDevice,
  ];
  const others = rivalsOf(network, tunnel, taking, wanted);
  if (others.length === 0) return { tunnel, stages };
  const { at } = tunnel.gateway;
  const detail = "sends by one of its connections";
  return {
    tunnel,
    stages: [
      ...stages,
      { component: "VPN gateway", at, detail, consulted: [], passes: ANYTHING, doubts: others },
    ],
  };
}

/** The length of the longest of its prefixes that hold all of some addresses; -1 where none does. */
function longestAround({ connection: { prefixes } }: Tunnel, wanted: IntervalSet): number {
  const around = prefixes.items.filter((block) => wanted.isSubsetOf(IntervalSet.ofAll([block])));
  return Math.max(-1, ...around.map(({ prefixLength }) => prefixLength));
}

/**
 * Why another connection than this one may take the packets, and lose them: the longest prefix goes first.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
 */
function rivalsOf(
  network: Network,
  tunnel: Tunnel,
  taking: readonly Tunnel[],
  wanted: IntervalSet,
): Unknown[] {
  const { gateway, far } = tunnel;
  const longest = longestAround(tunnel, wanted);
  const isRival = ({ connection: { prefixes } }: Tunnel): boolean =>
    prefixes.items.some(
      (block) => block.prefixLength >= longest && !wanted.intersect(IntervalSet.ofAll([block])).isEmpty,
    );
  const unclear = unclearAtGateway(network, gateway).filter(
    ({ connection: { prefixes } }) =>
      prefixes.doubts.length > 0 || !wanted.intersect(IntervalSet.ofAll(prefixes.items)).isEmpty,
  );
  // Of two into one declared network it does not matter which takes them: both are taken as declared.
  const others = far.kind === "declared" ? [] : taking.slice(1).filter(isRival);
  const elsewhere = tunnelsOfGateway(network, gateway).filter(
    (each) => each.far.site.key !== far.site.key && isRival(each),
  );
  return [
    ...gateway.connections.doubts,
    ...unclear.flatMap(({ doubts }) => doubts),
    ...[...others, ...elsewhere].map(
      ({ connection: { at } }) =>
        new Unknown(addressOf(at), "which of several VPN connections AWS chooses is not analysed", at),
    ),
  ];
}
