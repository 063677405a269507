import { Address4, Address6 } from "ip-address";
import { accepted, refused, type Parsed } from "./parsed";

declare const brand: unique symbol;

/** An IPv4 address as an integer from 0 to 2^32 - 1, so that neighbouring addresses are neighbouring numbers. */
export type Ipv4Address = number & { readonly [brand]: "Ipv4Address" };

const highestAddress = 2 ** 32 - 1;

function isAddress(value: number): value is Ipv4Address {
  return Number.isInteger(value) && value >= 0 && value <= highestAddress;
}

/**
 * The address with this number, for arithmetic on addresses (`addressFromInteger(block.first + 4)`).
 *
 * @param value an integer from 0 to 2^32 - 1
 * @throws RangeError for any other number: that is a mistake in the program, never in what a user wrote
 */
export function addressFromInteger(value: number): Ipv4Address {
  if (!isAddress(value)) {
    throw new RangeError(
      `${value} is not the number of an IPv4 address: those are the integers from 0 to ${highestAddress}`,
    );
  }
  return value;
}

const howAnAddressIsWritten =
  "an IPv4 address is four decimal numbers from 0 to 255 separated by dots, such as 10.0.0.10";

/**
 * Reads an address in dotted decimal, such as `10.0.0.10`, in exactly one way of writing it: no white space, no
 * prefix length, and no leading zeros, because some programs read `010` as ten and others, as octal, as eight.
 */
export function parseAddress(text: string): Parsed<Ipv4Address> {
  // Asked only where it may be: the library takes long to find out that a text is none.
  if (text.includes(":") && Address6.isValid(text)) {
    return refused("this is IPv6, which is not supported yet", howAnAddressIsWritten);
  }
  if (/\s/.test(text)) {
    return refused("this has white space in it", howAnAddressIsWritten);
  }
  if (/^0\d|\.0\d/.test(text)) {
    return refused(
      "this has a number with a leading zero",
      "the numbers of an IPv4 address are decimal and written without leading zeros, such as 10.0.0.10",
    );
  }
  if (!Address4.isValid(text)) {
    return refused("this is not an IPv4 address", howAnAddressIsWritten);
  }
  if (text.includes("/")) {
    return refused(
      "this is a block of addresses where one address belongs",
      "an address is written without a prefix length, such as 10.0.0.10",
    );
  }
  return accepted(addressFromInteger(Number(new Address4(text).bigInt())));
}

/** The address in dotted decimal, the form that {@link parseAddress} reads. */
export function formatAddress(address: Ipv4Address): string {
  return [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join(".");
}
