import { spawn } from "node:child_process";
import { z } from "zod";
import { isolatedEnvironment, providerInstallation } from "./environment";
import type { Tools } from "./prerequisites";

const COMMON_OPTIONS = ["-no-color", "-input=false"];
/** Longer than any command of a stack takes, short enough to end a suite that hangs. Milliseconds. */
const TIMEOUT = 600_000;

const outputsSchema = z.record(z.string(), z.object({ value: z.unknown() }));

/** Terraform ended with a failure. The message holds everything that it said. */
export class TerraformFailure extends Error {
  constructor(
    readonly folder: string,
    readonly command: string,
    readonly exitCode: number | null,
    readonly output: string,
  ) {
    super(`${command} in ${folder} ended with ${exitCode ?? "a signal"}:\n${output}`);
    this.name = "TerraformFailure";
  }
}

/** The answer of a plan. */
export interface Plan {
  /** Whether applying it would change anything, outputs included. */
  readonly changes: boolean;
  readonly output: string;
}

/** A command that has ended. */
interface Ended {
  readonly command: string;
  /** None when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs Terraform in stack folders, never asking anything. Every method throws a {@link TerraformFailure} when Terraform fails. */
export class Terraform {
  private readonly environment: NodeJS.ProcessEnv;
  /** Inits go one after the other: a shared plugin cache is not safe for several at once. */
  private lastInit: Promise<unknown> = Promise.resolve();
  private readonly printed: string[] = [];

  /** @param environment what leads Terraform to an emulator. @default {} for what needs no AWS: `validate` */
  constructor(
    private readonly tools: Tools,
    environment: NodeJS.ProcessEnv = {},
  ) {
    this.environment = { ...isolatedEnvironment(), ...providerInstallation(tools), ...environment };
  }

  /**
   * @param options `backend: false` leaves the backend alone, which is enough to validate; `migrateState` takes the state
   *   from where the last init found it to where it is to be now. @default with the backend, and its state as it is
   */
  async init(
    folder: string,
    options: { readonly backend: boolean; readonly migrateState?: boolean } = { backend: true },
  ): Promise<string> {
    const { backend, migrateState = false } = options;
    const migration = migrateState ? ["-migrate-state", "-force-copy"] : [];
    const run = this.lastInit.then(() =>
      this.run(folder, ["init", ...COMMON_OPTIONS, `-backend=${String(backend)}`, ...migration]),
    );
    this.lastInit = run.catch(() => undefined);
    return run;
  }

  async validate(folder: string): Promise<string> {
    return this.run(folder, ["validate", "-no-color"]);
  }

  /**
   * A plan with `-detailed-exitcode`: whether there is anything to do is not guessed from the output.
   *
   * @param options `lock: false` leaves the state unlocked, for who may only read it. @default with the lock
   */
  async plan(folder: string, options: { readonly lock: boolean } = { lock: true }): Promise<Plan> {
    return this.planWith(folder, [`-lock=${String(options.lock)}`]);
  }

  /** The same, into a file that {@link apply} takes and {@link showJson} tells of. @param options as above */
  async savePlan(
    folder: string,
    file: string,
    options: { readonly lock: boolean } = { lock: true },
  ): Promise<Plan> {
    return this.planWith(folder, [`-lock=${String(options.lock)}`, `-out=${file}`]);
  }

  /** @param plan a saved one. @default what a plan would be now */
  async apply(folder: string, plan?: string): Promise<string> {
    return this.run(folder, [
      "apply",
      ...COMMON_OPTIONS,
      ...(plan === undefined ? ["-auto-approve"] : [plan]),
    ]);
  }

  /** @param options more of Terraform's own */
  async destroy(folder: string, options: readonly string[] = []): Promise<string> {
    return this.run(folder, ["destroy", ...COMMON_OPTIONS, "-auto-approve", ...options]);
  }

  /** The values of a stack's outputs, by their names. */
  async outputs(folder: string): Promise<Record<string, unknown>> {
    const { stdout } = await this.succeed(folder, ["output", "-no-color", "-json"]);
    const outputs = outputsSchema.parse(JSON.parse(stdout));
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** What a stack's state holds, as Terraform shows it to people. */
  async show(folder: string): Promise<string> {
    return this.run(folder, ["show", "-no-color"]);
  }

  /**
   * A saved plan as Terraform tells it to programs, with what it hides from people.
   * @see https://developer.hashicorp.com/terraform/cli/commands/show
   */
  async showJson(folder: string, plan: string): Promise<string> {
    const { exitCode, stdout, output, command } = await this.spawn(
      folder,
      ["show", "-json", plan],
      "programs",
    );
    if (exitCode !== 0) throw new TerraformFailure(folder, command, exitCode, output);
    return stdout;
  }

  /** Everything that the commands have printed so far, but for what is for programs and not for people. */
  get transcript(): string {
    return this.printed.join("");
  }

  private async planWith(folder: string, options: readonly string[]): Promise<Plan> {
    const { exitCode, output, command } = await this.spawn(folder, [
      "plan",
      ...COMMON_OPTIONS,
      "-detailed-exitcode",
      ...options,
    ]);
    if (exitCode !== 0 && exitCode !== 2) {
      throw new TerraformFailure(folder, command, exitCode, output);
    }
    return { changes: exitCode === 2, output };
  }

  private async run(folder: string, words: readonly string[]): Promise<string> {
    return (await this.succeed(folder, words)).output;
  }

  private async succeed(folder: string, words: readonly string[]): Promise<Ended> {
    const ended = await this.spawn(folder, words);
    if (ended.exitCode !== 0) {
      throw new TerraformFailure(folder, ended.command, ended.exitCode, ended.output);
    }
    return ended;
  }

  private spawn(
    folder: string,
    words: readonly string[],
    audience: "people" | "programs" = "people",
  ): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.tools.terraform, words, {
        cwd: folder,
        env: this.environment,
        stdio: ["ignore", "pipe", "pipe"],
        timeout: TIMEOUT,
      });
      let stdout = "";
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (part: string) => {
        stdout += part;
        output += part;
      });
      child.stderr.setEncoding("utf8").on("data", (part: string) => {
        output += part;
      });
      child.on("error", reject);
      child.on("close", (exitCode) => {
        if (audience === "people") this.printed.push(output);
        resolve({ command: [this.tools.terraform, ...words].join(" "), exitCode, stdout, output });
      });
    });
  }
}
