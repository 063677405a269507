import { IntervalSet } from "../../modules/addressing";
import { EVERY_ADDRESS, EVERY_PORT, EVERY_PROTOCOL } from "./limits";

/** What tells packets apart, in the order in which boxes are cut. */
const DIMENSIONS = ["sources", "destinations", "protocols", "sourcePorts", "destinationPorts"] as const;

/** The packets whose every field is in the field's set. */
export interface PacketBox {
  /** IPv4 addresses. */
  readonly sources: IntervalSet;
  /** IPv4 addresses. */
  readonly destinations: IntervalSet;
  /** IANA's numbers, 0 to 255. */
  readonly protocols: IntervalSet;
  /** 0 to 65535; every port for protocols that have none. */
  readonly sourcePorts: IntervalSet;
  /** 0 to 65535; every port for protocols that have none. */
  readonly destinationPorts: IntervalSet;
}

const EVERYTHING: PacketBox = {
  sources: EVERY_ADDRESS,
  destinations: EVERY_ADDRESS,
  protocols: EVERY_PROTOCOL,
  sourcePorts: EVERY_PORT,
  destinationPorts: EVERY_PORT,
};

/** A set of IPv4 packets, exact. Immutable. */
export class PacketSet {
  static readonly none = new PacketSet([]);
  static readonly all = new PacketSet([EVERYTHING]);

  private constructor(
    /** Their union is the set; no two have a packet in common, and none is empty. */
    readonly boxes: readonly PacketBox[],
  ) {}

  /** @param fields those left out may have any value */
  static of(fields: Partial<PacketBox>): PacketSet {
    const box = { ...EVERYTHING, ...fields };
    return isEmpty(box) ? PacketSet.none : new PacketSet([box]);
  }

  get isEmpty(): boolean {
    return this.boxes.length === 0;
  }

  union(other: PacketSet): PacketSet {
    const added = other.subtract(this);
    return added.isEmpty ? this : new PacketSet([...this.boxes, ...added.boxes]);
  }

  intersect(other: PacketSet): PacketSet {
    return new PacketSet(
      this.boxes.flatMap((box) =>
        other.boxes.map((each) => common(box, each)).filter((each) => !isEmpty(each)),
      ),
    );
  }

  /** The packets of this set that are not in the other. */
  subtract(other: PacketSet): PacketSet {
    return new PacketSet(
      other.boxes.reduce<readonly PacketBox[]>(
        (rest, taken) => rest.flatMap((box) => difference(box, taken)),
        this.boxes,
      ),
    );
  }

  isSubsetOf(other: PacketSet): boolean {
    return this.subtract(other).isEmpty;
  }

  equals(other: PacketSet): boolean {
    return this.isSubsetOf(other) && other.isSubsetOf(this);
  }

  /** The answers to these packets: each with its ends exchanged. */
  reversed(): PacketSet {
    return new PacketSet(
      this.boxes.map((box) => ({
        sources: box.destinations,
        destinations: box.sources,
        protocols: box.protocols,
        sourcePorts: box.destinationPorts,
        destinationPorts: box.sourcePorts,
      })),
    );
  }

  /** Every value that a field has in some packet. */
  valuesOf(field: keyof PacketBox): IntervalSet {
    return this.boxes.reduce((values, box) => values.union(box[field]), IntervalSet.empty);
  }
}

function isEmpty(box: PacketBox): boolean {
  return DIMENSIONS.some((field) => box[field].isEmpty);
}

function common(left: PacketBox, right: PacketBox): PacketBox {
  return {
    sources: left.sources.intersect(right.sources),
    destinations: left.destinations.intersect(right.destinations),
    protocols: left.protocols.intersect(right.protocols),
    sourcePorts: left.sourcePorts.intersect(right.sourcePorts),
    destinationPorts: left.destinationPorts.intersect(right.destinationPorts),
  };
}

/** What is left of a box, cut field by field: disjoint boxes. */
function difference(box: PacketBox, taken: PacketBox): PacketBox[] {
  if (isEmpty(common(box, taken))) return [box];
  const rest: PacketBox[] = [];
  let core = box;
  for (const field of DIMENSIONS) {
    const outside = core[field].subtract(taken[field]);
    if (!outside.isEmpty) rest.push({ ...core, [field]: outside });
    core = { ...core, [field]: core[field].intersect(taken[field]) };
  }
  return rest;
}
