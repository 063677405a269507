import { expect } from "@jest/globals";
import * as fc from "fast-check";
import { type PacketBox, PacketSet } from "../../../analysis/packets";
import { IntervalSet } from "../../../modules/addressing";

/** Small enough to try every packet. */
const VALUES = {
  sources: [0, 1, 2, 3],
  destinations: [0, 1, 2, 3],
  protocols: [1, 6, 17],
  sourcePorts: [0, 1, 2, 3],
  destinationPorts: [0, 1, 2, 3],
} as const satisfies Record<keyof PacketBox, readonly number[]>;

export const FIELDS = ["sources", "destinations", "protocols", "sourcePorts", "destinationPorts"] as const;

export type Packet = Readonly<Record<keyof PacketBox, number>>;

export const everyPacket: readonly Packet[] = VALUES.sources.flatMap((sources) =>
  VALUES.destinations.flatMap((destinations) =>
    VALUES.protocols.flatMap((protocols) =>
      VALUES.sourcePorts.flatMap((sourcePorts) =>
        VALUES.destinationPorts.map((destinationPorts) => ({
          sources,
          destinations,
          protocols,
          sourcePorts,
          destinationPorts,
        })),
      ),
    ),
  ),
);

export const valuesIn = (values: readonly number[]): IntervalSet =>
  IntervalSet.ofAll(values.map((value) => ({ first: value, last: value })));

/** Every packet of the small universe. */
export const universe = PacketSet.of({
  sources: valuesIn(VALUES.sources),
  destinations: valuesIn(VALUES.destinations),
  protocols: valuesIn(VALUES.protocols),
  sourcePorts: valuesIn(VALUES.sourcePorts),
  destinationPorts: valuesIn(VALUES.destinationPorts),
});

export const isIn = (box: PacketBox, packet: Packet): boolean =>
  FIELDS.every((field) => box[field].contains(packet[field]));

export const packetsOf = ({ boxes }: PacketSet): Packet[] =>
  everyPacket.filter((packet) => boxes.some((box) => isIn(box, packet)));

const anyValues = (values: readonly number[]): fc.Arbitrary<IntervalSet> =>
  fc.subarray([...values], { minLength: 1 }).map(valuesIn);

export const anyBox: fc.Arbitrary<PacketBox> = fc.record({
  sources: anyValues(VALUES.sources),
  destinations: anyValues(VALUES.destinations),
  protocols: anyValues(VALUES.protocols),
  sourcePorts: anyValues(VALUES.sourcePorts),
  destinationPorts: anyValues(VALUES.destinationPorts),
});

/** Boxes put in and cut out, one after the other. */
export const anySet: fc.Arbitrary<PacketSet> = fc
  .array(fc.tuple(anyBox, fc.boolean()), { maxLength: 3 })
  .map((steps) =>
    steps.reduce(
      (set, [box, isCut]) => (isCut ? set.subtract(PacketSet.of(box)) : set.union(PacketSet.of(box))),
      PacketSet.none,
    ),
  );

/** That boxes are kept as is promised: none empty, no two overlapping, no two that one box could hold. */
export function expectWellFormed({ boxes }: PacketSet): void {
  const empty = boxes.filter((box) => FIELDS.some((field) => box[field].isEmpty));
  const pairs = boxes.flatMap((box, index) => boxes.slice(index + 1).map((other) => [box, other] as const));
  const overlapping = pairs.filter(
    ([box, other]) => !FIELDS.some((field) => box[field].intersect(other[field]).isEmpty),
  );
  const oneBox = pairs.filter(
    ([box, other]) => FIELDS.filter((field) => !box[field].equals(other[field])).length < 2,
  );
  expect({ empty, overlapping, oneBox }).toEqual({ empty: [], overlapping: [], oneBox: [] });
}
