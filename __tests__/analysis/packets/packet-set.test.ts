import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { EVERY_PORT, EVERY_PROTOCOL, PacketSet, PROTOCOL } from "../../../analysis/packets";
import { IntervalSet } from "../../../modules/addressing";
import {
  anyBox,
  anySet,
  everyPacket,
  expectWellFormed,
  FIELDS,
  isIn,
  type Packet,
  packetsOf,
  universe,
  valuesIn,
} from "./small-universe";

const complement = (set: PacketSet): PacketSet => universe.subtract(set);

function expectSame(actual: PacketSet, expected: PacketSet): void {
  expectWellFormed(actual);
  expect(actual.equals(expected)).toBe(true);
}

describe("PacketSet, packet by packet", () => {
  test("given any boxes, when they are put in and cut out in turn, then a packet is in the set if the last box that holds it was put in", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyBox, fc.boolean()), { maxLength: 5 }), (steps) => {
        const set = steps.reduce(
          (made, [box, isCut]) => (isCut ? made.subtract(PacketSet.of(box)) : made.union(PacketSet.of(box))),
          PacketSet.none,
        );
        const expected = everyPacket.filter((packet) => {
          const last = steps.findLast(([box]) => isIn(box, packet));
          return last !== undefined && !last[1];
        });
        expectWellFormed(set);
        expect(packetsOf(set)).toEqual(expected);
        expect(set.isEmpty).toBe(expected.length === 0);
      }),
    );
  });

  test("given two sets, when they are combined or compared, then the answer is that of each packet by itself", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const [inA, inB] = [new Set(packetsOf(a)), new Set(packetsOf(b))];
        const where = (belongs: (packet: Packet) => boolean): Packet[] => everyPacket.filter(belongs);
        const onlyA = where((packet) => inA.has(packet) && !inB.has(packet));
        const onlyB = where((packet) => inB.has(packet) && !inA.has(packet));
        const combined = { union: a.union(b), intersection: a.intersect(b), difference: a.subtract(b) };
        Object.values(combined).forEach(expectWellFormed);
        expect(packetsOf(combined.union)).toEqual(where((packet) => inA.has(packet) || inB.has(packet)));
        expect(packetsOf(combined.intersection)).toEqual(
          where((packet) => inA.has(packet) && inB.has(packet)),
        );
        expect(packetsOf(combined.difference)).toEqual(onlyA);
        expect(a.isSubsetOf(b)).toBe(onlyA.length === 0);
        expect(a.equals(b)).toBe(onlyA.length === 0 && onlyB.length === 0);
      }),
    );
  });

  test("given a set, when the values of a field are asked for, then they are those of its packets", () => {
    fc.assert(
      fc.property(anySet, fc.constantFrom(...FIELDS), (set, field) => {
        const expected = valuesIn(packetsOf(set).map((packet) => packet[field]));
        expect(set.valuesOf(field).intervals).toEqual(expected.intervals);
      }),
    );
  });

  test("given a set, when it is reversed, then each packet has its ends exchanged and nothing else", () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const reversed = set.reversed();
        const answers = packetsOf(reversed).map((packet) => ({
          sources: packet.destinations,
          destinations: packet.sources,
          protocols: packet.protocols,
          sourcePorts: packet.destinationPorts,
          destinationPorts: packet.sourcePorts,
        }));
        expectWellFormed(reversed);
        expect(new Set(answers.map((packet) => JSON.stringify(packet)))).toEqual(
          new Set(packetsOf(set).map((packet) => JSON.stringify(packet))),
        );
      }),
    );
  });
});

