import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  renderVpnDevice,
  TUNNEL_OPTIONS,
  type VpnDevice,
  type VpnDeviceKeys,
  type VpnDeviceParameter,
} from "../../../modules/software";
import { pathOf } from "./describe-with";
import { type Ended, Namespaces, whyNoNamespaces } from "./namespaces";

const KERNEL_IN_USER_SPACE = "/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so";

/** Programs and the packages that have them. */
const NEEDED = [
  ["swanctl", "strongswan-swanctl"],
  ["jq", "jq"],
  ["nft", "nftables"],
  ["curl", "curl"],
] as const;

/** Why no {@link VpnNetwork} can be made here, and what would help; nothing where it can. */
export function whyNoVpnNetwork(): string | undefined {
  const missing = NEEDED.find(([program]) => pathOf(program) === undefined);
  if (missing !== undefined) return `${missing[0]} is not on the PATH: apt-get install ${missing[1]}`;
  if (!existsSync(KERNEL_IN_USER_SPACE))
    return "strongSwan cannot encrypt in user space: apt-get install libcharon-extra-plugins libstrongswan-standard-plugins";
  try {
    accessSync("/dev/net/tun", constants.R_OK | constants.W_OK);
  } catch {
    return "There is no /dev/net/tun to write to: modprobe tun";
  }
  return whyNoNamespaces();
}

/** Who answers on AWS's side, and what one of the network's hosts asks for. */
export const SERVER_ADDRESS = "172.16.0.10";
/** A further host of the device's network, in none of the blocks that it declares. */
export const STRANGER = "10.201.0.10";

const PATH = `PATH=${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;

const SERVER = `
require("node:http").createServer((_, answer) => answer.end("from AWS's side")).listen(80, () => console.log("ready"));
process.stdin.resume().on("end", () => process.exit());`;

/** Stands for the AWS CLI and what it reaches. */
const AWS = `#!/bin/sh
case "$1 $2" in
  "ssm get-parameter") cat /run/answers/parameter ;;
  "secretsmanager get-secret-value") cat /run/answers/secret ;;
