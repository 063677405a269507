import { IntervalSet, type Ipv4Block } from "../../../modules/addressing";
import {
  isKnown,
  type Network,
  type Route,
  type RouteTable,
  type RouteTarget,
  type Vpc,
} from "../../network";
import { Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";
import { formatAddresses } from "../format";
import { unmodelledAt } from "../unmodelled";

/** Where a route table sends some addresses. */
export interface Choice {
  readonly addresses: IntervalSet;
  readonly target: RouteTarget;
  /** Missing for the local route. */
  readonly route?: Route;
}

interface RouteChoices {
  /** For disjoint addresses; addresses that are in none have no route. */
  readonly choices: readonly Choice[];
  /** Where there are any, each address may go elsewhere just as well. */
  readonly doubts: readonly Unknown[];
}

interface Candidate extends Choice {
  readonly prefixLength: number;
  readonly rank: number;
}

/**
 * Among routes to the same block the lowest wins. A static one to a block of the VPC itself is the local route with
 * another target.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/replace-local-route-target.html
 */
const RANK = { staticBlock: 0, local: 1, staticPrefixList: 2, propagated: 3 } as const;

/**
 * The route with the longest prefix wins, but the local route beats more specific propagated ones too; for the same
 * prefix a static route beats a propagated one, and a route to a block one to a prefix list.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
 * @param among the addresses that matter; doubts that concern none of them are left out
 */
export function chooseRoutes(
  network: Network,
  vpc: Vpc,
  table: RouteTable,
  among: IntervalSet,
): RouteChoices {
  const { local, candidates } = candidatesIn(table)(vpc);
  const choices: Choice[] = [];
  let left = among;
  for (const { addresses, target, route } of candidates) {
    const chosen = left.intersect(addresses);
    if (chosen.isEmpty) continue;
    choices.push({ addresses: chosen, target, ...(route === undefined ? {} : { route }) });
    left = left.subtract(chosen);
  }
  const doubts = [
    ...equals(candidates, among),
    ...vpc.blocks.doubts,
    ...table.routes.doubts,
    ...unmodelledAt(network, table.key),
    ...table.routes.items.flatMap((route) => doubtsOf(route, among.subtract(local))),
  ];
  return { choices, doubts };
}

/** The local addresses, and all routes in the order in which they are tried. */
const candidatesIn = derivedOnce((table: RouteTable) =>
  derivedOnce((vpc: Vpc) => {
    const local = IntervalSet.ofAll(vpc.blocks.items);
    const candidates = [
      ...vpc.blocks.items.map((block) => candidate(block, { kind: "local" }, RANK.local)),
      ...table.routes.items.flatMap((route) => candidatesOf(route, local)),
    ].toSorted(
      (left, right) =>
        right.prefixLength - left.prefixLength || left.rank - right.rank || firstOf(left) - firstOf(right),
    );
    return { local, candidates };
  }),
);

/**
 * Routes of one rank to the same addresses: of static ones AWS refuses the second, of prefix lists it picks one at
 * random.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
function equals(candidates: readonly Candidate[], among: IntervalSet): Unknown[] {
  return candidates.flatMap(({ prefixLength, rank, addresses, route }, index) => {
    const rival = candidates[index + 1];
    const isEqual =
      rival?.prefixLength === prefixLength &&
      rival.rank === rank &&
      !rival.addresses.intersect(addresses).intersect(among).isEmpty;
    return isEqual && route !== undefined
      ? [new Unknown(formatAddresses(addresses), "two routes of the same rank lead there", route.at)]
      : [];
  });
}

function candidatesOf(route: Route, local: IntervalSet): Candidate[] {
  if (!isKnown(route.destination)) return [];
  const { destination, origin, target } = route;
  if (destination.kind === "prefix-list") {
    if (!isKnown(destination.blocks)) return [];
    return destination.blocks.map((block) => candidate(block, target, RANK.staticPrefixList, route));
  }
  if (origin === "static") return [candidate(destination.block, target, RANK.staticBlock, route)];
  const propagated = candidate(destination.block, target, RANK.propagated, route);
  return [{ ...propagated, addresses: propagated.addresses.subtract(local) }];
}

function firstOf({ addresses }: Candidate): number {
  return addresses.intervals[0]?.first ?? 0;
}

function candidate(block: Ipv4Block, target: RouteTarget, rank: number, route?: Route): Candidate {
  return {
    addresses: IntervalSet.ofAll([block]),
    target,
    prefixLength: block.prefixLength,
    rank,
    ...(route === undefined ? {} : { route }),
  };
}

/**
 * A propagated route leads to none of the VPC's own addresses, and a gateway endpoint's prefix list holds public
 * addresses of its service alone, whatever they are.
 */
function doubtsOf({ destination, origin, target }: Route, beyond: IntervalSet): Unknown[] {
  if (destination instanceof Unknown) return origin === "propagated" && beyond.isEmpty ? [] : [destination];
  if (destination.kind === "prefix-list" && destination.blocks instanceof Unknown)
    return target.kind === "gateway-endpoint" || destination.within?.intersect(beyond).isEmpty === true
      ? []
      : [destination.blocks];
  return [];
}
