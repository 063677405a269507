import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { loadTopologies, type Topology } from "../modules/topology";
import { AccountStack } from "../modules/wiring";
import { assemble, type IndexedTopology } from "../stacks/assembly";
import { withoutCreationStacks } from "./creation-stacks";
import { InputError, UsageError } from "./failure";
import { synthesizeInto } from "./publication";

/** A stack that was made. */
export interface SynthesizedStack {
  readonly name: string;
  /** Missing for a contract, which lives in no account. */
  readonly account?: string;
  readonly resources: number;
  /** Stacks of one step can be deployed together, after those of all earlier steps; counted from 1. */
  readonly deployStep: number;
}

export interface SynthesizedTopology {
  readonly name: string;
  readonly file: string;
  /** In the order of deployment. */
  readonly stacks: readonly SynthesizedStack[];
}

const SCENARIOS = "scenarios";

/** The topology files of the project. @throws UsageError when there are none */
export function scenarioFiles(): string[] {
  let names: string[];
  try {
    names = readdirSync(SCENARIOS);
  } catch {
    throw new UsageError(`there is no folder ${SCENARIOS}; run this in the project's folder`);
  }
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0)
    throw new UsageError(`${SCENARIOS} holds no topology; put one there, like ${SCENARIOS}/web.yaml`);
  return files.map((name) => join(SCENARIOS, name));
}

/**
 * Makes the Terraform of topology files. The output is published whole or not at all.
 * @throws InputError when a file is wrong, OutputError when the output cannot be written
 */
export function synthesize(files: readonly string[], outdir: string): SynthesizedTopology[] {
  const topologies = readTopologies(files);
  return synthesizeInto(outdir, (staging) =>
    withoutCreationStacks(() => synthesizeStaging(topologies, staging)),
  );
}

/** @throws InputError when a file is wrong */
export function readTopologies(files: readonly string[]): readonly Topology[] {
  const loaded = loadTopologies(files);
  if (!loaded.ok) throw new InputError(loaded.problems);
  return loaded.topologies;
}

function synthesizeStaging(topologies: readonly Topology[], staging: string): SynthesizedTopology[] {
  // The stack traces of annotations, which the manifest holds, would name this machine's paths.
  const app = new App({ outdir: staging, stackTraces: false });
  const byName = [...topologies].sort((left, right) => (left.name < right.name ? -1 : 1));
  const indexes = byName.map((topology) => [topology.name, assemble(app, topology)] as const);
  app.synth();
  const described: Record<string, IndexedTopology> = Object.fromEntries(
    indexes.map(([name, index]) => [name, index.describe(app)]),
  );
  writeFileSync(
    join(staging, "topology.json"),
    `${JSON.stringify({ version: 1, topologies: described }, null, 2)}\n`,
  );
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  return topologies.map(({ name, file }) => ({
    name,
    file,
    stacks: describeStacks(stacks.filter((stack) => stack.node.id.startsWith(`${name}.`))),
  }));
}

function describeStacks(stacks: readonly TerraformStack[]): SynthesizedStack[] {
  const steps = new Map<TerraformStack, number>();
  const stepOf = (stack: TerraformStack): number => {
    const known = steps.get(stack);
    if (known !== undefined) return known;
    const step = 1 + Math.max(0, ...stack.dependencies.map(stepOf));
    steps.set(stack, step);
    return step;
  };
  return stacks
    .map((stack) => ({
      name: stack.node.id,
      ...(stack instanceof AccountStack ? { account: stack.account } : {}),
      resources: stack.node.findAll().filter((construct) => TerraformResource.isTerraformResource(construct))
        .length,
      deployStep: stepOf(stack),
    }))
    .sort((left, right) => left.deployStep - right.deployStep || (left.name < right.name ? -1 : 1));
}
