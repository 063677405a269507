import { PacketSet } from "../packets";

/** What is known of a set of packets: it holds all that are certain, and none that is not possible. */
export interface Bounds {
  readonly certain: PacketSet;
  /** Holds what is certain, too. */
  readonly possible: PacketSet;
}

export const EVERYTHING: Bounds = { certain: PacketSet.all, possible: PacketSet.all };
export const NOTHING: Bounds = { certain: PacketSet.none, possible: PacketSet.none };
/** Nothing is known. */
export const ANYTHING: Bounds = { certain: PacketSet.none, possible: PacketSet.all };

/** A set that is known. */
export function exactly(packets: PacketSet): Bounds {
  return { certain: packets, possible: packets };
}

/** Of a condition that holds for every packet or for none. */
export function whether(condition: boolean | undefined): Bounds {
  if (condition === undefined) return ANYTHING;
  return condition ? EVERYTHING : NOTHING;
}

export function reversed({ certain, possible }: Bounds): Bounds {
  return { certain: certain.reversed(), possible: possible.reversed() };
}
