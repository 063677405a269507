import { inDependencyOrder, reversed, type SynthesizedStack, type Terraform } from "./harness";

/** Longer than any deployment takes whose every load balancer costs the provider a minute. Milliseconds. */
export const DEPLOYMENT_TIMEOUT = 900_000;

/** How many Terraform processes run at once, which mostly wait: as many as a scenario has consumers. */
const CONCURRENCY = 4;

/** Synthesized stacks, and Terraform to run them with. */
export abstract class StackRunner {
  /** @param terraform runs as whoever deploys */
  constructor(protected readonly terraform: Terraform) {}

  abstract get stacks(): readonly SynthesizedStack[];

  /** Initializes and applies every stack, in order. @param after called when a stack has been applied */
  async apply(after: (stack: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await inDependencyOrder(
      this.stacks,
      async ({ id }) => {
        await this.applyOne(id);
        await after(id);
      },
      CONCURRENCY,
    );
  }

  /** Initializes and applies one stack, whatever it depends on. @throws TerraformFailure */
  async applyOne(stack: string): Promise<void> {
    const folder = this.folderOf(stack);
    await this.terraform.init(folder);
    await this.terraform.apply(folder);
  }

  /** Takes every stack's state from where it was when it was last initialized to where it is to be now. */
  async migrateStates(): Promise<void> {
    for (const { folder } of this.stacks)
      await this.terraform.init(folder, { backend: true, migrateState: true });
  }

  async destroyOne(stack: string): Promise<void> {
    await this.terraform.destroy(this.folderOf(stack));
  }

  /** What a second plan of every stack would change: nothing, if the emulator answers and we ask as AWS does. */
  async changes(): Promise<string[]> {
    return this.planned((folder) => this.terraform.plan(folder));
  }

  /** The same by somebody who may not even lock, and has not initialized the stacks before. */
  async changesSeenFromOutside(): Promise<string[]> {
    return this.planned(async (folder) => {
      await this.terraform.init(folder);
      return this.terraform.plan(folder, { lock: false });
    });
  }

  async destroy(): Promise<void> {
    await inDependencyOrder(
      reversed(this.stacks),
      ({ folder }) => this.terraform.destroy(folder),
      CONCURRENCY,
    );
  }

  /** What a stack's state holds, as Terraform shows it to people. */
  async show(stack: string): Promise<string> {
    return this.terraform.show(this.folderOf(stack));
  }

  /** Everything that Terraform has printed so far. */
  get transcript(): string {
    return this.terraform.transcript;
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

  private async planned(plan: (folder: string) => ReturnType<Terraform["plan"]>): Promise<string[]> {
    const changes: string[] = [];
    await inDependencyOrder(
      this.stacks.map((stack) => ({ ...stack, dependencies: [] })),
      async ({ id, folder }) => {
        const answer = await plan(folder);
        if (answer.changes) changes.push(`${id}:\n${answer.output}`);
      },
      CONCURRENCY,
    );
    return changes;
  }
}
