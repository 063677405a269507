import type { ElementKey, Known, Network, RouteTable, Subnet, Vpc } from "../../network";
import { PacketSet } from "../../packets";
import { type ResourceKey, Unknown } from "../../terraform";
import { addressOf, formatAddresses } from "../format";
import { networkAclStage } from "../legs/network-acl-stage";
import type { RouteOutcome } from "../legs/route-outcome";
import type { BeyondTransit } from "../legs/route-outcomes";
import { passing, type Stage } from "../path/stage";
import { outcomeAtGateway, publicAddressStage } from "./internet-gateway";
import { PUBLIC_ADDRESSES } from "./public-addresses";
import { routeToInternet } from "./route-fix";
import { strayOutcome, undecidedWayStage, wayStage } from "./way-stage";
import { type WayOut, waysOut } from "./ways-out";

/** Something in a subnet that sends packets out of its VPC. */
export interface Sender {
  readonly component: string;
  readonly at: ResourceKey;
  readonly subnet: Subnet;
  readonly hasPublicAddress: Known<boolean>;
  /** Whether VPC Block Public Access lets internet gateways carry what it sends. */
  readonly publicAccess: readonly Stage[];
  /** Why it cannot send through an internet gateway without a public address. */
  readonly withoutPublicAddress: string;
}

/** One of the ways that packets to addresses outside its VPC leave a subnet. */
export interface Departure {
  /** What tells it from the others: the gateway. */
  readonly choice: string;
  /** The packets that take it. */
  readonly asked: PacketSet;
  /** What they pass on their way out. */
  readonly out: readonly Stage[];
  /** What the answers pass on their way back in. */
  readonly back: readonly Stage[];
  /** The NAT gateway that sends them on; without one they are out, or lost. */
  readonly natGateway?: { readonly key: ElementKey; readonly vpc: Vpc; readonly table: RouteTable };
  /** The Transit Gateway that they go to, where the caller judges what it does. */
  readonly transitGateway?: { readonly key: ElementKey; readonly vpc: Vpc };
}

/**
 * The ways that packets to addresses outside its VPC leave a subnet: one for each target of its routes.
 * @param beyondTransit whether the caller judges what Transit Gateways do
 */
export function departures(
  network: Network,
  sender: Sender,
  asked: PacketSet,
  beyondTransit: BeyondTransit = "not judged",
): Departure[] {
  const { subnet } = sender;
  const ways = waysOut(network, subnet, asked.valuesOf("destinations"));
  const acls = (packets: PacketSet): { readonly out: readonly Stage[]; readonly back: readonly Stage[] } => ({
    out: [networkAclStage(network, subnet, "egress", "request", packets)],
    back: [networkAclStage(network, subnet, "ingress", "answer", packets)],
  });
  if (ways.kind === "unknown") {
    const { out, back } = acls(asked);
    return [{ choice: addressOf(ways.at), asked, out: [...out, undecidedWayStage(ways, "request")], back }];
  }
  const { vpc, table } = ways;
  const remedy = routeToInternet(network, vpc, table, subnet, sender.hasPublicAddress);
  return ways.ways.map((way) => {
    const part = asked.intersect(PacketSet.of({ destinations: way.addresses }));
    // Within a subnet no ACL judges: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    const { out, back } = staysIn(network, subnet, way) ? { out: [], back: [] } : acls(part);
    if (way.target.kind === "transit-gateway") {
      const { gateway: key } = way.target;
      const outcome = beyondGateway(way, key, beyondTransit);
      const stages = [...out, wayStage(way, table.at, "request", outcome)];
      const departure = { choice: nameOf(network, key), asked: part, out: stages };
      return beyondTransit === "judged next"
        ? { ...departure, back: [], transitGateway: { key, vpc } }
        : { ...departure, back };
    }
    const isPrivate = way.addresses.intersect(PUBLIC_ADDRESSES).isEmpty;
    const beyond = isPrivate
      ? beyondTableToPrivate(network, vpc, { ...way, target: way.target })
      : beyondTable(network, sender, vpc, { ...way, target: way.target }, remedy);
    return {
      choice: beyond.choice,
      asked: part,
      out: [...out, wayStage(way, table.at, "request", beyond.outcome), ...beyond.stages],
      back,
      ...(way.target.kind === "nat-gateway" ? { natGateway: { key: way.target.gateway, vpc, table } } : {}),
    };
  });
}

/** Whether packets go to a NAT gateway of the very subnet that they are in. */
function staysIn(network: Network, { key }: Subnet, { target }: WayOut): boolean {
  return target.kind === "nat-gateway" && network.natGateways.get(target.gateway)?.subnet === key;
}

function nameOf(network: Network, gateway: ElementKey): string {
  const at = network.transitGateways.get(gateway)?.at;
  return at === undefined ? gateway : addressOf(at);
}

function beyondGateway({ routes: [route] }: WayOut, key: ElementKey, beyond: BeyondTransit): RouteOutcome {
  if (beyond === "judged next") return { kind: "arrives" };
  const why = "what is sent on from here through a transit gateway is not analysed";
  return { kind: "unknown", doubts: [new Unknown(key, why, route?.at)] };
}

/** Any but one by a Transit Gateway. */
type SimpleWay = WayOut & {
  readonly target: Exclude<WayOut["target"], { readonly kind: "transit-gateway" }>;
};

interface Beyond {
  readonly choice: string;
  readonly outcome: RouteOutcome;
  readonly stages: readonly Stage[];
}

function beyondTable(
  network: Network,
  sender: Sender,
  vpc: Vpc,
  way: SimpleWay,
  remedy: ReturnType<typeof routeToInternet>,
): Beyond {
  const { target } = way;
  switch (target.kind) {
    case "internet-gateway": {
      const at = network.internetGateways.get(target.gateway)?.at;
      const { component, hasPublicAddress, withoutPublicAddress: sentence } = sender;
      const blocker = { code: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", sentence } as const;
      return {
        choice: at === undefined ? target.gateway : addressOf(at),
        outcome: outcomeAtGateway(network, target.gateway, vpc),
        stages: [
          publicAddressStage({ component, at: sender.at, hasPublicAddress, blocker }),
          ...sender.publicAccess,
          ...(at === undefined ? [] : [passing("internet gateway", at, "sends the packets on")]),
        ],
      };
    }
    case "nat-gateway":
      return beyondNat(network, target.gateway);
    default: {
      const outcome = strayOutcome(network, vpc, way, target, remedy);
      return { choice: "no gateway", outcome, stages: [] };
    }
  }
}

function beyondNat(network: Network, gateway: ElementKey): Beyond {
  const at = network.natGateways.get(gateway)?.at;
  return {
    choice: at === undefined ? gateway : addressOf(at),
    outcome: { kind: "arrives" },
    stages: [],
  };
}

/** A NAT gateway sends packets to private addresses on, by the routes of its own subnet; an internet gateway drops them. */
function beyondTableToPrivate(network: Network, vpc: Vpc, way: SimpleWay): Beyond {
  const { target, addresses } = way;
  if (target.kind === "nat-gateway") return beyondNat(network, target.gateway);
  if (target.kind !== "internet-gateway")
    return { choice: "no gateway", outcome: strayOutcome(network, vpc, way, target, {}), stages: [] };
  const sentence = `it leads to an internet gateway, which carries nothing to private addresses such as ${formatAddresses(addresses)}`;
  const blocker = { code: "NO_ROUTE_TO_DESTINATION", sentence } as const;
  return { choice: "no gateway", outcome: { kind: "lost", blocker }, stages: [] };
}
