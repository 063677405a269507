import type { AzId } from "../../../modules/identity";
import {
  type ElementKey,
  isKnown,
  type Known,
  type Listing,
  type Network,
  type Subnet,
  type TransitGateway,
  type TransitGatewayAttachment,
  type Vpc,
} from "../../network";
import { partsOfAddress, placeOf, type ResourceKey, Unknown } from "../../terraform";
import { ANYTHING, NOTHING, whether } from "../bounds";
import { addressOf } from "../format";
import type { Way } from "../legs/network-acl-stage";
import { passing, type Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import { attachmentOfVpc, type VpcAttachment } from "./attachments";

/** Where packets of a subnet come into a Transit Gateway. */
interface Entrance {
  readonly stages: readonly Stage[];
  /** Missing where they come into none, or it is not known into which. */
  readonly attachment?: VpcAttachment;
  /** The attachment's subnet in the zone that they come from, where it has one. */
  readonly subnet?: Subnet;
  /** The zone that the gateway keeps them in, where it keeps them in any. */
  readonly zone?: Known<AzId>;
}

/** What packets of a subnet pass that a route sends to a Transit Gateway, up to the gateway's own route tables. */
export function entranceTo(network: Network, key: ElementKey, from: Subnet, vpc: Vpc, way: Way): Entrance {
  const gateway = network.transitGateways.get(key);
  if (gateway === undefined) {
    const why = new Unknown(key, "none of the given stacks makes this transit gateway", from.at);
    return {
      stages: [{ ...passing(named("transit gateway", way), from.at, "takes it"), ...doubting([why]) }],
    };
  }
  const station = gatewayStages(network, gateway, way);
  const { items, doubts } = attachmentOfVpc(network, key, vpc.key);
  const [attachment, ...others] = items;
  if (attachment === undefined || others.length > 0)
    return { stages: [...station, unattachedStage(gateway, vpc, way, items, doubts)] };
  const { subnet, stage } = subnetIn(network, attachment, from, way);
  return {
    stages: [
      ...station,
      ...attachmentStages(network, attachment, way),
      stage,
      ...(subnet === undefined ? [] : subnetStages(network, subnet, way)),
    ],
    attachment,
    ...(subnet === undefined ? {} : { subnet }),
    // From an attachment in appliance mode it gives answers to the zone that the request came from:
    // https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (TGW_ATTACH_VPC_AZ_RESTRICTION)
    ...(attachment.attached.applianceMode === false ? { zone: from.zone } : {}),
  };
}

function gatewayStages(network: Network, { key, at }: TransitGateway, way: Way): Stage[] {
  const station = passing(named("transit gateway", way), at, "takes the packets");
  const doubts = unmodelledAt(network, key);
  return [...refusalsAt(network, key), doubts.length === 0 ? station : { ...station, ...doubting(doubts) }];
}

function unattachedStage(
  { at }: TransitGateway,
  vpc: Vpc,
  way: Way,
  items: Listing<VpcAttachment>["items"],
  doubts: readonly Unknown[],
): Stage {
  const several = items.map(
    (each) => new Unknown(addressOf(each.at), "a VPC has one attachment at a transit gateway", each.at),
  );
  const unclear = [...doubts, ...several, ...attachedBefore([at, vpc.at])];
  return {
    component: named("transit gateway", way),
    at,
    detail: `is attached to ${addressOf(vpc.at)}`,
    consulted: [],
    passes: unclear.length > 0 ? ANYTHING : NOTHING,
    doubts: unclear,
    blocker: {
      code: "BAD_STATE_ATTACHMENT",
      sentence: `${addressOf(vpc.at)} is not attached to it, so it takes none of its packets`,
    },
  };
}

/** What was there before Terraform may have been attached before, too. */
function attachedBefore(places: readonly ResourceKey[]): Unknown[] {
  return places
    .map((at) => ({ at, address: placeOf(at).address }))
    .filter(({ address }) => partsOfAddress(address).mode === "data")
    .map(({ at, address }) => new Unknown(address, "it was there before Terraform, maybe attached", at));
}

/** Whether an attachment carries anything, in either direction. */
export function attachmentStages(
  network: Network,
  { key, at, isAccepted }: TransitGatewayAttachment,
  way: Way,
): Stage[] {
  const doubts = [...unmodelledAt(network, key), ...(isKnown(isAccepted) ? [] : [isAccepted])];
  return [
    ...refusalsAt(network, key),
    {
      component: named("transit gateway attachment", way),
      at,
      detail: "is accepted",
      consulted: [],
      passes: isAccepted === false ? NOTHING : whether(doubts.length > 0 ? undefined : true),
      doubts,
      blocker: {
        code: "BAD_STATE_ATTACHMENT",
        sentence: "nobody accepts it, so it stays in the state pending-acceptance and carries nothing",
        fix: { kind: "accept-transit-attachment", attachment: key },
      },
    },
  ];
}

/**
 * A gateway takes packets in zones only where the attachment has a subnet.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html (Limits)
 */
function subnetIn(
  network: Network,
  { at, attached: { subnets } }: VpcAttachment,
  from: Subnet,
  way: Way,
): { readonly subnet: Subnet | undefined; readonly stage: Stage } {
  const own = subnets.items.map((key) => network.subnets.get(key) ?? notGiven(key, at));
  const known = own.filter((each) => isKnown(each));
  const subnet =
    known.find(({ key }) => key === from.key) ??
    known.find(({ zone }) => isKnown(zone) && zone === from.zone);
  const zones: Known<AzId>[] = [from.zone, ...known.map(({ zone }) => zone)];
  const doubts = [
    ...[...own, ...zones, ...subnets.doubts].filter((each) => each instanceof Unknown),
    ...mayBeLocal(from),
  ];
  const where = isKnown(from.zone) ? from.zone : "its zone";
  const isUnclear = subnet === undefined && doubts.length > 0;
  return {
    subnet,
    stage: {
      component: named("transit gateway attachment", way),
      at,
      detail: `has a subnet in ${where}`,
      consulted: subnet === undefined ? [] : [subnet.at],
      passes: whether(isUnclear ? undefined : subnet !== undefined),
      doubts: isUnclear ? doubts : [],
      blocker: {
        code: "TGW_ROUTE_AZ_RESTRICTION",
        sentence: `it has no subnet in ${where}, where ${addressOf(from.at)} is, and the transit gateway takes packets of a zone in that zone only`,
      },
    },
  };
}

/**
 * Local Zones have no attachments, and may use that of the zone that they belong to. Only a place in a list of zones that
 * nobody has read may be one.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/extend-vpcs.html
 */
function mayBeLocal({ zone, at }: Subnet): Unknown[] {
  return isKnown(zone) && zone.includes("[")
    ? [new Unknown(zone, "it may be a Local Zone, which uses another zone's attachment", at)]
    : [];
}

function notGiven(key: ElementKey, at: Subnet["at"]): Unknown {
  return new Unknown(key, "none of the given stacks makes this subnet", at);
}

function doubting(doubts: readonly Unknown[]): Pick<Stage, "passes" | "doubts"> {
  return { passes: ANYTHING, doubts };
}

/** What else may be wrong with an attachment's subnet that packets pass. */
export function subnetStages(
  network: Network,
  { key, at, networkAcl, routeTable }: Subnet,
  way: Way,
): Stage[] {
  const used = [networkAcl, routeTable].map((each) => (isKnown(each) ? each : undefined));
  const doubts = unmodelledAt(network, key);
  const station = passing(named("subnet", way), at, "of the transit gateway's attachment");
  return [
    ...refusalsAt(network, key, ...used),
    ...(doubts.length === 0 ? [] : [{ ...station, ...doubting(doubts) }]),
  ];
}

/** What kind of thing it is, and that the packets are the answers. */
export function named(component: string, way: Way): string {
  return way === "request" ? component : `${component}, for the answer`;
}
