import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const projectFolder = join(__dirname, "..", "..");

/** What a reader may change. */
const OWN = ["cdktf.json", "package.json", "scenarios", "tsconfig.json"];
/** The program, which is compiled once for each path that it has. */
const SHARED = ["analysis", "cli", "main.ts", "modules", "node_modules", "stacks"];

/** A project folder of its own, as a reader has it after `npm ci`. */
export function projectCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  for (const part of OWN) cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
  for (const part of SHARED) symlinkSync(join(projectFolder, part), join(folder, part));
  return folder;
}
