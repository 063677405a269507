import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";

/** One change that brings the output folder nearer to what was synthesized. */
export type Step =
  | { readonly kind: "move"; readonly from: string; readonly to: string }
  | { readonly kind: "remove"; readonly path: string }
  /** A stack's folder gets another place in the output. */
  | { readonly kind: "relocate"; readonly from: string; readonly to: string; readonly leavesEmpty: boolean }
  /** A stack's folder goes, and leaves an empty one or none. */
  | { readonly kind: "retire"; readonly folder: string; readonly leavesEmpty: boolean }
  /** A folder goes if nothing is left in it. */
  | { readonly kind: "tidy"; readonly folder: string };

/** @param source what is being published; nothing of it is left in the end */
export function apply(step: Step, source: string): void {
  switch (step.kind) {
    case "move":
      renameSync(step.from, step.to);
      break;
    case "remove":
      rmSync(step.path, { recursive: true, force: true });
      break;
    case "relocate":
      mkdirSync(dirname(step.to), { recursive: true });
      renameSync(step.from, step.to);
      if (step.leavesEmpty) mkdirSync(step.from);
      break;
    case "retire":
      // One step instead of many, and it cannot fail halfway: what is inside is deleted when all is done.
      renameSync(step.folder, join(source, `.retired-${randomUUID()}`));
      if (step.leavesEmpty) mkdirSync(step.folder);
      break;
    case "tidy":
      if (readdirSync(step.folder).length === 0) rmdirSync(step.folder);
      break;
  }
}

/** @throws what the operating system says when one of the steps will not be allowed */
export function assertAllowed(steps: Iterable<Step>): void {
  const written = new Set([...steps].flatMap(writtenBy));
  for (const folder of written) {
    if (exists(folder)) accessSync(folder, constants.W_OK | constants.X_OK);
  }
}

function writtenBy(step: Step): string[] {
  switch (step.kind) {
    case "move":
      return [dirname(step.to)];
    case "remove":
      return [dirname(step.path)];
    case "relocate": {
      const parent = dirname(step.to);
      // Moving a folder to another parent writes its "..".
      return [step.from, dirname(step.from), exists(parent) ? parent : dirname(parent)];
    }
    case "retire":
      return [step.folder, dirname(step.folder)];
    case "tidy":
      return [dirname(step.folder)];
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
