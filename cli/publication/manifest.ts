import { lstatSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";

export const MANIFEST = "manifest.json";
export const STACKS = "stacks";
/** Where the folders of stacks go that are no more, and may still be deployed. */
export const REMOVED = "removed";

const manifestSchema = z.object({
  version: z.string(),
  stacks: z.record(z.string(), z.object({ workingDirectory: z.string() })),
});

/** The names of the folders below `stacks` that a synthesized folder's manifest speaks of. @throws when it has none */
export function stackFolderNames(synthesized: string): Set<string> {
  const path = join(synthesized, MANIFEST);
  // Nobody writes to a pipe that stands there, and a link may lead out of the project.
  if (!lstatSync(path).isFile()) throw new Error(`${path} is no regular file`);
  const { stacks } = manifestSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  return new Set(Object.values(stacks).map((stack) => basename(stack.workingDirectory)));
}

/** Whether a folder has a manifest as cdktf writes it. */
export function isSynthesized(folder: string): boolean {
  try {
    stackFolderNames(folder);
    return true;
  } catch {
    return false;
  }
}