esac
`;

/** Who has which address: the device is known by 198.51.100.7, which the internet translates, as to an elastic IP. */
const LINKS = [
  "link add lan netns device type veth peer name eth0 netns host",
  "link add eth0 netns device type veth peer name device netns internet",
  "link add amazon netns internet type veth peer name eth0 netns amazon",
  "link add vpc netns amazon type veth peer name eth0 netns server",
  "-n host address add 10.200.0.10/24 dev eth0",
  `-n host address add ${STRANGER}/32 dev eth0`,
  "-n device address add 10.200.0.1/24 dev lan",
  "-n device address add 10.200.1.4/24 dev eth0",
  "-n internet address add 10.200.1.1/24 dev device",
  "-n internet address add 203.0.113.254/24 dev amazon",
  "-n amazon address add 203.0.113.1/24 dev eth0",
  "-n amazon address add 203.0.113.2/24 dev eth0",
  "-n amazon address add 172.16.0.1/16 dev vpc",
  `-n server address add ${SERVER_ADDRESS}/16 dev eth0`,
  ...["host eth0", "device lan", "device eth0", "internet device", "internet amazon"]
    .concat(["amazon eth0", "amazon vpc", "server eth0"])
    .map((place) => `-n ${place.replace(" ", " link set dev ")} up`),
  "-n host route add default via 10.200.0.1",
  `-n device route add ${STRANGER} dev lan`,
  "-n device route add default via 10.200.1.1",
  "-n amazon route add default via 203.0.113.254",
  "-n server route add default via 172.16.0.1",
  // Encryption in user space wants an address that may be encrypted, and the routes of networks before its own.
  "-n amazon address add 172.16.255.254/32 dev lo",
  "-n device rule add pref 210 lookup main suppress_prefixlength 0",
  "-n amazon rule add pref 210 lookup main suppress_prefixlength 0",
];

/** Stands for `ip` where interfaces are made: that of encryption in user space is there already. */
const ONLY_ROUTES = `#!/bin/sh
[ "$1" = route ] || exit 0
${PATH} exec ip "$@"
`;

/** It sees, too, what the device sends to AWS's side outside of the tunnels. */
const ELASTIC_IP = `table ip elastic_ip {
  counter unencrypted {
  }
  chain seen {
    type filter hook prerouting priority raw
    ip daddr 172.16.0.0/16 counter name unencrypted
  }
  chain prerouting {
    type nat hook prerouting priority dstnat
    ip daddr 198.51.100.7 dnat to 10.200.1.4
  }
  chain postrouting {
    type nat hook postrouting priority srcnat
    ip saddr 10.200.1.4 snat to 198.51.100.7
  }
}
`;

/** What strongSwan needs here beside the product's settings: to encrypt in user space, and to be one of two. */
function environment(name: string, include: string): string {
  return `charon {
  load = random nonce openssl kdf pem pkcs1 x509 pubkey constraints kernel-libipsec kernel-netlink socket-default vici updown
  plugins {
    vici {
      socket = unix:///run/${name}/vici
    }
    kernel-libipsec {
      allow_peer_ts = yes
    }
    kernel-netlink {
      fwmark = !0x42
    }
    socket-default {
      fwmark = 0x42
    }
  }
}
${include}`;
}

/** AWS's words for algorithms in strongSwan's. */
const STRONGSWANS_WORDS: Readonly<Record<string, string>> = {
  AES256: "aes256",
  "AES256-GCM-16": "aes256gcm16",
  "SHA2-256": "sha256",
  "SHA2-384": "sha384",
  "19": "ecp256",
  "20": "ecp384",
};

/** What AWS's end takes. */
export interface Algorithms {
  readonly encryption: string;
  readonly integrity: string;
  readonly group: number;
}

/** Everything that the options of a VPN connection allow. */
export const ALL_ALGORITHMS: readonly Algorithms[] = TUNNEL_OPTIONS.encryptionAlgorithms.flatMap(
  (encryption) =>
    TUNNEL_OPTIONS.integrityAlgorithms.flatMap((integrity) =>
      TUNNEL_OPTIONS.dhGroupNumbers.map((group) => ({ encryption, integrity, group })),
    ),
);

/** A VPN device between a host of its network and, over the internet, AWS's end of a connection's tunnels. */
export class VpnNetwork {
  private constructor(
    private readonly namespaces: Namespaces,
    private readonly folder: string,
  ) {}

  static async make(device: VpnDevice): Promise<VpnNetwork> {
    const namespaces = await Namespaces.make("host", "device", "internet", "amazon", "server");
    const network = new VpnNetwork(namespaces, mkdtempSync(join(tmpdir(), "vpn-")));
    network.install(device);
    namespaces.ip(...LINKS);
    network.sh(
      "internet",
      `sysctl -qw net.ipv4.ip_forward=1; nft -f ${network.write("elastic-ip", ELASTIC_IP)}`,
    );
    network.sh("amazon", "sysctl -qw net.ipv4.ip_forward=1");
    await namespaces.start("server", process.execPath, "-e", SERVER);
    return network;
  }

  /** Puts what AWS would say in its place. */
  answers(parameter: VpnDeviceParameter, keys: VpnDeviceKeys | string): void {
    this.sh("device", `mkdir -p /run/answers`);
    const secret = typeof keys === "string" ? keys : JSON.stringify(keys);
    this.sh("device", `cp ${this.write("parameter", JSON.stringify(parameter))} /run/answers/parameter`);
    this.sh("device", `cp ${this.write("secret", secret)} /run/answers/secret`);
  }

  /** Runs the script that the unit runs, in the folder that the unit makes. */
  fetchKeys(): Ended {
    this.sh("device", "mkdir -p -m 0700 /run/vpn-device");
    return this.namespaces.inside(
      "device",
      "env",
      `PATH=${this.folder}/bin:${PATH.slice(5)}`,
      "/usr/local/sbin/vpn-device-keys",
    );
  }

  /** Of a file of the device's. */
  read(path: string): string {
    return this.sh("device", `cat ${path}`);
  }

  modeOf(path: string): string {
    return this.sh("device", `stat -c %a ${path}`).trim();
  }

  /** Starts strongSwan at both ends. The one interface of encryption in user space stands for those of both tunnels. */
  async startStrongSwan(interfaceNames: readonly string[]): Promise<void> {
    await this.start("device", "include /etc/strongswan.d/vpn-device.conf\n");
    await this.start("amazon", "");
    this.namespaces.ip(
      `-n device link property add dev ipsec0 ${interfaceNames.map((name) => `altname ${name}`).join(" ")}`,
      "-n device address add 169.254.10.2/30 dev ipsec0",
      // Its own routes are for encryption without interfaces: the product's have to do.
      "-n device rule delete pref 220",
    );
    this.sh("device", `PATH=${this.folder}/only-routes:$PATH /usr/local/sbin/vpn-device-interfaces`);
    const firewall = this.read("/etc/nftables.conf")
      .replaceAll('"vpn*"', '"ipsec*"')
      .replace(new RegExp(`\\{ ${interfaceNames.join(", ")} \\}`, "g"), "ipsec0");
    this.sh(
      "device",
      `nft -f ${this.write("firewall", firewall)}; sysctl -q --load /etc/sysctl.d/90-vpn-device.conf`,
    );
  }

  /** Has AWS's end take these alone. @param keys of both tunnels */
  amazonTakes({ encryption, integrity, group }: Algorithms, keys: VpnDeviceKeys): void {
    const words = [encryption, integrity, String(group)].map((name) => STRONGSWANS_WORDS[name] ?? "unknown");
    const [cipher = "", hash = "", curve = ""] = words;
    const gcm = cipher.includes("gcm");
    const ends = [
      ["203.0.113.1", keys.tunnel1],
      ["203.0.113.2", keys.tunnel2],
    ].map(([address = "", key = ""], index) => ({ address, key, name: `tunnel${index + 1}` }));
    const connections = ends.map(
      ({ name, address }) => `${name} {
  version = 2
  local_addrs = ${address}
  remote_addrs = 198.51.100.7
  proposals = ${cipher}-${gcm ? "prf" : ""}${hash}-${curve}
  local {
    auth = psk
    id = ${address}
  }
  remote {
    auth = psk
    id = 198.51.100.7
  }
  children {
    ${name} {
      local_ts = 0.0.0.0/0
      remote_ts = 0.0.0.0/0
      esp_proposals = ${cipher}-${gcm ? "" : `${hash}-`}${curve}
    }
  }
}`,
    );
    const secrets = ends.map(
      ({ name, address, key }) => `ike-${name} {
  id-amazon = ${address}
  id-device = 198.51.100.7
  secret = "${key}"
}`,
    );
    const text = `connections {\n${connections.join("\n")}\n}\nsecrets {\n${secrets.join("\n")}\n}\n`;
    this.swanctl("amazon", "--load-all", "--clear", "--file", this.write("swanctl.conf", text));
  }

  /** @returns what swanctl says, whether it succeeds or not */
  swanctl(name: "device" | "amazon", ...words: readonly string[]): string {
    const { stdout, stderr } = this.namespaces.inside(
      name,
      "env",
      PATH,
      "swanctl",
      ...words,
      "--uri",
      `unix:///run/${name}/vici`,
    );
    return stdout + stderr;
  }

  /** What a page says that a host of the device's network gets, or why it gets none. @param from its address */
  get(from = "10.200.0.10"): string {
    const words = ["curl", "-sS", "--max-time", "0.7", "--interface", from, `http://${SERVER_ADDRESS}/`];
    const { stdout, stderr } = this.namespaces.inside("host", ...words);
    return stdout + stderr;
  }

  /** How many packets to AWS's side the internet saw. */
  unencrypted(): number {
    const said = this.sh("internet", "nft list counter ip elastic_ip unencrypted");
    return Number(/packets (\d+)/.exec(said)?.[1]);
  }

  /** Has the device itself ask AWS's side past its tunnels. */
  askPastTunnels(): void {
    this.sh("device", `curl -s --max-time 0.3 --interface eth0 http://${SERVER_ADDRESS}/ || true`);
  }

  /** The device's routes to AWS's side. */
  routes(): string[] {
    return this.sh("device", "ip route show 172.16.0.0/16")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }

  /** @throws with what it says when it fails */
  sh(name: string, script: string): string {
    return this.namespaces.runIn(name, "env", PATH, "sh", "-ec", script);
  }

  async end(): Promise<void> {
    await this.namespaces.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Lays the product's files over those of this machine, for these namespaces alone. FRR's folder is its own user's. */
  private install(device: VpnDevice): void {
    const root = join(this.folder, "root");
    for (const { path, content, permissions } of renderVpnDevice(device).files) {
      if (path.startsWith("/etc/frr/")) continue;
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), content, { mode: parseInt(permissions, 8) });
    }
    for (const [folder, name, program] of [
      ["bin", "aws", AWS],
      ["only-routes", "ip", ONLY_ROUTES],
    ] as const) {
      mkdirSync(join(this.folder, folder));
      writeFileSync(join(this.folder, folder, name), program, { mode: 0o755 });
    }
    this.mount(`
      mkdir /run/upper /run/work
      mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work,userxattr /etc
      cp -r ${root}/etc/. /etc/
      mount --bind ${root}/usr/local/sbin /usr/local/sbin`);
  }

  private mount(script: string): void {
    const { status, stderr } = this.namespaces.inside(undefined, "sh", "-ec", script);
    if (status !== 0) throw new Error(stderr);
  }

  /** Encryption in user space may go on after it was asked to end. */
  private async start(name: "device" | "amazon", include: string): Promise<void> {
    this.sh(
      name,
      `mkdir -p /run/${name}; cp ${this.write(`${name}.conf`, environment(name, include))} /run/${name}/strongswan.conf`,
    );
    const script = `
      export STRONGSWAN_CONF=/run/${name}/strongswan.conf
      charon-systemd >/run/${name}/log 2>&1 &
      until [ -S /run/${name}/vici ]; do sleep 0.02; done
      echo ready
      cat >/dev/null
      kill -9 $!
      wait`;
    await this.namespaces.start(name, "env", PATH, "sh", "-c", script);
  }

  /** A file outside the namespaces, which they see. @returns its path */
  private write(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }
}
