import { z } from "zod";
import { isTunnelBlock, parseBlock, parsedBy, tunnelBlocks } from "../../addressing";
import { customerAsns, isAmazonSideAsn, isCustomerAsn, parseRegion, privateAsns } from "../../identity";
import { sortedBlocks, sortedByName, tunnelsOf } from "./tunnels";
import type { DeviceConnection, VpnDevice } from "./vpn-device";

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
const PARAMETER = /^\/[A-Za-z0-9_./-]{1,1010}$/;
const CONNECTION = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/;

const block = parsedBy(parseBlock);

const deviceSchema = z.strictObject({
  region: parsedBy(parseRegion),
  parameter: z.string(),
  localBlocks: z.array(block),
  asn: z.number(),
  connections: z.array(
    z.strictObject({
      name: z.string(),
      remoteBlocks: z.array(block),
      routing: z.enum(["static", "bgp"]),
      amazonAsn: z.number(),
      insideBlocks: z.tuple([block, block]),
    }),
  ),
});

/** The device as a file that its own scripts read, too. */
export function renderDevice({ region, parameter, localBlocks, asn, connections }: VpnDevice): string {
  const written = {
    region,
    parameter,
    localBlocks: sortedBlocks(localBlocks).map(String),
    asn,
    connections: sortedByName(connections).map((connection) => ({
      name: connection.name,
      remoteBlocks: sortedBlocks(connection.remoteBlocks).map(String),
      routing: connection.routing,
      amazonAsn: connection.amazonAsn,
      insideBlocks: connection.insideBlocks.map(String),
    })),
  };
  return `${JSON.stringify(written, undefined, 1)}\n`;
}

/** Reads what {@link renderDevice} writes: none where the text is another, or says what no device can be. */
export function readDevice(text: string | undefined): VpnDevice | undefined {
  try {
    const { data } = deviceSchema.safeParse(JSON.parse(text ?? ""));
    return data !== undefined && faultOf(data) === undefined ? data : undefined;
  } catch {
    return undefined;
  }
}

/** @throws RangeError when AWS or the device's programs could not have it */
export function mustBeVpnDevice(device: VpnDevice): void {
  refuse(faultOf(device));
}

/** What a device has to say of itself and its connections, whoever runs it. */
type Connected = Pick<VpnDevice, "localBlocks" | "asn" | "connections">;

/** @throws RangeError as {@link mustBeVpnDevice} does */
export function mustBeConnections(device: Connected): void {
  refuse(faultOfConnections(device));
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw new RangeError(fault);
}

function faultOf(device: VpnDevice): string | undefined {
  return PARAMETER.test(device.parameter)
    ? faultOfConnections(device)
    : `${JSON.stringify(device.parameter)} cannot be the name of a parameter: it begins with a slash and has letters, digits and _ . / -.`;
}

function faultOfConnections({ localBlocks, asn, connections }: Connected): string | undefined {
  if (localBlocks.length === 0) return "A VPN device without blocks of its own network has nothing to reach.";
  if (!isCustomerAsn(asn)) return `${asn} cannot be the ASN of a VPN device: that is one ${customerAsns}.`;
  if (connections.length === 0) return "A VPN device without a connection has nothing to reach.";
  const names = connections.map(({ name }) => name);
  if (new Set(names).size < names.length)
    return `Two connections of a VPN device have the same name: ${names.sort().join(", ")}.`;
  const ids = tunnelsOf(connections).map(({ interfaceId }) => interfaceId);
  if (new Set(ids).size < ids.length) return "Two tunnels of a VPN device have the same inside block.";
  return connections.map(faultOfConnection).find((fault) => fault !== undefined);
}

function faultOfConnection(connection: DeviceConnection): string | undefined {
  const { name, remoteBlocks, amazonAsn, insideBlocks } = connection;
  if (!CONNECTION.test(name))
    return `${JSON.stringify(name)} cannot be the name of a connection: it has letters, digits and hyphens.`;
  if (remoteBlocks.length === 0) return `The connection ${name} has no blocks at its other end.`;
  if (!isAmazonSideAsn(amazonAsn))
    return `${amazonAsn} cannot be the ASN of Amazon's side: that is one ${privateAsns}.`;
  const wrong = insideBlocks.find((inside) => !isTunnelBlock(inside));
  return wrong === undefined
    ? undefined
    : `${wrong.toString()} cannot be the inside block of a tunnel: that is ${tunnelBlocks}.`;
}
