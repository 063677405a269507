import { addressFromInteger } from "./address";
import { Ipv4Block } from "./block";

const LINK_LOCAL = new Ipv4Block(addressFromInteger(169 * 2 ** 24 + 254 * 2 ** 16), 16);
const PREFIX_LENGTH = 30;

/** By their index among the blocks: 169.254.0.0/30 to 169.254.5.0/30 by 256 addresses, and 169.254.169.252/30. */
const KEPT_BY_AWS: readonly number[] = [0, 1, 2, 3, 4, 5].map((third) => third * 64).concat(169 * 64 + 63);

/** How many blocks of a tunnel's size there are, those that AWS keeps for itself among them. */
export const TUNNEL_BLOCKS = 2 ** (PREFIX_LENGTH - LINK_LOCAL.prefixLength);

/** @param index from 0 up to {@link TUNNEL_BLOCKS}, which is none */
export function tunnelBlock(index: number): Ipv4Block {
  return LINK_LOCAL.subBlock(PREFIX_LENGTH, index);
}

/**
 * Whether a VPN tunnel can have a block inside: a /30 of 169.254.0.0/16, and none that AWS keeps for itself.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
export function isTunnelBlock(block: Ipv4Block): boolean {
  return (
    block.prefixLength === PREFIX_LENGTH &&
    LINK_LOCAL.contains(block) &&
    !KEPT_BY_AWS.some((index) => tunnelBlock(index).equals(block))
  );
}

/** The blocks that {@link isTunnelBlock} is true of, as a clause. */
export const tunnelBlocks = `a /30 block of ${LINK_LOCAL.toString()} other than ${KEPT_BY_AWS.map((index) => tunnelBlock(index).toString()).join(", ")}`;
