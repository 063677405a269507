import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  addressFromInteger,
  blockToIntervals,
  freeSpace,
  IntervalSet,
  Ipv4Block,
  largestBlock,
  lowestBlock,
  toBlocks,
} from "../../../modules/addressing";
import { block } from "../../support/values";

const anyBlock = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 12 - 1 }), fc.integer({ min: 20, max: 32 }))
  .map(([offset, prefixLength]) =>
    Ipv4Block.containing(addressFromInteger(block("10.0.0.0/20").first + offset), prefixLength),
  );
const whole = block("10.0.8.0/21");
const taken = fc.array(anyBlock, { maxLength: 8 });

describe("the free space of a block", () => {
  test("given any blocks that are taken, when it is asked for, then it and they part the block between them", () => {
    fc.assert(
      fc.property(taken, (blocks) => {
        const free = freeSpace(whole, blocks);
        const used = IntervalSet.ofAll(blocks).intersect(blockToIntervals(whole));
        expect(free.intersect(used).isEmpty).toBe(true);
        expect(free.union(used).equals(blockToIntervals(whole))).toBe(true);
        expect(free.size + used.size).toBe(whole.size);
      }),
    );
  });

  test("given any free space, when its largest block is asked for, then it is free, and nothing larger is", () => {
    fc.assert(
      fc.property(taken, (blocks) => {
        const free = freeSpace(whole, blocks);
        const largest = largestBlock(free);
        expect(largest === undefined).toBe(free.isEmpty);
        if (largest === undefined) return;
        expect(blockToIntervals(largest).isSubsetOf(free)).toBe(true);
        expect(lowestBlock(free, largest.prefixLength)?.equals(largest)).toBe(true);
        expect(lowestBlock(free, largest.prefixLength - 1)).toBeUndefined();
      }),
    );
  });

  test("given any free space and a size, when its lowest block is asked for, then it is the first that overlaps nothing", () => {
    fc.assert(
      fc.property(taken, fc.integer({ min: 22, max: 28 }), (blocks, prefixLength) => {
        const candidates = Array.from({ length: 2 ** (prefixLength - 21) }, (_, index) =>
          whole.subBlock(prefixLength, index),
        );
        const first = candidates.find((candidate) => !blocks.some((each) => each.overlaps(candidate)));
        expect(lowestBlock(freeSpace(whole, blocks), prefixLength)?.toString()).toBe(first?.toString());
      }),
    );
  });

  test("given nothing that is taken, when the free space is asked for, then it is the block", () => {
    expect(toBlocks(freeSpace(whole, [])).map(String)).toEqual(["10.0.8.0/21"]);
  });

  test("given two blocks of one size, when the largest is asked for, then it is the lower one", () => {
    expect(largestBlock(freeSpace(whole, [block("10.0.10.0/24"), block("10.0.13.0/24")]))?.toString()).toBe(
      "10.0.8.0/23",
    );
  });
});
