import { IntervalSet } from "../../modules/addressing";
import { isKnown, type Network, type NetworkInterface } from "../network";
import { EVERY_ADDRESS, PacketSet, PROTOCOL } from "../packets";
import { hostOf } from "./interface-lookup";

/** What is asked, whoever asks it. */
export interface Traffic {
  readonly protocol: "tcp" | "udp";
  /** 1 to 65535. */
  readonly port: number;
}

/**
 * The ports that clients have: of hosts those of their operating system, which is Linux where there is no user data, and
 * otherwise whatever there may be.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const LINUX_PORTS = IntervalSet.of(32768, 60999);
export const WINDOWS_PORTS = IntervalSet.of(49152, 65535);
/** Of a host that may have either system. */
export const EITHER_PORTS = LINUX_PORTS.union(WINDOWS_PORTS);
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

export function portsOf(network: Network, source: NetworkInterface): IntervalSet {
  if (source.owner.kind !== "host") return CLIENT_PORTS;
  const software = hostOf(network, source)?.software;
  if (software === undefined) return LINUX_PORTS;
  if (!isKnown(software)) return EITHER_PORTS;
  return software.kind === "host" && software.platform === "windows" ? WINDOWS_PORTS : LINUX_PORTS;
}
