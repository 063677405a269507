import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Relay, renderRelay } from "../../../modules/software";
import { type Ended, Namespaces } from "./namespaces";

/** Whoever asks and answers around the relay; each is a namespace. */
export type Party = "onPremises" | "endpoint" | "balancer";

/** The VPC's router has a link to each, with its name; `primary` and `eni` are the two of the relay's host. */
const ADDRESSES: Readonly<Record<Party, string>> = {
  onPremises: "10.200.0.10",
  endpoint: "172.16.0.20",
  balancer: "172.16.0.30",
};
const PARTIES = Object.entries(ADDRESSES);

/** A further address of the endpoint's, to which the router sends what on-premises asks by the relay's interface. */
export const BEHIND_RELAY = "172.16.0.21";
export const HOST_ADDRESS = "172.16.0.5";
const MAC = "02:00:00:00:00:0a";

/** Says who asked, and where. */
const SERVER = `
const { createServer } = require("node:http");
const answer = ({ socket: { remoteAddress, localAddress, localPort } }, response) =>
  response.end([process.argv[1], remoteAddress, localAddress + ":" + localPort].join(" "));
createServer(answer).listen(80, "0.0.0.0", () => console.log("ready"));
process.stdin.resume().on("end", () => process.exit());`;

const CLIENT = `
const asked = require("node:http").get(process.argv[1], { timeout: Number(process.argv[2]) }, (answer) => answer.pipe(process.stdout));
asked.on("timeout", () => asked.destroy(new Error("no answer"))).on("error", ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});`;

const DATAGRAM = `
const socket = require("node:dgram").createSocket("udp4");
const [address, port] = process.argv[1].split(":");
socket.send("x", Number(port), address, () => socket.close());`;

/** Stands for the AWS CLI: an interface that another instance has cannot be attached; a free one comes to this host. */
const aws = (folder: string): string => `#!/bin/bash
echo "$*" >>${folder}/calls
read -r holder <${folder}/holder
case $2 in
  describe-network-interfaces) printf 'eni-1\\t${MAC}\\t%s\\t172.16.0.10 172.16.0.11\\n' "$holder" ;;
  attach-network-interface)
    [[ $holder == none ]] || { echo "eni-1 is in use" >&2; exit 254; }
    ip -n pool link set eni netns relay && echo i-new >${folder}/holder ;;
esac
`;

/**
 * A relay's host between those whom it knows, as a VPC has them: every interface has a link to the router alone, which
 * answers ARP for all addresses, and drops what leaves the host's own interface with another address than its own.
 */
export class RelayNetwork {
  private constructor(
    private readonly namespaces: Namespaces,
    private readonly folder: string,
  ) {}

  static async make(relay: Relay): Promise<RelayNetwork> {
    const namespaces = await Namespaces.make("router", "relay", "pool", ...PARTIES.map(([name]) => name));
    const network = new RelayNetwork(namespaces, mkdtempSync(join(tmpdir(), "relay-")));
    try {
      network.connect();
      network.install(relay);
      for (const party of ["onPremises", "endpoint"])
        await namespaces.start(party, process.execPath, "-e", SERVER, party);
      return network;
    } catch (error) {
      await network.end();
      throw error;
    }
  }

