import { IntervalSet } from "../../../modules/addressing";
import type { ResourceKey, Unknown } from "../../terraform";
import type { Party } from "./parties";
import type { Destination, Passage } from "./passages";
import type { Reach, Way } from "./survey";
import type { Witness } from "./witness";

/** Ways that are alike, told as one. */
export interface ReachGroup {
  readonly verdict: Reach["verdict"];
  readonly from: readonly Party[];
  readonly to: readonly Destination[];
  readonly ports: Readonly<Record<Witness["protocol"], IntervalSet>>;
  readonly by: Way;
  /** From the first of `from`; missing where none is certain. */
  readonly witness?: Witness;
  /** Of `unknown`: why, of the first. */
  readonly doubts: readonly Unknown[];
  /** The rules, routes and the like that let the first through. */
  readonly consulted: readonly ResourceKey[];
}

const VERDICTS: readonly Reach["verdict"][] = ["reachable", "partly", "unknown"];

/** A group and its ways, as long as others may join it. */
type Growing = Omit<ReachGroup, "witness" | "doubts" | "consulted"> & { readonly ways: readonly Reach[] };

/** Groups what differs only in who asks, then what differs only in who is asked. */
export function grouped(found: readonly Reach[]): ReachGroup[] {
  const pairs = mergedBy(
    found.map(asGroup),
    (each) => `${each.verdict}\n${each.from.join(" ")}\n${keyOfTo(each)}\n${keyOfWay(each)}`,
    (first, all) => ({
      ...first,
      ways: all.flatMap(({ ways }) => ways),
      ports: {
        tcp: unionOf(all.map(({ ports }) => ports.tcp)),
        udp: unionOf(all.map(({ ports }) => ports.udp)),
      },
    }),
  );
  const askers = mergedBy(
    pairs,
    (each) => `${keyOf(each)}\n${keyOfTo(each)}`,
    (first, all) => ({
      ...first,
      from: all.flatMap(({ from }) => from),
      ways: all.flatMap(({ ways }) => ways),
    }),
  );
  const groups = mergedBy(
    askers,
    (each) => `${keyOf(each)}\n${keyOfFrom(each)}`,
    (first, all) => ({
      ...first,
      from: all.flatMap(({ from }) => from),
      to: all.flatMap(({ to }) => to),
      ways: all.flatMap(({ ways }) => ways),
    }),
  );
  return groups
    .map((each) => finished({ ...each, from: [...new Set(each.from)].sort() }))
    .sort((left, right) => VERDICTS.indexOf(left.verdict) - VERDICTS.indexOf(right.verdict));
}

function asGroup(way: Reach): Growing {
  const { verdict, from, to, protocol, ports, by } = way;
  const none = { tcp: IntervalSet.empty, udp: IntervalSet.empty };
  return { verdict, from: [from], to: [to], ports: { ...none, [protocol]: ports }, by, ways: [way] };
}

/** With what is told of its first way, from the first who asks: as it is of that one, whoever else is alike. */
function finished({ ways, ...group }: Growing): ReachGroup {
  const [asker] = group.from;
  const first = ways.find(({ from }) => from === asker) ?? ways[0];
  const told = first && ofItself(first);
  const witness = told?.witnesses.find(({ protocol, port }) => group.ports[protocol].contains(port));
  return {
    ...group,
    ...(witness === undefined ? {} : { witness }),
    doubts: told?.doubts ?? [],
    consulted: told?.consulted ?? [],
  };
}

function ofItself(way: Reach): Passage {
  const fresh = way.askedAfresh?.() ?? [];
  const own = fresh.find(
    ({ verdict, protocol, ports }) =>
      verdict === way.verdict && protocol === way.protocol && !ports.intersect(way.ports).isEmpty,
  );
  return own ?? way;
}

/** Keeps the order in which the first of each came. */
function mergedBy(
  groups: readonly Growing[],
  keyOfGroup: (group: Growing) => string,
  merge: (first: Growing, all: readonly Growing[]) => Growing,
): Growing[] {
  const byKey = new Map<string, Growing[]>();
  for (const group of groups) {
    const key = keyOfGroup(group);
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [group]);
    else others.push(group);
  }
  return [...byKey.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    return all.length === 1 ? [first] : [merge(first, all)];
  });
}

function keyOf(group: Growing): string {
  return `${group.verdict}\n${formatAll(group.ports.tcp)}\n${formatAll(group.ports.udp)}\n${keyOfWay(group)}`;
}

function keyOfWay({ by: { through, across } }: Growing): string {
  return `${across} ${through?.kind ?? ""} ${through?.at ?? ""}`;
}

function keyOfTo({ to }: Growing): string {
  return to.map((each) => (each.kind === "party" ? each.party : `behind ${each.behind}`)).join("\n");
}

/** Among hosts that all reach each other, each is reached by all others but itself. */
function keyOfFrom({ from, to }: Growing): string {
  const parties = to.flatMap((each) =>
    each.kind === "party" && each.party !== "internet" ? each.party : [],
  );
  return [...new Set([...from, ...parties])].sort().join("\n");
}

function formatAll({ intervals }: IntervalSet): string {
  return intervals.map(({ first, last }) => `${first}-${last}`).join(",");
}

function unionOf(sets: readonly IntervalSet[]): IntervalSet {
  return sets.reduce((all, each) => all.union(each), IntervalSet.empty);
}
