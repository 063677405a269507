import { type ElementKey, isKnown, type Known, type Network, type Vpc } from "../../network";
import { partsOfAddress, placeOf, type ResourceKey, Unknown } from "../../terraform";
import { whether } from "../bounds";
import type { Code } from "../codes";
import { addressOf } from "../format";
import { outcomeAtAttached } from "../legs/attached-gateway";
import type { RouteOutcome } from "../legs/route-outcome";
import type { Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";

/** Whether an internet gateway takes what a VPC's routes send to it. */
export function outcomeAtGateway(network: Network, key: ElementKey, vpc: Vpc): RouteOutcome {
  const gateway = network.internetGateways.get(key);
  if (gateway !== undefined) return outcomeAtAttached(network, gateway, vpc);
  return {
    kind: "unknown",
    doubts: [new Unknown(key, "none of the given stacks makes this internet gateway")],
  };
}

/** The internet gateway by which packets from the internet come into a VPC. */
export function entryStage(network: Network, vpc: Vpc): Stage {
  const gateways = [...network.internetGateways.values()];
  const attached = gateways.find((gateway) => gateway.vpc === vpc.key);
  const doubts =
    attached === undefined
      ? [
          ...gateways.map((gateway) => gateway.vpc).filter((value) => value instanceof Unknown),
          ...takenOver(vpc),
        ]
      : unmodelledAt(network, attached.key);
  return {
    component: "internet gateway",
    at: attached?.at ?? vpc.at,
    detail: `takes packets for ${addressOf(vpc.at)}`,
    consulted: [],
    passes: whether(doubts.length > 0 ? undefined : attached !== undefined),
    doubts,
    blocker: { code: "BAD_STATE_ATTACHMENT", sentence: "no internet gateway is attached to it" },
  };
}

/**
 * A default VPC comes with an internet gateway, which somebody may have detached since.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html#default-vpc-components
 */
function takenOver({ at }: Vpc): Unknown[] {
  if (partsOfAddress(placeOf(at).address).type !== "aws_default_vpc") return [];
  return [
    new Unknown("its internet gateway", "a default VPC was there, with a gateway, before Terraform", at),
  ];
}

/** Something that an internet gateway carries packets of only under a public address. */
interface Translated {
  readonly component: string;
  readonly at: ResourceKey;
  readonly hasPublicAddress: Known<boolean>;
  readonly blocker: { readonly code: Code; readonly sentence: string };
}

/**
 * An internet gateway exchanges private addresses for public ones, one for one; what has none it drops.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html#ip-addresses-and-nat
 */
export function publicAddressStage({ component, at, hasPublicAddress, blocker }: Translated): Stage {
  const isThere = isKnown(hasPublicAddress) ? hasPublicAddress : undefined;
  return {
    component,
    at,
    detail: "has a public address",
    consulted: [],
    passes: whether(isThere),
    doubts: hasPublicAddress instanceof Unknown ? [hasPublicAddress] : [],
    blocker,
  };
}
