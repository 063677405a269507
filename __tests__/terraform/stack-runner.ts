import { inDependencyOrder, type Plan, reversed, type SynthesizedStack, type Terraform } from "./harness";
import type { Records } from "./records";

/** Longer than any deployment takes whose every load balancer costs the provider a minute. Milliseconds. */
export const DEPLOYMENT_TIMEOUT = 900_000;

/** How many Terraform processes run at once, which mostly wait: as many as a scenario has consumers. */
const CONCURRENCY = 4;

/** Synthesized stacks, and Terraform to run them with. */
export abstract class StackRunner {
  #records: Records | undefined;

  /** @param terraform runs as whoever deploys */
  constructor(protected readonly terraform: Terraform) {}

  /** Keeps what Terraform tells programs of its plans from now on. */
  record(records: Records): void {
    this.#records = records;
  }

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
    if (this.#records === undefined) {
      await this.terraform.apply(folder);
      return;
    }
    const plan = this.#records.planOf(stack);
    await this.terraform.savePlan(folder, plan);
    const [told] = await Promise.all([
      this.terraform.showJson(folder, plan),
      this.terraform.apply(folder, plan),
    ]);
    this.#records.takePlan(stack, told);
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
    return this.planned(({ id, folder }) => this.secondPlan(id, folder, { lock: true }));
  }

  /** The same by somebody who may not even lock, and has not initialized the stacks before. */
  async changesSeenFromOutside(): Promise<string[]> {
    return this.planned(async ({ id, folder }) => {
      await this.terraform.init(folder);
      return this.secondPlan(id, folder, { lock: false });
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

  private async secondPlan(
    stack: string,
    folder: string,
    options: { readonly lock: boolean },
  ): Promise<Plan> {
    if (this.#records === undefined) return this.terraform.plan(folder, options);
    const file = this.#records.planOf(stack);
    const plan = await this.terraform.savePlan(folder, file, options);
    this.#records.takeSecondPlan(stack, await this.terraform.showJson(folder, file));
    return plan;
  }

  private async planned(plan: (stack: SynthesizedStack) => Promise<Plan>): Promise<string[]> {
    const changes: string[] = [];
    await inDependencyOrder(
      this.stacks.map((stack) => ({ ...stack, dependencies: [] })),
      async (stack) => {
        const answer = await plan(stack);
        if (answer.changes) changes.push(`${stack.id}:\n${answer.output}`);
      },
      CONCURRENCY,
    );
    return changes;
  }
}
