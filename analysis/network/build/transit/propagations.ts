import type { Ipv4Block } from "../../../../modules/addressing";
import { type Deployment, type ResourceKey, Unknown } from "../../../terraform";
import { isKnown, type Known, type Listing } from "../../known";
import {
  type ElementKey,
  elementKey,
  type Network,
  type TransitGatewayRoute,
  type TransitGatewayTarget,
} from "../../model";
import { doubtful, NOTHING } from "../listings";
import type { StatedAttachment } from "./attachments";
import type { Pairing } from "./associations";
import { mayBeOf } from "./associations";

/** An attachment whose network's blocks a table learns. */
export interface Propagation {
  readonly at: ResourceKey;
  readonly attachment: Known<ElementKey>;
}

/** What attachments may bring. */
export interface Propagating {
  readonly deployment: Deployment;
  readonly attachments: ReadonlyMap<ElementKey, StatedAttachment>;
  readonly vpcs: Network["vpcs"];
  readonly vpnConnections: Network["vpnConnections"];
}

interface Learned {
  readonly at: ResourceKey;
  readonly attachment: ElementKey;
  readonly kind: "vpc" | "vpn";
  readonly block: Ipv4Block;
}

/** Those that a resource states, of tables that may be this one. */
export function statedPropagations(
  table: { readonly key: ElementKey; readonly gateway: Known<ElementKey> },
  pairings: readonly Pairing[],
  gatewayOf: (attachment: ElementKey) => Known<ElementKey>,
): Propagation[] {
  return pairings.flatMap(({ resource: { key: at }, attachment, table: named }): Propagation[] => {
    if (named === table.key) return [{ at, attachment }];
    if (isKnown(named)) return [];
    const gateway = isKnown(attachment) ? gatewayOf(attachment) : attachment;
    return mayBeOf(table.gateway, gateway) ? [{ at, attachment: named }] : [];
  });
}

/**
 * The routes that a table learns. What several attachments bring is one's only, and nothing tells whose.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html (identical and overlapping CIDRs)
 */
export function propagatedRoutes(
  propagations: readonly Propagation[],
  propagating: Propagating,
): TransitGatewayRoute[] {
  const brought = [...new Map(propagations.map((each) => [each.attachment, each])).values()].map((each) => ({
    each,
    blocks: blocksBy(each, propagating),
  }));
  const learned = brought.flatMap(({ each: { at, attachment }, blocks }) => {
    const kind = isKnown(attachment) ? kindOf(attachment, propagating) : undefined;
    return isKnown(attachment) && kind !== undefined
      ? blocks.items.map((block): Learned => ({ at, attachment, kind, block }))
      : [];
  });
  const mysteries = brought.flatMap(({ each: { at, attachment }, blocks }) =>
    blocks.doubts
      .slice(0, 1)
      .map((why) => mystery(at, attachment, broughtByVpn(attachment, why, propagating))),
  );
  return [...chosen(learned), ...mysteries];
}

function kindOf(attachment: ElementKey, { attachments }: Propagating): Learned["kind"] | undefined {
  const attached = attachments.get(attachment)?.attached;
  return attached !== undefined && isKnown(attached) && attached.kind !== "peering"
    ? attached.kind
    : undefined;
}

function blocksBy({ attachment, at }: Propagation, propagating: Propagating): Listing<Ipv4Block> {
  if (!isKnown(attachment)) return doubtful([attachment]);
  const attached = propagating.attachments.get(attachment)?.attached;
  if (attached === undefined) return doubtful([new Unknown(attachment, MADE_BY_NONE, at)]);
  if (!isKnown(attached)) return doubtful([attached]);
  switch (attached.kind) {
    case "peering":
      return NOTHING;
    case "vpn":
      return (
        propagating.vpnConnections.get(attached.connection)?.prefixes ??
        doubtful([new Unknown(attached.connection, MADE_BY_NONE, at)])
      );
    case "vpc":
      return (
        propagating.vpcs.get(attached.vpc)?.blocks ?? doubtful([new Unknown(attached.vpc, MADE_BY_NONE, at)])
      );
  }
}

