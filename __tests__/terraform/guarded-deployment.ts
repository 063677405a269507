import { readFileSync } from "node:fs";
import { expect } from "@jest/globals";
import { Bootstrap, STATE_ACCOUNT, withSharedState } from "./bootstrap";
import { Deployment } from "./deployment";
import { type Clients, Emulator, type Tools } from "./harness";
import type { Records } from "./records";

/**
 * A scenario with its states in S3, deployed by its deploy roles and seen by its plan roles, in an emulated AWS that
 * enforces IAM.
 */
export class GuardedDeployment {
  private constructor(
    readonly emulator: Emulator,
    private readonly bootstrap: Bootstrap,
    private readonly bootstrapped: Promise<void>,
    /** As the deploy roles. */
    readonly deployment: Deployment,
    /** As the plan roles. */
    readonly planning: Deployment,
  ) {}

  /** Bootstraps the accounts of a scenario. @param name of a shipped scenario */
  static async of(name: string, tools: Tools): Promise<GuardedDeployment> {
    const emulator = await Emulator.start(tools, { enforceIam: true });
    const scenario = readFileSync(`scenarios/${name}.yaml`, "utf8");
    const bucket = `${name}-states`;
    const topology = withSharedState(scenario, bucket);
    const bootstrap = new Bootstrap(emulator, topology, tools);
    // An administrator of the state account: every role trusts it.
    const states = await emulator.clientsFor(STATE_ACCOUNT);
    const { credentials } = states;
    const { rest } = await bootstrap.begin(bucket, states);
    return new GuardedDeployment(
      emulator,
      bootstrap,
      rest,
      Deployment.in(emulator, topology, tools, { credentials }),
      Deployment.in(emulator, topology, tools, { credentials, runAs: "plan" }),
    );
  }

  /** Keeps what Terraform tells programs of the plans of both from now on. */
  record(records: Records): void {
    this.deployment.record(records);
    this.planning.record(records);
  }

  clientsFor(account: string): Promise<Clients> {
    return this.emulator.clientsFor(account);
  }

  /**
   * What was denied to the roles, but for the bucket's listing: Terraform looks for workspaces in it, and is content
   * without. https://github.com/hashicorp/terraform/pull/34511
   */
  denials(): string[] {
    const log = this.emulator.log();
    // The log is read as it is written: none of its lines would be a denial, were they written otherwise.
    for (const role of ["network-deploy", "network-plan"])
      expect(log.filter((line) => line.includes(` 200 to ${role}`))).not.toEqual([]);
    return log.filter(
      (line) => / 403 to network-(deploy|plan)/.test(line) && !line.includes(" s3 ListBucket 403 "),
    );
  }

  /** Ends the emulator; one that lacked a call, or failed one, has proved nothing. */
  async end(): Promise<void> {
    await this.bootstrapped;
    this.planning.remove();
    this.bootstrap.remove();
    await this.deployment.end();
  }
}
