import { IntervalSet } from "../../modules/addressing";

/** IPv4 addresses, as numbers. */
export const EVERY_ADDRESS = IntervalSet.of(0, 2 ** 32 - 1);
export const EVERY_PROTOCOL = IntervalSet.of(0, 255);
/** All 16 bits: for ICMP, every type and code. */
export const EVERY_PORT = IntervalSet.of(0, 65535);

/** @see https://www.iana.org/assignments/protocol-numbers */
export const PROTOCOL = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;
