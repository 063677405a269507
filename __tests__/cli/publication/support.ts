import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

/** What a synth writes, as far as publishing is concerned. */
export interface Output {
  readonly format: "json" | "hcl";
  /** Stack name to what its configuration says. */
  readonly stacks: Readonly<Record<string, string>>;
}

/** Path to content; folders end with a slash and have none. */
export type Tree = Readonly<Record<string, string>>;

/** The files of an output as cdktf lays them out. */
export function filesOf({ format, stacks }: Output): Tree {
  const main = format === "json" ? "cdk.tf.json" : "cdk.tf";
  const described: Record<string, object> = {};
  for (const name of Object.keys(stacks)) {
    const workingDirectory = `stacks/${name}`;
    described[name] = { name, workingDirectory, synthesizedStackPath: `${workingDirectory}/${main}` };
  }
  const files: Record<string, string> = {
    "manifest.json": JSON.stringify({ version: "0.21.0", stacks: described }),
    "topology.json": JSON.stringify(stacks),
  };
  for (const [name, content] of Object.entries(stacks)) {
    const metadata = JSON.stringify({ "//": { metadata: { backend: "local" } }, content });
    files[`stacks/${name}/${main}`] = format === "json" ? metadata : content;
    if (format === "hcl") files[`stacks/${name}/metadata.json`] = metadata;
  }
  return files;
}

/** An output of some stacks that all say the same, so that a mixture of two shows; the format varies with it. */
export function outputOf(content: string): Output {
  const names = Array.from({ length: 12 }, (_, index) => `shop.${index}`);
  // One stack of its own, so that stacks come and go.
  const stacks = Object.fromEntries([...names, `only.${content}`].map((name) => [name, content.repeat(100)]));
  return { format: content < "B" ? "json" : "hcl", stacks };
}

export function write(folder: string, files: Tree): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Everything below a folder; undefined when there is no such folder. Links are not followed. */
export function read(folder: string): Tree | undefined {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return undefined;
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (entry.isDirectory()) tree[`${name}/`] = "";
    else tree[name] = entry.isFile() ? readFileSync(path, "utf8") : "link";
  }
  return tree;
}

/** The same tree with the folders its files are in, as {@link read} gives it. */
export function withFolders(files: Tree): Tree {
  const folders: Record<string, string> = {};
  for (const path of Object.keys(files)) {
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) folders[`${folder}/`] = "";
  }
  return { ...folders, ...files };
}

/** Runs a test's body in a folder of its own. */
export function inTemporaryFolder<Result>(body: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "publication-"));
  try {
    return body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The names beside the output folder that a publication left. */
export function leftovers(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith(".cdktf.out."));
}
