import { addressFromInteger, formatAddress, type Ipv4Address } from "./address";
import type { Ipv4Block } from "./block";
import { checkSize, smallestPrefixLength } from "./block-size";
import { IntervalSet } from "./interval-set";
import type { Fault } from "./parsed";

/**
 * Why this cannot be the block of a subnet; nothing when it can ("Subnet CIDR blocks", VPC guide).
 *
 * @param vpc the one of the VPC's blocks that the subnet is to lie in; a subnet may fill it
 */
export function checkSubnetBlock(vpc: Ipv4Block, subnet: Ipv4Block): Fault[] {
  const outside = {
    wrong: `${subnet.toString()} is not inside the VPC's block ${vpc.toString()}`,
    right: `a subnet's block is ${vpc.toString()} or a part of it`,
  };
  return [...checkSize(subnet, "subnet"), ...(vpc.contains(subnet) ? [] : [outside])];
}

/** What AWS keeps the first four addresses of a subnet for, in order ("Subnet CIDR blocks", VPC guide). */
const reservedAtTheStart = [
  "the network address",
  "the address of the VPC router",
  "reserved by AWS for its DNS server",
  "reserved by AWS for future use",
];
const reservedAtTheEnd = "the broadcast address";

/** The addresses that resources can have: without the first four and the last, which AWS reserves. */
export function usableAddresses(subnet: Ipv4Block): IntervalSet {
  const first = subnet.first + reservedAtTheStart.length;
  const last = subnet.last - 1;
  return first <= last ? IntervalSet.of(first, last) : IntervalSet.empty;
}

function whatIsReservedAt(subnet: Ipv4Block, address: Ipv4Address): string | undefined {
  return address === subnet.last ? reservedAtTheEnd : reservedAtTheStart[address - subnet.first];
}

function whatIsUsable(subnet: Ipv4Block): string {
  const [usable] = usableAddresses(subnet).intervals;
  if (usable === undefined) {
    return `a subnet that has addresses for hosts is /${smallestPrefixLength} or larger`;
  }
  const name = (address: number): string => formatAddress(addressFromInteger(address));
  return `a host of this subnet has an address from ${name(usable.first)} to ${name(usable.last)}`;
}

/** Why nothing in this subnet can have this address; nothing when a resource can. */
export function checkHostAddress(subnet: Ipv4Block, address: Ipv4Address): Fault[] {
  const right = whatIsUsable(subnet);
  if (!subnet.contains(address)) {
    return [{ wrong: `${formatAddress(address)} is not in the subnet's block ${subnet.toString()}`, right }];
  }
  const purpose = whatIsReservedAt(subnet, address);
  return purpose === undefined
    ? []
    : [{ wrong: `${formatAddress(address)} is ${purpose} in ${subnet.toString()}`, right }];
}
