import { INTERFACE_FILE, INTERFACE_GROUP, MAIN_FILE } from "./configuration";

/** amazon-ec2-net-utils has a table 10000 + n for the interface n. */
const ROUTE_TABLE = 100;

/**
 * Takes the interface and passes on what comes in there. It can run again at any time.
 *
 * - systemd-networkd leaves the interface alone, from before it is attached: of the files that match an interface, the
 *   first by name counts, and that of amazon-ec2-net-utils begins with 70. That one would give the interface an address of
 *   the whole subnet, and rules for packets that have its addresses as their source, which is not enough (below).
 *   @see https://docs.aws.amazon.com/linux/al2023/ug/networking-service.html
 *   @see https://github.com/amazonlinux/amazon-ec2-net-utils/issues/146 (the first file counts, without what adds to others)
 *   Its unit for the interface, policy-routes@, waits until systemd-networkd calls the interface online. It may fail over
 *   that, and be started again; where it does not, it writes files that begin with 70. Neither changes the interface.
 *   @see https://github.com/amazonlinux/amazon-ec2-net-utils/blob/main/bin/setup-policy-routes.sh
 *   @see https://www.freedesktop.org/software/systemd/man/252/systemd.network.html#Unmanaged=
 * - `attach-network-interface` fails while another instance has the interface. Without being told otherwise, it stays when
 *   its instance is terminated.
 *   @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachNetworkInterface.html
 * - The host's own interface is in the same subnet. A packet that is passed on still has the caller's address as it is
 *   routed, so that a rule by source alone would let it leave there, where the source check drops it: the first rule is by
 *   the interface on which it comes in. The addresses have no subnet, so that the main table has no second route to it.
 *   The VPC's router, which the host's own interface knows, delivers in the subnet, too.
 *   @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/cni-proposal.md (a secondary interface with this route)
 * - The way back to a caller, by which rp_filter judges, is looked up without the interface: only the loose check passes.
 *   With two interfaces in a subnet, each answers ARP for its own addresses alone. The higher of an interface's value and
 *   that of `all` counts, and a redirect is sent where one of them allows it.
 *   @see https://docs.kernel.org/networking/ip-sysctl.html
 * - Forwarding is on for this interface alone, and after everything else.
 * - 9001 bytes are what the VPC carries, and what systemd-networkd would set.
 *   @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html
 */
export const SCRIPT = `#!/bin/bash
# Constant. Which network interface this is about, is in ${INTERFACE_FILE}.
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

{
  read -r region
  read -r name
} <${INTERFACE_FILE}
read -r instance </var/lib/cloud/data/instance-id

found=$(aws ec2 describe-network-interfaces --region "\${region}" --output text \\
  --filters "Name=tag:Name,Values=\${name}" \\
  --query "NetworkInterfaces[].[NetworkInterfaceId,MacAddress,Attachment.InstanceId||'none',join(' ',PrivateIpAddresses[].PrivateIpAddress)]")
[[ -n \${found} ]] || fail "No network interface is named \${name}."
[[ \${found} != *$'\\n'* ]] || fail "More than one network interface is named \${name}."
read -r interface mac holder addresses <<<"\${found}"

network=/etc/systemd/network/05-relay.network
if ! grep --quiet --no-messages --line-regexp --fixed-strings "MACAddress=\${mac}" "\${network}"; then
  printf '[Match]\\nMACAddress=%s\\n\\n[Link]\\nUnmanaged=yes\\n' "\${mac}" >"\${network}"
  networkctl reload
fi

if [[ \${holder} != "\${instance}" ]]; then
  aws ec2 attach-network-interface --region "\${region}" --output text \\
    --network-interface-id "\${interface}" --instance-id "\${instance}" --device-index 1
fi
links=$(ip -brief link show)
device=$(awk -v mac="\${mac}" '$3 == mac { sub(/@.*/, "", $1); print $1 }' <<<"\${links}")
[[ -n \${device} ]] || fail "\${interface} is attached, and not there yet."
ip link set dev "\${device}" group ${INTERFACE_GROUP}
nft --file ${MAIN_FILE}

sysctl --quiet --write net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2 \\
  net.ipv4.conf.all.send_redirects=0 "net.ipv4.conf.\${device}.send_redirects=0" \\
  "net.ipv4.conf.\${device}.rp_filter=2"
default=$(ip -4 route show default)
read -r _ _ gateway _ <<<"\${default}"
ip link set dev "\${device}" mtu 9001 up
ip rule flush table ${ROUTE_TABLE}
ip rule add priority 100 iif "\${device}" table ${ROUTE_TABLE}
for address in \${addresses}; do
  ip address replace "\${address}/32" dev "\${device}"
  ip rule add priority 101 from "\${address}" table ${ROUTE_TABLE}
done
ip route replace default via "\${gateway}" dev "\${device}" onlink table ${ROUTE_TABLE}
sysctl --quiet --write "net.ipv4.conf.\${device}.forwarding=1"
echo "\${interface} is \${device}, with \${addresses}."
`;
