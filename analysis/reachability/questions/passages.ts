import { type Interval, IntervalSet } from "../../../modules/addressing";
import type { ElementKey, Listing, Network } from "../../network";
import { PacketSet } from "../../packets";
import type { ResourceKey, Unknown } from "../../terraform";
import type { Verdict } from "../answer";
import type { Interfaces, Internet, PacketEnd, PacketQuestion } from "../ends";
import { admittedBy } from "../filters/security-groups";
import { PUBLIC_ADDRESSES } from "../internet/public-addresses";
import { connectionOf } from "../legs/connection";
import { addressesOf, CLIENT_PORTS, portsOf } from "../packets-asked";
import type { Onward } from "../path/arrival";
import { partyOf } from "../path/party";
import { shareOfPath } from "../path/stage";
import { waysOf } from "../paths";
import { verdictOf } from "../verdict";
import { interfacesOn } from "./doors";
import { ownerAt, type Party, partyAt } from "./parties";
import { alikePorts, ASKED_PORTS } from "./ports";
import { PROTOCOL_NUMBERS, type Witness, witnessAmong } from "./witness";

/** Ports that are asked for. */
export interface AskedTraffic {
  readonly protocols: readonly Witness["protocol"][];
  /** @default all */
  readonly port?: number;
  /** Only what comes to this counts, whether or not it is passed on. @default whatever is at the ends of ways */
  readonly sought?: Sought;
}

/** Whoever packets are to come to. */
export interface Sought {
  readonly at: Party;
  /** Itself, or what leads to it alone. */
  readonly entrances: ReadonlySet<Party>;
}

/** Where packets come to: a party, or nobody knows whom. */
export type Destination =
  | { readonly kind: "party"; readonly party: Party }
  /** It depends on what is not known, behind this. */
  | { readonly kind: "unknown"; readonly behind: Party };

/** What is true of some ports between two parties, by one way. */
export interface Passage {
  readonly to: Destination;
  readonly protocol: Witness["protocol"];
  readonly ports: IntervalSet;
  readonly verdict: Exclude<Verdict, "blocked">;
  /** Of each of the intervals of ports that are alike, where one is certain. */
  readonly witnesses: readonly Witness[];
  /** Of `unknown`: why. */
  readonly doubts: readonly Unknown[];
  /** The rules, routes and the like that let it through. */
  readonly consulted: readonly ResourceKey[];
}

/**
 * What gets from a party to an end, and to whomever that passes it on to, on every port that is asked. Ports of which
 * nothing in the network tells one from another are asked by their first.
 */
export function passagesTo(
  network: Network,
  from: Interfaces | Internet,
  to: PacketEnd,
  { protocols, port, sought }: AskedTraffic,
): Passage[] {
  return protocols.flatMap((protocol) => {
    const possible = admittedPorts(network, from, to, protocol);
    const ports = port === undefined ? possible : possible.intersect(IntervalSet.of(port, port));
    const found = new Map<string, Growing>();
    for (const interval of alikePorts(network, ports)) {
      const question = questionOf(from, to, protocol, interval.first);
      if (question === undefined) continue;
      for (const passage of passagesOf(network, question, sought)) add(found, passage, interval);
    }
    return [...found.values()].map(({ passage, intervals, witnesses }) => ({
      ...passage,
      ports: IntervalSet.ofAll(intervals),
      witnesses,
    }));
  });
}

/** A passage, as long as further ports may turn out to be alike. */
interface Growing {
  readonly passage: Omit<Passage, "ports">;
  readonly intervals: Interval[];
  readonly witnesses: Witness[];
}

function add(found: Map<string, Growing>, passage: Omit<Passage, "ports">, interval: Interval): void {
  const { to, verdict, doubts } = passage;
  const party = to.kind === "party" ? to.party : `behind ${to.behind}`;
  const reasons = doubts.map(({ expression, reason }) => `${expression} ${reason}`);
  const key = [verdict, party, ...reasons].join("\n");
  const growing = found.get(key) ?? { passage, intervals: [], witnesses: [] };
  growing.intervals.push(interval);
  growing.witnesses.push(...passage.witnesses);
  found.set(key, growing);
}

function questionOf(
  from: Interfaces | Internet,
  to: PacketEnd,
  protocol: Witness["protocol"],
  port: number,
): PacketQuestion | undefined {
  if (from.kind === "interfaces") return { from, to, protocol, port };
  return to.kind === "interfaces" ? { from, to, protocol, port } : undefined;
}

