import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { overlappingBlocks, type NamedBlock, type Overlap } from "../../../modules/addressing";
import { anyCrowdedBlock, block } from "./helpers";

const anyNamed: fc.Arbitrary<NamedBlock[]> = fc.uniqueArray(fc.tuple(fc.string(), anyCrowdedBlock), {
  selector: ([name]) => name,
  maxLength: 12,
});
const anyNamedTwice = anyNamed.chain((named) =>
  fc.tuple(fc.constant(named), fc.shuffledSubarray(named, { minLength: named.length })),
);

const names = (pairs: readonly Overlap[]): string[][] => pairs.map(([[outer], [inner]]) => [outer, inner]);

describe("overlappingBlocks", () => {
  test("given blocks inside one another and beside, when they are compared, then each pair is told, the outer one first", () => {
    const pairs = overlappingBlocks([
      ["beside", block("10.1.0.0/16")],
      ["part", block("10.0.1.0/24")],
      ["whole", block("10.0.0.0/16")],
      ["half", block("10.0.0.0/17")],
      ["other half", block("10.0.128.0/17")],
    ]);
    expect(names(pairs)).toEqual([
      ["whole", "half"],
      ["whole", "part"],
      ["half", "part"],
      ["whole", "other half"],
    ]);
  });

  test("given two equal blocks, when they are compared, then the one whose name sorts first comes first", () => {
    const [b, a] = [["b", block("10.0.0.0/16")] as const, ["a", block("10.0.0.0/16")] as const];
    expect(overlappingBlocks([b, a])).toEqual([[a, b]]);
  });

  test("given blocks that only touch, when they are compared, then there is no pair", () => {
    expect(
      overlappingBlocks([
        ["a", block("10.0.0.0/24")],
        ["b", block("10.0.1.0/24")],
      ]),
    ).toEqual([]);
  });

  test("given any blocks, when they are compared, then the pairs are those of comparing each with each", () => {
    fc.assert(
      fc.property(anyNamed, (named) => {
        const expected = named.flatMap(([name, one], index) =>
          named
            .slice(index + 1)
            .filter(([, other]) => one.overlaps(other))
            .map(([other]) => JSON.stringify([name, other].sort())),
        );
        const pairs = overlappingBlocks(named);
        expect(
          names(pairs)
            .map((pair) => JSON.stringify(pair.sort()))
            .sort(),
        ).toEqual(expected.sort());
        expect(pairs.every(([[, outer], [, inner]]) => outer.contains(inner))).toBe(true);
      }),
    );
  });

  test("given any blocks in another order, when they are compared, then the pairs and their order are the same", () => {
    fc.assert(
      fc.property(anyNamedTwice, ([named, shuffled]) => {
        expect(overlappingBlocks(shuffled)).toEqual(overlappingBlocks(named));
      }),
    );
  });

  test("given 100,000 blocks of which few overlap, when they are compared, then it takes a moment and not minutes", () => {
    const range = block("10.0.0.0/8");
    const all = Array.from({ length: 100_000 }, (_, index): NamedBlock => [
      `subnet ${index}`,
      range.subBlock(28, index),
    ]);
    const started = performance.now();
    expect(overlappingBlocks([...all, ["VPC", block("10.0.0.0/16")]])).toHaveLength(4096);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