  /** Runs the script, as the unit would. */
  boot(): Ended {
    const path = `${join(this.folder, "bin")}:${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;
    return this.namespaces.inside("relay", "env", `PATH=${path}`, join(this.folder, "usr/local/sbin/relay"));
  }

  /** Who has the interface, as AWS says: `none`, or an instance. */
  isHeldBy(holder: string): void {
    this.write("holder", `${holder}\n`);
  }

  /** What a party gets for a URL; a neighbour whose first question was lost is asked again after a second. */
  get(party: Party | "relay" | "router", url: string): string {
    return this.ask(party, url, 5000);
  }

  /** Why a party gets nothing for a URL. That nothing comes is what takes time, so it is not waited for for long. */
  askInVain(party: Party, url: string): string {
    return this.ask(party, url, 300);
  }

  /** @param to an address and a port @returns nothing */
  sendDatagram(party: Party, to: string): string {
    return this.namespaces.runIn(party, process.execPath, "-e", DATAGRAM, to);
  }

  /** Packets that the relay has dropped so far, by what the rule says of them. */
  dropped(): ReadonlyMap<string, number> {
    return this.counted("relay", "relay");
  }

  /** The same of the VPC: by the source check, what left the host's own interface with another address than its own. */
  droppedByVpc(): ReadonlyMap<string, number> {
    return this.counted("router", "vpc");
  }

  /** What a program says in the namespace of the relay's host. */
  onHost(...words: readonly string[]): string {
    return this.namespaces.runIn("relay", ...words);
  }

  nft(text: string): Ended {
    this.write("check.nft", text);
    return this.namespaces.inside("relay", "nft", "--check", "--file", join(this.folder, "check.nft"));
  }

  /** A file of the host. */
  read(path: string): string | undefined {
    const file = join(this.folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  async end(): Promise<void> {
    await this.namespaces.end();
    rmSync(this.folder, { recursive: true });
  }

  /** @param patience in milliseconds */
  private ask(party: Party | "relay" | "router", url: string, patience: number): string {
    const words = ["-e", CLIENT, url, String(patience)];
    const { stdout, stderr } = this.namespaces.inside(party, process.execPath, ...words);
    return stdout === "" ? stderr.trim() : stdout;
  }

  private counted(namespace: string, table: string): ReadonlyMap<string, number> {
    const rules = this.namespaces.runIn(namespace, "nft", "list", "table", "inet", table);
    const counters = rules.matchAll(/counter packets (\d+) bytes \d+ drop comment "(.*)"/g);
    return new Map([...counters].map(([, packets, comment = ""]) => [comment, Number(packets)]));
  }

  /** Everything in which the host's files here differ: their folder. Every other byte is the product's. */
  private install(relay: Relay): void {
    for (const { path, content } of renderRelay(relay).files) {
      this.write(path, content.replaceAll(/(?<![a-z])\/(etc|var\/lib)\//g, `${this.folder}$&`));
    }
    this.write("var/lib/cloud/data/instance-id", "i-new\n");
    this.write("bin/aws", aws(this.folder));
    this.write("bin/networkctl", `#!/bin/sh\necho "networkctl $*" >>${this.folder}/calls\n`);
    mkdirSync(join(this.folder, "etc/systemd/network"), { recursive: true });
    for (const file of ["bin/aws", "bin/networkctl", "usr/local/sbin/relay"])
      chmodSync(join(this.folder, file), 0o755);
  }

  private connect(): void {
    this.namespaces.ip(
      "-n router address add 172.16.0.1/32 dev lo",
      ...PARTIES.flatMap(([name, address]) => [
        ...link(name, name, "eth0", address),
        `-n ${name} address add ${address}/32 dev eth0`,
        `-n ${name} route add default via 172.16.0.1 dev eth0 onlink`,
      ]),
      ...link("primary", "relay", "eth0", HOST_ADDRESS),
      `-n relay address add ${HOST_ADDRESS}/20 dev eth0`,
      "-n relay route add default via 172.16.0.1 dev eth0 metric 512",
      ...link("eni", "pool", "eni", "172.16.0.10"),
      "-n router route add 172.16.0.11/32 dev eni",
      `-n pool link set eni down address ${MAC}`,
      `-n endpoint address add ${BEHIND_RELAY}/32 dev eth0`,
      `-n router rule add priority 100 iif onPremises to ${BEHIND_RELAY} table 100`,
      "-n router route add default via 172.16.0.10 dev eni onlink table 100",
    );
    const links = [...PARTIES.map(([name]) => name), "primary", "eni"];
    const settings = links.flatMap((name) => [`conf.${name}.proxy_arp=1`, `neigh.${name}.proxy_delay=0`]);
    for (const setting of ["ip_forward=1", ...settings])
      this.namespaces.runIn("router", "sysctl", "--quiet", "--write", `net.ipv4.${setting}`);
    this.namespaces.runIn(
      "router",
      "nft",
      "add table inet vpc; add chain inet vpc forward { type filter hook forward priority 0; };" +
        `add rule inet vpc forward iifname primary ip saddr != ${HOST_ADDRESS} counter drop comment "source check"`,
    );
  }
}

/** A link from the router, with a route to one address. */
function link(name: string, namespace: string, device: string, address: string): string[] {
  return [
    `-n router link add ${name} type veth peer name ${device} netns ${namespace}`,
    `-n router link set ${name} up`,
    `-n ${namespace} link set ${device} up`,
    `-n router route add ${address}/32 dev ${name}`,
  ];
}
