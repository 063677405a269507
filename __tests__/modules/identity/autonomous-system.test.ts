import { describe, expect, test } from "@jest/globals";
import { isAmazonSideAsn, isCustomerAsn, isPrivateAsn } from "../../../modules/identity";

describe("autonomous system numbers", () => {
  test.each([1, 7223, 23455, 64512, 65000, 65534, 65536, 4200000000, 4294967294])(
    "given %d, when a network outside AWS is to have it, then it can",
    (asn) => {
      expect(isCustomerAsn(asn)).toBe(true);
    },
  );

  test.each([-1, 0, 1.5, 7224, 9059, 10124, 17943, 23456, 65535, 4294967295, 4294967296])(
    "given %d, when a network outside AWS is to have it, then it cannot",
    (asn) => {
      expect(isCustomerAsn(asn)).toBe(false);
    },
  );

  test("given the ends of the private ranges, when Amazon's side is to have them, then it can, and none beside them", () => {
    const ends = [64512, 65534, 4200000000, 4294967294];
    const beside = [64511, 65535, 4199999999, 4294967295];
    expect([...ends, ...beside].filter(isPrivateAsn)).toEqual(ends);
    expect([...ends, ...beside].filter(isAmazonSideAsn)).toEqual(ends);
  });

  test("given AWS's old defaults, when Amazon's side has them, then they are no private ones, and good", () => {
    const defaults = [7224, 9059, 10124, 17493];
    expect(defaults.filter(isAmazonSideAsn)).toEqual(defaults);
    expect(defaults.filter(isPrivateAsn)).toEqual([]);
  });
});
