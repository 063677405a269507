import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { bootstrap } from "../../cli/bootstrap";
import {
  type Clients,
  type Emulator,
  stacksIn,
  type SynthesizedStack,
  Terraform,
  type Tools,
} from "./harness";
import { verdictOf } from "./iam-sample";
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

  /**
   * Applies everything, as far as deployments need it.
   *
   * @param bucket with the states, whose account's administrator `s3` is
   * @returns the end of the rest: the provider watches a bucket's lifecycle rules for most of a minute before it believes
   *   that they are there
   */
  async begin(bucket: string, { s3 }: Clients): Promise<{ readonly rest: Promise<void> }> {
    const bucketStack = `bootstrap.${bucket}`;
    const applying = { bucket: true };
    const rest = this.applyOne(bucketStack).finally(() => (applying.bucket = false));
    // Whoever waits for it later is told all the same.
    rest.catch(() => undefined);
    const roles = this.stacks.filter(({ id }) => id !== bucketStack);
    await Promise.all(roles.map(({ id }) => this.applyOne(id)));
    const policy = new GetBucketPolicyCommand({ Bucket: bucket });
    while (applying.bucket && (await verdictOf(s3.send(policy))) !== "allowed") await setTimeout(500);
    if (!applying.bucket) await rest;
    return { rest };
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
