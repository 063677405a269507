import {
  accessSync,
  constants,
  type Dirent,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { isSynthesized, MANIFEST, stackFolderNames, STACKS } from "./manifest";
import { OutputError } from "./output-error";

/** One change that brings the output folder nearer to what was synthesized. */
type Step =
  | { readonly kind: "move"; readonly from: string; readonly to: string }
  | { readonly kind: "remove"; readonly path: string }
  | { readonly kind: "retire"; readonly folder: string };

/** The files of the other format: Terraform reads every `*.tf` and `*.tf.json`, and both would define all twice. */
const SUPERSEDES = new Map([
  ["cdk.tf.json", ["cdk.tf", "metadata.json"]],
  ["cdk.tf", ["cdk.tf.json"]],
]);

/**
 * Whether moving will succeed, asked while the output is still whole.
 * @throws OutputError when something in the output folder is in the way or may not be written
 */
export function assertMovable(source: string, outdir: string): void {
  const written = new Set<string>();
  for (const step of stepsOf(source, outdir)) {
    // Moving a folder to another parent writes its "..".
    if (step.kind === "retire") written.add(step.folder);
    written.add(dirname(targetOf(step)));
  }
  for (const folder of written) {
    if (lstatSync(folder, { throwIfNoEntry: false })) accessSync(folder, constants.W_OK | constants.X_OK);
  }
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

function* stepsOf(source: string, outdir: string): Generator<Step> {
  const stacks = stackFolderNames(source);
  // The names with a dot are the publication's own.
  const entries = readdirSync(source, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  for (const entry of entries.filter(({ name }) => name !== MANIFEST)) yield* merge(entry, source, outdir);
  yield* retire(join(outdir, STACKS), stacks);
  for (const entry of entries.filter(({ name }) => name === MANIFEST)) yield* merge(entry, source, outdir);
}

function* merge(entry: Dirent, source: string, target: string): Generator<Step> {
  const from = join(source, entry.name);
  const to = join(target, entry.name);
  const present = lstatSync(to, { throwIfNoEntry: false });
  if (!entry.isDirectory()) {
    if (present?.isDirectory()) throw inTheWay(to, "a folder", "file");
    yield* superseded(entry.name, target);
    // What did not change is not touched: neither a watcher nor Terraform's caches are disturbed.
    if (!present?.isFile() || !sameBytes(from, to)) yield { kind: "move", from, to };
  } else if (!present) {
    yield { kind: "move", from, to };
  } else {
    if (!present.isDirectory()) throw inTheWay(to, "not a folder", "folder");
    for (const child of readdirSync(from, { withFileTypes: true })) yield* merge(child, from, to);
  }
}

function* superseded(name: string, folder: string): Generator<Step> {
  for (const other of SUPERSEDES.get(name) ?? []) {
    const path = join(folder, other);
    if (lstatSync(path, { throwIfNoEntry: false })) yield { kind: "remove", path };
  }
}

/** The folders of stacks that are no more. Links are left alone, as cdktf-cli leaves them. */
function* retire(folder: string, stacks: ReadonlySet<string>): Generator<Step> {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const orphan = join(folder, entry.name);
    if (!entry.isDirectory() || stacks.has(entry.name) || isLeftToCdktfCli(orphan)) continue;
    yield { kind: "retire", folder: orphan };
  }
}

function apply(step: Step, source: string): void {
  switch (step.kind) {
    case "move":
      renameSync(step.from, step.to);
      break;
    case "remove":
      rmSync(step.path, { recursive: true, force: true });
      break;
    case "retire":
      // One step instead of many, and it cannot fail halfway: what is inside is deleted when all is done.
      renameSync(step.folder, join(source, `.retired-${randomUUID()}`));
      if (underCdktfCli()) mkdirSync(step.folder);
      break;
  }
}

/**
 * cdktf-cli lists the stacks' folders before it runs the app and afterwards deletes those without a stack; it
 * fails with ENOENT when one is gone already. So it is left an empty folder to delete.
 * @see cdktf-cli 0.21, `SynthStack.synth`
 */
function isLeftToCdktfCli(folder: string): boolean {
  return underCdktfCli() && readdirSync(folder).length === 0;
}

function underCdktfCli(): boolean {
  return process.env["CDKTF_OUTDIR"] !== undefined;
}

function targetOf(step: Step): string {
  switch (step.kind) {
    case "move":
      return step.to;
    case "remove":
      return step.path;
    case "retire":
      return step.folder;
  }
}

function sameBytes(one: string, other: string): boolean {
  const same = lstatSync(one).size === lstatSync(other).size;
  return same && readFileSync(one).equals(readFileSync(other));
}

function inTheWay(path: string, is: string, expected: string): OutputError {
  return new OutputError(path, `this is ${is}, where a synth writes a ${expected}`, "move it elsewhere");
}
