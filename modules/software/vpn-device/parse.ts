import { isDeepStrictEqual } from "node:util";
import type { CloudConfig } from "../cloud-config";
import { readDevice } from "./device-file";
import { DEVICE_FILE } from "./files";
import { renderVpnDevice } from "./render";
import type { ParsedVpnDevice } from "./vpn-device";

/** Packages of which each alone makes a host one that may pass packets through tunnels. */
const PACKAGES = ["charon-systemd", "strongswan", "strongswan-swanctl", "frr"];

/** Reads back what `renderVpnDevice` writes: connections by name, blocks by address. */
export function parseVpnDevice(config: CloudConfig): ParsedVpnDevice {
  if (!concernsVpn(config)) return { kind: "not-a-vpn-device" };
  const device = readDevice(config.files.find(({ path }) => path === DEVICE_FILE)?.content);
  if (device === undefined)
    return { kind: "unrecognised", reason: `${DEVICE_FILE} does not say what a VPN device is` };
  // Whatever else a host does could change what it passes on, so all of it has to be known.
  return isDeepStrictEqual(config, renderVpnDevice(device))
    ? { kind: "vpn-device", device }
    : {
        kind: "unrecognised",
        reason: `strongSwan or its host is set up in another way than ${DEVICE_FILE} says`,
      };
}

function concernsVpn({ packages, files }: CloudConfig): boolean {
  return (
    packages.some((name) => PACKAGES.includes(name)) ||
    files.some(({ path }) => /^\/etc\/(vpn-device|swanctl|frr)\//.test(path))
  );
}