function passagesOf(
  network: Network,
  question: PacketQuestion,
  sought: Sought | undefined,
): Omit<Passage, "ports">[] {
  const ways = new Map<string, { readonly to: Destination; readonly ways: Onward[] }>();
  for (const way of waysOf(network, question)) {
    const to = destinationOf(network, question, way, sought);
    if (to === undefined) continue;
    const key = to.kind === "party" ? to.party : `behind ${to.behind}`;
    const others = ways.get(key);
    if (others === undefined) ways.set(key, { to, ways: [way] });
    else others.ways.push(way);
  }
  return [...ways.values()].flatMap((each): Omit<Passage, "ports">[] => {
    const verdict = verdictOf(each.ways.map(shareOfPath));
    if (verdict === "blocked") return [];
    const { protocol } = question;
    const witness = verdict === "unknown" ? undefined : witnessAmong(each.ways, protocol);
    return [
      {
        to: each.to,
        protocol,
        verdict,
        witnesses: witness === undefined ? [] : [witness],
        doubts: verdict === "unknown" ? doubtsAlong(each.ways) : [],
        consulted: consultedAlong(each.ways),
      },
    ];
  });
}

/** Where a way leads; nothing where it certainly ends before it gets anywhere, or does not lead to whom is sought. */
function destinationOf(
  network: Network,
  { to, from }: PacketQuestion,
  way: Onward,
  sought: Sought | undefined,
): Destination | undefined {
  const owners: readonly Party[] = interfacesOn(way).map((own) => ownerAt(network, own));
  const asked: readonly Party[] = to.kind === "interfaces" ? [to.at] : [];
  if (sought !== undefined && [...owners, ...asked].some((each) => sought.entrances.has(each)))
    return { kind: "party", party: sought.at };
  const last = owners.at(-1);
  if (way.arrival !== undefined && last !== undefined)
    return sought === undefined ? { kind: "party", party: last } : undefined;
  if (to.kind === "internet") return { kind: "party", party: "internet" };
  if (shareOfPath(way) !== "unknown") return undefined;
  return { kind: "unknown", behind: last ?? (to.kind === "interfaces" ? to.at : partyAt(from)) };
}

function doubtsAlong(ways: readonly Onward[]): Unknown[] {
  const doubts = ways
    .filter((way) => shareOfPath(way) === "unknown")
    .flatMap(({ legs }) =>
      legs.flatMap(({ asked, stages }) =>
        stages.flatMap((stage) => (asked.isSubsetOf(stage.passes.certain) ? [] : stage.doubts)),
      ),
    );
  return [...new Map(doubts.map((each) => [`${each.expression} ${each.reason}`, each])).values()];
}

function consultedAlong(ways: readonly Onward[]): ResourceKey[] {
  const passing = ways.filter((way) => shareOfPath(way) !== "none");
  const stages = passing.flatMap(({ legs }) => legs.flatMap((leg) => leg.stages));
  return [...new Set(stages.flatMap(({ consulted }) => consulted))];
}

/** The ports that the security groups at both ends may admit: on no other does anything get through. */
function admittedPorts(
  network: Network,
  from: Interfaces | Internet,
  to: PacketEnd,
  protocol: Witness["protocol"],
): IntervalSet {
  const asked = (sources: IntervalSet, sourcePorts: IntervalSet, destinations: IntervalSet): PacketSet =>
    PacketSet.of({
      sources,
      destinations,
      protocols: IntervalSet.of(PROTOCOL_NUMBERS[protocol], PROTOCOL_NUMBERS[protocol]),
      sourcePorts,
      destinationPorts: ASKED_PORTS,
    });
  // Who is not all known may be anyone.
  if (from.kind === "interfaces" && from.doubts.length > 0) return ASKED_PORTS;
  if (to.kind !== "interfaces" || to.doubts.length > 0) return ASKED_PORTS;
  if (from.kind === "internet")
    return unionOf(
      to.interfaces.map((own) =>
        portsAdmitted(
          network,
          own.securityGroups,
          "ingress",
          NOBODY,
          asked(PUBLIC_ADDRESSES, CLIENT_PORTS, addressesOf(own)),
        ),
      ),
    );
  return unionOf(
    from.interfaces.flatMap((source) =>
      to.interfaces.map((own) => {
        const packets = asked(addressesOf(source), portsOf(network, source), addressesOf(own));
        const [client, server] = [partyOf(source), partyOf(own)];
        const out = portsAdmitted(network, client.groups, "egress", server.groups, packets);
        // Packets that leave by a route to nobody knows where may meet other groups, or none.
        const isApart = connectionOf(network, client, server, packets).kind === "apart";
        return isApart
          ? out
          : out.intersect(portsAdmitted(network, server.groups, "ingress", client.groups, packets));
      }),
    ),
  );
}

const NOBODY = { items: [], doubts: [] };

function portsAdmitted(
  network: Network,
  groups: Listing<ElementKey>,
  direction: "ingress" | "egress",
  others: Listing<ElementKey>,
  asked: PacketSet,
): IntervalSet {
  if (groups.items.length + groups.doubts.length === 0) return ASKED_PORTS;
  const { possible } = admittedBy(network, groups, direction, others, asked);
  return possible.intersect(asked).valuesOf("destinationPorts");
}

function unionOf(sets: readonly IntervalSet[]): IntervalSet {
  return sets.reduce((all, each) => all.union(each), IntervalSet.empty);
}
