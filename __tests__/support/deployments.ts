import { join } from "node:path";
import { z } from "zod";
import { type Deployment, linkStacks, type StackConfiguration } from "../../analysis/terraform";

const anyObject = z.record(z.string(), z.unknown());

/** What a file holds. @throws when it is no JSON object */
export function parseObject(text: string): Readonly<Record<string, unknown>> {
  return anyObject.parse(JSON.parse(text));
}

/** Stacks whose states, where they do not say otherwise, are those that `stateOf` tells. */
export function configurationsOf(stacks: Readonly<Record<string, object>>): readonly StackConfiguration[] {
  return Object.entries(stacks).map(([name, configuration]) => ({
    name,
    directory: join("/stacks", name),
    file: `stacks/${name}/cdk.tf.json`,
    // As a file would hold it.
    configuration: parseObject(JSON.stringify(configuration)),
  }));
}

/**
 * Links stacks.
 * @param stacks the Terraform JSON of each, by name
 * @throws with the sentences of what is wrong
 */
export function deploymentOf(stacks: Readonly<Record<string, object>>): Deployment {
  const linked = linkStacks(configurationsOf(stacks));
  if (linked.ok) return linked.deployment;
  throw new Error(linked.problems.map(({ file, sentence }) => `${file}: ${sentence}`).join("\n"));
}

/** The arguments of a `terraform_remote_state` that reads the state of a stack without a backend block. */
export function stateOf(stack: string): object {
  return { backend: "local", config: { path: `../${stack}/terraform.tfstate` } };
}
