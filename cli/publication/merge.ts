import { type Dirent, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inTheWay } from "./output-error";
import type { Step } from "./step";

/** The files of the other format: Terraform reads every `*.tf` and `*.tf.json`, and both would define all twice. */
const SUPERSEDES = new Map([
  ["cdk.tf.json", ["cdk.tf", "metadata.json"]],
  ["cdk.tf", ["cdk.tf.json"]],
]);

/**
 * Brings what was synthesized, a file or a folder, into a folder of the output. What else is there stays.
 * @throws OutputError when something is in the way
 */
export function* merge(entry: Dirent, source: string, target: string): Generator<Step> {
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
    yield* mergeContent(from, to);
  }
}

/** The same with what is in a folder. */
export function* mergeContent(source: string, target: string): Generator<Step> {
  for (const child of readdirSync(source, { withFileTypes: true })) yield* merge(child, source, target);
}

function* superseded(name: string, folder: string): Generator<Step> {
  for (const other of SUPERSEDES.get(name) ?? []) {
    const path = join(folder, other);
    if (lstatSync(path, { throwIfNoEntry: false })) yield { kind: "remove", path };
  }
}

function sameBytes(one: string, other: string): boolean {
  const same = lstatSync(one).size === lstatSync(other).size;
  return same && readFileSync(one).equals(readFileSync(other));
}
