import { IntervalSet, type Ipv4Block } from "../../../modules/addressing";
import {
  isKnown,
  type Network,
  type TransitGatewayRoute,
  type TransitGatewayRouteTable,
} from "../../network";
import { Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";
import { formatAddresses } from "../format";
import { unmodelledAt } from "../unmodelled";
import { siteBehind } from "./vpn-sites";

/** Where a Transit Gateway's route table sends some addresses. */
export interface TransitChoice {
  readonly addresses: IntervalSet;
  readonly route: TransitGatewayRoute;
}

interface TransitChoices {
  /** For disjoint addresses; those in none have no route. */
  readonly choices: readonly TransitChoice[];
  /** Where there are any, each address may go elsewhere just as well. */
  readonly doubts: readonly Unknown[];
}

interface Candidate extends TransitChoice {
  readonly prefixLength: number;
  readonly rank: number;
}

/**
 * The longest prefix goes first; of one block a static route, then one of a prefix list, then what a VPC propagates, then
 * what a VPN connection does.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
 * @param among the addresses that matter
 */
export function chooseTransitRoutes(
  network: Network,
  table: TransitGatewayRouteTable,
  among: IntervalSet,
): TransitChoices {
  const candidates = candidatesIn(table)(network).filter((each) => mayMatch(each, among));
  const choices: TransitChoice[] = [];
  let left = among;
  for (const { addresses, route } of candidates) {
    const chosen = left.intersect(addresses);
    if (chosen.isEmpty) continue;
    choices.push({ addresses: chosen, route });
    left = left.subtract(chosen);
  }
  const doubts = [
    ...rivals(network, candidates),
    ...table.routes.doubts,
    ...unmodelledAt(network, table.key),
    // One says how to mend it, and what others would say shows then.
    ...table.routes.items
      .filter((route) => !left.isEmpty || !leadsWhereAllDo(route, choices))
      .flatMap(doubtsOf)
      .slice(0, 1),
  ];
  return { choices, doubts };
}

/** Whatever a route takes, its packets go where all others go as well. */
function leadsWhereAllDo({ target: own }: TransitGatewayRoute, choices: readonly TransitChoice[]): boolean {
  return (
    own.kind === "attachment" &&
    choices.every(
      ({ route: { target } }) => target.kind === "attachment" && target.attachment === own.attachment,
    )
  );
}

/** All routes in the order in which they are tried. There may be thousands, and each question is about few addresses. */
const candidatesIn = derivedOnce((table: TransitGatewayRouteTable) =>
  derivedOnce((network: Network) =>
    table.routes.items
      .flatMap((route) => candidatesOf(network, route))
      .toSorted(
        (left, right) =>
          right.prefixLength - left.prefixLength || left.rank - right.rank || firstOf(left) - firstOf(right),
      ),
  ),
);

function mayMatch({ addresses }: Candidate, { intervals }: IntervalSet): boolean {
  const [own] = addresses.intervals;
  return own !== undefined && intervals.some(({ first, last }) => first <= own.last && own.first <= last);
}

function candidatesOf(network: Network, route: TransitGatewayRoute): Candidate[] {
  const { destination } = route;
  if (!isKnown(destination)) return [];
  const blocks = destination.kind === "block" ? [destination.block] : destination.blocks;
  if (!isKnown(blocks)) return [];
  const rank = rankOf(network, route);
  return blocks.map((block: Ipv4Block) => ({
    addresses: IntervalSet.ofAll([block]),
    route,
    prefixLength: block.prefixLength,
    rank,
  }));
}

function firstOf({ addresses }: Candidate): number {
  return addresses.intervals[0]?.first ?? 0;
}

function rankOf(network: Network, { destination, origin, target }: TransitGatewayRoute): number {
  if (isKnown(destination) && destination.kind === "prefix-list") return 1;
  if (origin === "static") return 0;
  const attachment =
    target.kind === "attachment" ? network.transitGatewayAttachments.get(target.attachment) : undefined;
  return attachment !== undefined && isKnown(attachment.attached) && attachment.attached.kind === "vpc"
    ? 2
    : 3;
}

/** AWS does not document which of several routes with equal rights it takes; among VPN connections it takes all. */
function rivals(network: Network, candidates: readonly Candidate[]): Unknown[] {
  return candidates.flatMap(({ prefixLength, rank, addresses, route }, index) => {
    const rival = candidates[index + 1];
    const isRival =
      rival?.prefixLength === prefixLength &&
      rival.rank === rank &&
      !rival.addresses.intersect(addresses).isEmpty &&
      !leadAlike(network, route, rival.route);
    return isRival
      ? [new Unknown(formatAddresses(addresses), "two routes of the same rank lead there", route.at)]
      : [];
  });
}

/** Whether two routes lead to one attachment, or into one network outside AWS, which is taken as its topology says. */
function leadAlike(network: Network, one: TransitGatewayRoute, other: TransitGatewayRoute): boolean {
  if (one.target.kind !== other.target.kind) return false;
  if (one.target.kind !== "attachment" || other.target.kind !== "attachment")
    return one.target.kind === "blackhole";
  if (one.target.attachment === other.target.attachment) return true;
  const [here, there] = [one.target, other.target].map(({ attachment }) => {
    const far = siteBehind(network, attachment);
    return far?.kind === "declared" ? far.site.key : undefined;
  });
  return here !== undefined && here === there;
}

function doubtsOf({ destination }: TransitGatewayRoute): Unknown[] {
  if (destination instanceof Unknown) return [destination];
  return destination.kind === "prefix-list" && destination.blocks instanceof Unknown
    ? [destination.blocks]
    : [];
}
