import { type ElementKey, isKnown, type NetworkInterface, type Route } from "../../network";
import { Unknown } from "../../terraform";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";

/** What becomes of packets for an interface when a route takes them. */
export type RouteOutcome =
  | { readonly kind: "arrives" }
  | { readonly kind: "unknown"; readonly doubts: readonly Unknown[] }
  | { readonly kind: "lost"; readonly blocker: NonNullable<Stage["blocker"]> };

/** Why it is not known what becomes of packets, maybe with other addresses. */
const FORWARDED = "what a host forwards is not analysed";
const TRANSLATED = "what a NAT gateway sends to private addresses is not analysed";

/**
 * A NAT gateway sends packets to private addresses on, with its own address, by the routes of its subnet.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export function sentOnByNat(gateway: ElementKey, { at }: Route): Unknown {
  return new Unknown(gateway, TRANSLATED, at);
}

/**
 * Stages up to where packets are given to somebody who may send them on with other addresses: what judges the packets
 * themselves beyond it says nothing.
 */
export function untilHandedOn(stages: readonly Stage[]): readonly Stage[] {
  const last = stages.findIndex(({ doubts }) =>
    doubts.some(({ reason }) => reason === FORWARDED || reason === TRANSLATED),
  );
  return last < 0 ? stages : stages.slice(0, last + 1);
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
    doubts: [new Unknown(addressOf(hop.at), FORWARDED, hop.at)],
  };
}

export function destinationOf({ destination }: Route): string {
  if (!isKnown(destination)) return destination.expression;
  return destination.kind === "block" ? destination.block.toString() : "a prefix list";
}
