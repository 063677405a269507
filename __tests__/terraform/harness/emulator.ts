import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import {
  ADMINISTRATOR,
  BASE_CREDENTIALS,
  type Clients,
  clientsWith,
  type Credentials,
  sessionOf,
} from "./clients";
import { isolatedEnvironment, REGION } from "./environment";
import type { Tools } from "./prerequisites";

/** The folder that holds the Python package `emulator`. */
const PACKAGE_FOLDER = resolve(__dirname, "..", "..");
/** How the package marks, in its log, calls that it lacks and calls that broke it (`calls.py`). */
const COMPLAINT = /^EMULATOR-(LACKS|FAILED) /;

export interface EmulatorOptions {
  /** Judge every request by the policies that apply to it. @default false */
  readonly enforceIam?: boolean;
  /** Accounts of one organization, which shares resources among them by itself. @default none */
  readonly organization?: readonly string[];
}

/**
 * An AWS on this machine with as many accounts as are asked for, empty at first.
 * It keeps everything in memory, and ends with {@link Emulator.stop} or with the process that started it.
 */
export class Emulator {
  private readonly clients = new Map<string, Promise<Clients>>();

  private constructor(
    private readonly server: ChildProcess,
    /** Where it answers for every service, account and Region. */
    readonly endpoint: string,
    /** One line for each call: account, service, action, status. */
    readonly logFile: string,
  ) {}

  /**
   * Starts an emulator on a free port and waits until it answers.
   *
   * @throws when it does not start, with its log
   */
  static async start(tools: Tools, options: EmulatorOptions = {}): Promise<Emulator> {
    const logFile = join(mkdtempSync(join(tmpdir(), "aws-emulator-")), "calls.log");
    const { enforceIam = false, organization = [] } = options;
    const words = [
      ...(enforceIam ? ["--enforce-iam"] : []),
      ...(organization.length > 0 ? ["--organization", organization.join()] : []),
    ];
    const server = spawn(tools.python, ["-m", "emulator", ...words], {
      // Standard input stays open as long as this process lives: the server stops when it closes.
      stdio: ["pipe", "pipe", openSync(logFile, "w")],
      env: { ...isolatedEnvironment(), PYTHONPATH: PACKAGE_FOLDER, PYTHONDONTWRITEBYTECODE: "1" },
    });
    const port = await portOf(server);
    if (port === undefined) {
      throw new Error(`the emulator did not start:\n${readFileSync(logFile, "utf8")}`);
    }
    return new Emulator(server, `http://127.0.0.1:${port}`, logFile);
  }

  /**
   * What leads Terraform, unchanged, to this emulator and to no other machine.
   *
   * @param credentials as whom it runs
   */
  environment(credentials: Credentials = BASE_CREDENTIALS): NodeJS.ProcessEnv {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
      AWS_REGION: REGION,
      NO_PROXY: "127.0.0.1",
      no_proxy: "127.0.0.1",
    };
  }

  /**
   * Clients that act in an account. They end with the emulator.
   *
   * @param role whom its administrator becomes. @default the administrator
   */
  clientsFor(account: string, role?: string): Promise<Clients> {
    const name = `${account} ${role ?? ""}`;
    const known = this.clients.get(name) ?? this.newClients(account, role);
    this.clients.set(name, known);
    return known;
  }

  private async newClients(account: string, role: string | undefined): Promise<Clients> {
    if (role !== undefined) {
      const { sts } = await this.clientsFor(account);
      return clientsWith(this.endpoint, await sessionOf(sts, account, role));
    }
    const base = clientsWith(this.endpoint, BASE_CREDENTIALS);
    const administrator = await sessionOf(base.sts, account, ADMINISTRATOR);
    base.destroy();
    return clientsWith(this.endpoint, administrator);
  }

  /** The lines of the log that say what the emulator lacks, or what broke it: a test that finds one has proved nothing. */
  complaints(): string[] {
    return this.log().filter((line) => COMPLAINT.test(line));
  }

  /** The calls so far, a line each: account, service, action, status, and who called. */
  log(): string[] {
    return readFileSync(this.logFile, "utf8").split("\n");
  }

  /** Ends the server and every client of it. */
  async stop(): Promise<void> {
    for (const clients of this.clients.values()) {
      (await clients).destroy();
    }
    if (this.server.exitCode === null) {
      const exit = once(this.server, "exit");
      this.server.kill();
      await exit;
    }
  }
}

/** The port in the first line that the server prints; nothing when it ends without one. */
async function portOf(server: ChildProcess): Promise<number | undefined> {
  if (server.stdout === null) {
    return undefined;
  }
  const lines = createInterface({ input: server.stdout });
  for await (const line of lines) {
    lines.close();
    const port = /"port": (\d+)/.exec(line)?.[1];
    return port === undefined ? undefined : Number(port);
  }
  return undefined;
}
