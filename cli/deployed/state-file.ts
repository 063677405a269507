import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { stacksWhoseStatesAreNamedIn } from "./state-names";
import { readTextFile } from "./text-file";

/** What there is of a stack in AWS, as far as its state tells. */
export type Deployed =
  | { readonly kind: "nothing" }
  /** @property reads the stacks whose states it was made from */
  | { readonly kind: "something"; readonly reads: ReadonlySet<string> }
  /** @property sentence why it is not known; not safe to print */
  | { readonly kind: "unknown"; readonly sentence: string };

const SUFFIX = ".tfstate";

/** What matters of a state. @see https://developer.hashicorp.com/terraform/language/state */
const stateSchema = z.object({
  version: z.literal(4),
  outputs: z.record(z.string(), z.unknown()).default({}),
  resources: z.array(z.object({ mode: z.string(), instances: z.array(z.unknown()) })).default([]),
});

/** The folder of the local states of an output folder's stacks: see `statePlace` in modules/wiring. */
export function stateFolderOf(outdir: string): string {
  return join(dirname(realPathOf(outdir)), "state");
}

/** What the states in a folder are called, without their suffix; none where that is no folder. */
export function localStateNames(stateFolder: string): string[] {
  if (!lstatSync(stateFolder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(stateFolder)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length));
}

/** What a stack's local state says. */
export function readLocalState(stateFolder: string, stack: string): Deployed {
  const folder = lstatSync(stateFolder, { throwIfNoEntry: false });
  if (folder && !folder.isDirectory()) return unknown("state: this is no folder, and links are not followed");
  const name = `${stack}${SUFFIX}`;
  const read = readTextFile(join(stateFolder, name));
  if (read.kind === "refused") return unknown(`state/${name}: ${read.sentence}`);
  const deployed = read.kind === "absent" ? NOTHING : deployedIn(read.text);
  if (deployed === undefined)
    return unknown(`state/${name}: this is no state that Terraform wrote; restore it from its backup`);
  // Terraform writes the first state only when it is done.
  return deployed.kind === "nothing" && isLocked(stateFolder, name)
    ? unknown(`state/${name}: Terraform is at work on it, or was ended before it was done`)
    : deployed;
}

const NOTHING: Deployed = { kind: "nothing" };

function deployedIn(text: string): Deployed | undefined {
  // Terraform makes an empty file to lock it.
  if (text.trim() === "") return NOTHING;
  const state = stateSchema.safeParse(jsonOf(text));
  if (!state.success) return undefined;
  const { outputs, resources } = state.data;
  // What was only looked up needs no destruction.
  const managed = resources.some(({ mode, instances }) => mode !== "data" && instances.length > 0);
  if (!managed && Object.keys(outputs).length === 0) return NOTHING;
  return { kind: "something", reads: stacksWhoseStatesAreNamedIn(text) };
}

function isLocked(stateFolder: string, name: string): boolean {
  return readTextFile(join(stateFolder, `.${name}.lock.info`)).kind !== "absent";
}

function unknown(sentence: string): Deployed {
  return { kind: "unknown", sentence };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Terraform goes up from the folder that it is really in. */
function realPathOf(outdir: string): string {
  try {
    return realpathSync(outdir);
  } catch {
    return resolve(outdir);
  }
}
