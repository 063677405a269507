import { type ElementKey, isKnown, type Known, type Network, type Vpc } from "../../network";
import { placeOf, type ResourceKey, Unknown } from "../../terraform";
import { whether } from "../bounds";
import type { Code } from "../codes";
import { addressOf } from "../format";
import type { RouteOutcome } from "../legs/route-outcome";
import type { Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";

/**
 * Whether an internet gateway takes what a VPC's routes send to it: where it is attached to the VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 */
export function outcomeAtGateway(network: Network, key: ElementKey, vpc: Vpc): RouteOutcome {
  const gateway = network.internetGateways.get(key);
  if (gateway === undefined)
    return {
      kind: "unknown",
      doubts: [new Unknown(key, "none of the given stacks makes this internet gateway")],
    };
  const { at, vpc: attached } = gateway;
  if (!isKnown(attached)) return { kind: "unknown", doubts: [attached] };
  if (attached !== vpc.key) {
    const where = attached === null ? "no VPC" : "another VPC";
    const sentence = `it is attached to ${where}, and a route of ${addressOf(vpc.at)} leads to it`;
    return { kind: "lost", blocker: { code: "BAD_STATE_ATTACHMENT", at, sentence } };
  }
  const [refused] = refusalsAt(network, key);
  if (refused?.blocker !== undefined)
    return { kind: "lost", blocker: { ...refused.blocker, at: refused.at } };
  const doubts = unmodelledAt(network, key);
  return doubts.length > 0 ? { kind: "unknown", doubts } : { kind: "arrives" };
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
  if (!placeOf(at).address.startsWith("aws_default_vpc.")) return [];
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
