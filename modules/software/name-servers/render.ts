import { isDeepStrictEqual } from "node:util";
import { formatAddress, type Ipv4Address, parseAddress } from "../../addressing";
import type { CloudConfig, CloudConfigFile } from "../cloud-config";
import type { NameServers } from "./name-servers";

const SERVERS_FILE = "/etc/systemd/resolved.conf.d/name-servers.conf";
const OTHER_NAMES_SCRIPT = "/usr/local/sbin/other-names";

const DOMAIN =
  /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/**
 * Gives all other names to the name servers that the network's DHCP names: `~.` is every name, and the longest domain
 * wins. The network's configuration is in a file that the distribution makes and calls after the interface; it takes
 * additions from a folder of that name.
 */
const OTHER_NAMES_PROGRAM = `#!/bin/sh
set -eu

interface="$(ip -4 -oneline route show default | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | head -n 1)"
configuration="$(SYSTEMD_COLORS=0 networkctl status "\${interface}" | sed -n 's/^ *Network File: //p')"
folder="/etc/systemd/network/\${configuration##*/}.d"
mkdir -p "\${folder}"
printf '[Network]\\nDomains=~.\\n' >"\${folder}/other-names.conf"
networkctl reload
`;

/** They come after the network, so that the script finds its interface. */
const COMMANDS: CloudConfig["commands"] = [
  [OTHER_NAMES_SCRIPT],
  ["systemctl", "restart", "systemd-resolved"],
];

/**
 * What makes a host on Amazon Linux 2023 ask servers of its own for some domains.
 *
 * systemd-resolved asks the servers of its own configuration for every name unless another server has a domain that fits
 * better. So they get their domains (a tilde in front: for routing, not for completing names), and those of the network get
 * all else; or else other names would be asked of both, and a name that is nowhere would wait for servers that do not answer.
 *
 * While the servers cannot be reached, names of these domains fail, after systemd-resolved has tried each for some
 * seconds, and no other server is asked; all other names are found as before. A program that does not ask
 * systemd-resolved, neither through the C library nor at 127.0.0.53, knows nothing of domains.
 *
 * @throws RangeError when there is no server, or no domain, or a domain is none
 * @see https://www.freedesktop.org/software/systemd/man/252/systemd-resolved.service.html#Protocols%20and%20Routing
 * @see https://docs.aws.amazon.com/linux/al2023/ug/networking-service.html
 */
export function renderNameServers(nameServers: NameServers): CloudConfig {
  const { servers, domains } = nameServers;
  if (servers.length === 0 || domains.length === 0)
    throw new RangeError("A host asks at least one name server for at least one domain.");
  const wrong = domains.find((domain) => !DOMAIN.test(domain));
  if (wrong !== undefined) {
    throw new RangeError(
      `${JSON.stringify(wrong)} is not a domain that a name server is asked for: it is written in lower case, like example.internal.`,
    );
  }
  return { packages: [], files: files(nameServers), commands: COMMANDS };
}

function files({ servers, domains }: NameServers): CloudConfigFile[] {
  const lines = [
    "[Resolve]",
    `DNS=${[...servers]
      .sort((one, other) => one - other)
      .map(formatAddress)
      .join(" ")}`,
    `Domains=${[...domains]
      .sort()
      .map((domain) => `~${domain}`)
      .join(" ")}`,
  ];
  return [
    {
      path: SERVERS_FILE,
      content: lines.map((line) => `${line}\n`).join(""),
      permissions: "0644",
    },
    { path: OTHER_NAMES_SCRIPT, content: OTHER_NAMES_PROGRAM, permissions: "0755" },
  ];
}

/** The name servers of a host, `undefined` where it has none of its own. */
export type ParsedNameServers =
  | { readonly kind: "name-servers"; readonly nameServers: NameServers | undefined }
  | { readonly kind: "unrecognised"; readonly reason: string };

/** Reads back what {@link renderNameServers} adds to a host: servers and domains in order. */
export function parseNameServers(config: CloudConfig): ParsedNameServers {
  const settings = config.files.filter(({ path }) => isSetting(path));
  if (settings.length === 0) return { kind: "name-servers", nameServers: undefined };
  const nameServers = read(settings.find(({ path }) => path === SERVERS_FILE)?.content ?? "");
  return nameServers !== undefined && isDeepStrictEqual(settings, renderNameServers(nameServers).files)
    ? { kind: "name-servers", nameServers }
    : { kind: "unrecognised", reason: `${SERVERS_FILE} does not say name servers and domains as expected` };
}

function read(text: string): NameServers | undefined {
  const [, servers, domains] = /^\[Resolve\]\nDNS=(.+)\nDomains=~(.+)\n$/.exec(text) ?? [];
  if (servers === undefined || domains === undefined) return undefined;
  const addresses = servers.split(" ").map(addressOf);
  const names = domains.split(" ~");
  return addresses.every((address) => address !== undefined) && names.every((name) => DOMAIN.test(name))
    ? { servers: addresses, domains: names }
    : undefined;
}

function addressOf(text: string): Ipv4Address | undefined {
  const parsed = parseAddress(text);
  return parsed.ok ? parsed.value : undefined;
}

/** The rest of a host that has these settings. */
export function withoutNameServers(config: CloudConfig): CloudConfig {
  return {
    ...config,
    files: config.files.filter(({ path }) => !isSetting(path)),
    commands: config.commands.filter(
      (words) => !COMMANDS.some((command) => isDeepStrictEqual(command, words)),
    ),
  };
}

function isSetting(path: string): boolean {
  return [SERVERS_FILE, OTHER_NAMES_SCRIPT].includes(path);
}