const MADE_BY_NONE = "none of the given stacks makes it";

/** What VPCs bring comes before what VPN connections bring. */
function chosen(learned: readonly Learned[]): TransitGatewayRoute[] {
  const ofVpcs = learned.filter(({ kind }) => kind === "vpc");
  const byBlock = new Map<string, Learned[]>();
  for (const each of [...ofVpcs, ...learned.filter(({ kind }) => kind === "vpn")]) {
    const text = String(each.block);
    const others = byBlock.get(text);
    if (others === undefined) byBlock.set(text, [each]);
    else if (others[0]?.kind === each.kind) others.push(each);
  }
  const overlaps = overlapsOf(ofVpcs);
  return [...byBlock.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const rival = others.find(({ attachment }) => attachment !== first.attachment) ?? overlaps.get(first);
    const target: TransitGatewayTarget =
      rival === undefined
        ? { kind: "attachment", attachment: first.attachment }
        : { kind: "unknown", why: contested(first, rival) };
    return [route(first.at, String(first.block), { kind: "block", block: first.block }, target)];
  });
}

/**
 * For each block of a VPC that overlaps one of another, such a one. Blocks are nested or have nothing in common: so in
 * their order, those before one that are not over yet hold it.
 */
function overlapsOf(ofVpcs: readonly Learned[]): ReadonlyMap<Learned, Learned> {
  const sorted = ofVpcs.toSorted(
    ({ block: one }, { block: other }) => one.first - other.first || one.prefixLength - other.prefixLength,
  );
  const overlaps = new Map<Learned, Learned>();
  let around: Learned[] = [];
  for (const each of sorted) {
    around = around.filter(({ block }) => block.contains(each.block));
    const rival = around.find(({ attachment }) => attachment !== each.attachment);
    if (rival !== undefined) {
      overlaps.set(each, rival);
      for (const other of around) if (other.attachment !== each.attachment) overlaps.set(other, each);
    }
    around.push(each);
  }
  return overlaps;
}

function contested(one: Learned, rival: Learned): Unknown {
  return new Unknown(
    String(one.block),
    one.kind === "vpc"
      ? `${rival.attachment} brings ${String(rival.block)}, and of VPCs that overlap a Transit Gateway propagates only the one that was attached first`
      : `${rival.attachment} brings it, too, and which VPN connection carries what is not analysed`,
    one.at,
  );
}

/** What to do about a VPN connection of which nobody knows what it brings, which may be more specific than all others. */
function broughtByVpn(attachment: Known<ElementKey>, why: Unknown, propagating: Propagating): Unknown {
  if (!isKnown(attachment) || kindOf(attachment, propagating) !== "vpn") return why;
  return new Unknown(
    `what ${attachment} brings`,
    `it may be more specific than the routes that are known, and take their packets (${why.reason}); for a verdict, declare its network under onPremises of a topology, or have the route table learn nothing of it, and state its routes by aws_ec2_transit_gateway_route`,
    propagating.attachments.get(attachment)?.at ?? why.at,
  );
}

/** It stands for all that an attachment brings and nobody knows. */
function mystery(at: ResourceKey, attachment: Known<ElementKey>, why: Unknown): TransitGatewayRoute {
  const part = isKnown(attachment) ? attachment : "unknown";
  return route(
    at,
    part,
    why,
    isKnown(attachment) ? { kind: "attachment", attachment } : { kind: "unknown", why },
  );
}

function route(
  at: ResourceKey,
  part: string,
  destination: TransitGatewayRoute["destination"],
  target: TransitGatewayTarget,
): TransitGatewayRoute {
  return { key: elementKey(at, `propagated/${part}`), at, destination, origin: "propagated", target };
}
