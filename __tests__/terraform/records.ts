import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** What Terraform tells programs of stacks, a file for each stack, called after it. */
export class Records {
  readonly folder = mkdtempSync(join(tmpdir(), "records-"));
  /** Of plans made before the stacks were applied. */
  readonly plans = this.subfolder("plans");
  /** Of plans made after all of them were applied. */
  readonly secondPlans = this.subfolder("second-plans");
  /** Of the states that these found, with what AWS had by then. */
  readonly states = this.subfolder("states");

  /** Where a stack's plan is saved until it is told. */
  planOf(stack: string): string {
    return join(this.folder, `${stack}.tfplan`);
  }

  /** @param told by `terraform show -json` of a plan */
  takePlan(stack: string, told: string): void {
    writeFileSync(join(this.plans, `${stack}.json`), told);
  }

  /** @param told as above */
  takeSecondPlan(stack: string, told: string): void {
    const { prior_state: state } = secondPlan.parse(JSON.parse(told));
    writeFileSync(join(this.secondPlans, `${stack}.json`), told);
    writeFileSync(join(this.states, `${stack}.json`), JSON.stringify(state));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private subfolder(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    return folder;
  }
}

/**
 * A plan holds the state that it found and refreshed, as `terraform show -json` prints states.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
const secondPlan = z.object({ prior_state: z.looseObject({ format_version: z.string() }) });
