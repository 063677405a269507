import {
  type ElementKey,
  isKnown,
  type Known,
  type Network,
  type NetworkInterface,
  type Route,
  type RouteTable,
  type Vpc,
} from "../../network";
import { Unknown } from "../../terraform";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";
import type { Choice } from "../routing/route-choice";
import { subnetsIn } from "../subnet-lookup";

/** What becomes of packets for an interface of the same VPC when a route takes them. */
export type RouteOutcome =
  | { readonly kind: "arrives" }
  | { readonly kind: "unknown"; readonly doubts: readonly Unknown[] }
  | { readonly kind: "lost"; readonly blocker: NonNullable<Stage["blocker"]> };

/** What routes lead to, in AWS's words. */
export const TARGET_NAMES: Readonly<Record<Choice["target"]["kind"], string>> = {
  local: "the VPC itself",
  "internet-gateway": "an internet gateway",
  "nat-gateway": "a NAT gateway",
  "gateway-endpoint": "a gateway endpoint",
  interface: "a network interface",
  unknown: "something that is not analysed",
};

export function outcomeOf(
  network: Network,
  { target, route }: Choice,
  destination: NetworkInterface,
  { key: table }: RouteTable,
  vpc: Vpc,
): RouteOutcome {
  if (target.kind === "local" || route === undefined) return { kind: "arrives" };
  if (target.kind === "unknown") return { kind: "unknown", doubts: [target.why] };
  const fix = { kind: "remove-route", table, route: route.key } as const;
  const to = destinationOf(route);
  const allowed = isAllowed(network, route, vpc);
  if (!isKnown(allowed)) return { kind: "unknown", doubts: [allowed] };
  if (!allowed) {
    const sentence = `AWS refuses the route to ${to}: one more specific than the VPC's own must equal a subnet's block and lead to a NAT gateway, a network interface or a Gateway Load Balancer endpoint`;
    return { kind: "lost", blocker: { code: "ROUTE_INSIDE_VPC_REFUSED", sentence, fix } };
  }
  if (target.kind === "nat-gateway") return { kind: "unknown", doubts: [sentOnByNat(target.gateway, route)] };
  if (target.kind !== "interface") {
    const sentence = `the route to ${to} takes precedence over the VPC's own and leads to ${TARGET_NAMES[target.kind]}`;
    return { kind: "lost", blocker: { code: "MORE_SPECIFIC_ROUTE", sentence, fix } };
  }
  if (target.interface === destination.key) return { kind: "arrives" };
  const hop = network.interfaces.get(target.interface);
  if (hop === undefined)
    return {
      kind: "unknown",
      doubts: [new Unknown(target.interface, "none of the given stacks makes this network interface")],
    };
  return throughInterface(hop, to, { fix });
}

/**
 * A NAT gateway sends packets to private addresses on, with its own address, by the routes of its subnet.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export function sentOnByNat(gateway: ElementKey, { at }: Route): Unknown {
  return new Unknown(gateway, "what a NAT gateway sends to private addresses is not analysed", at);
}

/**
 * An interface drops packets that are neither from nor to its own addresses, unless its check is off; what a host does
 * with them then is its own affair. An endpoint's always does.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html#EIP_Disable_SrcDestCheck
 */
export function throughInterface(
  hop: NetworkInterface,
  to: string,
  remedy: Pick<NonNullable<Stage["blocker"]>, "fix"> = {},
): RouteOutcome {
  if (hop.owner.kind === "endpoint") {
    const sentence = `the route to ${to} leads to a network interface of ${addressOf(hop.at)}, which takes packets to its own address only`;
    return { kind: "lost", blocker: { code: "ENI_ADDRESS_RESTRICTION", at: hop.at, sentence, ...remedy } };
  }
  if (hop.sourceDestinationCheck instanceof Unknown)
    return { kind: "unknown", doubts: [hop.sourceDestinationCheck] };
  if (hop.sourceDestinationCheck) {
    const sentence = `the route to ${to} leads to it, and its source/destination check drops what is not addressed to it`;
    return {
      kind: "lost",
      blocker: { code: "ENI_SOURCE_DEST_CHECK_RESTRICTION", at: hop.at, sentence, ...remedy },
    };
  }
  return {
    kind: "unknown",
    doubts: [new Unknown(addressOf(hop.at), "what a host forwards is not analysed", hop.at)],
  };
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#subnet-route-tables */
function isAllowed(network: Network, { destination, target, origin }: Route, vpc: Vpc): Known<boolean> {
  if (!isKnown(destination) || destination.kind !== "block" || origin !== "static") return true;
  const { block } = destination;
  if (!vpc.blocks.items.some((each) => each.contains(block))) return true;
  if (target.kind !== "nat-gateway" && target.kind !== "interface") return false;
  // The local route itself can be given such a target.
  if (vpc.blocks.items.some((each) => each.equals(block))) return true;
  const own = subnetsIn(network, vpc.key).map((subnet) => subnet.block);
  if (own.some((each) => isKnown(each) && each.equals(block))) return true;
  const strays = [...network.subnets.values()].map((subnet) => subnet.vpc);
  return [...own, ...strays].find((each) => each instanceof Unknown) ?? false;
}

export function destinationOf({ destination }: Route): string {
  if (!isKnown(destination)) return destination.expression;
  return destination.kind === "block" ? destination.block.toString() : "a prefix list";
}
