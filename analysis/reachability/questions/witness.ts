import { addressFromInteger, formatAddress, type Ipv4Address } from "../../../modules/addressing";
import { type PacketSet, PROTOCOL } from "../../packets";
import { formatAddresses, formatPorts } from "../format";
import { passesOf, type Path, shareOfLeg } from "../path/stage";

/** A packet that certainly gets there, and its answer back: as the one who sends it makes it. */
export interface Witness {
  readonly source: Ipv4Address;
  readonly sourcePort: number;
  readonly destination: Ipv4Address;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/**
 * A packet that every way it may take lets through. Ways that begin with the same packets are not chosen among by who
 * sends them; what is lost only after an address was exchanged cannot be told of the packet that was sent.
 */
export function witnessAmong(paths: readonly Path[], protocol: Witness["protocol"]): Witness | undefined {
  const byStart = new Map<string, Path[]>();
  for (const path of paths) {
    const key = startOf(path);
    const others = byStart.get(key);
    if (others === undefined) byStart.set(key, [path]);
    else others.push(path);
  }
  for (const alternatives of byStart.values()) {
    const carried = carriedBy(alternatives);
    const [box] = carried?.boxes ?? [];
    const [source, sourcePort, destination, port] = [
      box?.sources,
      box?.sourcePorts,
      box?.destinations,
      box?.destinationPorts,
    ].map((values) => values?.intervals[0]?.first);
    if (source !== undefined && sourcePort !== undefined && destination !== undefined && port !== undefined)
      return {
        source: addressFromInteger(source),
        sourcePort,
        destination: addressFromInteger(destination),
        port,
        protocol,
      };
  }
  return undefined;
}

function startOf({ legs: [first] }: Path): string {
  if (first === undefined) return "";
  const { asked, stages } = first;
  const at = stages.find(({ station }) => station?.end === "source")?.at ?? "";
  return [
    at,
    formatAddresses(asked.valuesOf("sources")),
    formatAddresses(asked.valuesOf("destinations")),
    formatPorts(asked.valuesOf("sourcePorts")),
  ].join(" ");
}

function carriedBy(alternatives: readonly Path[]): PacketSet | undefined {
  return alternatives.reduce<PacketSet | undefined>((carried, { legs: [first, ...rest] }) => {
    if (first === undefined || rest.some((leg) => shareOfLeg(leg) !== "all")) return undefined;
    const { certain } = passesOf(first);
    return carried?.intersect(certain);
  }, alternatives[0]?.legs[0]?.asked);
}

/** `10.0.48.9:32768 → 10.0.49.20:443 TCP`. */
export function describeWitness({ source, sourcePort, destination, port, protocol }: Witness): string {
  return `${formatAddress(source)}:${sourcePort} → ${formatAddress(destination)}:${port} ${protocol.toUpperCase()}`;
}

export const PROTOCOL_NUMBERS = { tcp: PROTOCOL.tcp, udp: PROTOCOL.udp } as const;
