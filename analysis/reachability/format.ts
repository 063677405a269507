import {
  addressFromInteger,
  formatAddress,
  type Interval,
  IntervalSet,
  Ipv4Block,
} from "../../modules/addressing";
import { EVERY_ADDRESS, EVERY_PORT, PROTOCOL, type PacketSet } from "../packets";
import { placeOf, type ResourceKey } from "../terraform";
import { PUBLIC_ADDRESSES } from "./internet/public-addresses";

/** As many as a line of text bears. */
const MOST = 3;

/** `10.0.0.5`, `10.0.0.0/20`, `10.0.0.4-10.0.15.254`, several of them, or `any public address`. */
export function formatAddresses(addresses: IntervalSet): string {
  if (addresses.equals(EVERY_ADDRESS)) return "any address";
  if (addresses.equals(PUBLIC_ADDRESSES)) return "any public address";
  return formatIntervals(addresses, formatAddressRange, "no address");
}

/** `80`, `1024-65535`, or several of them. */
export function formatPorts(ports: IntervalSet): string {
  if (ports.equals(EVERY_PORT)) return "any port";
  return formatIntervals(
    ports,
    ({ first, last }) => (first === last ? String(first) : `${first}-${last}`),
    "no port",
  );
}

/** `TCP 80`: the protocol and destination ports of packets. */
export function formatTraffic(packets: PacketSet): string {
  const protocols = packets.valuesOf("protocols");
  return `${formatProtocols(protocols)} ${formatPorts(packets.valuesOf("destinationPorts"))}`;
}

/** The address that Terraform knows it by, without the stack. */
export function addressOf(resource: ResourceKey): string {
  return placeOf(resource).address;
}

/** With the stack as well, where another thing that is told of has the same address. */
export function addressApartFrom(resource: ResourceKey, other: ResourceKey): string {
  const { stack, address } = placeOf(resource);
  return resource !== other && address === addressOf(other) ? `${address} of ${stack}` : address;
}

function formatProtocols(protocols: IntervalSet): string {
  const [name] =
    Object.entries(PROTOCOL).find(([, number]) => protocols.equals(IntervalSet.of(number, number))) ?? [];
  return name === undefined ? "traffic to" : name.toUpperCase();
}

function formatIntervals(set: IntervalSet, format: (interval: Interval) => string, none: string): string {
  if (set.isEmpty) return none;
  const shown = set.intervals.slice(0, MOST).map(format).join(", ");
  const left = set.intervals.length - MOST;
  return left > 0 ? `${shown} and ${left} more ranges` : shown;
}

function formatAddressRange({ first, last }: Interval): string {
  const [low, high] = [addressFromInteger(first), addressFromInteger(last)];
  if (first === last) return formatAddress(low);
  const block = Ipv4Block.containing(low, 32 - Math.floor(Math.log2(last - first + 1)));
  return block.first === low && block.last === high
    ? block.toString()
    : `${formatAddress(low)}-${formatAddress(high)}`;
}
