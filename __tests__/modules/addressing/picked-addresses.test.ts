import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Ipv4Address, pickAddress, pickTunnelBlock, usableAddresses } from "../../../modules/addressing";
import { address, block } from "../../support/values";

const NONE = new Set<Ipv4Address>();

describe("addresses that nobody stated", () => {
  test("given any name, when an address is picked, then it is a usable one of the subnet, and the same each time", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("10.0.0.0/28", "172.16.0.0/20", "192.168.0.0/16"),
        (name, text) => {
          const picked = pickAddress(block(text), name, NONE) ?? address("0.0.0.0");
          const [usable] = usableAddresses(block(text)).intervals;
          expect(picked).toBeGreaterThanOrEqual(usable?.first ?? Infinity);
          expect(picked).toBeLessThanOrEqual(usable?.last ?? -Infinity);
          expect(pickAddress(block(text), name, NONE)).toBe(picked);
        },
      ),
    );
  });

  test("given that the picked one is taken, when it is picked again, then it is another, and nothing once all are", () => {
    const taken = new Set<Ipv4Address>();
    for (let count = 0; count < 11; count += 1) {
      const picked = pickAddress(block("10.0.0.0/28"), "relay", taken);
      expect(picked !== undefined && !taken.has(picked)).toBe(true);
      if (picked !== undefined) taken.add(picked);
    }
    expect(pickAddress(block("10.0.0.0/28"), "relay", taken)).toBeUndefined();
  });
});

describe("blocks inside tunnels that nobody stated", () => {
  const first = pickTunnelBlock("tunnel", NONE);

  test("given a name, when a block is picked, then it is a /30 of the link-local range, and another where that is taken", () => {
    expect(first?.prefixLength).toBe(30);
    expect(block("169.254.0.0/16").contains(first ?? block("0.0.0.0/0"))).toBe(true);
    expect(pickTunnelBlock("tunnel", new Set(first === undefined ? [] : [first.first]))).not.toEqual(first);
  });

  test("given all blocks taken but the first, which AWS keeps, and the last, when one is picked, then it is the last", () => {
    const whole = block("169.254.0.0/16");
    const between = Array.from({ length: 16382 }, (_, index) => whole.subBlock(30, index + 1).first);
    expect(pickTunnelBlock("tunnel", new Set(between))).toEqual(block("169.254.255.252/30"));
  });
});
