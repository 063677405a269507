import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformResource, TerraformStack } from "cdktf";
import type { Topology } from "../modules/topology";
import { AccountStack } from "../modules/wiring";
import { assemble, type IndexedTopology, type RunAs } from "../stacks/assembly";
import { withoutCreationStacks } from "./creation-stacks";
import { inScratchFolder } from "./scratch";

/** A stack that was made. */
export interface SynthesizedStack {
  readonly name: string;
  /** Missing for a contract, which lives in no account. */
  readonly account?: string;
  readonly resources: number;
  /** Stacks of one step can be deployed together, after those of all earlier steps; counted from 1. */
  readonly deployStep: number;
}

/** The stacks that were made of one topology. */
export interface TopologyStacks {
  readonly name: string;
  readonly file: string;
  /** In the order of deployment. */
  readonly stacks: readonly SynthesizedStack[];
}

/** Synthesizes topologies into a folder: stacks, manifest and index. @param runAs the role that Terraform assumes */
export function synthesizeStacks(
  topologies: readonly Topology[],
  folder: string,
  runAs: RunAs = "deploy",
): TopologyStacks[] {
  return withoutCreationStacks(() => {
    // The stack traces of annotations, which the manifest holds, would name this machine's paths.
    const app = new App({ outdir: folder, stackTraces: false });
    const byName = [...topologies].sort((left, right) => (left.name < right.name ? -1 : 1));
    const indexes = byName.map((topology) => [topology.name, assemble(app, topology, runAs)] as const);
    app.synth();
    const described: Record<string, IndexedTopology> = Object.fromEntries(
      indexes.map(([name, index]) => [name, index.describe(app)]),
    );
    writeFileSync(
      join(folder, "topology.json"),
      `${JSON.stringify({ version: 1, topologies: described }, null, 2)}\n`,
    );
    const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
    return topologies.map(({ name, file }) => ({
      name,
      file,
      stacks: describeStacks(stacks.filter((stack) => stack.node.id.startsWith(`${name}.`))),
    }));
  });
}

/** The names of the stacks that would be made of topologies. */
export function namesOfStacks(topologies: readonly Topology[]): ReadonlySet<string> {
  // An app makes its folder at once.
  return inScratchFolder((outdir) =>
    withoutCreationStacks(() => {
      const app = new App({ outdir, stackTraces: false });
      for (const topology of topologies) assemble(app, topology);
      const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
      return new Set(stacks.map(({ node }) => node.id));
    }),
  );
}

const HCL_SWITCH = "SYNTH_HCL_OUTPUT";

/** Whether cdktf-cli wants Terraform's native syntax: `cdktf synth --hcl`. */
export function isHclWanted(): boolean {
  return ["true", "1"].includes(process.env[HCL_SWITCH] ?? "");
}

/** Does synchronous work in which cdktf writes JSON; its own option for that yields to the environment variable. */
export function inJson<Result>(work: () => Result): Result {
  const before = process.env[HCL_SWITCH];
  if (before === undefined) return work();
  Reflect.deleteProperty(process.env, HCL_SWITCH);
  try {
    return work();
  } finally {
    process.env[HCL_SWITCH] = before;
  }
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
