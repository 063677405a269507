import { IntervalSet } from "../../../modules/addressing";
import {
  isKnown,
  type Known,
  type Network,
  type NetworkInterface,
  sameKnown,
  type TargetGroup,
} from "../../network";
import { EVERY_PORT, PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { addressOf } from "../format";
import { peeringsBetween } from "../legs/peering";
import type { Arrival } from "../path/arrival";
import { type Party, partyOf } from "../path/party";
import type { Stage } from "../path/stage";
import { type Site, siteOf } from "../sites";
import { tunnelsBetween } from "../vpn/tunnels";
import type { FoundTarget } from "./targets";

/**
 * The ports of connections that a load balancer makes itself.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
const EPHEMERAL_PORTS = IntervalSet.of(1024, 65535);

/** Packets as a load balancer sends them to a target. */
export interface Forwarded {
  readonly source: Party;
  readonly destination: Party;
  readonly asked: PacketSet;
  /** What may keep it from sending them. */
  readonly stages: readonly Stage[];
}

/** In one way, or in both where it is not known whether the client's address is preserved. */
export function forwarded(
  network: Network,
  arrival: Arrival,
  group: TargetGroup,
  target: FoundTarget,
): Forwarded[] {
  const preserves = preservesClient(arrival, group);
  const doubts = doubtStage(target, preserves);
  const possible = isKnown(preserves) ? [preserves] : [true, false];
  return possible.map((preserved) => {
    const source = preserved ? asTheClient(arrival) : partyOf(arrival.interface);
    const destination = partyOf(target.interface);
    return {
      source,
      destination,
      asked: PacketSet.of({
        sources: source.addresses,
        destinations: destination.addresses,
        protocols: arrival.asked.valuesOf("protocols"),
        sourcePorts: preserved ? arrival.asked.valuesOf("sourcePorts") : EPHEMERAL_PORTS,
        destinationPorts: portsOf(target.port),
      }),
      stages: [...doubts, ...(preserved ? preservationStages(network, arrival, group, target) : [])],
    };
  });
}

/** Packets of the load balancer's own, such as health checks. */
export function ownPackets(arrival: Arrival, target: FoundTarget, protocol: number, port: number): PacketSet {
  return PacketSet.of({
    sources: partyOf(arrival.interface).addresses,
    destinations: partyOf(target.interface).addresses,
    protocols: IntervalSet.of(protocol, protocol),
    sourcePorts: EPHEMERAL_PORTS,
    destinationPorts: IntervalSet.of(port, port),
  });
}

/**
 * Through PrivateLink the target always sees the load balancer's own address.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
function preservesClient({ via }: Arrival, { preservesClientAddress }: TargetGroup): Known<boolean> {
  return via === "privatelink" ? false : preservesClientAddress;
}

/** Rules of the target may name the load balancer's group; whether one that names the client's matches is not documented. */
function asTheClient({ interface: node, client }: Arrival): Party {
  const own = node.securityGroups;
  const hasGroups = own.items.length + own.doubts.length > 0;
  const ofClient = hasGroups
    ? client.groups.items.map(
        (key) =>
          new Unknown(
            key,
            "AWS does not say whether a rule that refers to the client's group matches behind a load balancer",
          ),
      )
    : [];
  return {
    interface: node,
    addresses: client.addresses,
    groups: { items: own.items, doubts: [...own.doubts, ...ofClient] },
    speaksFor: "client",
  };
}

function portsOf(port: Known<number>): IntervalSet {
  return isKnown(port) ? IntervalSet.of(port, port) : EVERY_PORT;
}

function doubtStage(target: FoundTarget, preserves: Known<boolean>): Stage[] {
  const doubts = [target.port, preserves].filter((value) => value instanceof Unknown);
  if (doubts.length === 0) return [];
  const { at } = target.interface;
  return [{ component: "target", at, detail: "takes the packets", consulted: [], passes: ANYTHING, doubts }];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation */
function preservationStages(
  network: Network,
  { interface: node, client }: Arrival,
  group: TargetGroup,
  target: FoundTarget,
): Stage[] {
  const { interface: own } = target;
  const remedy = canStopPreserving(group)
    ? { fix: { kind: "stop-preserving", targetGroup: group.key } as const }
    : {};
  const blockers: NonNullable<Stage["blocker"]>[] = [];
  if (own.key === client.interface.key) {
    const sentence = `a host cannot reach itself through a load balancer that preserves its address`;
    blockers.push({ code: "ELBV2_LOOPBACK", sentence, ...remedy });
  }
  if (own.owner.kind === "endpoint") {
    const sentence = `${addressOf(own.at)} is a target, and an endpoint does not answer clients whose addresses are preserved`;
    blockers.push({ code: "ELBV2_ENDPOINT_TARGET", sentence, ...remedy });
  }
  const [from, to] = [siteOf(network, node), siteOf(network, own)];
  const isNear = from === undefined || to === undefined ? true : areJoined(network, from, to);
  if (isNear !== true) {
    const sentence = `${addressOf(own.at)} is outside its VPC, and unless it is in one that is peered it cannot answer clients whose addresses are preserved`;
    blockers.push({ code: "ELBV2_TARGET_OUTSIDE_VPC", sentence, ...remedy });
  }
  return blockers.map((blocker) => ({
    component: "target group, client address preservation",
    at: group.at,
    detail: "sends packets on with the client's address",
    consulted: [],
    // Of a group's instances another one may be chosen than the one that asks.
    passes:
      (blocker.code === "ELBV2_TARGET_OUTSIDE_VPC" && isNear === undefined) || isGroup(network, own)
        ? ANYTHING
        : NOTHING,
    doubts: [],
    blocker,
  }));
}

/**
 * Peered VPCs of one Region are no other ones; what a Transit Gateway joins is.
 * @returns `undefined` where that is not known, or of what a VPN joins, of which the guide says nothing
 */
function areJoined(network: Network, from: Site, to: Site): boolean | undefined {
  if (from.key === to.key) return true;
  const [here, there] = [network.vpcs.get(from.key), network.vpcs.get(to.key)];
  if (here === undefined || there === undefined) return undefined;
  const { items, doubts } = peeringsBetween(network, from, to);
  if (items.length > 0) return sameKnown(here.region, there.region);
  return doubts.length > 0 || tunnelsBetween(network, from, to).items.length > 0 ? undefined : false;
}

function isGroup(network: Network, { owner }: NetworkInterface): boolean {
  return owner.kind === "host" && network.hosts.get(owner.host)?.kind === "auto-scaling-group";
}

/** UDP always keeps the client's address. */
function canStopPreserving({ protocol, targetType }: TargetGroup): boolean {
  return (protocol === "TCP" || protocol === "TLS") && targetType !== "alb";
}
