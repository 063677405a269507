import { IntervalSet } from "../../modules/addressing";
import { isKnown, type NetworkInterface } from "../network";
import { EVERY_ADDRESS, PacketSet, PROTOCOL } from "../packets";

/** What is asked, whoever asks it. */
export interface Traffic {
  readonly protocol: "tcp" | "udp";
  /** 1 to 65535. */
  readonly port: number;
}

/**
 * The ports that clients have: Linux's for hosts, and otherwise whatever there may be.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
const LINUX_PORTS = IntervalSet.of(32768, 60999);
export const CLIENT_PORTS = IntervalSet.of(1024, 65535);

export function packets(
  { protocol, port }: Traffic,
  sources: IntervalSet,
  sourcePorts: IntervalSet,
  destinations: IntervalSet,
): PacketSet {
  const number = PROTOCOL[protocol];
  return PacketSet.of({
    sources,
    destinations,
    protocols: IntervalSet.of(number, number),
    sourcePorts,
    destinationPorts: IntervalSet.of(port, port),
  });
}

/** Any, where they are not known; the leg says so. */
export function addressesOf({ addresses }: NetworkInterface): IntervalSet {
  return isKnown(addresses) ? addresses : EVERY_ADDRESS;
}

export function portsOf({ owner }: NetworkInterface): IntervalSet {
  return owner.kind === "host" ? LINUX_PORTS : CLIENT_PORTS;
}
