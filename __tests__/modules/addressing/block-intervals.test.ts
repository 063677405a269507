import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  addressFromInteger,
  blockToIntervals,
  IntervalSet,
  Ipv4Block,
  toBlocks,
} from "../../../modules/addressing";
import { address, anyAddress, anyBlock, block, blocks } from "./helpers";

const range = (first: string, last: string): IntervalSet => IntervalSet.of(address(first), address(last));

describe("toBlocks", () => {
  test.each([
    ["0.0.0.0", "255.255.255.255", ["0.0.0.0/0"]],
    ["10.0.0.0", "10.0.255.255", ["10.0.0.0/16"]],
    ["10.0.0.1", "10.0.0.6", ["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/31", "10.0.0.6/32"]],
    ["10.0.0.4", "10.0.0.14", ["10.0.0.4/30", "10.0.0.8/30", "10.0.0.12/31", "10.0.0.14/32"]],
    ["255.255.255.254", "255.255.255.255", ["255.255.255.254/31"]],
  ])("given %s to %s, when it is covered, then these are the fewest blocks", (first, last, expected) => {
    expect(toBlocks(range(first, last)).map(String)).toEqual(expected);
  });

  test("given no addresses, when they are covered, then there is no block", () => {
    expect(toBlocks(IntervalSet.empty)).toEqual([]);
  });

  test("given a block, when it is turned into a set and covered, then it is that block alone", () => {
    fc.assert(
      fc.property(anyBlock, (original) => {
        expect(toBlocks(blockToIntervals(original))).toEqual([original]);
      }),
    );
  });

  test("given any blocks, when their addresses are covered, then they are covered exactly, and by no block too many", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            anyBlock,
            anyAddress.map((each) => new Ipv4Block(each, 32)),
          ),
        ),
        (originals) => {
          const addresses = IntervalSet.ofAll(originals);
          const cover = toBlocks(addresses);
          expect(IntervalSet.ofAll(cover).equals(addresses)).toBe(true);
          // Disjoint: none covers what another covers already.
          expect(cover.reduce((sum, { size }) => sum + size, 0)).toBe(addresses.size);
          // Fewest: no block could be doubled without covering an address that is not in the set.
          for (const { first, prefixLength } of cover.filter((each) => each.prefixLength > 0)) {
            const wider = Ipv4Block.containing(first, prefixLength - 1);
            expect(blockToIntervals(wider).isSubsetOf(addresses)).toBe(false);
          }
        },
      ),
    );
  });

  test("given any range of addresses, when it is covered, then at most 62 blocks are needed", () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, (one, other) => {
        const cover = toBlocks(IntervalSet.of(Math.min(one, other), Math.max(one, other)));
        expect(cover.length).toBeLessThanOrEqual(62);
      }),
    );
  });

  test("given integers that are no addresses, when they are covered, then it throws", () => {
    expect(() => toBlocks(IntervalSet.of(-1, 0))).toThrow(RangeError);
    expect(() => toBlocks(IntervalSet.of(2 ** 32 - 1, 2 ** 32))).toThrow(RangeError);
  });
});

describe("blockToIntervals", () => {
  test("given a block, when it is turned into a set, then the set has the block's addresses and no others", () => {
    const set = blockToIntervals(block("10.0.3.16/28"));
    expect(set.intervals).toEqual([{ first: address("10.0.3.16"), last: address("10.0.3.31") }]);
  });

  test("given several blocks, when one set is made of them, then they count as intervals", () => {
    const set = IntervalSet.ofAll(blocks("10.0.1.0/24", "10.0.0.0/24", "10.0.0.128/25"));
    expect(set.equals(blockToIntervals(block("10.0.0.0/23")))).toBe(true);
    expect(set.contains(addressFromInteger(address("10.0.1.255") + 1))).toBe(false);
  });
});
