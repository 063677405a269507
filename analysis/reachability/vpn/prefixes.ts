import { IntervalSet, type Ipv4Block } from "../../../modules/addressing";
import type { Listing } from "../../network";
import { EVERY_ADDRESS, PacketSet } from "../../packets";
import type { Bounds } from "../bounds";

/** Packets with this end in blocks of which some may not be known. */
export function within(end: "sources" | "destinations", { items, doubts }: Listing<Ipv4Block>): Bounds {
  const certain = PacketSet.of({ [end]: IntervalSet.ofAll(items) });
  return { certain, possible: doubts.length === 0 ? certain : PacketSet.of({ [end]: EVERY_ADDRESS }) };
}

/** The block that holds all of some addresses. */
export function blockAround(blocks: readonly Ipv4Block[], addresses: IntervalSet): Ipv4Block | undefined {
  return blocks.find((block) => addresses.isSubsetOf(IntervalSet.ofAll([block])));
}
