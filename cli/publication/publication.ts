import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { isSynthesized } from "./manifest";
import { assertMovable, moveInto } from "./move";
import { isSystemError, OutputError, withSentences } from "./output-error";
import { assertUsable, namesIn, newStagingName, type Place, placeOf, stagingFolders } from "./place";
import { isRunning, ownMark, PROCESS_MARK, processIdOf, type ProcessMark } from "./processes";
import { withSignalsDeferred } from "./signals";

/** How long a synth waits for another one's publication, which takes well under a second, in milliseconds. */
const PATIENCE = 30_000;
const PAUSE = 20;

/**
 * Makes a fresh folder beside the output folder, on the same file system, to synthesize into.
 * @returns its path, to be given to {@link publish} or {@link discard}
 * @throws OutputError when the output folder cannot be written, is a file, or is not a synth's output
 */
export function createStaging(outdir: string): string {
  return withSentences(outdir, () => {
    const place = placeOf(outdir);
    assertUsable(place);
    const staging = newStagingName(place);
    mkdirSync(staging);
    return staging;
  });
}

/** Removes a staging folder that is not wanted. What cannot be deleted now is left to the next {@link recover}. */
export function discard(staging: string): void {
  try {
    rmSync(staging, { recursive: true, force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/**
 * Makes the output folder hold what was synthesized into `staging`, whatever happens meanwhile:
 *
 * 1. The complete staging folder is renamed to its ready name. Before that the old output is untouched, from
 *    then on the new one is owed.
 * 2. Its changed files are moved one by one, the manifest last. The folder is not swapped as a whole: a Terraform
 *    that runs in `stacks/x` finds its state by a path relative to that folder, and keeps `.terraform`, its lock
 *    file and plans there. The folder of a stack that is no more, and may still be deployed, goes to `removed/x`.
 * 3. The ready folder is renamed back to a staging name, and deleted.
 *
 * A process that dies in between leaves the ready folder behind; {@link recover} does the rest. Nothing is
 * flushed to the disk (fsync): a killed process loses nothing that it wrote, and after a power failure, where files
 * may be lost, the next synth compares bytes and mends them. It would cost seconds for a thousand stacks.
 * @throws OutputError when something is in the way or may not be written (the output is untouched then), or
 * another synth does not finish
 */
export function publish(staging: string, outdir: string): void {
  if (!isSynthesized(staging))
    throw new Error(`${staging} holds no manifest: call app.synth() before publishing`);
  withSentences(outdir, () => {
    const place = placeOf(outdir);
    writeFileSync(join(staging, newPublisherName()), "");
    do waitForOthers(place);
    while (!withSignalsDeferred(() => commit(staging, place)));
  });
}

/**
 * The first thing at every start: completes a publication whose process died, and removes what dead processes
 * left beside the output folder.
 * @throws OutputError when the publication cannot be completed
 */
export function recover(outdir: string): void {
  withSentences(outdir, () => {
    const place = placeOf(outdir);
    completeInterrupted(place);
    for (const { folder, maker } of stagingFolders(place)) {
      if (!isRunning(maker)) discard(folder);
    }
  });
}

/** Tries to become the one who publishes, and publishes. @returns false when another was first */
function commit(staging: string, place: Place): boolean {
  if (!renameUnlessTaken(staging, place.ready)) return false;
  try {
    assertMovable(place.ready, place.outdir);
  } catch (error) {
    renameSync(place.ready, staging);
    throw error;
  }
  complete(place);
  return true;
}

/** A folder cannot be renamed onto another one that is not empty, so of several processes one succeeds. */
function renameUnlessTaken(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error) && (error.code === "ENOTEMPTY" || error.code === "EEXIST")) return false;
    throw error;
  }
}

function complete(place: Place): void {
  moveInto(place.ready, place.outdir);
  const done = newStagingName(place);
  renameSync(place.ready, done);
  discard(done);
}

function waitForOthers(place: Place): void {
  const deadline = Date.now() + PATIENCE;
  while (lstatSync(place.ready, { throwIfNoEntry: false })) {
    if (completeInterrupted(place)) continue;
    if (Date.now() > deadline) throw stuck(place);
    // Publishing is synchronous from end to end, so that nothing of this process comes in between.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}

/** @returns false when another process is at it */
function completeInterrupted(place: Place): boolean {
  const publisher = publisherOf(place);
  // Publishing is synchronous, so a publication of this very process that is still there has failed.
  if (!publisher || (publisher.mark !== ownMark && isRunning(publisher.mark))) return false;
  return withSignalsDeferred(() => {
    if (!claim(join(place.ready, publisher.name), join(place.ready, newPublisherName()))) return false;
    complete(place);
    return true;
  });
}

/** Of all who find a dead publisher one succeeds in putting its name in the place of the dead one's. */
function claim(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return false;
    throw error;
  }
}

function newPublisherName(): string {
  return `.publisher-${ownMark}-${randomUUID()}`;
}

function publisherOf(place: Place): { name: string; mark: ProcessMark } | undefined {
  const form = new RegExp(`^\\.publisher-(${PROCESS_MARK})-`);
  for (const name of namesIn(place.ready)) {
    const mark = form.exec(name)?.[1];
    if (mark !== undefined) return { name, mark };
  }
  return undefined;
}

function stuck(place: Place): OutputError {
  const publisher = publisherOf(place);
  const who = publisher ? `process ${processIdOf(publisher.mark)}` : "another synth";
  return new OutputError(
    place.ready,
    `${who} has been publishing for more than ${PATIENCE / 1000} s`,
    "end it and run the command again",
  );
}
