import type { Ipv4Block } from "../../addressing";
import type { Region } from "../../identity";

/**
 * A host on Debian 12 that is the VPN device of a network outside AWS: strongSwan keeps both tunnels of every Site-to-Site
 * VPN connection up, and packets go between the network's own blocks and those behind the connections, nowhere else.
 */
export interface VpnDevice {
  /** Where {@link VpnDevice.parameter} is. */
  readonly region: Region;
  /**
   * The name of the Systems Manager parameter that says what is known only once the connections are there: a
   * `VpnDeviceParameter` as JSON. The host reads it at every boot.
   */
  readonly parameter: string;
  /** The network's own blocks; what BGP announces. */
  readonly localBlocks: readonly Ipv4Block[];
  /** The BGP ASN of the customer gateways: 1 to 4294967294. Without meaning where routing is static. */
  readonly asn: number;
  /** In any order. */
  readonly connections: readonly DeviceConnection[];
}

/** A Site-to-Site VPN connection, seen from the device. */
export interface DeviceConnection {
  /** Letters, digits and hyphens. */
  readonly name: string;
  /** Blocks on AWS's side that the device reaches over it: with BGP it takes routes to exactly these. */
  readonly remoteBlocks: readonly Ipv4Block[];
  readonly routing: "static" | "bgp";
  /** The BGP ASN of the gateway on AWS's side. */
  readonly amazonAsn: number;
  /**
   * The inside blocks of tunnel 1 and tunnel 2, /30 each. The first of a block's two usable addresses is Amazon's, the
   * second the device's. AWS wants them to be unique at one gateway; one device needs them to be so at all of its.
   * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
   */
  readonly insideBlocks: readonly [Ipv4Block, Ipv4Block];
}

export type ParsedVpnDevice =
  | { readonly kind: "vpn-device"; readonly device: VpnDevice }
  | { readonly kind: "not-a-vpn-device" }
  /** strongSwan runs, but not as `renderVpnDevice` sets it up, so what passes its tunnels is not known. */
  | { readonly kind: "unrecognised"; readonly reason: string };
