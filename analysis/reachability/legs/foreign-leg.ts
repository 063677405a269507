import type { IntervalSet } from "../../../modules/addressing";
import { type ElementKey, isKnown, type Network, type Vpc } from "../../network";
import { PacketSet } from "../../packets";
import { ANYTHING } from "../bounds";
import { addressOf, formatAddresses } from "../format";
import type { Party } from "../path/party";
import type { Leg, Stage } from "../path/stage";
import type { Choice } from "../routing/route-choice";
import { routesOfSubnet, type SubnetRoutes } from "../routing/subnet-routes";
import { attachmentDoubts, doubtfulStage, subnetOf } from "./leg";
import { networkAclStage } from "./network-acl-stage";
import {
  destinationOf,
  type RouteOutcome,
  TARGET_NAMES,
  throughInterface,
  sentOnByNat,
} from "./route-outcome";
import { securityGroupStage } from "./security-group-stage";

interface ForeignLeg {
  readonly source: Party;
  readonly destination: Party;
  readonly from: Vpc;
  readonly to: Vpc;
  readonly asked: PacketSet;
}

/**
 * From one VPC straight to a private address of another. Gateways to the internet carry no private addresses, and a
 * VPC that has the address itself keeps the packets. What the other VPC would do with them is not asked: they never
 * get there.
 */
export function foreignLeg(network: Network, { source, destination, from, to, asked }: ForeignLeg): Leg {
  const subnet = subnetOf(network, source.interface);
  // Rules can refer to groups of the own VPC only, and of peered ones.
  // https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
  const stranger: Party = { ...destination, groups: { items: [], doubts: [] } };
  const out = securityGroupStage(network, source, stranger, "egress", asked);
  const doubts = [source, destination].flatMap((party) => attachmentDoubts(network, party));
  const uncertain = doubts.length === 0 ? [] : [doubtfulStage(source.interface, doubts)];
  if (subnet === undefined) return { asked, stages: [...uncertain, ...out] };
  const routes = routesOfSubnet(network, subnet, asked.valuesOf("destinations"));
  const acl = networkAclStage(network, subnet, "egress", "request", asked);
  return {
    asked,
    stages: [...uncertain, ...out, acl, { at: subnet.at, ...outwardStage(network, routes, from, to, asked) }],
  };
}

function outwardStage(
  network: Network,
  routes: SubnetRoutes,
  from: Vpc,
  to: Vpc,
  asked: PacketSet,
): Omit<Stage, "at"> & Partial<Pick<Stage, "at">> {
  const destinations = asked.valuesOf("destinations");
  const stage = {
    component: "route table",
    detail: `to ${formatAddresses(destinations)} of ${addressOf(to.at)}`,
  };
  if (routes.kind === "unknown") return { ...stage, consulted: [], passes: ANYTHING, doubts: routes.doubts };
  const outcomes = routes.choices.map((choice) => ({
    choice,
    outcome: outcomeOf(network, choice, from, to),
  }));
  const doubts = [
    ...routes.doubts,
    ...outcomes.flatMap(({ outcome }) => (outcome.kind === "unknown" ? outcome.doubts : [])),
  ];
  const lost = outcomes.map(({ outcome }) => outcome).find((outcome) => outcome.kind === "lost");
  const maybe = outcomes
    .filter(({ outcome }) => outcome.kind === "unknown")
    .reduce((all, { choice }) => all.union(PacketSet.of({ destinations: choice.addresses })), PacketSet.none);
  return {
    ...stage,
    at: routes.table.at,
    consulted: routes.choices.flatMap(({ route }) => route?.at ?? []),
    passes: { certain: PacketSet.none, possible: routes.doubts.length > 0 ? PacketSet.all : maybe },
    doubts,
    blocker: lost?.blocker ?? {
      code: "NO_ROUTE_TO_DESTINATION",
      sentence: `it has no route to ${formatAddresses(destinations)}, which are in ${addressOf(to.at)}`,
    },
  };
}

function outcomeOf(network: Network, { target, route, addresses }: Choice, from: Vpc, to: Vpc): RouteOutcome {
  const where = `${formatAddresses(addresses)} of ${addressOf(to.at)}`;
  if (target.kind === "unknown") return { kind: "unknown", doubts: [target.why] };
  if (target.kind === "local" || route === undefined) {
    const sentence = `${addressOf(from.at)} has these addresses itself, so what is sent to ${where} stays in it`;
    return { kind: "lost", blocker: { code: "NO_POSSIBLE_DESTINATION", sentence } };
  }
  if (target.kind === "interface") {
    const hop = network.interfaces.get(target.interface);
    if (hop !== undefined) return throughInterface(hop, destinationOf(route));
  }
  if (target.kind === "nat-gateway" && sendsElsewhere(network, target.gateway, addresses))
    return { kind: "unknown", doubts: [sentOnByNat(target.gateway, route)] };
  const sentence = `the route to ${destinationOf(route)} leads to ${TARGET_NAMES[target.kind]}, which carries nothing to private addresses such as ${where}`;
  return { kind: "lost", blocker: { code: "DISCONNECTED_VPCS", sentence } };
}

/** Whether a NAT gateway's own routes may lead anywhere but to the internet and back into its VPC. */
function sendsElsewhere(network: Network, key: ElementKey, addresses: IntervalSet): boolean {
  const gateway = network.natGateways.get(key);
  const subnet = gateway && isKnown(gateway.subnet) ? network.subnets.get(gateway.subnet) : undefined;
  if (subnet === undefined) return true;
  const routes = routesOfSubnet(network, subnet, addresses);
  if (routes.kind === "unknown" || routes.doubts.length > 0) return true;
  return routes.choices.some(({ target }) => !NOWHERE_PRIVATE.includes(target.kind));
}

/** What leads to no private address outside the VPC. */
const NOWHERE_PRIVATE: readonly Choice["target"]["kind"][] = [
  "local",
  "internet-gateway",
  "gateway-endpoint",
];
