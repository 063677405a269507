import { mkdirSync, readdirSync } from "node:fs";
import { isSynthesized, MANIFEST, stackFolderNames } from "./manifest";
import { merge } from "./merge";
import { clean, restore, retire } from "./removed";
import { apply, assertAllowed, type Step } from "./step";

/**
 * Whether moving will succeed, asked while the output is still whole.
 * @throws OutputError when something in the output folder is in the way or may not be written
 */
export function assertMovable(source: string, outdir: string): void {
  assertAllowed(stepsOf(source, outdir));
}

/**
 * Moves a complete synthesized folder's files into the output folder. May be stopped anywhere and done again:
 * the manifest leaves the source last, and until then says what the output is to be.
 */
export function moveInto(source: string, outdir: string): void {
  // Without a manifest all is moved; a torn one is left by a power failure, and the next synth mends the output.
  if (!isSynthesized(source)) return;
  mkdirSync(outdir, { recursive: true });
  for (const step of stepsOf(source, outdir)) apply(step, source);
}

/** Each step is found when those before it are done. */
function* stepsOf(source: string, outdir: string): Generator<Step> {
  const stacks = stackFolderNames(source);
  // The names with a dot are the publication's own.
  const entries = readdirSync(source, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  yield* restore(source, outdir, stacks);
  for (const entry of entries.filter(({ name }) => name !== MANIFEST)) yield* merge(entry, source, outdir);
  yield* retire(outdir, stacks);
  yield* clean(outdir, stacks);
  for (const entry of entries.filter(({ name }) => name === MANIFEST)) yield* merge(entry, source, outdir);
}
