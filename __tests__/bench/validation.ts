import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { isolatedEnvironment, providerInstallation } from "../terraform/harness/environment";
import { findTerraform, TERRAFORM_IS_MISSING } from "../terraform/harness/prerequisites";
import type { Usage } from "./measure";

/** Validates a stack, of which only the wall time is measured; or why that cannot be done here. */
export type Validation =
  | { readonly possible: true; readonly validate: () => Usage }
  | { readonly possible: false; readonly reason: string };

/**
 * Prepares a stack for `terraform validate`, with the real AWS provider.
 * @param folder of the stack
 */
export function prepareValidation(folder: string): Validation {
  const tools = findTerraform();
  if (tools === undefined) return { possible: false, reason: TERRAFORM_IS_MISSING };
  const environment = { ...isolatedEnvironment(), ...providerInstallation(tools) };
  const terraform = (...words: readonly string[]): { readonly good: boolean; readonly said: string } => {
    const { status, stderr } = spawnSync(tools.terraform, [...words, "-no-color"], {
      cwd: folder,
      env: environment,
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    });
    return { good: status === 0, said: stderr };
  };
  const init = terraform("init", "-backend=false", "-input=false");
  if (!init.good) return { possible: false, reason: `terraform init failed:\n${init.said}` };
  return {
    possible: true,
    validate: () => {
      const before = performance.now();
      const { good, said } = terraform("validate");
      const wall = (performance.now() - before) / 1000;
      if (!good) throw new Error(`terraform validate failed in ${folder}:\n${said}`);
      return { wall, cpu: NaN, memory: NaN, work: NaN };
    },
  };
}
