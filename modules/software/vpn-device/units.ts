import { INTERFACES_SCRIPT, KEYS_SCRIPT, RUNTIME_FOLDER, TUNNEL_VALUES_FILE, UNIT } from "./files";

/**
 * Fetches the keys at every boot, and again when it is restarted, until it has them: at the first boot the connections,
 * or the permission to read their keys, may be late.
 */
export const DEVICE_UNIT = `[Unit]
Description=Addresses and keys of the VPN tunnels
Wants=network-online.target strongswan.service
After=network-online.target
Before=strongswan.service

[Service]
Type=oneshot
RemainAfterExit=yes
RuntimeDirectory=${RUNTIME_FOLDER}
RuntimeDirectoryMode=0700
ExecStart=/bin/sh -c 'until ${KEYS_SCRIPT}; do sleep 15; done'

[Install]
WantedBy=multi-user.target
`;

/**
 * Added to the package's unit: strongSwan follows the keys, and finds interfaces without routes. As long as there are no
 * keys, the condition keeps it from starting, as it does when its package comes, which starts it.
 */
export const STRONGSWAN_UNIT = `[Unit]
After=${UNIT}
PartOf=${UNIT}
ConditionPathExists=${TUNNEL_VALUES_FILE}

[Service]
ExecStartPre=${INTERFACES_SCRIPT}
`;
