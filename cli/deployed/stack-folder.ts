import { lstatSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { type Deployed, readLocalState, stateFolderOf } from "./state-file";
import { stacksWhoseStatesAreNamedIn } from "./state-names";
import { readTextFile } from "./text-file";

/** A folder with a stack's Terraform, as far as it tells what is deployed. */
export interface StackFolder {
  /** The account that it is deployed to; missing for a contract, which lives in none. */
  readonly account?: string;
  /** The stacks whose states its Terraform reads. */
  readonly reads: ReadonlySet<string>;
  readonly deployed: Deployed;
}

/** What a stack's Terraform is called, and where cdktf notes which backend it has. */
const FORMS = [
  { terraform: "cdk.tf.json", metadata: "cdk.tf.json" },
  { terraform: "cdk.tf", metadata: "metadata.json" },
];

const metadataSchema = z.object({ "//": z.object({ metadata: z.object({ backend: z.string() }) }) });

/** The names of the folders in a folder, without links. */
export function folderNamesIn(parent: string): string[] {
  if (!lstatSync(parent, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/**
 * Reads a stack's folder, which is called after the stack.
 * @param outdir the output folder that it belongs to
 * @returns undefined where no Terraform is in it
 */
export function readStackFolder(folder: string, outdir: string): StackFolder | undefined {
  for (const { terraform, metadata } of FORMS) {
    const read = readTextFile(join(folder, terraform));
    if (read.kind === "absent") continue;
    const text = read.kind === "text" ? read.text : "";
    const account = accountIn(text);
    return {
      reads: stacksWhoseStatesAreNamedIn(text),
      deployed: deployedFrom(folder, backendIn(join(folder, metadata)), outdir),
      ...(account === undefined ? {} : { account }),
    };
  }
  return undefined;
}

function deployedFrom(folder: string, backend: string | undefined, outdir: string): Deployed {
  const [own] = readdirSync(folder).filter((name) => /^(errored|terraform)\.tfstate/.test(name));
  if (own !== undefined)
    return { kind: "unknown", sentence: `its folder holds ${own}, a state that Terraform kept there` };
  if (backend === "local") return readLocalState(stateFolderOf(outdir), basename(folder));
  return {
    kind: "unknown",
    sentence:
      backend === undefined
        ? "its Terraform does not say where its state is kept"
        : `its state is kept in ${backend}, which is not asked; delete its folder when it is destroyed`,
  };
}

function backendIn(file: string): string | undefined {
  const read = readTextFile(file);
  if (read.kind !== "text") return undefined;
  try {
    return metadataSchema.parse(JSON.parse(read.text))["//"].metadata.backend;
  } catch {
    return undefined;
  }
}

/** Every provider of a stack is held to the stack's own account, in either syntax. */
function accountIn(text: string): string | undefined {
  return /"?allowed_account_ids"?\s*[:=]\s*\[\s*"(\d{12})"/.exec(text)?.[1];
}
