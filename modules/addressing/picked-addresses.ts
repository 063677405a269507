import { createHash } from "node:crypto";
import { addressFromInteger, type Ipv4Address } from "./address";
import type { Ipv4Block } from "./block";
import { usableAddresses } from "./subnet-blocks";
import { isTunnelBlock, TUNNEL_BLOCKS, tunnelBlock } from "./tunnel-blocks";

/**
 * An address of a subnet for something whose address nobody stated and that must be known before it is made. It follows
 * from the name, so that adding or reordering others moves it only where two names fall on one address.
 * @param taken addresses that are others'
 * @returns nothing where every address is taken
 */
export function pickAddress(
  subnet: Ipv4Block,
  name: string,
  taken: ReadonlySet<Ipv4Address>,
): Ipv4Address | undefined {
  const [usable] = usableAddresses(subnet).intervals;
  if (usable === undefined) return undefined;
  const { first, last } = usable;
  return pick(last - first + 1, name, (index) => {
    const address = addressFromInteger(first + index);
    return taken.has(address) ? undefined : address;
  });
}

/**
 * The block inside a VPN tunnel, by the tunnel's name as {@link pickAddress} does it.
 * @param taken first addresses of blocks that are others'
 */
export function pickTunnelBlock(name: string, taken: ReadonlySet<Ipv4Address>): Ipv4Block | undefined {
  return pick(TUNNEL_BLOCKS, name, (index) => {
    const block = tunnelBlock(index);
    return !isTunnelBlock(block) || taken.has(block.first) ? undefined : block;
  });
}

/** The first of as many as there are, from where the name says on and around, that is given. */
function pick<Found>(
  many: number,
  name: string,
  at: (index: number) => Found | undefined,
): Found | undefined {
  const start = createHash("sha256").update(name).digest().readUInt32BE(0) % many;
  for (let step = 0; step < many; step += 1) {
    const found = at((start + step) % many);
    if (found !== undefined) return found;
  }
  return undefined;
}
