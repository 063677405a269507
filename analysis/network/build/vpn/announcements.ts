import type { Ipv4Block } from "../../../../modules/addressing";
import type { VpnDevice } from "../../../../modules/software";
import { Unknown } from "../../../terraform";
import { deviceConnectionOf } from "../../device-connection";
import { isKnown, type Known, type Listing } from "../../known";
import type {
  CustomerGateway,
  ElementKey,
  Host,
  NetworkInterface,
  OnPremisesNetwork,
  VpnConnection,
} from "../../model";
import { vpnDeviceOn } from "../../vpn-device";
import { doubtful, NOTHING } from "../listings";
import type { StatedConnection } from "./connections";

/** What may stand at the other end of VPN connections. */
export interface OtherEnds {
  readonly customerGateways: ReadonlyMap<ElementKey, CustomerGateway>;
  readonly networks: ReadonlyMap<ElementKey, OnPremisesNetwork>;
  readonly interfaces: ReadonlyMap<ElementKey, NetworkInterface>;
  readonly hosts: ReadonlyMap<ElementKey, Host>;
}

/**
 * What comes over a connection: the static routes, or what BGP brings.
 * @param amazonAsn of the VPN gateway
 */
export function prefixesOf(
  connection: StatedConnection,
  amazonAsn: Known<number>,
  ends: OtherEnds,
): VpnConnection["prefixes"] {
  const { routing, customerGateway, staticPrefixes } = connection;
  if (routing === "static") return staticPrefixes;
  if (routing instanceof Unknown) return doubtful([routing]);
  const gateway = isKnown(customerGateway) ? ends.customerGateways.get(customerGateway) : undefined;
  if (gateway === undefined)
    return doubtful([
      isKnown(customerGateway)
        ? new Unknown(customerGateway, "none of the given stacks makes it", connection.at)
        : customerGateway,
    ]);
  return announcedBy(gateway, connection, amazonAsn, ends);
}

function announcedBy(
  { device, asn }: CustomerGateway,
  connection: StatedConnection,
  amazonAsn: Known<number>,
  { networks, interfaces, hosts }: OtherEnds,
): Listing<Ipv4Block> {
  if (device instanceof Unknown) return doubtful([device]);
  if (device.kind === "on-premises")
    return announcedByDeclared(networks.get(device.network), asn, connection);
  const owner = interfaces.get(device.interface)?.owner;
  const host = owner?.kind === "host" ? hosts.get(owner.host) : undefined;
  if (host === undefined)
    return doubtful([
      new Unknown(device.interface, "no host is known that has this interface", connection.at),
    ]);
  const own = vpnDeviceOn(host);
  if (own instanceof Unknown) return doubtful([own]);
  return own === undefined ? NOTHING : announced(own, connection, { amazonAsn, asn });
}

function announcedByDeclared(
  network: OnPremisesNetwork | undefined,
  asn: Known<number>,
  { at }: StatedConnection,
): Listing<Ipv4Block> {
  if (network === undefined) return NOTHING;
  if (asn instanceof Unknown) return doubtful([asn]);
  return asn === network.asn
    ? { items: network.blocks, doubts: [] }
    : doubtful([
        new Unknown(
          `bgp_asn = ${asn}`,
          `the topology declares ${network.asn} as the ASN of this VPN device`,
          at,
        ),
      ]);
}

/**
 * Both ends of a BGP session expect the other's ASN, and there is none otherwise.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/Troubleshooting.html
 */
function announced(
  device: VpnDevice,
  connection: StatedConnection,
  expected: { readonly amazonAsn: Known<number>; readonly asn: Known<number> },
): Listing<Ipv4Block> {
  const configured = deviceConnectionOf(device, connection);
  if (configured instanceof Unknown) return doubtful([configured]);
  if (configured?.routing !== "bgp") return NOTHING;
  for (const [own, theirs] of [
    [configured.amazonAsn, expected.amazonAsn],
    [device.asn, expected.asn],
  ] as const) {
    if (theirs instanceof Unknown) return doubtful([theirs]);
    if (own !== theirs) return NOTHING;
  }
  return { items: device.localBlocks, doubts: [] };
}
