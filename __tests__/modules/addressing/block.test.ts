import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { addressFromInteger, formatAddress, Ipv4Block, parseBlock } from "../../../modules/addressing";
import { address, anyAddress, anyBlock, anyCrowdedBlock, anyText, block, sentenceOf } from "./helpers";

describe("parseBlock", () => {
  test.each([
    ["0.0.0.0/0", "0.0.0.0", "255.255.255.255", 2 ** 32],
    ["10.0.0.0/16", "10.0.0.0", "10.0.255.255", 65_536],
    ["10.0.3.16/28", "10.0.3.16", "10.0.3.31", 16],
    ["255.255.255.255/32", "255.255.255.255", "255.255.255.255", 1],
  ])(
    "given %s, when it is parsed, then it has its first and last address and size",
    (text, first, last, size) => {
      const parsed = block(text);
      expect([formatAddress(parsed.first), formatAddress(parsed.last), parsed.size]).toEqual([
        first,
        last,
        size,
      ]);
    },
  );

  test("given a block that starts inside another, when it is parsed, then the sentence names the block that contains it", () => {
    expect(sentenceOf(parseBlock("10.0.3.1/28"))).toBe(
      "this does not start at the first address of a /28 block; the block that contains it is 10.0.3.0/28",
    );
  });

  test.each([
    ["10.0.0.0", /^this has no prefix length; .* such as 10.0.0.0\/16$/],
    ["vpc", /^this is not a block of IPv4 addresses; a block is written as/],
    ["", /^this is not a block of IPv4 addresses/],
    ["10.0.0.0/16/24", /is not a block of IPv4 addresses/],
    ["/16", /^its address is wrong: this is not an IPv4 address; an IPv4 address is/],
    ["10.0.0/16", /^its address is wrong: this is not an IPv4 address/],
    ["010.0.0.0/16", /^its address is wrong: this has a number with a leading zero; /],
    ["10.0.0.0/", /^"" is not a prefix length; .* from 0 to 32/],
    ["10.0.0.0/08", /^"08" is not a prefix length/],
    ["10.0.0.0/33", /^"33" is not a prefix length/],
    ["10.0.0.0/-1", /^"-1" is not a prefix length/],
    ["10.0.0.0/1e1", /^"1e1" is not a prefix length/],
    ["10.0.0.0/255.255.0.0", /^"255.255.0.0" is not a prefix length/],
    ["10.0.0.0/16 ", /^"16 " is not a prefix length/],
    ["10.0.0.0/16\n", /^"16\\n" is not a prefix length/],
    ["10.0.0.0 /16", /^its address is wrong: this has white space in it/],
    [" 10.0.0.0/16", /^its address is wrong: this has white space in it/],
    ["2001:db8::/32", /^this is IPv6, which is not supported yet; a block is written as/],
    ["2001:db8::", /IPv6, which is not supported yet/],
  ])("given %j, when it is parsed, then the sentence says what is wrong", (text, expected) => {
    expect(sentenceOf(parseBlock(text))).toMatch(expected);
  });

  test("given any block, when it is written and parsed, then it is the same block", () => {
    fc.assert(
      fc.property(anyBlock, (original) => {
        expect(block(original.toString()).equals(original)).toBe(true);
      }),
    );
  });

  test("given any address and prefix length, when they are parsed, then only a block's first address is accepted", () => {
    fc.assert(
      fc.property(anyAddress, fc.integer({ min: 0, max: 32 }), (inside, prefixLength) => {
        const containing = Ipv4Block.containing(inside, prefixLength);
        const parsed = parseBlock(`${formatAddress(inside)}/${prefixLength}`);
        expect(parsed.ok ? parsed.value : parsed.fault.right).toEqual(
          containing.first === inside ? containing : `the block that contains it is ${containing.toString()}`,
        );
      }),
    );
  });

  test("given any text, when it is parsed, then nothing is thrown, and what is accepted is written in one way only", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseBlock(text);
        expect(parsed.ok ? parsed.value.toString() : text).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe("Ipv4Block", () => {
  test.each([
    ["10.0.0.1", 28],
    ["10.0.0.0", 33],
    ["10.0.0.0", -1],
    ["10.0.0.0", 16.5],
  ])("given %s and prefix length %d, when a block is made, then it throws", (first, prefixLength) => {
    expect(() => new Ipv4Block(address(first), prefixLength)).toThrow(RangeError);
  });

  test("given any address, when the block that contains it is taken, then it does, and it is the only one of that size", () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, fc.integer({ min: 0, max: 32 }), (inside, other, prefixLength) => {
        const containing = Ipv4Block.containing(inside, prefixLength);
        expect(containing.contains(inside)).toBe(true);
        expect(containing.contains(other)).toBe(Ipv4Block.containing(other, prefixLength).equals(containing));
      }),
    );
  });

  test("given two blocks, when they are compared, then the answers are those of their addresses one by one", () => {
    const addresses = (of: Ipv4Block): number[] =>
      Array.from({ length: of.size }, (_, index) => of.first + index);
    fc.assert(
      fc.property(anyCrowdedBlock, anyCrowdedBlock, (one, other) => {
        const ones = new Set(addresses(one));
        const others = addresses(other);
        expect(one.overlaps(other)).toBe(others.some((each) => ones.has(each)));
        expect(one.contains(other)).toBe(others.every((each) => ones.has(each)));
        expect(one.equals(other)).toBe(one.contains(other) && other.contains(one));
        expect(others.map((each) => one.contains(addressFromInteger(each)))).toEqual(
          others.map((each) => ones.has(each)),
        );
      }),
    );
  });

  test("given a /24, when its /26 parts are taken in order, then they follow one another", () => {
    expect([0, 1, 2, 3].map((index) => block("10.0.3.0/24").subBlock(26, index).toString())).toEqual([
      "10.0.3.0/26",
      "10.0.3.64/26",
      "10.0.3.128/26",
      "10.0.3.192/26",
    ]);
  });

  test.each([
    [26, 4],
    [26, -1],
    [26, 0.5],
    [23, 0],
    [33, 0],
  ])("given a /24, when its /%d part number %d is taken, then it throws", (prefixLength, index) => {
    expect(() => block("10.0.3.0/24").subBlock(prefixLength, index)).toThrow(RangeError);
  });
});
