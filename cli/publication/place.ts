import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { isSynthesized } from "./manifest";
import { isSystemError, OutputError } from "./output-error";
import { ownMark, PROCESS_MARK, type ProcessMark } from "./processes";

/** The output folder and what stands beside it while it is being made. */
export interface Place {
  readonly outdir: string;
  /** Under this name a complete output waits to be moved; at most one exists, so it is the lock as well. */
  readonly ready: string;
}

/** @throws OutputError when the output folder is a link that leads nowhere, or its path leads through a file */
export function placeOf(outdir: string): Place {
  // Renaming needs one file system, so a linked output folder is made where it really is.
  const real = realPathOf(resolve(outdir));
  return { outdir: real, ready: `${besides(real)}ready` };
}

/** A name for a folder of this process beside the output folder; whatever carries it may be deleted. */
export function newStagingName(place: Place): string {
  return `${besides(place.outdir)}staging-${ownMark}-${randomUUID()}`;
}

/** All staging folders beside the output folder, with the process that made them. */
export function stagingFolders(place: Place): { folder: string; maker: ProcessMark }[] {
  const parent = dirname(place.outdir);
  const form = new RegExp(`staging-(${PROCESS_MARK})-[0-9a-f-]{36}$`);
  return namesIn(parent)
    .filter((name) => join(parent, name).startsWith(`${besides(place.outdir)}staging-`))
    .flatMap((name) => {
      const maker = form.exec(name)?.[1];
      return maker === undefined ? [] : [{ folder: join(parent, name), maker }];
    });
}

/** What a synthesized folder has at its top, all of it written by a synth. */
const GENERATED = ["manifest.json", "removed", "stacks", "topology.json"];

/** @throws OutputError when the output folder could not be replaced without harm to something of the user's */
export function assertUsable({ outdir, ready }: Place): void {
  const parent = dirname(outdir);
  if (!statSync(parent, { throwIfNoEntry: false })) {
    throw new OutputError(parent, "this folder does not exist", `create it first, to have ${outdir} in it`);
  }
  const status = lstatSync(outdir, { throwIfNoEntry: false });
  if (!status) return;
  if (!status.isDirectory()) {
    throw new OutputError(outdir, "this is a file", "remove it, or choose another output folder");
  }
  if (status.dev !== statSync(parent).dev || parent === outdir) {
    throw new OutputError(outdir, "another file system is mounted here", "choose a folder inside it");
  }
  const taken = GENERATED.filter((name) => lstatSync(join(outdir, name), { throwIfNoEntry: false }));
  // A first output that another synth is just publishing has no manifest yet. Asked in this order, because the
  // ready folder appears before the first file and goes after the manifest is there.
  const inProgress = lstatSync(ready, { throwIfNoEntry: false }) !== undefined;
  if (taken.length > 0 && !inProgress && !isSynthesized(outdir)) {
    throw new OutputError(
      outdir,
      `it holds ${taken.join(" and ")}, but no manifest of cdktf, so this is not the output of a synth`,
      "remove it if it is of no use, or choose another output folder",
    );
  }
}

/** The names in a folder; none when it does not exist, or not any more. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return [];
    throw error;
  }
}

function besides(outdir: string): string {
  return join(dirname(outdir), `.${basename(outdir)}.`);
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== "ENOENT") throw error;
    if (!lstatSync(path, { throwIfNoEntry: false })) return path;
    throw new OutputError(path, "this link leads nowhere", "remove it, or create the folder it names");
  }
}
