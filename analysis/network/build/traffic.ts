import { IntervalSet } from "../../../modules/addressing";
import { EVERY_PORT, PacketSet, PROTOCOL } from "../../packets";
import { type Resource, Unknown, type Value } from "../../terraform";
import { isKnown, type Known } from "../known";
import { asNumber, asText, malformed } from "./attributes";

/** The protocol and ports of a rule, as they are written. */
export interface WrittenTraffic {
  /** `tcp`, `6`, `-1` or `all` and the like. */
  readonly protocol: Value | undefined;
  /** For TCP and UDP. */
  readonly fromPort: Value | undefined;
  readonly toPort: Value | undefined;
  /** For ICMP; -1 for every type. */
  readonly icmpType: Value | undefined;
  /** -1 for every code. */
  readonly icmpCode: Value | undefined;
}

const EVERYTHING = ["-1", "all"];
const BY_NAME: ReadonlyMap<string, number> = new Map(Object.entries(PROTOCOL));
const EVERY_TYPE_OR_CODE = -1;
const CODES_PER_TYPE = 256;

/**
 * Protocols and ports, with every address. Ports count for TCP and UDP only: a rule for another protocol admits it
 * whatever ports are written. ICMP has types and codes instead: the set holds `type * 256 + code` in the place of
 * destination ports. ICMPv6 has no IPv4 packets.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
 */
export function trafficOf(written: WrittenTraffic, resource: Resource): Known<PacketSet> {
  const protocol = protocolOf(written.protocol, resource);
  if (!isKnown(protocol)) return protocol;
  if (protocol === "all") return PacketSet.all;
  if (protocol === PROTOCOL.icmpv6) return PacketSet.none;
  const destinationPorts = destinationPortsOf(protocol, written, resource);
  if (!isKnown(destinationPorts)) return destinationPorts;
  return PacketSet.of({ protocols: IntervalSet.of(protocol, protocol), destinationPorts });
}

function protocolOf(value: Value | undefined, resource: Resource): Known<number | "all"> {
  const text = asText(value, resource);
  if (text instanceof Unknown) return text;
  const name = text?.toLowerCase() ?? "";
  if (EVERYTHING.includes(name)) return "all";
  const number = BY_NAME.get(name) ?? (/^\d{1,3}$/.test(name) ? Number(name) : Infinity);
  return number <= 255 ? number : malformed(value ?? null, "a protocol, like tcp, 17 or -1", resource);
}

function destinationPortsOf(
  protocol: number,
  written: WrittenTraffic,
  resource: Resource,
): Known<IntervalSet> {
  if (protocol === PROTOCOL.tcp || protocol === PROTOCOL.udp)
    return portsOf(written.fromPort, written.toPort, resource);
  if (protocol === PROTOCOL.icmp) return typesAndCodesOf(written.icmpType, written.icmpCode, resource);
  return EVERY_PORT;
}

function portsOf(from: Value | undefined, to: Value | undefined, resource: Resource): Known<IntervalSet> {
  const first = integerOf(from, { from: 0, to: 65535, named: "a port" }, resource);
  if (!isKnown(first)) return first;
  const last = integerOf(to, { from: first, to: 65535, named: "the last port of the range" }, resource);
  return isKnown(last) ? IntervalSet.of(first, last) : last;
}

function typesAndCodesOf(
  type: Value | undefined,
  code: Value | undefined,
  resource: Resource,
): Known<IntervalSet> {
  const knownType = integerOf(type, { from: EVERY_TYPE_OR_CODE, to: 255, named: "an ICMP type" }, resource);
  if (!isKnown(knownType)) return knownType;
  if (knownType === EVERY_TYPE_OR_CODE) return EVERY_PORT;
  const knownCode = integerOf(code, { from: EVERY_TYPE_OR_CODE, to: 255, named: "an ICMP code" }, resource);
  if (!isKnown(knownCode)) return knownCode;
  const first = knownType * CODES_PER_TYPE;
  return knownCode === EVERY_TYPE_OR_CODE
    ? IntervalSet.of(first, first + CODES_PER_TYPE - 1)
    : IntervalSet.of(first + knownCode, first + knownCode);
}

function integerOf(
  value: Value | undefined,
  range: { readonly from: number; readonly to: number; readonly named: string },
  resource: Resource,
): Known<number> {
  const number = asNumber(value, resource);
  if (number instanceof Unknown) return number;
  if (number !== undefined && Number.isInteger(number) && number >= range.from && number <= range.to)
    return number;
  return malformed(value ?? null, `${range.named}, ${range.from} to ${range.to}`, resource);
}
