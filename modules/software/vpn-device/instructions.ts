import { formatAddress, type Ipv4Address, type Ipv4Block } from "../../addressing";
import { renderBgp, withBgp } from "./bgp";
import { mustBeConnections } from "./device-file";
import { renderStrongSwan } from "./strongswan";
import { DEAD_PEER_DETECTION, TUNNEL_MSS, TUNNEL_MTU, TUNNEL_OPTIONS } from "./tunnel-options";
import { renderTunnelValues, secretLineOf } from "./tunnel-values";
import { sortedBlocks, sortedByName, type Tunnel, tunnelsOf, withPrefixLength } from "./tunnels";
import type { DeviceConnection } from "./vpn-device";

/** Where a tunnel's pre-shared key is. */
export type KeySource =
  | { readonly kind: "given"; readonly key: string }
  /** @property how it is got: one line, for a comment */
  | { readonly kind: "elsewhere"; readonly how: string };

/** A connection that is there, and its two tunnels. */
export interface EstablishedConnection extends DeviceConnection {
  /** Amazon's outside addresses. */
  readonly outsideAddresses: readonly [Ipv4Address, Ipv4Address];
  readonly keys: readonly [KeySource, KeySource];
  /** What AWS routes to the device with static routing. */
  readonly amazonRoutes: readonly Ipv4Block[];
}

/** A VPN device that is no host of ours. */
export interface ExternalDevice {
  /** The public address that its customer gateways have. */
  readonly gatewayAddress: Ipv4Address;
  readonly asn: number;
  readonly localBlocks: readonly Ipv4Block[];
  readonly connections: readonly EstablishedConnection[];
}

/** What its administrator is told. */
export interface DeviceInstructions {
  /** The whole of swanctl.conf, for strongSwan 5.9 or newer. */
  readonly swanctl: string;
  /** Commands that make the tunnels' interfaces on Linux, and the static routes. */
  readonly interfaces: string;
  /** The configuration of FRR. @default no connection uses BGP */
  readonly bgp?: string;
  /** What any other device has to be told: of every tunnel, names and values in order. */
  readonly tunnels: readonly { readonly name: string; readonly values: Readonly<Record<string, string>> }[];
}

/** @throws RangeError when the device is none that AWS can have, or a key is none that AWS takes */
export function deviceInstructions(device: ExternalDevice): DeviceInstructions {
  mustBeConnections(device);
  const tunnels = sortedByName(device.connections).flatMap((connection) =>
    tunnelsOf([connection]).map((tunnel) => established(tunnel, connection)),
  );
  const tunnelValues = renderTunnelValues(
    tunnels.map(({ tunnel, outsideAddress, key }) => ({
      name: tunnel.name,
      gatewayAddress: device.gatewayAddress,
      outsideAddress,
      secretLine: key.kind === "given" ? secretLineOf(key.key) : `# secret = "..." is missing: ${key.how}`,
    })),
  );
  return {
    swanctl: renderStrongSwan(device.connections, { tunnelValues }),
    interfaces: tunnels.map(({ tunnel }) => interfaceCommands(tunnel)).join(""),
    ...(withBgp(device.connections).length > 0 && { bgp: renderBgp(device) }),
    tunnels: tunnels.map((each) => ({ name: each.tunnel.name, values: valuesOf(device, each) })),
  };
}

interface EstablishedTunnel {
  readonly tunnel: Tunnel;
  readonly amazonRoutes: readonly Ipv4Block[];
  readonly outsideAddress: Ipv4Address;
  readonly key: KeySource;
}

function established(
  tunnel: Tunnel,
  { outsideAddresses, keys, amazonRoutes }: EstablishedConnection,
): EstablishedTunnel {
  const index = tunnel.number === 1 ? 0 : 1;
  return { tunnel, amazonRoutes, outsideAddress: outsideAddresses[index], key: keys[index] };
}

/** Of two tunnels that are both up, the routes prefer tunnel 1; what takes them away when it is down is the device's own. */
function interfaceCommands({
  connection,
  number,
  interfaceName,
  interfaceId,
  deviceAddress,
  insideBlock,
}: Tunnel): string {
  const routes = connection.routing === "static" ? sortedBlocks(connection.remoteBlocks) : [];
  return [
    `ip link add dev ${interfaceName} type xfrm dev lo if_id ${interfaceId}`,
    `ip address add ${withPrefixLength(deviceAddress, insideBlock)} dev ${interfaceName}`,
    `ip link set dev ${interfaceName} mtu ${TUNNEL_MTU} up`,
    ...routes.map((block) => `ip route add ${block.toString()} dev ${interfaceName} metric ${number * 100}`),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function valuesOf(
  { gatewayAddress, asn, localBlocks }: ExternalDevice,
  { tunnel, amazonRoutes, outsideAddress, key }: EstablishedTunnel,
): Readonly<Record<string, string>> {
  const { connection, insideBlock, amazonAddress, deviceAddress } = tunnel;
  const { encryptionAlgorithms, integrityAlgorithms, dhGroupNumbers } = TUNNEL_OPTIONS;
  const blocks = (of: readonly Ipv4Block[]): string => sortedBlocks(of).map(String).join(", ");
  return {
    "IKE version": "2",
    "outside address, device": formatAddress(gatewayAddress),
    "outside address, Amazon": formatAddress(outsideAddress),
    "inside address, device": withPrefixLength(deviceAddress, insideBlock),
    "inside address, Amazon": withPrefixLength(amazonAddress, insideBlock),
    authentication: "pre-shared key; each end is known by its outside address",
    "pre-shared key": key.kind === "given" ? key.key : key.how,
    "encryption, phases 1 and 2": encryptionAlgorithms.join(", "),
    "integrity, phases 1 and 2": `${integrityAlgorithms.join(", ")} (AES256-GCM-16 needs none in phase 2)`,
    "Diffie-Hellman groups, phases 1 and 2": dhGroupNumbers.join(", "),
    "lifetime of phase 1": `${TUNNEL_OPTIONS.phase1LifetimeSeconds} s`,
    "lifetime of phase 2": `${TUNNEL_OPTIONS.phase2LifetimeSeconds} s, with perfect forward secrecy`,
    "traffic selectors": "0.0.0.0/0 both ways",
    "NAT traversal":
      "UDP 4500; without address translation before the device ESP (IP protocol 50) may be used",
    "dead peer detection": `asked every ${DEAD_PEER_DETECTION.delaySeconds} s, dead after ${TUNNEL_OPTIONS.dpdTimeoutSeconds} s`,
    MTU: `${TUNNEL_MTU} bytes`,
    "TCP MSS": `${TUNNEL_MSS} bytes`,
    ...(connection.routing === "static"
      ? {
          "static routes, device": blocks(connection.remoteBlocks),
          "static routes, Amazon": blocks(amazonRoutes),
        }
      : {
          "BGP ASN, device": `${asn}`,
          "BGP ASN, Amazon": `${connection.amazonAsn}`,
          "BGP timers": "keepalive 10 s, hold 30 s",
          "prefixes that the device announces": blocks(localBlocks),
          "prefixes that Amazon announces": blocks(connection.remoteBlocks),
        }),
  };
}
