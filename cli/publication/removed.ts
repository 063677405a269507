import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { folderNamesIn, readStackFolder } from "../deployed";
import { REMOVED, STACKS } from "./manifest";
import { mergeContent } from "./merge";
import { inTheWay } from "./output-error";
import type { Step } from "./step";

/*
 * A stack that is no more may still be deployed, and only its own Terraform can destroy it. So its folder is kept, as
 * deep below the project as before: the paths of its state and of those that it reads lead up from it.
 */

/** Stacks that are synthesized again get back what they had; the new files come into it first. */
export function* restore(source: string, outdir: string, stacks: ReadonlySet<string>): Generator<Step> {
  for (const name of folderNamesIn(join(outdir, REMOVED)).filter((each) => stacks.has(each))) {
    const from = join(outdir, REMOVED, name);
    const to = join(outdir, STACKS, name);
    const made = join(source, STACKS, name);
    if (!isFree(to)) yield { kind: "retire", folder: from, leavesEmpty: false };
    else if (lstatSync(made, { throwIfNoEntry: false })) {
      yield* mergeContent(made, from);
      yield { kind: "relocate", from, to, leavesEmpty: false };
    }
  }
}

/** The folders of stacks that are no more. Links are left alone, as cdktf-cli leaves them. */
export function* retire(outdir: string, stacks: ReadonlySet<string>): Generator<Step> {
  const leavesEmpty = isUnderCdktfCli();
  for (const name of folderNamesIn(join(outdir, STACKS)).filter((each) => !stacks.has(each))) {
    const folder = join(outdir, STACKS, name);
    if (leavesEmpty && readdirSync(folder).length === 0) continue;
    const deployed = readStackFolder(folder, outdir)?.deployed.kind ?? "nothing";
    if (deployed === "nothing") yield { kind: "retire", folder, leavesEmpty };
    else yield* keep(folder, join(outdir, REMOVED), name, leavesEmpty);
  }
}

/** Of the folders that were kept, those of stacks that have been destroyed. */
export function* clean(outdir: string, stacks: ReadonlySet<string>): Generator<Step> {
  const parent = join(outdir, REMOVED);
  if (!lstatSync(parent, { throwIfNoEntry: false })?.isDirectory()) return;
  const destroyed = folderNamesIn(parent)
    .filter((name) => !stacks.has(name))
    .map((name) => join(parent, name))
    .filter((folder) => readStackFolder(folder, outdir)?.deployed.kind === "nothing");
  for (const folder of destroyed) yield { kind: "retire", folder, leavesEmpty: false };
  yield { kind: "tidy", folder: parent };
}

function* keep(folder: string, parent: string, name: string, leavesEmpty: boolean): Generator<Step> {
  const to = join(parent, name);
  for (const path of [parent, to]) {
    const present = lstatSync(path, { throwIfNoEntry: false });
    if (present && !present.isDirectory()) throw inTheWay(path, "not a folder", "folder");
  }
  // What somebody copied there is older.
  if (lstatSync(to, { throwIfNoEntry: false })) yield { kind: "retire", folder: to, leavesEmpty: false };
  yield { kind: "relocate", from: folder, to, leavesEmpty };
}

/** Whether a folder can get this path: there is nothing, or what was left to cdktf-cli. */
function isFree(path: string): boolean {
  const present = lstatSync(path, { throwIfNoEntry: false });
  return !present || (present.isDirectory() && readdirSync(path).length === 0);
}

/**
 * cdktf-cli lists the stacks' folders before it runs the app and afterwards deletes those without a stack; it
 * fails with ENOENT when one is gone already. So it is left an empty folder to delete.
 * @see cdktf-cli 0.21, `SynthStack.synth`
 */
function isUnderCdktfCli(): boolean {
  return process.env["CDKTF_OUTDIR"] !== undefined;
}
