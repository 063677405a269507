import {
  DEVICE_FILE,
  ROUTES_FILE,
  RUNTIME_FOLDER,
  TUNNEL_VALUES_FILE,
  TUNNEL_VALUES_PROGRAM_FILE,
  TUNNELS_FILE,
} from "./files";
import { TUNNEL_MTU } from "./tunnel-options";

/**
 * Writes the addresses and keys of the tunnels. Keys go from one program to the next through pipes and stand nowhere but
 * in the file; of the program that reads them, not even its complaints are kept.
 */
export const KEYS_PROGRAM = `#!/bin/sh
set -eu
umask 077

region="$(jq --raw-output .region ${DEVICE_FILE})"
name="$(jq --raw-output .parameter ${DEVICE_FILE})"
parameter="$(aws ssm get-parameter --region "\${region}" --name "\${name}" \\
  --query Parameter.Value --output text)"
for connection in $(jq --raw-output '.connections[].name' ${DEVICE_FILE}); do
  secret="$(printf '%s' "\${parameter}" |
    jq --raw-output --arg name "\${connection}" '.connections[$name].secretArn')"
  # The fourth field of an ARN is its Region.
  region="$(printf '%s' "\${secret}" | cut -d : -f 4)"
  aws secretsmanager get-secret-value --region "\${region}" --secret-id "\${secret}" \\
    --query SecretString --output text |
    jq --null-input --raw-output --argjson parameter "\${parameter}" --arg connection "\${connection}" \\
      --from-file ${TUNNEL_VALUES_PROGRAM_FILE} 2>/dev/null || {
    printf 'There are no addresses or no keys that the connection %s can use.\\n' "\${connection}" >&2
    exit 1
  }
done >${TUNNEL_VALUES_FILE}.new
mv ${TUNNEL_VALUES_FILE}.new ${TUNNEL_VALUES_FILE}
`;

/**
 * Makes the tunnels' interfaces anew: with an old one its routes go. strongSwan, which starts after that, has no tunnel
 * yet, so that no tunnel counts as up.
 *
 * The static routes of a last resort stay as long as the interfaces: a packet that no other route leads to a tunnel goes
 * to one that is down, and brings it up. Until then it goes nowhere: an XFRM interface sends nothing unencrypted.
 * @see https://docs.strongswan.org/docs/5.9/features/routeBasedVpn.html
 */
export const INTERFACES_PROGRAM = `#!/bin/sh
set -eu

rm -f /run/${RUNTIME_FOLDER}/up-*
while read -r interface id address; do
  ip link delete dev "\${interface}" 2>/dev/null || true
  ip link add dev "\${interface}" type xfrm dev lo if_id "\${id}"
  ip address add "\${address}" dev "\${interface}"
  ip link set dev "\${interface}" mtu ${TUNNEL_MTU} up
done <${TUNNELS_FILE}

while read -r id block _ metric; do
  ip route replace "\${block}" dev "vpn\${id}" metric "\${metric}"
done <${ROUTES_FILE}
`;

/**
 * Has the preferred static routes over a tunnel as long as the tunnel is up: tunnel 1 has the lower metric, and tunnel 2
 * the packets where there is no tunnel 1. strongSwan runs it when an association comes up and when one goes down, though
 * not where one takes another's place; as a tunnel may have several at a time, they are counted.
 * @see https://docs.strongswan.org/docs/5.9/plugins/updown.html
 */
export const ROUTES_PROGRAM = `#!/bin/sh
set -eu

id="\${PLUTO_IF_ID_OUT:?strongSwan says it}"
count="/run/${RUNTIME_FOLDER}/up-\${id}"
exec 9>>"\${count}"
flock 9

up="$(cat "\${count}")"
up="\${up:-0}"
case "\${PLUTO_VERB:?strongSwan says it}" in
  up-*) up=$((up + 1)) ;;
  down-*) up=$((up > 0 ? up - 1 : 0)) ;;
  *) exit 0 ;;
esac
echo "\${up}" >"\${count}"

while read -r of block metric _; do
  if [ "\${of}" != "\${id}" ]; then
    continue
  elif [ "\${up}" -gt 0 ]; then
    ip route replace "\${block}" dev "vpn\${id}" metric "\${metric}"
  else
    ip route delete "\${block}" dev "vpn\${id}" metric "\${metric}" || true
  fi
done <${ROUTES_FILE}
`;
