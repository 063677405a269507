import { IntervalSet } from "../../../modules/addressing";
import {
  type ElementKey,
  isKnown,
  type NatGateway,
  type Network,
  type NetworkInterface,
  type Subnet,
  type Vpc,
} from "../../network";
import { EVERY_ADDRESS, PacketSet } from "../../packets";
import { type ResourceKey, Unknown } from "../../terraform";
import { ANYTHING, type Bounds, EVERYTHING, NOTHING } from "../bounds";
import { addressOf } from "../format";
import { networkAclStage } from "../legs/network-acl-stage";
import { routeStage } from "../legs/route-stage";
import type { Leg, Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import { type Departure, departures, type Sender } from "./departures";
import { publicAccessThroughNat } from "./public-access";

/**
 * The ports of connections that a NAT gateway makes.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
const NAT_PORTS = IntervalSet.of(1024, 65535);

export type ToNat = NonNullable<Departure["natGateway"]>;

/** What sends packets to a NAT gateway. */
export interface NatClient {
  /** The subnet of the gateway's VPC that they come from. */
  readonly subnet: ElementKey | null;
  /** What the answers pass from the NAT gateway's subnet. */
  readonly answers: (subnet: Subnet, asked: PacketSet) => readonly Stage[];
}

/** One of the ways that packets go on from a NAT gateway. */
export interface Translation {
  readonly choices: readonly string[];
  /** The packets that take it, as they came to the gateway. */
  readonly asked: PacketSet;
  /** What they pass on their way into the gateway. */
  readonly out: readonly Stage[];
  /** What the answers pass on their way from the gateway. */
  readonly back: readonly Stage[];
  /** The packets as they leave the gateway; none where it is not known from where. */
  readonly onward: readonly Leg[];
}

/**
 * A NAT gateway sends what the hosts of its VPC send to it on from its own address, by the routes of its own subnet,
 * and the answers back to them. Its subnet's ACL judges both, and no security group does.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
export function throughNat(network: Network, from: NatClient, asked: PacketSet, to: ToNat): Translation[] {
  const gateway = network.natGateways.get(to.key);
  if (gateway === undefined) {
    const why = new Unknown(to.key, "none of the given stacks makes this NAT gateway", to.table.at);
    return [ending(asked, natStage(to.table.at, ANYTHING, [why]))];
  }
  const subnet = isKnown(gateway.subnet) ? network.subnets.get(gateway.subnet) : undefined;
  const taking = takingStage(network, gateway, subnet, to);
  if (subnet === undefined) return [ending(asked, taking)];
  return departures(network, senderOf(network, gateway, subnet, from), translated(gateway, asked)).map(
    (departure) => {
      const part = asked.intersect(PacketSet.of({ destinations: departure.asked.valuesOf("destinations") }));
      const into =
        from.subnet === subnet.key ? [] : [networkAclStage(network, subnet, "ingress", "request", part)];
      const stages = [...departure.out, ...secondNatStages(departure, gateway), ...departure.back];
      return {
        choices: [departure.choice],
        asked: part,
        out: [
          ...(standsElsewhere(subnet, to.vpc) ? [] : into),
          ...refusalsAt(network, gateway.key, subnet.key),
          taking,
        ],
        back: standsElsewhere(subnet, to.vpc) ? [] : from.answers(subnet, part),
        onward: [{ asked: departure.asked, stages }],
      };
    },
  );
}

function ending(asked: PacketSet, stage: Stage): Translation {
  return { choices: [], asked, out: [stage], back: [], onward: [] };
}

function senderOf(
  network: Network,
  { at, connectivity }: NatGateway,
  subnet: Subnet,
  from: NatClient,
): Sender {
  return {
    component: "NAT gateway",
    at,
    subnet,
    hasPublicAddress: isKnown(connectivity) ? connectivity === "public" : connectivity,
    publicAccess: publicAccessThroughNat(network, from.subnet, subnet),
    withoutPublicAddress: "it is a private NAT gateway, and an internet gateway drops what it sends",
  };
}

/** The packets as they leave it: from any of the addresses that it may have. */
export function translated({ addresses }: NatGateway, asked: PacketSet): PacketSet {
  return PacketSet.of({
    sources: isKnown(addresses) ? addresses : EVERY_ADDRESS,
    destinations: asked.valuesOf("destinations"),
    protocols: asked.valuesOf("protocols"),
    sourcePorts: NAT_PORTS,
    destinationPorts: asked.valuesOf("destinationPorts"),
  });
}

/** Nothing gets from one VPC to a NAT gateway of another. */
function standsElsewhere(subnet: Subnet, { key }: Vpc): boolean {
  return isKnown(subnet.vpc) && subnet.vpc !== key;
}

/** A host that uses NAT gateways of its VPC. */
export function hostAsClient(network: Network, source: NetworkInterface): NatClient {
  return {
    subnet: isKnown(source.subnet) ? source.subnet : null,
    answers: (subnet, asked) =>
      // Within a subnet no ACL judges: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
      source.subnet === subnet.key
        ? []
        : [
            networkAclStage(network, subnet, "egress", "answer", asked),
            routeStage(network, subnet, source, "answer", asked),
          ],
  };
}

/** @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (NGW_REQUIRES_SOURCE_IN_VPC) */
export function takingStage(
  network: Network,
  { key, at, subnet: stands, addresses }: NatGateway,
  subnet: Subnet | undefined,
  { vpc }: ToNat,
): Stage {
  const doubts = [
    ...[stands, addresses, subnet?.vpc].filter((value) => value instanceof Unknown),
    ...(isKnown(stands) && subnet === undefined
      ? [new Unknown(stands, "none of the given stacks makes this subnet", at)]
      : []),
    ...unmodelledAt(network, key, subnet?.key),
  ];
  if (subnet === undefined || !isKnown(subnet.vpc) || subnet.vpc === vpc.key)
    return natStage(at, doubts.length > 0 ? ANYTHING : EVERYTHING, doubts);
  const sentence = `it stands in another VPC than ${addressOf(vpc.at)}, and takes packets of its own VPC only`;
  return { ...natStage(at, NOTHING, doubts), blocker: { code: "NGW_REQUIRES_SOURCE_IN_VPC", sentence } };
}

/** What leaves a NAT gateway for a NAT gateway. */
function secondNatStages({ natGateway }: Departure, { key, at }: NatGateway): Stage[] {
  if (natGateway === undefined) return [];
  if (natGateway.key !== key) {
    const reason = "what a NAT gateway sends through another one is not analysed";
    return [natStage(at, ANYTHING, [new Unknown(natGateway.key, reason, natGateway.table.at)])];
  }
  const sentence = `it leads packets of ${addressOf(at)} back to the gateway itself, which needs a route to an internet gateway`;
  const blocker = { code: "NO_ROUTE_TO_DESTINATION", at: natGateway.table.at, sentence } as const;
  return [{ ...natStage(at, NOTHING, []), blocker }];
}

function natStage(at: ResourceKey, passes: Bounds, doubts: readonly Unknown[]): Stage {
  return { component: "NAT gateway", at, detail: "sends the packets on", consulted: [], passes, doubts };
}
