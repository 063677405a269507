import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { whyNo } from "./describe-with";

/** What a command that has ended leaves. */
export interface Ended {
  /** `null` where it was killed. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const UNSHARE = ["--user", "--map-root-user", "--net", "--mount", "--propagation", "private"];

/** Why no namespaces can be made here, and what would help; nothing where they can. */
export function whyNoNamespaces(): string | undefined {
  const missing = whyNo("unshare");
  if (missing !== undefined) return missing;
  const { status, stderr } = spawnSync("unshare", [...UNSHARE, "true"], { encoding: "utf8" });
  if (status === 0) return undefined;
  return `No namespaces may be made here (${stderr.trim()}): sysctl kernel.apparmor_restrict_unprivileged_userns=0`;
}

/** Network namespaces by name, which nothing outside them sees, and which end with the process that made them. */
export class Namespaces {
  private readonly processes: ChildProcess[] = [];

  private constructor(private readonly holder: ChildProcess) {}

  static async make(...names: readonly string[]): Promise<Namespaces> {
    const script = "mount -t tmpfs tmpfs /run && mkdir /run/netns && echo ready && exec cat";
    const holder = spawn("unshare", [...UNSHARE, "sh", "-c", script], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    const namespaces = new Namespaces(holder);
    namespaces.ip(...names.flatMap((name) => [`netns add ${name}`, `-n ${name} link set lo up`]));
    return namespaces;
  }

  /** Each of them the words after `ip`. @throws with what it says when one fails */
  ip(...commands: readonly string[]): void {
    this.must(this.inside(undefined, "sh", "-ec", commands.map((words) => `ip ${words}`).join("\n")));
  }

  /** @throws with what it says when it fails @returns its standard output */
  runIn(name: string, ...words: readonly string[]): string {
    return this.must(this.inside(name, ...words));
  }

  /** @param name of the network namespace; the one around all others when left out */
  inside(name: string | undefined, ...words: readonly string[]): Ended {
    return spawnSync("nsenter", [...this.entrance(), ...program(name, words)], {
      encoding: "utf8",
      timeout: 10_000,
    });
  }

  /** Starts a program that says a line when it is ready, and ends when its standard input does. */
  async start(name: string, ...words: readonly string[]): Promise<void> {
    const started = spawn("nsenter", [...this.entrance(), ...program(name, words)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.processes.push(started);
    await once(started.stdout, "data");
  }

  async end(): Promise<void> {
    await Promise.all(
      [...this.processes, this.holder].map(async (each) => {
        const ended = once(each, "exit");
        each.stdin?.end();
        await ended;
      }),
    );
  }

  private must({ status, stdout, stderr }: Ended): string {
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  private entrance(): string[] {
    return [
      "--target",
      String(this.holder.pid),
      "--user",
      "--preserve-credentials",
      "--net",
      "--mount",
      "--",
    ];
  }
}

function program(name: string | undefined, words: readonly string[]): readonly string[] {
  return name === undefined ? words : ["nsenter", `--net=/run/netns/${name}`, "--", ...words];
}
