import type { DeviceConnection, VpnDevice } from "../../modules/software";
import { Unknown } from "../terraform";
import { isKnown, type Known } from "./known";
import type { VpnConnection } from "./model";

/**
 * Which of a device's connections a VPN connection is: that which has a block inside one of its tunnels in common with
 * it. Of blocks inside tunnels AWS's side and the device may state different ones, and packets pass all the same, unless
 * BGP runs between their addresses.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html (Inside tunnel IPv4 CIDR)
 * @returns `undefined` where the device has no such connection
 */
export function deviceConnectionOf(
  { connections }: VpnDevice,
  { insideBlocks, routing, at }: Pick<VpnConnection, "insideBlocks" | "routing" | "at">,
): Known<DeviceConnection | undefined> {
  const stated = insideBlocks.map((block) => (isKnown(block) ? block?.toString() : undefined));
  const [found, ...others] = connections.filter((each) =>
    each.insideBlocks.some((block, index) => block.toString() === stated[index]),
  );
  if (found !== undefined && others.length === 0) return found;
  const unclear = insideBlocks.find((block) => block instanceof Unknown);
  if (unclear instanceof Unknown) return unclear;
  if (insideBlocks.includes(undefined))
    return new Unknown("tunnel1_inside_cidr", "AWS picks the blocks inside its tunnels", at);
  if (!isKnown(routing)) return routing;
  const theirs = connections.flatMap((each) => each.insideBlocks.map(String));
  const isElsewhere = stated.some((block) => block !== undefined && theirs.includes(block));
  return routing === "bgp" && !isElsewhere
    ? undefined
    : new Unknown(
        stated.join(" and "),
        "the VPN device has other blocks inside its tunnels, so which of its connections this is cannot be told",
        at,
      );
}
