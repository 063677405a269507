import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type ProxyServer, renderProxyServer } from "../../../modules/software";

/** Where the proxy and two origins answer on this machine. */
export interface Ports {
  readonly proxy: number;
  /** In the place of port 80, and of port 443. */
  readonly http: number;
  readonly https: number;
}

/** How Squid knows names. */
export interface Knowledge {
  /** Addresses by name. @default none */
  readonly names?: Readonly<Record<string, string>>;
  /** The address of a DNS server. @default one that does not answer */
  readonly resolver?: string;
}

const ACCESS_LOG = "access.log";

/** Debian's `nobody`. Squid runs as it when the tests run as root. */
const UNPRIVILEGED = 65534;
const isRoot = process.getuid?.() === 0;
const user = isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};

/** Everything in which Squid's files here differ from those of a proxy; every other byte is the product's. */
function adapted(text: string, folder: string, ports: Ports): string {
  return [
    ["/etc/squid/", `${folder}/`],
    ["/var/log/squid/", `${folder}/`],
    ["http_port 0.0.0.0:3128\n", `http_port 127.0.0.1:${ports.proxy}\n`],
    ["acl own_port port 3128\n", `acl own_port port ${ports.proxy}\n`],
    ["acl http_port port 80\n", `acl http_port port ${ports.http}\n`],
    ["acl https_port port 443\n", `acl https_port port ${ports.https}\n`],
    // The rest of 127.0.0.0/8 stands for the internet here.
    [" 127.0.0.0/8 ", " 127.0.0.0/16 "],
  ].reduce((sofar, [product = "", here = ""]) => {
    if (!text.includes(product)) throw new Error(`the proxy's configuration no longer says ${product}`);
    return sofar.replaceAll(product, here);
  }, text);
}

/** What Squid needs here beside that: places for its files, names, and less patience. */
function added(folder: string, resolver: string): string {
  return `pid_filename ${folder}/squid.pid
cache_log ${folder}/cache.log
coredump_dir ${folder}
hosts_file ${folder}/hosts
dns_nameservers ${resolver}
dns_timeout 1 second
connect_timeout 1 second
shutdown_lifetime 0 seconds
pinger_enable off
`;
}

