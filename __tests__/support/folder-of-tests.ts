import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";

/**
 * Makes a folder that is removed after all tests of the file. For what writes the same names over and over: to make and
 * remove a folder each time takes the file system longer than many a test.
 */
export function folderOfTests(): string {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}
