import { isKnown, type NetworkInterface, type Route } from "../../network";
import { Unknown } from "../../terraform";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";

/** What becomes of packets for an interface when a route takes them. */
export type RouteOutcome =
  | { readonly kind: "arrives" }
  | { readonly kind: "unknown"; readonly doubts: readonly Unknown[] }
  | { readonly kind: "lost"; readonly blocker: NonNullable<Stage["blocker"]> };

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

export function destinationOf({ destination }: Route): string {
  if (!isKnown(destination)) return destination.expression;
  return destination.kind === "block" ? destination.block.toString() : "a prefix list";
}
