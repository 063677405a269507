import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const projectFolder = join(__dirname, "..", "..");

const PARTS = [
  "analysis",
  "cdktf.json",
  "cli",
  "main.ts",
  "modules",
  "package.json",
  "scenarios",
  "stacks",
  "tsconfig.json",
];

/** A project folder of its own, as a reader has it after `npm ci`. */
export function projectCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  for (const part of PARTS) cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  return folder;
}
