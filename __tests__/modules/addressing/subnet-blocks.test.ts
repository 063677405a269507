import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  addressFromInteger,
  checkHostAddress,
  checkSubnetBlock,
  formatAddress,
  usableAddresses,
} from "../../../modules/addressing";
import { address, anyBlock, anyCrowdedBlock, block, sentences } from "./helpers";

describe("checkSubnetBlock", () => {
  test.each([
    ["10.0.0.0/16", "10.0.0.0/16"],
    ["10.0.0.0/16", "10.0.255.240/28"],
    ["10.0.0.0/24", "10.0.0.128/25"],
  ])("given a VPC of %s, when %s is checked as its subnet, then nothing is wrong", (vpc, subnet) => {
    expect(checkSubnetBlock(block(vpc), block(subnet))).toEqual([]);
  });

  test.each([
    ["10.0.0.0/16", "10.1.0.0/24"],
    ["10.0.0.0/24", "10.0.0.0/23"],
  ])(
    "given a VPC of %s, when %s is checked as its subnet, then the sentence says that it is not inside",
    (vpc, subnet) => {
      expect(sentences(checkSubnetBlock(block(vpc), block(subnet)))).toEqual([
        `${subnet} is not inside the VPC's block ${vpc}; a subnet's block is ${vpc} or a part of it`,
      ]);
    },
  );

  test("given a /29 inside the VPC, when it is checked as a subnet, then the sentence says /16 to /28", () => {
    expect(sentences(checkSubnetBlock(block("10.0.0.0/16"), block("10.0.0.0/29")))).toEqual([
      "10.0.0.0/29 is too small for a subnet; a subnet's block is from /16 (65,536 addresses) to /28 (16 addresses)",
    ]);
  });

  test("given a /15 around the VPC, when it is checked as a subnet, then both its size and its place are told", () => {
    expect(sentences(checkSubnetBlock(block("10.0.0.0/16"), block("10.0.0.0/15")))).toEqual([
      expect.stringMatching(/^10.0.0.0\/15 is too large for a subnet; /),
      expect.stringMatching(/^10.0.0.0\/15 is not inside the VPC's block 10.0.0.0\/16; /),
    ]);
  });
});

describe("usableAddresses", () => {
  test.each([
    ["10.0.0.0/28", "10.0.0.4", "10.0.0.14"],
    ["10.0.0.0/24", "10.0.0.4", "10.0.0.254"],
    ["255.255.255.240/28", "255.255.255.244", "255.255.255.254"],
  ])(
    "given subnet %s, when its usable addresses are taken, then they are %s to %s",
    (subnet, first, last) => {
      expect(usableAddresses(block(subnet)).intervals).toEqual([
        { first: address(first), last: address(last) },
      ]);
    },
  );

  test.each(["10.0.0.0/30", "10.0.0.0/32", "255.255.255.255/32"])(
    "given %s, too small for a subnet, when its usable addresses are taken, then there are none",
    (text) => {
      expect(usableAddresses(block(text)).isEmpty).toBe(true);
    },
  );
});

describe("checkHostAddress", () => {
  test.each([
    ["10.0.0.16", "is the network address"],
    ["10.0.0.17", "is the address of the VPC router"],
    ["10.0.0.18", "is reserved by AWS for its DNS server"],
    ["10.0.0.19", "is reserved by AWS for future use"],
    ["10.0.0.31", "is the broadcast address"],
  ])(
    "given %s in subnet 10.0.0.16/28, when it is checked, then the sentence says that it %s",
    (text, expected) => {
      expect(sentences(checkHostAddress(block("10.0.0.16/28"), address(text)))).toEqual([
        `${text} ${expected} in 10.0.0.16/28; a host of this subnet has an address from 10.0.0.20 to 10.0.0.30`,
      ]);
    },
  );

  test.each(["10.0.0.20", "10.0.0.25", "10.0.0.30"])(
    "given %s in subnet 10.0.0.16/28, when it is checked, then nothing is wrong",
    (text) => {
      expect(checkHostAddress(block("10.0.0.16/28"), address(text))).toEqual([]);
    },
  );

  test.each(["10.0.0.15", "10.0.0.32"])(
    "given %s beside subnet 10.0.0.16/28, when it is checked, then the sentence says that it is not in it",
    (text) => {
      expect(sentences(checkHostAddress(block("10.0.0.16/28"), address(text)))).toEqual([
        `${text} is not in the subnet's block 10.0.0.16/28; a host of this subnet has an address from 10.0.0.20 to 10.0.0.30`,
      ]);
    },
  );

  test("given a /30, too small for a subnet, when an address of it is checked, then the sentence says how large a subnet is", () => {
    expect(sentences(checkHostAddress(block("10.0.0.0/30"), address("10.0.0.3")))).toEqual([
      "10.0.0.3 is the broadcast address in 10.0.0.0/30; a subnet that has addresses for hosts is /28 or larger",
    ]);
  });

  test("given any subnet and address, when it is checked, then it is right exactly when it is usable", () => {
    fc.assert(
      fc.property(anyCrowdedBlock, fc.integer({ min: -8, max: 72 }), (subnet, offset) => {
        const candidate = addressFromInteger(address("10.0.0.0") + offset);
        expect([formatAddress(candidate), checkHostAddress(subnet, candidate).length === 0]).toEqual([
          formatAddress(candidate),
          usableAddresses(subnet).contains(candidate),
        ]);
      }),
      { numRuns: 200 },
    );
  });

  test("given any subnet of a legal size, when its usable addresses are counted, then AWS has kept five", () => {
    fc.assert(
      fc.property(
        anyBlock.filter(({ prefixLength }) => prefixLength <= 28),
        (subnet) => {
          expect(usableAddresses(subnet).size).toBe(subnet.size - 5);
        },
      ),
    );
  });
});
