/** Where a VPN device keeps what. */

/** What the device is, as `parseVpnDevice` reads it and the scripts do. */
export const DEVICE_FILE = "/etc/vpn-device/device.json";
/** A line for each tunnel: its interface, the interface's id, the device's inside address. */
export const TUNNELS_FILE = "/etc/vpn-device/tunnels";
/** A line for each static route: the interface's id, the block, the metric when the tunnel is up, and when no tunnel is. */
export const ROUTES_FILE = "/etc/vpn-device/routes";
export const TUNNEL_VALUES_PROGRAM_FILE = "/etc/vpn-device/tunnel-values.jq";
export const KEYS_SCRIPT = "/usr/local/sbin/vpn-device-keys";
export const INTERFACES_SCRIPT = "/usr/local/sbin/vpn-device-interfaces";
export const ROUTES_SCRIPT = "/usr/local/sbin/vpn-device-routes";

/** In memory, closed to all but root, as long as the unit is active. */
export const RUNTIME_FOLDER = "vpn-device";
/** The addresses and keys of the tunnels, written at every boot. */
export const TUNNEL_VALUES_FILE = `/run/${RUNTIME_FOLDER}/tunnels.conf`;

export const UNIT = "vpn-device.service";
export const UNIT_FILE = `/etc/systemd/system/${UNIT}`;
export const STRONGSWAN_UNIT_FILE = "/etc/systemd/system/strongswan.service.d/override.conf";
export const SWANCTL_FILE = "/etc/swanctl/swanctl.conf";
/** The daemon's settings, beside those of the package. */
export const STRONGSWAN_FILE = "/etc/strongswan.d/vpn-device.conf";
/** Site-specific additions to the package's profile. */
export const APPARMOR_FILE = "/etc/apparmor.d/local/usr.sbin.swanctl";
export const SYSCTL_FILE = "/etc/sysctl.d/90-vpn-device.conf";
export const NFTABLES_FILE = "/etc/nftables.conf";
export const FRR_FILE = "/etc/frr/frr.conf";
export const FRR_DAEMONS_FILE = "/etc/frr/daemons";
