import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  allocateSubnetBlock,
  allocateVpcBlock,
  checkSubnetBlock,
  checkVpcBlock,
  overlappingBlocks,
  Ipv4Block,
  type NamedBlock,
  type SubnetTier,
} from "../../../modules/addressing";
import { anyUnicode } from "../../support/any-unicode";
import { anyAddress, block, sentenceOf } from "./helpers";

const tiers: readonly SubnetTier[] = ["private", "public"];
const zoneNumbers = [1, 2, 3, 4, 5, 6, 7, 8];
const everySubnet = tiers.flatMap((tier) => zoneNumbers.map((zone) => [tier, zone] as const));

/** VPC blocks that can be divided: /16 to /24. */
const anyDivisibleVpc: fc.Arbitrary<Ipv4Block> = fc
  .tuple(anyAddress, fc.integer({ min: 16, max: 24 }))
  .map(([inside, prefixLength]) => Ipv4Block.containing(inside, prefixLength));

const written = (vpc: Ipv4Block, tier: SubnetTier, zone: number): string => {
  const subnet = allocateSubnetBlock(vpc, tier, zone);
  return subnet.ok ? subnet.value.toString() : `${subnet.fault.wrong}; ${subnet.fault.right}`;
};

describe("allocateVpcBlock", () => {
  // These are what deployed VPCs have: a change here would replace them.
  test.each([
    ["a", "10.202.0.0/16"],
    ["consumer", "10.107.0.0/16"],
    ["", "10.227.0.0/16"],
    ["日本", "10.207.0.0/16"],
  ])("given the name %j, when its block is allocated, then it is %s for ever", (name, expected) => {
    expect(allocateVpcBlock(name).toString()).toBe(expected);
  });

  test("given any name, when its block is allocated, then it is a /16 of 10.0.0.0/8 that a VPC can have", () => {
    fc.assert(
      fc.property(anyUnicode(), (name) => {
        const allocated = allocateVpcBlock(name);
        expect(allocated.prefixLength).toBe(16);
        expect(block("10.0.0.0/8").contains(allocated)).toBe(true);
        expect(checkVpcBlock(allocated)).toEqual([]);
      }),
    );
  });

  test("given names to which others are added and which are shuffled, when blocks are allocated, then none moves", () => {
    const anyNames = fc.uniqueArray(fc.string(), { minLength: 1 });
    const grown = fc
      .tuple(anyNames, anyNames)
      .chain(([before, more]) =>
        fc.tuple(
          fc.constant(before),
          fc.shuffledSubarray([...more, ...before], { minLength: more.length + before.length }),
        ),
      );
    const allocate = (names: readonly string[]): Map<string, string> =>
      new Map(names.map((name) => [name, allocateVpcBlock(name).toString()]));
    fc.assert(
      fc.property(grown, ([before, after]) => {
        const [old, now] = [allocate(before), allocate(after)];
        expect(before.map((name) => now.get(name))).toEqual(before.map((name) => old.get(name)));
      }),
    );
  });

  test("given many names, when their blocks are allocated, then they spread over the whole of 10.0.0.0/8", () => {
    const blocks = new Set(
      Array.from({ length: 5000 }, (_, n) => allocateVpcBlock(`consumer-${n}`).toString()),
    );
    expect(blocks.size).toBe(256);
  });
});

describe("allocateSubnetBlock", () => {
  test.each([
    ["10.0.0.0/16", "private", 1, "10.0.0.0/20"],
    ["10.0.0.0/16", "private", 4, "10.0.48.0/20"],
    ["10.0.0.0/16", "private", 8, "10.0.112.0/20"],
    ["10.0.0.0/16", "public", 1, "10.0.128.0/20"],
    ["10.0.0.0/16", "public", 8, "10.0.240.0/20"],
    ["10.0.3.0/24", "private", 2, "10.0.3.16/28"],
    ["10.0.3.0/24", "public", 8, "10.0.3.240/28"],
  ] as const)(
    "given a VPC of %s, when its %s subnet in zone %d is allocated, then it is %s",
    (vpc, tier, zone, expected) => {
      expect(written(block(vpc), tier, zone)).toBe(expected);
    },
  );

  test.each(["10.0.0.0/25", "10.0.0.0/28", "10.0.0.0/32"])(
    "given a VPC of %s, when a subnet is allocated, then the sentence says that its block must be stated",
    (vpc) => {
      expect(written(block(vpc), "private", 1)).toBe(
        `${vpc} is too small to be divided into subnets automatically: a sixteenth of it is less than a /28; ` +
          "subnets of a VPC of /24 or larger can go without a block, and this subnet's block must be stated",
      );
    },
  );

  test.each([0, 9, -1, 1.5, NaN])(
    "given zone number %d, when a subnet is allocated, then the sentence says which zones have automatic blocks",
    (zone) => {
      expect(sentenceOf(allocateSubnetBlock(block("10.0.0.0/16"), "public", zone))).toBe(
        `there is no automatic block for a public subnet in Availability Zone number ${zone}; ` +
          "subnets in zones 1 to 8 can go without a block, and this subnet's block must be stated",
      );
    },
  );

  test("given any VPC of /16 to /24, when all its subnets are allocated, then each is legal, none overlap, and they fill it", () => {
    fc.assert(
      fc.property(anyDivisibleVpc, (vpc) => {
        const subnets = everySubnet.map(([tier, zone]): NamedBlock => [
          `${tier} ${zone}`,
          block(written(vpc, tier, zone)),
        ]);
        expect(subnets.flatMap(([, subnet]) => checkSubnetBlock(vpc, subnet))).toEqual([]);
        expect(overlappingBlocks(subnets)).toEqual([]);
        expect(subnets.reduce((sum, [, subnet]) => sum + subnet.size, 0)).toBe(vpc.size);
      }),
    );
  });

  test("given zones of a VPC to which others are added and which are shuffled, when subnets are allocated, then none moves", () => {
    const allocate = (vpc: Ipv4Block, zones: readonly number[]): Map<number, string> =>
      new Map(zones.map((zone) => [zone, written(vpc, "private", zone)]));
    fc.assert(
      fc.property(
        anyDivisibleVpc,
        fc.shuffledSubarray(zoneNumbers),
        fc.shuffledSubarray(zoneNumbers),
        (vpc, before, more) => {
          const [old, now] = [allocate(vpc, before), allocate(vpc, [...more, ...before])];
          expect(before.map((zone) => now.get(zone))).toEqual(before.map((zone) => old.get(zone)));
        },
      ),
    );
  });
});
