import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { IntervalSet, type Interval } from "../../../modules/addressing";

/** Small enough to try every integer, with room for neighbours on both sides. */
const universe = IntervalSet.of(-3, 20);
const members = Array.from({ length: 24 }, (_, index) => index - 3);

const anyInterval: fc.Arbitrary<Interval> = fc
  .tuple(fc.integer({ min: -3, max: 20 }), fc.integer({ min: 0, max: 5 }))
  .map(([first, more]) => ({ first, last: Math.min(first + more, 20) }));
const anySet: fc.Arbitrary<IntervalSet> = fc
  .array(anyInterval, { maxLength: 6 })
  .map((all) => IntervalSet.ofAll(all));

const memberList = (set: IntervalSet): number[] => members.filter((member) => set.contains(member));
const complement = (set: IntervalSet): IntervalSet => universe.subtract(set);

/** Equal as sets, and equal in how they are kept. */
function expectSame(actual: IntervalSet, expected: IntervalSet): void {
  expect(actual.intervals).toEqual(expected.intervals);
  expect(actual.equals(expected)).toBe(true);
}

describe("IntervalSet, member by member", () => {
  test("given any intervals, when a set is made of them, then its members are theirs, kept as the fewest intervals", () => {
    fc.assert(
      fc.property(fc.array(anyInterval, { maxLength: 8 }), (intervals) => {
        const set = IntervalSet.ofAll(intervals);
        const expected = members.filter((member) =>
          intervals.some(({ first, last }) => first <= member && member <= last),
        );
        expect(memberList(set)).toEqual(expected);
        expect(set.size).toBe(expected.length);
        expect(set.isEmpty).toBe(expected.length === 0);
        expect(set.intervals.every(({ first, last }) => first <= last)).toBe(true);
        expect(
          set.intervals.slice(1).every(({ first }, index) => first > (set.intervals[index]?.last ?? 0) + 1),
        ).toBe(true);
      }),
    );
  });

  test("given two sets, when they are combined, then the members are those of each integer's own answer", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const where = (belongs: (inA: boolean, inB: boolean) => boolean): number[] =>
          members.filter((member) => belongs(a.contains(member), b.contains(member)));
        expect(memberList(a.union(b))).toEqual(where((inA, inB) => inA || inB));
        expect(memberList(a.intersect(b))).toEqual(where((inA, inB) => inA && inB));
        expect(memberList(a.subtract(b))).toEqual(where((inA, inB) => inA && !inB));
        expect(a.isSubsetOf(b)).toBe(where((inA, inB) => inA && !inB).length === 0);
        expect(a.equals(b)).toBe(where((inA, inB) => inA !== inB).length === 0);
      }),
      { numRuns: 200 },
    );
  });

  test("given the result of any operation, when it is made anew from its members, then it is kept in the same way", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        for (const set of [a.union(b), a.intersect(b), a.subtract(b)]) {
          expectSame(
            set,
            IntervalSet.ofAll(memberList(set).map((member) => ({ first: member, last: member }))),
          );
        }
      }),
    );
  });

  test("given a set, when numbers that are no integers are looked for, then it does not contain them", () => {
    expect([1.5, NaN, Infinity, -Infinity].map((number) => IntervalSet.of(0, 9).contains(number))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("IntervalSet, the laws of sets", () => {
  test("given any sets, when they are united or intersected, then order and grouping do not matter", () => {
    fc.assert(
      fc.property(anySet, anySet, anySet, (a, b, c) => {
        expectSame(a.union(b), b.union(a));
        expectSame(a.intersect(b), b.intersect(a));
        expectSame(a.union(b).union(c), a.union(b.union(c)));
        expectSame(a.intersect(b).intersect(c), a.intersect(b.intersect(c)));
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

  test("given any sets in a universe, when they are complemented, then De Morgan's laws hold", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expectSame(complement(a.union(b)), complement(a).intersect(complement(b)));
        expectSame(complement(a.intersect(b)), complement(a).union(complement(b)));
        expectSame(complement(complement(a)), a);
      }),
    );
  });

  test("given any sets, when one is subtracted, then what is left and what is common make up the first", () => {
    fc.assert(
      fc.property(anySet, anySet, anySet, (a, b, c) => {
        expectSame(a.subtract(b).union(a.intersect(b)), a);
        expectSame(a.subtract(b), a.intersect(complement(b)));
        expectSame(a.subtract(b.union(c)), a.subtract(b).subtract(c));
        expect(a.subtract(b).intersect(b).isEmpty).toBe(true);
        expect(a.union(b).size).toBe(a.size + b.size - a.intersect(b).size);
      }),
    );
  });

  test("given any set, when it meets itself, the empty set or the universe, then the identities hold", () => {
    fc.assert(
      fc.property(anySet, (a) => {
        expectSame(a.union(a), a);
        expectSame(a.intersect(a), a);
        expectSame(a.subtract(a), IntervalSet.empty);
        expectSame(a.union(IntervalSet.empty), a);
        expectSame(a.intersect(IntervalSet.empty), IntervalSet.empty);
        expectSame(a.subtract(IntervalSet.empty), a);
        expectSame(a.intersect(universe), a);
        expectSame(a.union(universe), universe);
      }),
    );
  });

  test("given any sets, when one is asked to be a subset, then it is exactly when uniting or intersecting changes nothing", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expect(a.isSubsetOf(b)).toBe(a.union(b).equals(b));
        expect(a.isSubsetOf(b)).toBe(a.intersect(b).equals(a));
        expect(a.intersect(b).isSubsetOf(a)).toBe(true);
        expect(a.isSubsetOf(a.union(b))).toBe(true);
        expect(a.isSubsetOf(b) && b.isSubsetOf(a)).toBe(a.equals(b));
      }),
    );
  });

  test("given any sets, when they are combined, then they themselves stay as they were", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const before = structuredClone([a.intervals, b.intervals]);
        a.union(b);
        a.intersect(b);
        a.subtract(b);
        expect([a.intervals, b.intervals]).toEqual(before);
      }),
    );
  });
});

describe("IntervalSet, made wrongly", () => {
  test.each([
    [2, 1],
    [0.5, 1],
    [0, Infinity],
    [NaN, NaN],
    [0, 2 ** 53],
  ])("given %d to %d, when a set is made, then it throws", (first, last) => {
    expect(() => IntervalSet.of(first, last)).toThrow(RangeError);
    expect(() =>
      IntervalSet.ofAll([
        { first: 0, last: 1 },
        { first, last },
      ]),
    ).toThrow(RangeError);
  });
});

describe("IntervalSet, large", () => {
  test("given two sets of 30,000 intervals, when they are combined, then it takes a moment and not minutes", () => {
    const everyFourth = (offset: number): IntervalSet =>
      IntervalSet.ofAll(
        Array.from({ length: 30_000 }, (_, n) => ({ first: 4 * n + offset, last: 4 * n + offset })),
      );
    const [a, b] = [everyFourth(0), everyFourth(1)];
    const started = process.cpuUsage();
    expect(a.union(b).intervals.length).toBe(30_000);
    expect(a.intersect(b).isEmpty).toBe(true);
    expect(a.subtract(b).equals(a)).toBe(true);
    // Quadratic work would be 10^9 steps for each operation. Of the processor's time, in microseconds, others take nothing.
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
  });
});
