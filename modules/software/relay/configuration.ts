/** The Region and the tag `Name` of the interface, a line each. */
export const INTERFACE_FILE = "/etc/relay/interface";
export const MAIN_FILE = "/etc/relay/relay.nft";
export const ADDRESS_FILE = "/etc/relay/address.nft";
export const TRANSLATIONS_FILE = "/etc/relay/translations.nft";
export const SCRIPT_FILE = "/usr/local/sbin/relay";
export const UNIT_FILE = "/etc/systemd/system/relay.service";
export const NETWORKD_FILE = "/etc/systemd/networkd.conf.d/relay.conf";

/** The relay's interface is alone in this group, by which the rules know it: its name depends on the instance's type. */
export const INTERFACE_GROUP = 100;

/**
 * The same for every relay, in the syntax of nftables 1.0.4, which Amazon Linux 2023 has. Loading it puts all of it in
 * the place of all that was there, or changes nothing.
 *
 * - A connection is passed on where a translation changed its destination, and in no other case: `ct status` stays with
 *   it, so that its answers, and ICMP errors about it, pass by the same rule. It comes in and leaves by the relay's
 *   interface; what routing would send out of the host's own is dropped.
 * - To the relay's addresses themselves nothing gets through. The host's own interface lets in what answers the host, ICMP
 *   errors among it, and DHCP, whose server answers a broadcast.
 * - `inet` has the rules for IPv6, too, of which there is none.
 * @see https://wiki.nftables.org/wiki-nftables/index.php/Concatenations
 * @see https://wiki.nftables.org/wiki-nftables/index.php/Matching_connection_tracking_stateful_metainformation
 */
export const MAIN_CONFIGURATION = `# Constant. What is passed on is in the files beside this one.
include "${ADDRESS_FILE}"
table inet relay
delete table inet relay
table inet relay {
  map translations {
    type ipv4_addr . ipv4_addr . inet_service : ipv4_addr . inet_service
    flags interval
  }
  chain prerouting {
    type nat hook prerouting priority dstnat; policy accept;
    iifgroup ${INTERFACE_GROUP} meta l4proto tcp dnat ip to ip saddr . ip daddr . tcp dport map @translations
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    oifgroup ${INTERFACE_GROUP} ct status dnat snat ip to $address
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
    iifgroup ${INTERFACE_GROUP} oifgroup ${INTERFACE_GROUP} ct status dnat accept
    counter drop comment "through the relay"
  }
  chain input {
    type filter hook input priority filter; policy drop;
    iifgroup ${INTERFACE_GROUP} counter drop comment "to the relay"
    iif lo accept
    ct state established,related accept
    udp sport 67 udp dport 68 accept
    counter drop comment "to the host"
  }
}
include "${TRANSLATIONS_FILE}"
`;

/**
 * Whatever is not ready yet, such as an interface that the former host still has, ends the script, which is started again
 * until all of it has worked. By default systemd gives up after five starts within ten seconds.
 * @see https://www.freedesktop.org/software/systemd/man/252/systemd.service.html#Restart=
 * @see https://www.freedesktop.org/software/systemd/man/252/systemd.unit.html#StartLimitIntervalSec=interval
 */
export const UNIT = `[Unit]
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${SCRIPT_FILE}
Restart=on-failure
RestartSec=3

[Install]
WantedBy=multi-user.target
`;

/**
 * By default systemd-networkd removes, whenever it starts or sets up an interface, routes and rules that are not its own.
 * @see https://www.freedesktop.org/software/systemd/man/252/networkd.conf.html#ManageForeignRoutingPolicyRules=
 * @see https://github.com/awslabs/amazon-eks-ami/pull/1539 (the same on Amazon's own images)
 */
export const NETWORKD = `[Network]
ManageForeignRoutes=no
ManageForeignRoutingPolicyRules=no
`;

/** systemd-networkd reads its settings as it starts. The relay's start would keep cloud-init waiting for the interface. */
export const COMMANDS: readonly (readonly string[])[] = [
  ["systemctl", "restart", "systemd-networkd"],
  ["systemctl", "enable", "--now", "--no-block", "relay"],
];
