import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { addressFromInteger, formatAddress, parseAddress } from "../../../modules/addressing";
import { anyAddress, anyText, sentenceOf } from "./helpers";

describe("parseAddress", () => {
  test.each([
    ["0.0.0.0", 0],
    ["0.0.0.1", 1],
    ["10.0.3.1", 0x0a000301],
    ["128.0.0.0", 2 ** 31],
    ["255.255.255.255", 2 ** 32 - 1],
  ])("given %s, when it is parsed, then it is the number %d", (text, number) => {
    expect(parseAddress(text)).toEqual({ ok: true, value: number });
  });

  test.each([
    ["", /^this is not an IPv4 address; .* four decimal numbers from 0 to 255/],
    ["vpc", /^this is not an IPv4 address/],
    ["10.0.0", /is not an IPv4 address/],
    ["10.0.0.0.0", /is not an IPv4 address/],
    ["10.0.0.256", /is not an IPv4 address/],
    ["10.0.0.-1", /is not an IPv4 address/],
    ["10.0.0.1.", /is not an IPv4 address/],
    ["167772161", /is not an IPv4 address/],
    ["0xa.0.0.1", /is not an IPv4 address/],
    ["10.0.0.1:443", /is not an IPv4 address/],
    ["10.0.0.1/33", /is not an IPv4 address/],
    ["010.0.0.1", /^this has a number with a leading zero; .* without leading zeros/],
    ["10.0.0.01", /leading zero/],
    [" 10.0.0.1", /^this has white space in it; /],
    ["10.0.0.1 ", /white space/],
    ["10.0.0.1\n", /^this has white space/],
    ["10.0.0.1/32", /is a block of addresses where one address belongs; .* without a prefix length/],
    ["10.0.0.1/24", /is a block of addresses/],
    ["2001:db8::1", /^this is IPv6, which is not supported yet; an IPv4 address is/],
    ["::ffff:10.0.0.1", /IPv6, which is not supported yet/],
    ["fe80::1%eth0", /IPv6, which is not supported yet/],
    ["2001:db8::/32", /IPv6, which is not supported yet/],
  ])("given %j, when it is parsed, then the sentence says what is wrong", (text, expected) => {
    expect(sentenceOf(parseAddress(text))).toMatch(expected);
  });

  test("given any address, when it is formatted and parsed, then it is the same address", () => {
    fc.assert(
      fc.property(anyAddress, (original) => {
        expect(parseAddress(formatAddress(original))).toEqual({ ok: true, value: original });
      }),
    );
  });

  test("given any text, when it is parsed, then nothing is thrown, and what is accepted is written in one way only", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseAddress(text);
        expect(parsed.ok ? formatAddress(parsed.value) : text).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe("addressFromInteger", () => {
  test.each([0, 2 ** 32 - 1])("given %d, when it is taken as an address, then it is one", (number) => {
    expect(addressFromInteger(number)).toBe(number);
  });

  test.each([-1, 2 ** 32, 0.5, NaN, Infinity])(
    "given %d, when it is taken as an address, then it throws",
    (number) => {
      expect(() => addressFromInteger(number)).toThrow(RangeError);
    },
  );
});
