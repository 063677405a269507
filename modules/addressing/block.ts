import { Address6 } from "ip-address";
import { addressFromInteger, formatAddress, parseAddress, type Ipv4Address } from "./address";
import { accepted, refused, type Parsed } from "./parsed";

const addressBits = 32;

function sizeOf(prefixLength: number): number {
  return 2 ** (addressBits - prefixLength);
}

/** A CIDR block: the addresses that share their first `prefixLength` bits (RFC 4632). Immutable. */
export class Ipv4Block {
  /**
   * @param first the block's first address, whose bits after the prefix are all zero
   * @param prefixLength an integer from 0 (every address) to 32 (one address)
   * @throws RangeError when the two do not describe a block: that is a mistake in the program. What a user wrote goes
   *   through {@link parseBlock}.
   */
  constructor(
    readonly first: Ipv4Address,
    readonly prefixLength: number,
  ) {
    if (!Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > addressBits) {
      throw new RangeError(
        `${prefixLength} is not a prefix length: those are the integers from 0 to ${addressBits}`,
      );
    }
    if (first % sizeOf(prefixLength) !== 0) {
      throw new RangeError(`${formatAddress(first)} is not the first address of a /${prefixLength} block`);
    }
  }

  /** The one block of this prefix length, 0 to 32, that contains the address. */
  static containing(address: Ipv4Address, prefixLength: number): Ipv4Block {
    return new Ipv4Block(addressFromInteger(address - (address % sizeOf(prefixLength))), prefixLength);
  }

  /** One address alone. */
  static ofOne(address: Ipv4Address): Ipv4Block {
    return new Ipv4Block(address, addressBits);
  }

  get last(): Ipv4Address {
    return addressFromInteger(this.first + this.size - 1);
  }

  /** The number of addresses, from 1 to 2^32. */
  get size(): number {
    return sizeOf(this.prefixLength);
  }

  /** In CIDR notation, such as `10.0.0.0/16`: the form that {@link parseBlock} reads. */
  toString(): string {
    return `${formatAddress(this.first)}/${this.prefixLength}`;
  }

  /** Whether every address of `other` is one of this block's. A block contains itself. */
  contains(other: Ipv4Block | Ipv4Address): boolean {
    const [first, last] = typeof other === "number" ? [other, other] : [other.first, other.last];
    return this.first <= first && last <= this.last;
  }

  /** Whether the two have an address in common. */
  overlaps(other: Ipv4Block): boolean {
    return this.first <= other.last && other.first <= this.last;
  }

  equals(other: Ipv4Block): boolean {
    return this.first === other.first && this.prefixLength === other.prefixLength;
  }

  /**
   * One of the equal parts into which this block divides.
   *
   * @param prefixLength of a part: from this block's own to 32
   * @param index counted from 0 in the order of addresses
   * @throws RangeError when this block has no such part
   */
  subBlock(prefixLength: number, index: number): Ipv4Block {
    const parts = this.size / sizeOf(prefixLength);
    if (!Number.isInteger(index) || index < 0 || index >= parts) {
      throw new RangeError(`${this.toString()} has no part number ${index} of size /${prefixLength}`);
    }
    return new Ipv4Block(addressFromInteger(this.first + index * sizeOf(prefixLength)), prefixLength);
  }
}

const howABlockIsWritten =
  "a block is written as its first address, a slash and a prefix length from 0 to 32, such as 10.0.0.0/16";

/**
 * Reads a block in CIDR notation, such as `10.0.0.0/16`, in exactly one way of writing it.
 *
 * A block that does not start at its own first address (`10.0.3.1/28`) is an error. AWS moves such a block silently
 * ("Subnet CIDR blocks": the API changes it to its canonical form), which hides a typing mistake.
 */
export function parseBlock(text: string): Parsed<Ipv4Block> {
  // Asked only where it may be: the library takes long to find out that a text is none.
  if (text.includes(":") && Address6.isValid(text)) {
    return refused("this is IPv6, which is not supported yet", howABlockIsWritten);
  }
  const [addressText = "", prefixText, ...more] = text.split("/");
  if (prefixText === undefined && parseAddress(text).ok) {
    return refused("this has no prefix length", howABlockIsWritten);
  }
  if (prefixText === undefined || more.length > 0) {
    return refused("this is not a block of IPv4 addresses", howABlockIsWritten);
  }
  const address = parseAddress(addressText);
  if (!address.ok) {
    return refused(`its address is wrong: ${address.fault.wrong}`, address.fault.right);
  }
  if (!/^(\d|[12]\d|3[012])$/.test(prefixText)) {
    return refused(`${JSON.stringify(prefixText)} is not a prefix length`, howABlockIsWritten);
  }
  const block = Ipv4Block.containing(address.value, Number(prefixText));
  if (block.first !== address.value) {
    return refused(
      `this does not start at the first address of a /${prefixText} block`,
      `the block that contains it is ${block.toString()}`,
    );
  }
  return accepted(block);
}
