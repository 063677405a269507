import { formatAddress, type Ipv4Block } from "../../addressing";
import { withBgp } from "./bgp";
import { TUNNEL_MSS } from "./tunnel-options";
import { INTERFACE_PREFIX, sortedBlocks, sortedByName, type Tunnel, tunnelsOf } from "./tunnels";
import type { DeviceConnection, VpnDevice } from "./vpn-device";

/**
 * A packet may leave through one tunnel and its answer come back through the other: the source is looked up loosely.
 * @see https://www.kernel.org/doc/Documentation/networking/ip-sysctl.rst
 */
export const SYSCTL = `net.ipv4.ip_forward = 1
net.ipv4.conf.all.rp_filter = 2
`;

/**
 * What the device passes on: packets between its network and those behind a connection, through that connection's
 * tunnels, in which every packet would fit. Nothing goes from one connection to another, and nothing out unencrypted
 * when a tunnel is down. The kernel only ever lowers the largest segment that TCP announces.
 *
 * The device itself takes what belongs to its tunnels (IKE, and ESP, which comes in UDP where addresses are translated),
 * BGP of Amazon's inside addresses alone, its own address by DHCP, and what the Internet Protocol wants of every host.
 * @see https://wiki.nftables.org/wiki-nftables/index.php/Mangling_packet_headers
 */
export function renderForwarding({ localBlocks, connections }: VpnDevice): string {
  const local = set(sortedBlocks(localBlocks).map(String));
  const rules = sortedByName(connections).flatMap((connection) => {
    const tunnels = set(tunnelsOf([connection]).map(({ interfaceName }: Tunnel) => interfaceName));
    const remote = set(sortedBlocks(connection.remoteBlocks).map(String));
    return [
      `iifname != "${INTERFACE_PREFIX}*" oifname ${tunnels} ip saddr ${local} ip daddr ${remote} accept`,
      `iifname ${tunnels} oifname != "${INTERFACE_PREFIX}*" ip saddr ${remote} ip daddr ${local} accept`,
    ];
  });
  return `flush ruleset
table inet vpn_device {
  chain input {
    type filter hook input priority filter
    policy drop
    iifname lo accept
    ct state established,related accept
    meta l4proto esp accept
    udp dport { 500, 4500 } accept
    udp sport 67 udp dport 68 accept
    icmp type { destination-unreachable, echo-request, time-exceeded } accept
${admittedSpeakers(connections)}  }
  chain forward {
    type filter hook forward priority filter
    policy drop
    tcp flags syn tcp option maxseg size set ${TUNNEL_MSS}
${rules.map((rule) => `    ${rule}\n`).join("")}  }
}
`;
}

/** With static routing, nobody. */
function admittedSpeakers(connections: readonly DeviceConnection[]): string {
  const tunnels = tunnelsOf(withBgp(connections));
  if (tunnels.length === 0) return "";
  const from = set(tunnels.map(({ amazonAddress }) => formatAddress(amazonAddress)));
  return `    iifname ${set(tunnels.map(({ interfaceName }) => interfaceName))} ip saddr ${from} tcp dport 179 accept\n`;
}

function set(items: readonly string[]): string {
  return `{ ${items.join(", ")} }`;
}

/** Above those of all tunnels that are up. */
const LAST_RESORT = 1000;

/** A line for each static route. The metrics of tunnel 1 are the lower ones. */
export function renderRoutes(connections: readonly DeviceConnection[]): string {
  return tunnelsOf(connections.filter(({ routing }) => routing === "static"))
    .flatMap(({ connection, interfaceId, number }) =>
      sortedBlocks(connection.remoteBlocks).map(
        (block: Ipv4Block) => `${interfaceId} ${block.toString()} ${number * 100} ${LAST_RESORT + number}\n`,
      ),
    )
    .join("");
}
