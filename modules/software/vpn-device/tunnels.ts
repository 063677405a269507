import type { Ipv4Block } from "../../addressing";
import { addressFromInteger, formatAddress, type Ipv4Address } from "../../addressing";
import type { DeviceConnection } from "./vpn-device";

/** One of the two tunnels of a connection. */
export interface Tunnel {
  readonly connection: DeviceConnection;
  readonly number: 1 | 2;
  /** The connection's name and the tunnel's number. */
  readonly name: string;
  /** Of its XFRM interface: 1 to 65535. Its inside block makes it, so that no other connection changes it. */
  readonly interfaceId: number;
  readonly interfaceName: string;
  readonly insideBlock: Ipv4Block;
  /** Amazon's inside address. */
  readonly amazonAddress: Ipv4Address;
  /** The device's inside address. */
  readonly deviceAddress: Ipv4Address;
}

/** What the names of all tunnels' interfaces begin with. */
export const INTERFACE_PREFIX = "vpn";

/** Both tunnels of every connection, in the order of the connections' names. */
export function tunnelsOf(connections: readonly DeviceConnection[]): readonly Tunnel[] {
  return sortedByName(connections).flatMap((connection) => [
    tunnel(connection, 1, connection.insideBlocks[0]),
    tunnel(connection, 2, connection.insideBlocks[1]),
  ]);
}

function tunnel(connection: DeviceConnection, number: 1 | 2, insideBlock: Ipv4Block): Tunnel {
  const interfaceId = insideBlock.first % 2 ** 16;
  return {
    connection,
    number,
    name: `${connection.name}-${number}`,
    interfaceId,
    interfaceName: `${INTERFACE_PREFIX}${interfaceId}`,
    insideBlock,
    amazonAddress: addressFromInteger(insideBlock.first + 1),
    deviceAddress: addressFromInteger(insideBlock.first + 2),
  };
}

/** An inside address of a tunnel with the prefix length of its block. */
export function withPrefixLength(address: Ipv4Address, { prefixLength }: Ipv4Block): string {
  return `${formatAddress(address)}/${prefixLength}`;
}

export function sortedByName<Named extends { readonly name: string }>(items: readonly Named[]): Named[] {
  return [...items].sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function sortedBlocks(blocks: readonly Ipv4Block[]): Ipv4Block[] {
  return [...blocks].sort((one, other) => one.first - other.first || one.prefixLength - other.prefixLength);
}
