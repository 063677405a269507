import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { synthesize } from "../../cli/synthesis";
import {
  Emulator,
  inDependencyOrder,
  reversed,
  stacksIn,
  type SynthesizedStack,
  Terraform,
  type Tools,
} from "./harness";

/** Longer than any deployment takes whose every load balancer costs the provider a minute. Milliseconds. */
export const DEPLOYMENT_TIMEOUT = 900_000;

/** How many Terraform processes run at once: they mostly wait. */
const CONCURRENCY = 3;

/** A topology's stacks, synthesized into a folder of their own and deployed to an emulated AWS of their own. */
export class Deployment {
  readonly stacks: readonly SynthesizedStack[];
  private readonly terraform: Terraform;

  private constructor(
    readonly emulator: Emulator,
    private readonly folder: string,
    tools: Tools,
  ) {
    this.stacks = stacksIn(join(folder, "cdktf.out"));
    this.terraform = new Terraform(tools, emulator.environment());
  }

  static async of(topologyFile: string, tools: Tools): Promise<Deployment> {
    const folder = mkdtempSync(join(tmpdir(), "deployment-"));
    const file = join(folder, "topology.yaml");
    cpSync(topologyFile, file);
    synthesize([file], join(folder, "cdktf.out"));
    return new Deployment(await Emulator.start(tools), folder, tools);
  }

  /** Initializes and applies every stack, in order. @param after called when a stack has been applied */
  async apply(after: (stack: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await inDependencyOrder(
      this.stacks,
      async ({ id, folder }) => {
        await this.terraform.init(folder);
        await this.terraform.apply(folder);
        await after(id);
      },
      CONCURRENCY,
    );
  }

  /** What a second plan of every stack would change: nothing, if the emulator answers and we ask as AWS does. */
  async changes(): Promise<string[]> {
    const changes: string[] = [];
    await inDependencyOrder(
      this.stacks.map((stack) => ({ ...stack, dependencies: [] })),
      async ({ id, folder }) => {
        const plan = await this.terraform.plan(folder);
        if (plan.changes) changes.push(`${id}:\n${plan.output}`);
      },
    );
    return changes;
  }

  async destroy(): Promise<void> {
    await inDependencyOrder(
      reversed(this.stacks),
      ({ folder }) => this.terraform.destroy(folder),
      CONCURRENCY,
    );
  }

  async outputs(stack: string): Promise<Record<string, unknown>> {
    return this.terraform.outputs(this.folderOf(stack));
  }

  folderOf(stack: string): string {
    const found = this.stacks.find(({ id }) => id === stack);
    if (found === undefined)
      throw new Error(`no stack ${stack}; there are ${this.stacks.map(({ id }) => id).join(", ")}`);
    return found.folder;
  }

  /** Ends the emulator; one that lacked a call, or failed one, has proved nothing. */
  async end(): Promise<void> {
    const complaints = this.emulator.complaints();
    await this.emulator.stop();
    rmSync(this.folder, { recursive: true });
    expect(complaints).toEqual([]);
  }
}
