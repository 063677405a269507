import { IntervalSet } from "../../modules/addressing";

export const EVERY_ADDRESS = IntervalSet.of(0, 2 ** 32 - 1);
export const EVERY_PROTOCOL = IntervalSet.of(0, 255);
export const EVERY_PORT = IntervalSet.of(0, 65535);

/** @see https://www.iana.org/assignments/protocol-numbers */
export const PROTOCOL = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;