/** A Squid with the configuration of a proxy, in a folder of its own. */
export class Squid {
  private process: ChildProcess | undefined;
  /** What its files in shared memory begin with: letters and digits, another for every Squid on the machine. */
  private readonly service: string;

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly server: ProxyServer,
    readonly port: number,
  ) {
    this.service = `test${basename(folder).replace(/[^A-Za-z0-9]/g, "")}`;
  }

  /** @param knowledge how it knows names: their addresses, and a DNS server. @default no name */
  static prepare(
    program: string,
    server: ProxyServer,
    ports: Ports,
    { names = {}, resolver = "127.0.0.1" }: Knowledge = {},
  ): Squid {
    const folder = mkdtempSync(join(tmpdir(), "squid-"));
    const squid = new Squid(program, folder, server, ports.proxy);
    for (const { path, content } of renderProxyServer(server).files) {
      if (!path.startsWith("/etc/squid/")) continue;
      const isMain = path.endsWith("/squid.conf");
      squid.write(
        basename(path),
        isMain ? adapted(content, folder, ports) + added(folder, resolver) : content,
      );
    }
    squid.write(
      "hosts",
      Object.entries(names).reduce((text, [name, address]) => `${text}${address} ${name}\n`, ""),
    );
    if (isRoot) chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
    return squid;
  }

  /** Puts another text in the place of a file. */
  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /**
   * Does what the proxy's logrotate would do at its next look, with settings for all logs before the proxy's as Amazon
   * Linux has them; they are its own user's here, who alone may signal it. @returns what logrotate says. @throws when it fails
   */
  rotate(logrotate: string, ...options: readonly string[]): string {
    const rotation = renderProxyServer(this.server).files.find(
      ({ path }) => path === "/etc/logrotate.d/squid",
    );
    const command = [this.program, ...this.words(), "-k", "rotate"].join(" ");
    const own = (rotation?.content ?? "")
      .replace("/usr/sbin/squid -k rotate", command)
      .replace("/var/log/squid/", `${this.folder}/`);
    this.write("logrotate.conf", `weekly\nrotate 4\ncreate\ndateext\n${own}`);
    const [state, configuration] = [
      join(this.folder, "logrotate.status"),
      join(this.folder, "logrotate.conf"),
    ];
    const words = [...options, "--verbose", "--state", state, configuration];
    const { status, stderr } = spawnSync(logrotate, words, { ...user, encoding: "utf8" });
    if (status !== 0) throw new Error(`logrotate failed:\n${stderr}`);
    return stderr;
  }

  /** Waits until it has opened a log in the place of one that was renamed. @throws when it has not within ten seconds */
  async reopened(): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      if (this.namesOf("access.log").includes("access.log")) return;
      await wait(50);
    }
    throw new Error(`Squid has opened no new log:\n${this.read("cache.log")}`);
  }

  /** Makes one of its files this long, in bytes, without taking room. */
  lengthen(name: string, length: number): void {
    truncateSync(join(this.folder, name), length);
  }

  /** The names of its files that begin so, in order. */
  namesOf(beginning: string): string[] {
    return namesIn(this.folder)
      .filter((name) => name.startsWith(beginning))
      .sort();
  }

  /** Puts its access log on a disk that is full. */
  fillDiskOfLog(): void {
    symlinkSync("/dev/full", join(this.folder, ACCESS_LOG));
  }

  /** What `squid -k parse` says of the configuration; `ok` when Squid would start. */
  parse(): { readonly ok: boolean; readonly output: string } {
    const words = ["-k", "parse", ...this.words()];
    const { status, stderr } = spawnSync(this.program, words, {
      ...user,
      cwd: this.folder,
      encoding: "utf8",
    });
    return { ok: status === 0, output: stderr };
  }

  /** @throws when it does not answer within ten seconds, with its log */
  async start(): Promise<void> {
    this.process = spawn(this.program, ["-N", ...this.words()], {
      ...user,
      cwd: this.folder,
      stdio: "ignore",
    });
    for (let attempt = 0; attempt < 200; attempt += 1) {
      if (this.process.exitCode !== null) break;
      if (await accepts(this.port)) return;
      await wait(50);
    }
    throw new Error(`Squid did not start:\n${this.read("cache.log")}`);
  }

  /**
   * The lines of its access log, once it has such lines: that of a tunnel comes when the tunnel has ended.
   * @throws when it has not within ten seconds
   */
  async logWith(patterns: readonly RegExp[]): Promise<string[]> {
    let lines: string[] = [];
    for (let attempt = 0; attempt < 200; attempt += 1) {
      lines = this.read(ACCESS_LOG).split("\n").slice(0, -1);
      if (patterns.every((pattern) => lines.some((line) => pattern.test(line)))) return lines;
      await wait(50);
    }
    const missing = patterns.filter((pattern) => !lines.some((line) => pattern.test(line)));
    throw new Error(`the access log has no line like ${missing.join(" and ")}:\n${lines.join("\n")}`);
  }

  /** Ends it, and removes what it leaves: a file in shared memory would keep the next one from starting. */
  async stop(): Promise<void> {
    if (this.process?.exitCode === null) {
      const exit = once(this.process, "exit");
      this.process.kill("SIGKILL");
      await exit;
    }
    rmSync(this.folder, { recursive: true, force: true });
    for (const name of namesIn("/dev/shm"))
      if (name.startsWith(`${this.service}-`)) rmSync(join("/dev/shm", name), { force: true });
  }

  private words(): string[] {
    return ["-n", this.service, "-f", join(this.folder, "squid.conf")];
  }

  private read(name: string): string {
    try {
      return readFileSync(join(this.folder, name), "utf8");
    } catch {
      return "";
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}
