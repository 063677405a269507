import type { IntervalSet } from "../../../modules/addressing";
import {
  type ElementKey,
  isKnown,
  type Network,
  type TransitGatewayAttachment,
  type TransitGatewayRoute,
  type TransitGatewayRouteTable,
} from "../../network";
import { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import type { Fix } from "../fixes/fix";
import { addressOf, formatAddresses } from "../format";
import type { Way } from "../legs/network-acl-stage";
import type { Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import type { Site } from "../sites";
import { blockAround } from "../vpn/prefixes";
import { attaches } from "./attachments";
import { attachmentStages, named } from "./entrance";
import { attachmentTowards } from "./joined";
import { fieldOf, only } from "./narrowed";
import { chooseTransitRoutes, type TransitChoice } from "./routes";

/** Packets of one way, with some addresses, in Transit Gateways. */
export interface Travelling {
  readonly way: Way;
  /** The request's packets, for either way. */
  readonly asked: PacketSet;
  /** Where they go to, where somebody is known to have the addresses. */
  readonly to: Site | undefined;
}

/** Where packets leave the Transit Gateways. */
export interface Exit {
  readonly attachment: TransitGatewayAttachment;
  readonly addresses: IntervalSet;
  /** Whether by another gateway than the one that they came in by. */
  readonly isBeyondPeering: boolean;
}

interface Followed {
  readonly stages: readonly Stage[];
  readonly exits: readonly Exit[];
}

/**
 * The ways from an attachment through the route tables of its gateway, and of those that are peered with it.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-routing-overview
 */
export function followed(
  network: Network,
  attachment: TransitGatewayAttachment,
  travelling: Travelling,
  passed: readonly TransitGatewayAttachment[] = [],
): Followed {
  const { way } = travelling;
  const { at, routeTable: key } = attachment;
  const station = { component: named("transit gateway attachment", way), at, consulted: [] };
  if (!isKnown(key))
    return ended({ ...station, detail: "has a route table", passes: ANYTHING, doubts: [key] });
  if (key === undefined)
    return ended({
      ...station,
      detail: "has a route table",
      passes: NOTHING,
      doubts: [],
      blocker: {
        code: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
        sentence: "it is associated with no route table, so the transit gateway drops what comes from it",
      },
    });
  const table = network.transitGatewayRouteTables.get(key);
  if (table === undefined) {
    const doubts = [new Unknown(key, "none of the given stacks makes this route table", at)];
    return ended({ ...station, detail: "has a route table", passes: ANYTHING, doubts });
  }
  return throughTable(network, table, travelling, [...passed, attachment]);
}

function ended(stage: Stage): Followed {
  return { stages: [stage], exits: [] };
}

/** What becomes of the packets that a route takes. */
type Taken =
  | { readonly kind: "sent"; readonly attachment: TransitGatewayAttachment }
  | { readonly kind: "dropped" }
  | { readonly kind: "unknown"; readonly doubts: readonly Unknown[] };

function throughTable(
  network: Network,
  table: TransitGatewayRouteTable,
  travelling: Travelling,
  passed: readonly TransitGatewayAttachment[],
): Followed {
  const { way, asked } = travelling;
  const field = fieldOf(way);
  const addresses = asked.valuesOf(field);
  const { choices, doubts } = chooseTransitRoutes(network, table, addresses);
  const taken = choices.map((choice) => ({ choice, outcome: outcomeOf(network, choice.route) }));
  const thatAre = (kind: Taken["kind"]): PacketSet =>
    taken
      .filter(({ outcome }) => outcome.kind === kind)
      .reduce((all, { choice }) => all.union(PacketSet.of({ [field]: choice.addresses })), PacketSet.none);
  const sent = thatAre("sent");
  const possible = doubts.length > 0 ? PacketSet.all : sent.union(thatAre("unknown"));
  const stage: Stage = {
    component: named("transit gateway route table", way),
    at: table.at,
    detail: `to ${formatAddresses(addresses)}`,
    consulted: choices.map(({ route }) => route.at),
    passes: { certain: doubts.length > 0 ? PacketSet.none : sent, possible },
    doubts: [
      ...doubts,
      ...taken.flatMap(({ outcome }) => (outcome.kind === "unknown" ? outcome.doubts : [])),
    ],
    ...(asked.isSubsetOf(possible)
      ? {}
      : { blocker: blockerAt(network, table, choices, travelling, passed) }),
  };
  const before = [...refusalsAt(network, table.key), stage];
  // Where the packets may go elsewhere as well, what they would meet there says nothing.
  if (doubts.length > 0) return { stages: before, exits: [] };
  const beyond = taken.map(({ choice, outcome }): Followed =>
    outcome.kind === "sent"
      ? beyondAttachment(network, outcome.attachment, choice, travelling, passed)
      : { stages: [], exits: [] },
  );
  return {
    stages: [...before, ...beyond.flatMap(({ stages }) => stages)],
    exits: beyond.flatMap(({ exits }) => exits),
  };
}

function outcomeOf(network: Network, { target, at }: TransitGatewayRoute): Taken {
  switch (target.kind) {
    case "blackhole":
      return { kind: "dropped" };
    case "unknown":
      return { kind: "unknown", doubts: [target.why] };
    case "attachment": {
      const attachment = network.transitGatewayAttachments.get(target.attachment);
      return attachment === undefined
        ? {
            kind: "unknown",
            doubts: [new Unknown(target.attachment, "none of the given stacks makes this attachment", at)],
          }
        : { kind: "sent", attachment };
    }
  }
}

/** A peering attachment leads into the other gateway, whose table for it sends them on. */
function beyondAttachment(
  network: Network,
  attachment: TransitGatewayAttachment,
  { addresses }: TransitChoice,
  travelling: Travelling,
  passed: readonly TransitGatewayAttachment[],
): Followed {
  const { way, asked } = travelling;
  const onlyThese = (stages: readonly Stage[]): readonly Stage[] => only(stages, way, addresses, asked);
  const own = attachmentStages(network, attachment, way);
  const { attached } = attachment;
  if (!isKnown(attached))
    return { stages: onlyThese([...own, unclearStage(attachment, way, attached)]), exits: [] };
  if (!attaches(attachment, "peering"))
    return {
      stages: onlyThese(own),
      exits: [{ attachment, addresses, isBeyondPeering: passed.length > 1 }],
    };
  const key = attachment.attached.other;
  const other = isKnown(key) ? network.transitGatewayAttachments.get(key) : undefined;
  const why = isKnown(key) ? new Unknown(key, "none of the given stacks makes it", attachment.at) : key;
  if (other === undefined)
    return { stages: onlyThese([...own, unclearStage(attachment, way, why)]), exits: [] };
  if (passed.includes(other)) {
    const circle = "the packets go from one transit gateway to another and back again";
    const doubt = new Unknown(addressOf(other.at), circle, other.at);
    return { stages: onlyThese([...own, unclearStage(other, way, doubt)]), exits: [] };
  }
  const part = { ...travelling, asked: asked.intersect(PacketSet.of({ [fieldOf(way)]: addresses })) };
  const rest = followed(network, other, part, passed);
  return {
    stages: onlyThese([...own, ...attachmentStages(network, other, way), ...rest.stages]),
    exits: rest.exits,
  };
}

function unclearStage({ at }: TransitGatewayAttachment, way: Way, doubt: Unknown): Stage {
  return {
    component: named("transit gateway attachment", way),
    at,
    detail: "leads on",
    consulted: [],
    passes: ANYTHING,
    doubts: [doubt],
  };
}

/** Why a table loses packets. */
function blockerAt(
  network: Network,
  table: TransitGatewayRouteTable,
  choices: readonly TransitChoice[],
  { way, asked, to }: Travelling,
  passed: readonly TransitGatewayAttachment[],
): NonNullable<Stage["blocker"]> {
  const addresses = asked.valuesOf(fieldOf(way));
  const where = `${formatAddresses(addresses)}${to === undefined ? "" : ` of ${addressOf(to.at)}`}`;
  const dropping = choices.find(({ route }) => route.target.kind === "blackhole");
  if (dropping !== undefined)
    return {
      code: "TGW_RTB_BAD_STATE_ROUTE",
      at: dropping.route.at,
      sentence: `it is a blackhole, and takes packets to ${formatAddresses(dropping.addresses)}`,
    };
  const gateway = passed.at(-1)?.gateway;
  return {
    code: "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    sentence: `it has no route to ${where}`,
    ...(to === undefined || gateway === undefined || !isKnown(gateway)
      ? {}
      : addingRoute(network, table, gateway, to, addresses)),
  };
}

function addingRoute(
  network: Network,
  { key: table }: TransitGatewayRouteTable,
  gateway: ElementKey,
  to: Site,
  addresses: IntervalSet,
): { readonly fix?: Fix } {
  const attachment = attachmentTowards(network, gateway, to);
  const block = blockAround(to.blocks.items, addresses);
  return attachment === undefined || block === undefined
    ? {}
    : { fix: { kind: "add-transit-route", table, block, attachment } };
}
