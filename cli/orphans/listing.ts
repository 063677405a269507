import { types } from "node:util";
import { join } from "node:path";
import {
  type Deployed,
  folderNamesIn,
  localStateNames,
  readLocalState,
  readStackFolder,
  stateFolderOf,
} from "../deployed";
import { OutputError, REMOVED, STACKS } from "../publication";
import { destroySteps, obstaclesOf, type ReadingStack } from "./order";
import type { Orphan } from "./orphan";

/** What there is of a stack that is not synthesized. */
interface Leftover extends ReadingStack, Pick<Orphan, "folder" | "account"> {
  readonly deployed: Deployed;
}

/** `<topology>.<entry>[.<part>]`, of names as topology files have them, and `bootstrap.<bucket>[.<account>]`. */
const STACK_ID = /^(?=.{1,200}$)[a-z](?:-?[a-z0-9])*(?:\.[a-z0-9](?:-?[a-z0-9])*)+$/;

/** What begins the names of the stacks for buckets and roles, which are in an output folder of their own. */
export const BOOTSTRAP = "bootstrap";

/**
 * The stacks that are in an output folder or have a local state, that no topology makes any more, and that are not known
 * to be destroyed, by step and name. Nothing outside the output folder and the folder of states is read.
 * @param outdir an output folder as the last synth left it, or where there is none yet
 * @param synthesized the stacks of the topologies as they are now
 * @param isAsked whether a topology's stacks are to be told. @default those of all, also of one whose file is gone, but
 * not the bootstrap's
 * @throws OutputError when a folder cannot be read
 */
export function orphansOf(
  outdir: string,
  synthesized: ReadonlySet<string>,
  isAsked: (topology: string) => boolean = (topology) => topology !== BOOTSTRAP,
): Orphan[] {
  return withSentence(() => {
    const leftovers = leftoversIn(outdir, (stack) => !synthesized.has(stack) && isAsked(topologyOf(stack)));
    return leftovers.length === 0 ? [] : inOrder(leftovers, readingsOf(outdir, synthesized));
  });
}

/** An orphan as it is when the output folder has been published: the Terraform of stacks that are no more is kept. */
export function asPublished(orphan: Orphan): Orphan {
  return orphan.folder === undefined ? orphan : { ...orphan, folder: join(REMOVED, orphan.stack) };
}

function inOrder(leftovers: readonly Leftover[], staying: readonly ReadingStack[]): Orphan[] {
  const steps = destroySteps(leftovers);
  const obstacles = obstaclesOf(leftovers, staying);
  const names = new Set(staying.map(({ stack }) => stack));
  return leftovers
    .map(({ stack, folder, account, deployed }) => ({
      stack,
      ...rejectedBy(stack, names),
      step: steps.get(stack) ?? 1,
      ...(folder === undefined ? {} : { folder }),
      ...(account === undefined ? {} : { account }),
      ...(deployed.kind === "unknown" ? { doubt: deployed.sentence } : {}),
      obstacles: obstacles.get(stack) ?? [],
    }))
    .sort((left, right) => left.step - right.step || (left.stack < right.stack ? -1 : 1));
}

function leftoversIn(outdir: string, isAsked: (stack: string) => boolean): Leftover[] {
  const found = new Map<string, Leftover>();
  const add = (leftover: Leftover | undefined): void => {
    if (leftover !== undefined) found.set(leftover.stack, leftover);
  };
  const isOurs = (stack: string): boolean => STACK_ID.test(stack) && isAsked(stack);
  for (const stack of localStateNames(stateFolderOf(outdir)).filter(isOurs)) {
    const deployed = readLocalState(stateFolderOf(outdir), stack);
    add({ stack, deployed, reads: deployed.kind === "something" ? deployed.reads : new Set() });
  }
  // A folder in stacks/ is newer than one of the same name in removed/.
  for (const parent of [REMOVED, STACKS])
    for (const stack of folderNamesIn(join(outdir, parent)).filter(isOurs))
      add(inFolder(outdir, join(parent, stack), stack));
  return [...found.values()].filter(({ deployed }) => deployed.kind !== "nothing");
}

/** @returns undefined where there is no Terraform */
function inFolder(outdir: string, folder: string, stack: string): Leftover | undefined {
  const read = readStackFolder(join(outdir, folder), outdir);
  if (read === undefined) return undefined;
  const { deployed, reads, account } = read;
  const all = new Set([...reads, ...(deployed.kind === "something" ? deployed.reads : [])]);
  return { stack, folder, deployed, reads: all, ...(account === undefined ? {} : { account }) };
}

/** What stacks read as they are deployed; where nobody can tell, as their Terraform says. */
function readingsOf(outdir: string, stacks: ReadonlySet<string>): ReadingStack[] {
  return [...stacks].map((stack) => {
    const read = readStackFolder(join(outdir, STACKS, stack), outdir);
    const deployed = read?.deployed ?? readLocalState(stateFolderOf(outdir), stack);
    switch (deployed.kind) {
      case "something":
        return { stack, reads: deployed.reads };
      case "nothing":
        return { stack, reads: new Set<string>() };
      case "unknown":
        return { stack, reads: read?.reads ?? new Set<string>() };
    }
  });
}

/** The consumer of an acceptance, `<topology>.<provider>.accept-<consumer>`, where it stays. */
function rejectedBy(stack: string, staying: ReadonlySet<string>): Pick<Orphan, "rejects"> {
  const [, topology, consumer] = /^([^.]+)\.[^.]+\.accept-([^.]+)$/.exec(stack) ?? [];
  const rejects = `${topology}.${consumer}`;
  return staying.has(rejects) ? { rejects } : {};
}

function topologyOf(stack: string): string {
  return stack.split(".")[0] ?? stack;
}

function withSentence<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!types.isNativeError(error) || !("path" in error) || typeof error.path !== "string") throw error;
    throw new OutputError(
      error.path,
      `this cannot be read, so that nobody knows what is deployed (${error.message})`,
      "let it be read by the user who runs this",
      { cause: error },
    );
  }
}
