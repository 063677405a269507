import { IntervalSet } from "../../modules/addressing";
import { EVERY_ADDRESS, EVERY_PORT, EVERY_PROTOCOL } from "./limits";

/** What tells packets apart, in the order in which boxes are cut. */
const FIELDS = ["sources", "destinations", "protocols", "sourcePorts", "destinationPorts"] as const;

/**
 * The packets whose every field is in the field's set, whatever the other fields are.
 *
 * Ports mean something for TCP and UDP only. Sets of packets compute with five numbers and know nothing of that, so
 * whoever makes a box keeps to this:
 *
 * - every value is within `EVERY_ADDRESS`, `EVERY_PROTOCOL` or `EVERY_PORT`, or `PacketSet.all` would not hold it;
 * - a box with protocols that have no ports holds every port of both kinds, so that ports never tell apart packets that
 *   are the same;
 * - ICMP has its type and code, as type × 256 + code, in the place of the destination port, and every source port;
 * - so a rule about ports names its protocols: "port 80 of every protocol" would mean ICMP's type 0, code 80 too.
 */
export interface PacketBox {
  /** IPv4 addresses, as numbers. */
  readonly sources: IntervalSet;
  /** IPv4 addresses, as numbers. */
  readonly destinations: IntervalSet;
  /** IANA's numbers, 0 to 255. */
  readonly protocols: IntervalSet;
  /** 0 to 65535; every port for protocols that have none. */
  readonly sourcePorts: IntervalSet;
  /** 0 to 65535; type × 256 + code for ICMP; every port for other protocols that have none. */
  readonly destinationPorts: IntervalSet;
}

export const EVERYTHING: PacketBox = {
  sources: EVERY_ADDRESS,
  destinations: EVERY_ADDRESS,
  protocols: EVERY_PROTOCOL,
  sourcePorts: EVERY_PORT,
  destinationPorts: EVERY_PORT,
};

export function isEmpty(box: PacketBox): boolean {
  return FIELDS.some((field) => box[field].isEmpty);
}

export function isSame(one: PacketBox, other: PacketBox): boolean {
  return FIELDS.every((field) => one[field] === other[field] || one[field].equals(other[field]));
}

export function isWithin(box: PacketBox, outer: PacketBox): boolean {
  return FIELDS.every((field) => box[field] === outer[field] || box[field].isSubsetOf(outer[field]));
}

/** The packets that are in both, if there are any; the very same box where the other holds it. */
export function common(left: PacketBox, right: PacketBox): PacketBox | undefined {
  let shared = left;
  for (const field of FIELDS) {
    // Most fields of most boxes are the very same "every address" and the like: that saves most of the work.
    if (left[field] === right[field]) continue;
    const values = left[field].intersect(right[field]);
    if (values.isEmpty) return undefined;
    if (values !== left[field]) shared = { ...shared, [field]: values };
  }
  return shared;
}

/** What is left of a box, cut field by field: disjoint boxes. */
export function difference(box: PacketBox, taken: PacketBox): readonly PacketBox[] {
  const shared = common(box, taken);
  if (shared === undefined) return [box];
  const rest: PacketBox[] = [];
  if (shared === box) return rest;
  const core = { ...box };
  for (const field of FIELDS) {
    if (box[field] === shared[field]) continue;
    const outside = box[field].subtract(shared[field]);
    if (!outside.isEmpty) rest.push({ ...core, [field]: outside });
    core[field] = shared[field];
  }
  return rest;
}

/** Two disjoint boxes as one, where one can hold them: where they differ in a single field. */
export function joined(left: PacketBox, right: PacketBox): PacketBox | undefined {
  let only: keyof PacketBox | undefined;
  for (const field of FIELDS) {
    if (left[field] === right[field] || left[field].equals(right[field])) continue;
    if (only !== undefined) return undefined;
    only = field;
  }
  return only && { ...left, [only]: left[only].union(right[only]) };
}

/** Boxes of which those that differ in one field at most are one; they may overlap. */
export function joinedIn(boxes: readonly PacketBox[], field: keyof PacketBox): PacketBox[] {
  const alike = new Map<string, PacketBox[]>();
  for (const box of boxes) {
    const key = FIELDS.map((each) => (each === field ? "" : textOf(box[each]))).join(" ");
    const others = alike.get(key);
    if (others === undefined) alike.set(key, [box]);
    else others.push(box);
  }
  return [...alike.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined || all.length === 1) return all;
    return { ...first, [field]: IntervalSet.ofAll(all.flatMap((box) => box[field].intervals)) };
  });
}

function textOf({ intervals }: IntervalSet): string {
  return intervals.map(({ first, last }) => `${first}-${last}`).join();
}

/** The box with the two ends exchanged. */
export function reversed(box: PacketBox): PacketBox {
  return {
    sources: box.destinations,
    destinations: box.sources,
    protocols: box.protocols,
    sourcePorts: box.destinationPorts,
    destinationPorts: box.sourcePorts,
  };
}
