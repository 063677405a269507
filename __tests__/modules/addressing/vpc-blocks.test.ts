import { describe, expect, test } from "@jest/globals";
import { checkAddedVpcBlock, checkVpcBlock } from "../../../modules/addressing";
import { block, blocks, sentences } from "./helpers";

describe("checkVpcBlock", () => {
  test.each([
    "10.0.0.0/16",
    "10.0.0.0/28",
    "192.168.0.0/20",
    "100.64.0.0/16",
    "198.19.0.0/16",
    "203.0.112.0/22",
  ])("given %s, when it is checked as a VPC block, then nothing is wrong", (text) => {
    expect(checkVpcBlock(block(text))).toEqual([]);
  });

  test("given a /15, when it is checked as a VPC block, then the sentence says /16 to /28", () => {
    expect(sentences(checkVpcBlock(block("10.0.0.0/15")))).toEqual([
      "10.0.0.0/15 is too large for a VPC; a VPC's block is from /16 (65,536 addresses) to /28 (16 addresses)",
    ]);
  });

  test("given a /29, when it is checked as a VPC block, then the sentence says /16 to /28", () => {
    expect(sentences(checkVpcBlock(block("10.0.0.0/29")))).toEqual([
      "10.0.0.0/29 is too small for a VPC; a VPC's block is from /16 (65,536 addresses) to /28 (16 addresses)",
    ]);
  });

  test.each([
    ["169.253.0.0/16", undefined],
    ["169.254.0.0/16", "169.254.0.0/16"],
    ["169.254.169.240/28", "169.254.0.0/16"],
    ["169.255.0.0/16", undefined],
    ["0.255.0.0/16", "0.0.0.0/8"],
    ["1.0.0.0/16", undefined],
    ["126.255.0.0/16", undefined],
    ["127.0.0.0/16", "127.0.0.0/8"],
    ["127.255.0.0/16", "127.0.0.0/8"],
    ["128.0.0.0/16", undefined],
    ["223.255.0.0/16", undefined],
    ["224.0.0.0/16", "224.0.0.0/4"],
    ["239.255.0.0/16", "224.0.0.0/4"],
    ["240.0.0.0/16", "240.0.0.0/4"],
    ["255.255.0.0/16", "240.0.0.0/4"],
  ])("given %s, when it is checked as a VPC block, then the range that bars it is %s", (text, range) => {
    expect(sentences(checkVpcBlock(block(text)))).toEqual(
      range === undefined ? [] : [expect.stringContaining(`${text} lies in ${range}, which `)],
    );
  });

  test("given a block with two mistakes, when it is checked, then both are told", () => {
    expect(sentences(checkVpcBlock(block("169.254.0.0/29")))).toEqual([
      expect.stringMatching(/^169.254.0.0\/29 is too small for a VPC; /),
      "169.254.0.0/29 lies in 169.254.0.0/16, which is link-local, and which AWS assigns to no VPC; a VPC's block is best from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    ]);
  });
});

describe("checkAddedVpcBlock", () => {
  test.each([
    ["10.2.0.0/16", "10.3.0.0/16"],
    ["10.2.0.0/16", "100.64.0.0/16"],
    ["10.2.0.0/16", "203.0.112.0/22"],
    ["172.16.0.0/16", "172.30.0.0/16"],
    ["172.16.0.0/16", "172.32.0.0/16"],
    ["172.16.0.0/16", "100.127.0.0/16"],
    ["172.16.0.0/16", "203.0.112.0/22"],
    ["192.168.0.0/20", "192.168.16.0/20"],
    ["192.168.0.0/20", "100.64.0.0/16"],
    ["192.168.0.0/20", "203.0.112.0/22"],
    ["198.19.0.0/16", "100.64.0.0/16"],
    ["198.19.0.0/16", "203.0.112.0/22"],
    ["198.19.0.0/16", "198.18.0.0/16"],
    ["203.0.112.0/22", "100.64.0.0/16"],
    ["203.0.112.0/22", "198.18.0.0/16"],
    ["100.64.0.0/16", "203.0.112.0/22"],
  ])("given a VPC of %s, when %s is added, then nothing is wrong", (existing, added) => {
    expect(checkAddedVpcBlock([block(existing)], block(added))).toEqual([]);
  });

  const rows = {
    "10.2.0.0/16": ["172.16.0.0/16", "192.168.0.0/16", "198.19.0.0/16"],
    "172.16.0.0/16": ["10.2.0.0/16", "192.168.0.0/16", "198.19.0.0/16"],
    "192.168.0.0/16": ["10.2.0.0/16", "172.16.0.0/16", "198.19.0.0/16"],
    "198.19.0.0/16": ["10.2.0.0/16", "172.16.0.0/16", "192.168.0.0/16"],
    "203.0.112.0/22": ["10.2.0.0/16", "172.16.0.0/16", "192.168.0.0/16", "198.19.0.0/16"],
    "100.64.0.0/16": ["10.2.0.0/16", "172.16.0.0/16", "192.168.0.0/16", "198.19.0.0/16"],
  };
  test.each(Object.entries(rows).flatMap(([existing, all]) => all.map((added) => [existing, added])))(
    "given a VPC of %s, when %s is added, then the sentence says that the two do not mix",
    (existing = "", added = "") => {
      expect(sentences(checkAddedVpcBlock([block(existing)], block(added)))).toEqual([
        expect.stringMatching(
          `^${added}, of .*, cannot be added to a VPC that has ${existing}; a VPC grows within the private range`,
        ),
      ]);
    },
  );

  test("given a VPC of a private and a shared range, when the private range grows, then nothing is wrong in either order", () => {
    expect(checkAddedVpcBlock(blocks("10.2.0.0/16", "100.64.0.0/16"), block("10.3.0.0/16"))).toEqual([]);
    expect(checkAddedVpcBlock(blocks("100.64.0.0/16", "10.2.0.0/16"), block("10.3.0.0/16"))).toEqual([]);
  });

  test("given a VPC of a private and a shared range, when another private range is added, then the private block is named", () => {
    expect(
      sentences(checkAddedVpcBlock(blocks("100.64.0.0/16", "10.2.0.0/16"), block("172.16.0.0/16"))),
    ).toEqual([
      expect.stringMatching(
        /^172.16.0.0\/16, of 172.16.0.0\/12, cannot be added to a VPC that has 10.2.0.0\/16; /,
      ),
    ]);
  });

  test.each([
    ["10.1.0.0/16", "10.0.0.0/16", "10.0.0.0/15"],
    ["10.1.255.240/28", "10.0.3.0/24", "10.0.0.0/15"],
    ["10.0.0.0/17", "10.0.128.0/17", "10.0.0.0/15"],
    ["172.16.0.0/16", "172.31.0.0/16", "172.16.0.0/12"],
    ["172.31.0.0/20", "172.31.16.0/20", "172.16.0.0/12"],
  ])(
    "given a VPC of %s, when %s is added, then the sentence says what closes it",
    (existing, added, having) => {
      expect(sentences(checkAddedVpcBlock([block(existing)], block(added)))).toEqual([
        expect.stringMatching(
          `^${added} cannot be added to a VPC that has ${existing}, of ${having}; .* outside `,
        ),
      ]);
    },
  );

  test.each([
    ["10.2.0.0/16", "10.0.0.0/16"],
    ["10.0.0.0/16", "10.1.0.0/16"],
    ["172.31.0.0/16", "172.30.0.0/16"],
  ])("given a VPC of %s, when %s is added, then nothing closes it", (existing, added) => {
    expect(checkAddedVpcBlock([block(existing)], block(added))).toEqual([]);
  });

  test("given a VPC, when a block is added that overlaps two of its blocks, then both are named", () => {
    expect(
      sentences(
        checkAddedVpcBlock(blocks("10.2.0.0/24", "10.2.1.0/24", "10.3.0.0/24"), block("10.2.0.0/16")),
      ),
    ).toEqual([
      "10.2.0.0/16 overlaps 10.2.0.0/24, which the VPC has already; the blocks of one VPC have no address in common",
      "10.2.0.0/16 overlaps 10.2.1.0/24, which the VPC has already; the blocks of one VPC have no address in common",
    ]);
  });

  test("given a VPC, when a block is added that touches its block, then nothing is wrong", () => {
    expect(checkAddedVpcBlock(blocks("10.2.0.0/24"), block("10.2.1.0/24"))).toEqual([]);
  });

  test.each(["10.4.0.0/15", "10.4.0.0/29"])(
    "given a VPC, when %s is added, then the sentence is about its size as for any VPC block",
    (text) => {
      expect(checkAddedVpcBlock(blocks("10.2.0.0/16"), block(text))).toEqual(checkVpcBlock(block(text)));
      expect(checkVpcBlock(block(text))).toHaveLength(1);
    },
  );

  test("given no block yet, when the first is added, then only the rules of any VPC block count", () => {
    expect(checkAddedVpcBlock([], block("10.0.0.0/16"))).toEqual([]);
    expect(checkAddedVpcBlock([], block("198.19.0.0/16"))).toEqual([]);
  });
});