describe("PacketSet, the laws of sets", () => {
  test("given any sets, when they are united or intersected, then order, grouping and repetition do not matter", () => {
    fc.assert(
      fc.property(anySet, anySet, anySet, (a, b, c) => {
        expectSame(a.union(b), b.union(a));
        expectSame(a.intersect(b), b.intersect(a));
        expectSame(a.union(b).union(c), a.union(b.union(c)));
        expectSame(a.intersect(b).intersect(c), a.intersect(b.intersect(c)));
        expectSame(a.union(a), a);
        expectSame(a.intersect(a), a);
      }),
    );
  });

  test("given any sets, when one operation meets the other, then each distributes over the other and absorbs it", () => {
    fc.assert(
      fc.property(anySet, anySet, anySet, (a, b, c) => {
        expectSame(a.intersect(b.union(c)), a.intersect(b).union(a.intersect(c)));
        expectSame(a.union(b.intersect(c)), a.union(b).intersect(a.union(c)));
        expectSame(a.union(a.intersect(b)), a);
        expectSame(a.intersect(a.union(b)), a);
      }),
    );
  });

  test("given any sets, when they are subtracted from another, then De Morgan's laws hold", () => {
    fc.assert(
      fc.property(anySet, anySet, anySet, (a, b, c) => {
        expectSame(a.subtract(b.union(c)), a.subtract(b).intersect(a.subtract(c)));
        expectSame(a.subtract(b.intersect(c)), a.subtract(b).union(a.subtract(c)));
        expectSame(complement(a.union(b)), complement(a).intersect(complement(b)));
        expectSame(complement(complement(a)), a);
      }),
    );
  });

  test("given any sets, when one is subtracted, then what is left and what is common make up the first", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expectSame(a.subtract(b).union(a.intersect(b)), a);
        expectSame(a.subtract(b), a.intersect(complement(b)));
        expect(a.subtract(b).intersect(b).isEmpty).toBe(true);
        expect(a.subtract(a).isEmpty).toBe(true);
      }),
    );
  });

  test("given any sets, when one is in another, then subtraction, union and intersection say so too", () => {
    fc.assert(
      fc.property(anySet, anySet, fc.boolean(), (any, b, isWithin) => {
        const a = isWithin ? any.intersect(b) : any;
        const isSubset = a.isSubsetOf(b);
        expect(isSubset || !isWithin).toBe(true);
        expect(a.subtract(b).isEmpty).toBe(isSubset);
        expect(a.union(b).equals(b)).toBe(isSubset);
        expect(a.intersect(b).equals(a)).toBe(isSubset);
        expect(a.isSubsetOf(a.union(b))).toBe(true);
        expect(a.intersect(b).isSubsetOf(b)).toBe(true);
        expect(a.equals(b)).toBe(isSubset && b.isSubsetOf(a));
      }),
    );
  });

  test("given any set, when it meets nothing and everything, then these are neutral or swallow it", () => {
    fc.assert(
      fc.property(anySet, (a) => {
        expectSame(a.union(PacketSet.none), a);
        expectSame(PacketSet.none.union(a), a);
        expectSame(a.intersect(PacketSet.all), a);
        expectSame(a.subtract(PacketSet.none), a);
        expect(a.union(PacketSet.all).boxes).toEqual(PacketSet.all.boxes);
        expect(PacketSet.all.union(a).boxes).toEqual(PacketSet.all.boxes);
        expectSame(PacketSet.all.subtract(PacketSet.all.subtract(a)), a);
        expect(a.intersect(PacketSet.none).isEmpty).toBe(true);
        expect(a.subtract(PacketSet.all).isEmpty).toBe(true);
        expect(PacketSet.none.isSubsetOf(a) && a.isSubsetOf(PacketSet.all)).toBe(true);
      }),
    );
  });

  test("given any sets, when they are reversed, then twice is not at all, and before or after an operation is the same", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expectSame(a.reversed().reversed(), a);
        expectSame(a.union(b).reversed(), a.reversed().union(b.reversed()));
        expectSame(a.intersect(b).reversed(), a.reversed().intersect(b.reversed()));
        expectSame(a.subtract(b).reversed(), a.reversed().subtract(b.reversed()));
      }),
    );
  });
});

describe("PacketSet, boxes", () => {
  const tcp = IntervalSet.of(PROTOCOL.tcp, PROTOCOL.tcp);
  const portOfTcp = (port: number): PacketSet =>
    PacketSet.of({ protocols: tcp, destinationPorts: IntervalSet.of(port, port) });

  test("given a field without a value, when a set is made, then it is empty", () => {
    for (const field of FIELDS) expect(PacketSet.of({ [field]: IntervalSet.empty })).toBe(PacketSet.none);
  });

  test("given no field, when a set is made, then it holds every packet", () => {
    expect(PacketSet.of({}).equals(PacketSet.all)).toBe(true);
  });

  test("given a rule for each of many ports in turn, when they are united, then one box holds them all", () => {
    const ports = Array.from({ length: 50 }, (_, index) => (index * 7) % 50);
    const set = ports.reduce((united, port) => united.union(portOfTcp(port)), PacketSet.none);
    expect(set.boxes).toEqual(
      PacketSet.of({ protocols: tcp, destinationPorts: IntervalSet.of(0, 49) }).boxes,
    );
  });

  test("given everything but one port, when the port is put back, then one box holds everything", () => {
    const without = PacketSet.all.subtract(portOfTcp(443));
    expect(without.boxes).toHaveLength(2);
    expect(without.union(portOfTcp(443)).boxes).toEqual(PacketSet.all.boxes);
  });

  test("given narrow sets, when a wide one that holds some of them is added, then it is not cut around those", () => {
    const narrow = [80, 443, 8080].map((port) =>
      PacketSet.of({
        sources: IntervalSet.of(port, port),
        protocols: tcp,
        destinationPorts: IntervalSet.of(port, port),
      }),
    );
    const udp = PacketSet.of({ protocols: IntervalSet.of(17, 17), sources: IntervalSet.of(1, 9) });
    const wide = PacketSet.of({ protocols: tcp });
    const set = narrow.reduce((united, each) => united.union(each), udp).union(wide);
    expect(set.boxes).toEqual([...udp.boxes, ...wide.boxes]);
  });

  test("given everything but TCP and UDP, when its values are asked for, then they are every port and the other protocols", () => {
    const other = PacketSet.all.subtract(PacketSet.of({ protocols: valuesIn([PROTOCOL.tcp, PROTOCOL.udp]) }));
    expect(other.valuesOf("destinationPorts").equals(EVERY_PORT)).toBe(true);
    expect(
      other.valuesOf("protocols").equals(EVERY_PROTOCOL.subtract(valuesIn([PROTOCOL.tcp, PROTOCOL.udp]))),
    ).toBe(true);
  });
});
