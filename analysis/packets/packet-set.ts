import { IntervalSet } from "../../modules/addressing";
import {
  common,
  difference,
  EVERYTHING,
  isEmpty,
  isSame,
  isWithin,
  joined,
  joinedIn,
  type PacketBox,
  reversed,
} from "./packet-box";

/** So many sets are joined one by one. */
const FEW = 8;

/**
 * A set of IPv4 packets, exact. Immutable.
 *
 * A packet is a point in a space of five dimensions: two addresses, a protocol, two ports. A rule of a firewall is a box
 * in that space, and what several rules let through is a few boxes that do not overlap. So a question about every packet
 * at once ("does anything get through that should not?") is answered by cutting boxes, without trying packets one by
 * one and without a solver. What remains in the end is the exact set of packets that behave so, and any of them is an
 * example to show.
 *
 * One set can be written as boxes in several ways: compare sets by {@link PacketSet.equals}, never their boxes. The same
 * operations in the same order always give the same boxes.
 */
export class PacketSet {
  static readonly none = new PacketSet([]);
  static readonly all = new PacketSet([EVERYTHING]);

  private constructor(
    /** Their union is the set; no two have a packet in common, no two make one box, and none is empty. */
    readonly boxes: readonly PacketBox[],
  ) {}

  /**
   * One box.
   *
   * @param fields those left out may have any value; see {@link PacketBox} for what they have to keep to
   */
  static of(fields: Partial<PacketBox>): PacketSet {
    const box = { ...EVERYTHING, ...fields };
    return isEmpty(box) ? PacketSet.none : new PacketSet([box]);
  }

  /**
   * The packets that are in any of them. Thousands of rules mostly differ in one field only; those are joined at once.
   */
  static unionOf(sets: readonly PacketSet[]): PacketSet {
    if (sets.length < FEW) return sets.reduce((all, each) => all.union(each), PacketSet.none);
    const boxes = (["destinationPorts", "sources", "destinations"] as const).reduce(
      joinedIn,
      sets.flatMap((each) => each.boxes),
    );
    return boxes.reduce((all, box) => all.union(new PacketSet([box])), PacketSet.none);
  }

  private static ofDisjoint(boxes: readonly PacketBox[]): PacketSet {
    return new PacketSet(boxes.length < 2 ? boxes : boxes.reduce(withBox, []));
  }

  get isEmpty(): boolean {
    return this.boxes.length === 0;
  }

  union(other: PacketSet): PacketSet {
    // Else a wide box would be cut into pieces around the narrow ones that it holds anyway.
    const kept = this.boxes.filter((box) => !other.boxes.some((each) => isWithin(box, each)));
    if (kept.length === 0) return other;
    const added = remainder(other.boxes, kept);
    return added.length === 0 ? this : new PacketSet(added.reduce(withBox, kept));
  }

  intersect(other: PacketSet): PacketSet {
    // Much of what is asked passes a station that lets everything through.
    if (other === PacketSet.all) return this;
    if (this === PacketSet.all) return other;
    return PacketSet.ofDisjoint(
      this.boxes.flatMap((box) => other.boxes.flatMap((each) => common(box, each) ?? [])),
    );
  }

  /** The packets of this set that are not in the other. */
  subtract(other: PacketSet): PacketSet {
    return PacketSet.ofDisjoint(remainder(this.boxes, other.boxes));
  }

  isSubsetOf(other: PacketSet): boolean {
    if (other === this || other === PacketSet.all) return true;
    return remainder(this.boxes, other.boxes).length === 0;
  }

  /** Whether both hold the same packets, in whatever boxes. */
  equals(other: PacketSet): boolean {
    const areSame =
      this.boxes.length === other.boxes.length &&
      this.boxes.every((box, index) => isSame(box, other.boxes[index] ?? EVERYTHING));
    return areSame || (this.isSubsetOf(other) && other.isSubsetOf(this));
  }

  /**
   * The answers to these packets: each with its ends exchanged.
   *
   * That is right for TCP, for UDP and for protocols without ports. An answer to ICMP has a type of its own, which does
   * not follow from exchanging ends: it has to be made by {@link PacketSet.of}.
   */
  reversed(): PacketSet {
    return new PacketSet(this.boxes.map(reversed));
  }

  /**
   * Every value that a field has in some packet. Not every combination of the values of two fields needs to be in the
   * set.
   */
  valuesOf(field: keyof PacketBox): IntervalSet {
    const [first] = this.boxes;
    if (first === undefined) return IntervalSet.empty;
    return this.boxes.every((box) => box[field] === first[field])
      ? first[field]
      : IntervalSet.ofAll(this.boxes.flatMap((box) => box[field].intervals));
  }
}

/** What is left of disjoint boxes: disjoint boxes. */
function remainder(boxes: readonly PacketBox[], taken: readonly PacketBox[]): readonly PacketBox[] {
  return taken.reduce((rest, each) => rest.flatMap((box) => difference(box, each)), boxes);
}

/**
 * Disjoint boxes and one more, joined wherever two make one box. Otherwise the pieces of every cut would stay, and each
 * later cut would cut them again.
 */
function withBox(boxes: readonly PacketBox[], added: PacketBox): readonly PacketBox[] {
  for (const [index, box] of boxes.entries()) {
    const whole = joined(box, added);
    if (whole !== undefined) return withBox(boxes.toSpliced(index, 1), whole);
  }
  return [...boxes, added];
}
