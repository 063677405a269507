import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap } from "../../cli/bootstrap";
import { type Emulator, stacksIn, type SynthesizedStack, Terraform, type Tools } from "./harness";
import { StackRunner } from "./stack-runner";

/** Owns nothing but the states. */
export const STATE_ACCOUNT = "999999999999";

/** A shipped scenario's text, with its states in a bucket of an account of their own. */
export function withSharedState(scenario: string, bucket: string): string {
  return scenario
    .replace("accounts:\n", `accounts:\n  states: "${STATE_ACCOUNT}"\n`)
    .replace(
      "roles:\n",
      `state: { backend: s3, bucket: ${bucket}, account: states }\nroles:\n  bootstrap: OrganizationAccountAccessRole\n`,
    );
}

/** What must be there before the stacks of a topology with its state in S3: the bucket, and each account's roles. */
export class Bootstrap extends StackRunner {
  readonly stacks: readonly SynthesizedStack[];
  private readonly folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  private readonly file = join(this.folder, "topology.yaml");
  private readonly outdir = join(this.folder, "bootstrap.out");

  /** @param topology the file's text */
  constructor(emulator: Emulator, topology: string, tools: Tools) {
    super(new Terraform(tools, emulator.environment()));
    writeFileSync(this.file, topology);
    bootstrap([this.file], this.outdir);
    this.stacks = stacksIn(this.outdir);
  }

  /** Lets the buckets be destroyed. */
  unprotect(): void {
    bootstrap([this.file], this.outdir, "off");
  }

  /** Removes what was synthesized. */
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
