import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect } from "@jest/globals";
import { synthesize } from "../../cli/synthesis";
import type { RunAs } from "../../stacks/assembly";
import {
  type Credentials,
  Emulator,
  stacksIn,
  type SynthesizedStack,
  Terraform,
  type Tools,
} from "./harness";
import { StackRunner } from "./stack-runner";

export { DEPLOYMENT_TIMEOUT } from "./stack-runner";

export interface DeploymentOptions {
  /** As whom Terraform runs before it assumes a role. @default everybody's base credentials */
  readonly credentials?: Credentials;
  /** Which of the topology's roles Terraform assumes. @default "deploy" */
  readonly runAs?: RunAs;
}

/** A topology's stacks, synthesized into a folder of their own and deployed to an emulated AWS of their own. */
export class Deployment extends StackRunner {
  private synthesized: readonly SynthesizedStack[] = [];

  private constructor(
    readonly emulator: Emulator,
    private readonly folder: string,
    private topology: string,
    tools: Tools,
    private readonly options: DeploymentOptions = {},
  ) {
    super(new Terraform(tools, emulator.environment(options.credentials)));
    this.synthesize();
  }

  /** @param complete writes into the file what is in the emulated AWS already. @default the file as it is */
  static async of(
    topologyFile: string,
    tools: Tools,
    complete: (topology: string, emulator: Emulator) => string | Promise<string> = (topology) => topology,
  ): Promise<Deployment> {
    const emulator = await Emulator.start(tools);
    try {
      const topology = await complete(readFileSync(topologyFile, "utf8"), emulator);
      return new Deployment(emulator, mkdtempSync(join(tmpdir(), "deployment-")), topology, tools);
    } catch (failure) {
      await emulator.stop();
      throw failure;
    }
  }

  /**
   * Stacks in an emulated AWS that is there already, and that others may use too.
   *
   * @param topology the file's text
   */
  static in(emulator: Emulator, topology: string, tools: Tools, options: DeploymentOptions = {}): Deployment {
    return new Deployment(emulator, mkdtempSync(join(tmpdir(), "deployment-")), topology, tools, options);
  }

  get stacks(): readonly SynthesizedStack[] {
    return this.synthesized;
  }

  /** Where the stacks were synthesized. */
  get outdir(): string {
    return join(this.folder, "cdktf.out");
  }

  /** Synthesizes another text of the topology in the place of the last. */
  edit(change: (topology: string) => string): void {
    this.topology = change(this.topology);
    this.synthesize();
  }

  /** What was synthesized, what Terraform keeps beside it, and the states that are in no bucket; by the files' paths. */
  files(): ReadonlyMap<string, string> {
    const files = readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return new Map(files.map((file) => [relative(this.folder, file), readFileSync(file, "utf8")]));
  }

  /** Ends the emulator; one that lacked a call, or failed one, has proved nothing. */
  async end(): Promise<void> {
    const complaints = this.emulator.complaints();
    await this.emulator.stop();
    this.remove();
    expect(complaints).toEqual([]);
  }

  /** Removes what was synthesized. */
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private synthesize(): void {
    const file = join(this.folder, "topology.yaml");
    writeFileSync(file, this.topology);
    synthesize([file], this.outdir, { runAs: this.options.runAs ?? "deploy" });
    this.synthesized = stacksIn(this.outdir);
  }
}
