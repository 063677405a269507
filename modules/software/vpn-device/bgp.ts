import { formatAddress, type Ipv4Block } from "../../addressing";
import { sortedBlocks, sortedByName, tunnelsOf } from "./tunnels";
import type { DeviceConnection } from "./vpn-device";

/** Whose BGP it is. */
export interface Speaker {
  readonly asn: number;
  readonly localBlocks: readonly Ipv4Block[];
  readonly connections: readonly DeviceConnection[];
}

/** Those whose routes BGP carries. */
export function withBgp(connections: readonly DeviceConnection[]): readonly DeviceConnection[] {
  return connections.filter(({ routing }) => routing === "bgp");
}

/** What both neighbours of a connection are called together. */
function groupOf(connection: DeviceConnection): string {
  return `amazon-${connection.name}`;
}

/** What a list of prefixes is called that a connection's neighbours may announce. */
function listOf(connection: DeviceConnection): string {
  return `from-${connection.name}`;
}

const ANNOUNCED = "to-amazon";

/**
 * The configuration of FRR: of every tunnel Amazon's inside address is a neighbour. It is told the network's own blocks
 * exactly, and believed what lies behind the connection exactly; so nothing goes from one connection to another.
 *
 * - Which tunnel is used Amazon says with the multi-exit discriminator, and means both directions; one at a time.
 *   @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
 * - The timers are those that AWS uses: a session ends after 30 seconds of silence.
 * - No route of the device is as wide as what it announces (`import-check`).
 * @see https://docs.frrouting.org/en/stable-8.4/bgp.html
 */
export function renderBgp({ asn, localBlocks, connections }: Speaker): string {
  const speakers = sortedByName(withBgp(connections));
  const [first] = tunnelsOf(speakers);
  const lines = [
    "frr defaults traditional",
    "log syslog informational",
    ...prefixList(ANNOUNCED, localBlocks),
    ...speakers.flatMap((connection) => prefixList(listOf(connection), connection.remoteBlocks)),
    `router bgp ${asn}`,
    ...(first === undefined ? [] : [` bgp router-id ${formatAddress(first.deviceAddress)}`]),
    " no bgp network import-check",
    " timers bgp 10 30",
    ...speakers.flatMap(neighbors),
    " address-family ipv4 unicast",
    "  maximum-paths 1",
    ...sortedBlocks(localBlocks).map((block) => `  network ${block.toString()}`),
    ...speakers.flatMap(filters),
    " exit-address-family",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function prefixList(name: string, blocks: readonly Ipv4Block[]): string[] {
  return sortedBlocks(blocks).map(
    (block, index) => `ip prefix-list ${name} seq ${5 * (index + 1)} permit ${block.toString()}`,
  );
}

function neighbors(connection: DeviceConnection): string[] {
  const group = groupOf(connection);
  return [
    ` neighbor ${group} peer-group`,
    ` neighbor ${group} remote-as ${connection.amazonAsn}`,
    ` neighbor ${group} timers connect 10`,
    ...tunnelsOf([connection]).map(
      ({ amazonAddress }) => ` neighbor ${formatAddress(amazonAddress)} peer-group ${group}`,
    ),
  ];
}

function filters(connection: DeviceConnection): string[] {
  const group = groupOf(connection);
  return [
    `  neighbor ${group} activate`,
    `  neighbor ${group} prefix-list ${listOf(connection)} in`,
    `  neighbor ${group} prefix-list ${ANNOUNCED} out`,
  ];
}

/** Which of FRR's programs run, beside those that always do. */
export const FRR_DAEMONS = `bgpd=yes
vtysh_enable=yes
zebra_options="-A 127.0.0.1 -s 90000000"
bgpd_options="-A 127.0.0.1"
staticd_options="-A 127.0.0.1"
`;
