import { describeWitness, type ReachGroup, whyNotKnown, type Witness } from "../../analysis/reachability";
import { placeOf, type ResourceKey } from "../../analysis/terraform";
import { formatAddress, type IntervalSet } from "../../modules/addressing";
import { linesOf, type Row } from "../table";
import type { Names } from "./names";
import type { Sources } from "./sources";

/** Names of a group that are written out. */
const MOST_NAMES = 3;
/** Of several names in one cell. */
const WIDEST_CELL = 60;
/** Of what lets packets through, and of why that is not known. */
const MOST_REASONS = 6;

const HEADINGS: Row = { cells: ["  verdict", "from", "to", "ports", "by"], details: [] };

/** A table of who reaches whom; below each line a packet that gets there, or why nobody knows. Safe to print. */
export function linesOfGroups(
  groups: readonly ReachGroup[],
  names: Names,
  sources: Sources,
  whatLetsThrough: "told" | "untold" = "untold",
): string[] {
  if (groups.length === 0) return ["  nothing"];
  return linesOf([HEADINGS, ...groups.map((group) => rowOf(group, names, sources, whatLetsThrough))]);
}

function rowOf(group: ReachGroup, names: Names, sources: Sources, whatLetsThrough: "told" | "untold"): Row {
  const from = group.from.map((each) => names.of(each));
  const to = group.to.map((each) => names.ofDestination(each));
  return {
    cells: [`  ${group.verdict}`, alike(from), alike(to), portsOf(group), wayOf(group, names)],
    details: [
      ...samplesOf("from", from),
      ...samplesOf("to", to),
      ...(group.witness === undefined ? [] : [`      ${describeWitness(group.witness)}`]),
      ...reasonsOf(group).map((reason) => `      ${reason}`),
      ...(whatLetsThrough === "told" ? lettingThrough(group.consulted, sources) : []),
    ],
  };
}

function lettingThrough(consulted: readonly ResourceKey[], sources: Sources): string[] {
  const told = consulted.slice(0, MOST_REASONS).map((at) => {
    const { stack, address } = placeOf(at);
    const source = sources.ofResource(at);
    return `      let through by ${address} (${stack})${source === at ? "" : `, ${source}`}`;
  });
  const left = consulted.length - told.length;
  return [...told, ...(left > 0 ? [`      and ${left} more`] : [])];
}

function reasonsOf({ doubts }: ReachGroup): string[] {
  const told = doubts.slice(0, MOST_REASONS).map(whyNotKnown);
  const left = doubts.length - told.length;
  return [...told, ...(left > 0 ? [`and ${left} more`] : [])];
}

/** `web/app`, or `1000: c-*\/app`. */
function alike(names: readonly string[]): string {
  if (isWritten(names)) return names.join(", ");
  const [first = ""] = names;
  const start = lengthShared(names, (name, index) => name[index]);
  const rest = names.map((name) => name.slice(start));
  const end = lengthShared(rest, (name, index) => name[name.length - 1 - index]);
  return `${names.length}: ${first.slice(0, start)}*${end === 0 ? "" : first.slice(-end)}`;
}

/** Whether they are few and short enough to stand in a cell. */
function isWritten(names: readonly string[]): boolean {
  return names.length === 1 || (names.length <= MOST_NAMES && names.join(", ").length <= WIDEST_CELL);
}

/** Some of those that do not. */
function samplesOf(side: "from" | "to", names: readonly string[]): string[] {
  if (isWritten(names)) return [];
  const left = names.length - MOST_NAMES;
  return [`      ${side} ${names.slice(0, MOST_NAMES).join(", ")}${left > 0 ? ` and ${left} more` : ""}`];
}

/** How many characters all have in common. */
function lengthShared(
  names: readonly string[],
  characterAt: (name: string, index: number) => string | undefined,
): number {
  const [first = "", ...others] = names;
  for (let index = 0; index < first.length; index += 1) {
    const character = characterAt(first, index);
    if (others.some((name) => characterAt(name, index) !== character)) return index;
  }
  return first.length;
}

function portsOf({ ports }: ReachGroup): string {
  return Object.entries(ports)
    .filter(([, each]) => !each.isEmpty)
    .map(([protocol, each]) => `${protocol.toUpperCase()} ${intervalsOf(each)}`)
    .join(", ");
}

function intervalsOf({ intervals }: IntervalSet): string {
  return intervals.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(" ");
}

const ACROSS: Readonly<Record<string, string>> = {
  one: "within its VPC",
  peered: "peering",
  vpn: "VPN",
  transit: "a transit gateway",
  internet: "the internet",
  apart: "routes that lead to nobody knows where",
};

const THROUGH: Readonly<Record<NonNullable<ReachGroup["by"]["through"]>["kind"], string>> = {
  endpoint: "an endpoint of",
  "load-balancer": "the load balancer",
  host: "the relay",
  name: "the name",
};

function wayOf({ by: { through, across } }: ReachGroup, names: Names): string {
  const joined = ACROSS[across] ?? across.replaceAll("-", " ");
  if (through === undefined) return joined;
  const at = through.kind === "host" ? names.of(through.at) : names.ofPlace(through.at);
  return `${THROUGH[through.kind]} ${at}${across === "one" ? "" : `, ${joined}`}`;
}

/** A group for programs, with everyone in it; those that write it escape it. */
export function describeGroup(
  { verdict, from, to, ports, by, witness, doubts, consulted }: ReachGroup,
  names: Names,
): object {
  return {
    verdict,
    from: from.map((each) => names.of(each)),
    to: to.map((each) => names.ofDestination(each)),
    ports: { tcp: intervalsOf(ports.tcp), udp: intervalsOf(ports.udp) },
    by,
    ...(witness === undefined ? {} : { witness: witnessOf(witness) }),
    consulted,
    doubts: doubts.map(({ expression, reason }) => ({ expression, reason })),
  };
}

function witnessOf({ source, destination, ...rest }: Witness): object {
  return { source: formatAddress(source), destination: formatAddress(destination), ...rest };
}
