import type { CloudConfig, CloudConfigFile } from "../cloud-config";
import { FRR_DAEMONS, renderBgp, withBgp } from "./bgp";
import { mustBeVpnDevice, renderDevice } from "./device-file";
import {
  APPARMOR_FILE,
  DEVICE_FILE,
  FRR_DAEMONS_FILE,
  FRR_FILE,
  INTERFACES_SCRIPT,
  KEYS_SCRIPT,
  NFTABLES_FILE,
  ROUTES_FILE,
  ROUTES_SCRIPT,
  STRONGSWAN_FILE,
  STRONGSWAN_UNIT_FILE,
  SWANCTL_FILE,
  SYSCTL_FILE,
  TUNNEL_VALUES_FILE,
  TUNNEL_VALUES_PROGRAM_FILE,
  TUNNELS_FILE,
  UNIT,
  UNIT_FILE,
} from "./files";
import { renderForwarding, renderRoutes, SYSCTL } from "./forwarding";
import { INTERFACES_PROGRAM, KEYS_PROGRAM, ROUTES_PROGRAM } from "./scripts";
import { renderStrongSwan } from "./strongswan";
import { DEAD_PEER_DETECTION } from "./tunnel-options";
import { TUNNEL_VALUES_PROGRAM } from "./tunnel-values";
import { tunnelsOf, withPrefixLength } from "./tunnels";
import { DEVICE_UNIT, STRONGSWAN_UNIT } from "./units";
import type { DeviceConnection, VpnDevice } from "./vpn-device";

/** How long strongSwan waits for an answer before it gives a tunnel up. Routes are not its own to make. */
const STRONGSWAN = `charon {
  install_routes = no
  retransmit_tries = ${DEAD_PEER_DETECTION.retransmitTries}
  retransmit_timeout = ${DEAD_PEER_DETECTION.retransmitTimeoutSeconds}
  retransmit_base = ${DEAD_PEER_DETECTION.retransmitBase}
}
`;

/**
 * The software of a VPN device, on Debian 12: a constant part, and what the topology says in files of its own. Addresses
 * and keys of the tunnels it reads at boot, into memory alone, so that none is in user data. The profile that the package
 * has for `swanctl` lets it read there by an addition only.
 *
 * cloud-init tells the package manager to keep files that are there already.
 *
 * @throws RangeError when the device is none that AWS and its programs can have
 */
export function renderVpnDevice(device: VpnDevice): CloudConfig {
  mustBeVpnDevice(device);
  const { connections } = device;
  const frr = withBgp(connections).length > 0;
  return {
    packages: [
      "charon-systemd",
      "strongswan-swanctl",
      "libstrongswan-standard-plugins",
      "nftables",
      "awscli",
      "jq",
      ...(frr ? ["frr"] : []),
    ],
    files: [
      file(DEVICE_FILE, renderDevice(device)),
      file(TUNNELS_FILE, tunnelLines(connections)),
      file(ROUTES_FILE, renderRoutes(connections)),
      file(TUNNEL_VALUES_PROGRAM_FILE, TUNNEL_VALUES_PROGRAM),
      program(KEYS_SCRIPT, KEYS_PROGRAM),
      program(INTERFACES_SCRIPT, INTERFACES_PROGRAM),
      program(ROUTES_SCRIPT, ROUTES_PROGRAM),
      file(UNIT_FILE, DEVICE_UNIT),
      file(STRONGSWAN_UNIT_FILE, STRONGSWAN_UNIT),
      file(
        SWANCTL_FILE,
        renderStrongSwan(connections, {
          updown: ROUTES_SCRIPT,
          tunnelValues: `include ${TUNNEL_VALUES_FILE}\n`,
        }),
      ),
      file(STRONGSWAN_FILE, STRONGSWAN),
      file(APPARMOR_FILE, `${TUNNEL_VALUES_FILE} r,\n`),
      file(SYSCTL_FILE, SYSCTL),
      file(NFTABLES_FILE, renderForwarding(device)),
      ...(frr ? [file(FRR_DAEMONS_FILE, FRR_DAEMONS), file(FRR_FILE, renderBgp(device))] : []),
    ],
    commands: [
      ["systemctl", "enable", "nftables"],
      ["systemctl", "restart", "nftables"],
      ["sysctl", "--load", SYSCTL_FILE],
      ["systemctl", "enable", UNIT],
      // It waits for the keys, for which the first boot must not.
      ["systemctl", "start", "--no-block", UNIT],
    ],
  };
}

function tunnelLines(connections: readonly DeviceConnection[]): string {
  return tunnelsOf(connections)
    .map(
      ({ interfaceName, interfaceId, deviceAddress, insideBlock }) =>
        `${interfaceName} ${interfaceId} ${withPrefixLength(deviceAddress, insideBlock)}\n`,
    )
    .join("");
}

function file(path: string, content: string): CloudConfigFile {
  return { path, content, permissions: "0644" };
}

function program(path: string, content: string): CloudConfigFile {
  return { path, content, permissions: "0755" };
}
