import { PROXY_HEALTH_CHECK, PROXY_PORT } from "./proxy-server";

export const MAIN_FILE = "/etc/squid/squid.conf";
export const CLIENTS_FILE = "/etc/squid/clients";
export const HEALTH_CHECKERS_FILE = "/etc/squid/health-checkers";
export const DOMAINS_FILE = "/etc/squid/allowed-domains";
export const BLOCKS_FILE = "/etc/squid/allowed-blocks";
/** Those of the network around the proxy, which are as private as any. */
export const OWN_BLOCKS_FILE = "/etc/squid/own-blocks";
/** Everything outside the allowed blocks. */
export const OTHER_BLOCKS_FILE = "/etc/squid/other-blocks";
export const ACCESS_LOG = "/var/log/squid/access.log";
export const UNIT_FILE = "/etc/systemd/system/squid.service.d/override.conf";

/** What Squid calls itself. Nobody can own such a name, so that no client's URL leads to it by accident (RFC 6761). */
const OWN_NAME = "squid.invalid";

/** Characters of a URL that are logged; Squid takes URLs of 8,191. */
const LONGEST_URL = 500;

/**
 * The same for every proxy; what the topology says is in the line files. Amazon Linux 2023 came with Squid 5.8, and has
 * had 6 since 2023.4.20240401.
 *
 * - Health checks: a request for a path alone under /squid-internal- becomes one for http://OWN_NAME:3128/…, which Squid
 *   answers from its own icons, whatever `cache` says. The first rule lets just one of them through: that icon, from the
 *   health checkers. It can lead nowhere else, since what carries Squid's own name and port is never forwarded. Every
 *   other one, the cache manager's too, meets the rules below, which know no port 3128. (`parseHttpRequest` and
 *   `clientProcessRequest` in client_side.cc, alike in Squid 5 and 6.)
 *   @see https://www.squid-cache.org/Doc/config/global_internal_static/
 * - `dst` asks for all addresses of a name and matches where one of them does. So it can refuse what has a forbidden
 *   address, but allow only together with the list of all others: `other_blocks` is there because a name may have one
 *   address in an allowed block and one outside, and Squid would try both. What is connected to are these same
 *   addresses: Squid keeps an answer for a minute at least (`negative_dns_ttl` is the lower limit of good answers, too).
 *   @see https://www.squid-cache.org/Doc/config/acl/
 * - `dstdomain -n` does not look up the name of an address, which the owner of the address chooses.
 * - TRACE with `Max-Forwards: 0` is answered by Squid itself, with all that it was asked; OPTIONS with it by an error.
 * - No client fills the disk with long URLs, and where a line cannot be written, it is that line that is lost: by
 *   default Squid ends. Of methods Squid takes 32 characters at most.
 *   @see https://www.squid-cache.org/Doc/config/access_log/
 *   @see https://www.squid-cache.org/Doc/config/logformat/
 * - Logs are rotated by logrotate, which asks for `logfile_rotate 0`.
 */
export const MAIN_CONFIGURATION = `# Constant. What is allowed is in the line files beside this one.
http_port 0.0.0.0:${PROXY_PORT}
visible_hostname ${OWN_NAME}
global_internal_static off
httpd_suppress_version_string on
via off
forwarded_for delete
cache deny all
logfile_rotate 0
acl health_checkers src "${HEALTH_CHECKERS_FILE}"
acl get method GET
acl own_name dstdomain -n ${OWN_NAME}
acl own_port port ${PROXY_PORT}
acl health_path urlpath_regex ^${PROXY_HEALTH_CHECK.path.replaceAll(".", "\\.")}$
acl health_check all-of health_checkers get own_name own_port health_path
acl clients src "${CLIENTS_FILE}"
acl trace method TRACE
acl http proto HTTP
acl http_port port 80
acl https_port port 443
acl ipv6_literal dst -n ipv6
acl never dst 0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 224.0.0.0/3 ::1 fc00::/7 fe80::/10
acl private dst 10.0.0.0/8 100.64.0.0/10 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15
acl own_blocks dst "${OWN_BLOCKS_FILE}"
acl allowed_domains dstdomain -n "${DOMAINS_FILE}"
acl allowed_blocks dst "${BLOCKS_FILE}"
acl other_blocks dst "${OTHER_BLOCKS_FILE}"
http_access allow health_check
http_access deny manager
http_access deny !clients
http_access deny trace
http_access deny CONNECT !https_port
http_access deny !CONNECT !http
http_access deny !CONNECT !http_port
http_access deny ipv6_literal
http_access deny never
http_access deny private other_blocks
http_access deny own_blocks other_blocks
http_access allow allowed_domains
http_access allow allowed_blocks !other_blocks
http_access deny all
logformat proxy %{%Y-%m-%dT%H:%M:%S}tg %6tr %>a %Ss/%03>Hs %<st %rm %.${LONGEST_URL}ru %<a
access_log stdio:${ACCESS_LOG} logformat=proxy on-error=drop !health_check
`;

/**
 * Added to the package's unit. Squid does not start with a configuration that it does not understand in full. Without
 * sockets of IPv6 it looks up and calls IPv4 addresses only. It is started again however often it has failed: by default
 * systemd gives up after five starts within ten seconds, and a proxy that nothing replaces would never come back. The
 * role's credentials are for the log's agent, so that Squid cannot fetch them even if a rule of its own failed.
 * @see https://www.freedesktop.org/software/systemd/man/252/systemd.exec.html#RestrictAddressFamilies=
 * @see https://www.freedesktop.org/software/systemd/man/252/systemd.resource-control.html (IPAddressDeny=, by cgroup v2)
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-limiting-access.html
 * @see https://www.freedesktop.org/software/systemd/man/252/systemd.unit.html#StartLimitIntervalSec=interval
 */
export const UNIT = `[Unit]
StartLimitIntervalSec=0

[Service]
ExecStartPre=/usr/sbin/squid -k parse -f ${MAIN_FILE}
RestrictAddressFamilies=AF_UNIX AF_INET AF_NETLINK
IPAddressDeny=169.254.169.254 fd00:ec2::254
Restart=on-failure
RestartSec=5
`;
