import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { types } from "node:util";
import { UsageError } from "./failure";

/**
 * Works in a folder among the system's temporary files, which is gone afterwards.
 * @throws UsageError when there can be none
 */
export function inScratchFolder<Result>(work: (folder: string) => Result): Result {
  const folder = makeFolder();
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "topology-"));
  } catch (error) {
    if (!types.isNativeError(error)) throw error;
    throw new UsageError(
      `no folder can be made in ${tmpdir()} (${error.message}); let TMPDIR name one that can be written to`,
    );
  }
}
