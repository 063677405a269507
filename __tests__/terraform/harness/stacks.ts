import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A synthesized stack, as the manifest of its folder names it. */
export interface SynthesizedStack {
  readonly id: string;
  /** Where its Terraform is. */
  readonly folder: string;
  /** Ids of the stacks that are applied before this one. */
  readonly dependencies: readonly string[];
}

const manifestSchema = z.object({
  stacks: z.record(
    z.string(),
    z.object({
      name: z.string(),
      workingDirectory: z.string(),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

/** The stacks of a synthesized folder. */
export function stacksIn(outputFolder: string): SynthesizedStack[] {
  const manifest = manifestSchema.parse(
    JSON.parse(readFileSync(join(outputFolder, "manifest.json"), "utf8")),
  );
  return Object.values(manifest.stacks).map(({ name, workingDirectory, dependencies }) => ({
    id: name,
    folder: join(outputFolder, workingDirectory),
    dependencies,
  }));
}

/** The same stacks, each after those that depend on it: the order to destroy them in. */
export function reversed(stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  return stacks.map((stack) => ({
    ...stack,
    dependencies: stacks.filter(({ dependencies }) => dependencies.includes(stack.id)).map(({ id }) => id),
  }));
}

/**
 * Does something with every stack once it is done with the stacks it depends on, several at a time.
 *
 * @param concurrency how many at once. @default 2
 * @throws what the first failing task threw, when those already running have ended; nothing is started after it.
 *   Also when the dependencies go in a circle, or name a stack that is not there.
 */
export async function inDependencyOrder(
  stacks: readonly SynthesizedStack[],
  task: (stack: SynthesizedStack) => Promise<unknown>,
  concurrency = 2,
): Promise<void> {
  const waiting = new Set(stacks);
  const running = new Set<Promise<void>>();
  const done = new Set<string>();
  const failures: unknown[] = [];

  const start = (stack: SynthesizedStack): void => {
    waiting.delete(stack);
    const run = task(stack)
      .then(
        () => done.add(stack.id),
        (failure: unknown) => failures.push(failure),
      )
      .then(() => void running.delete(run));
    running.add(run);
  };

  while (waiting.size > 0 || running.size > 0) {
    const ready = [...waiting].filter(({ dependencies }) => dependencies.every((id) => done.has(id)));
    if (failures.length === 0) {
      ready.slice(0, concurrency - running.size).forEach(start);
    }
    if (running.size === 0) {
      break;
    }
    await Promise.race(running);
  }
  if (failures.length > 0) {
    throw failures[0];
  }
  if (waiting.size > 0) {
    const ids = [...waiting].map(({ id }) => id).join(", ");
    throw new Error(`${ids}: waiting for stacks that are not there, or for each other`);
  }
}
