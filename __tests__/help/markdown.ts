import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../support/project";

/** The README and the pages of help/, by their path in the project. */
export const pages: readonly string[] = [
  "README.md",
  ...readdirSync(join(projectFolder, "help"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("help", name)),
];

export function readPage(page: string): string {
  return readFileSync(join(projectFolder, page), "utf8");
}

/** The parts of a page that begin with a heading of the second level, without what stands before the first. */
export function sectionsOf(page: string): string[] {
  return readPage(page)
    .split(/^(?=## )/m)
    .slice(1);
}

/** The fenced blocks of a text whose info string is exactly `info`, without their indentation. */
export function blocksOf(text: string, info: string): string[] {
  const fence = new RegExp(`^( *)\`\`\`${info}\\n([\\s\\S]*?)^\\1\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map(([, indentation = "", body = ""]) =>
    body.replaceAll(new RegExp(`^${indentation}`, "gm"), ""),
  );
}

/** The command lines of a text's blocks that are marked `sh <mark>`. */
export function commandsOf(text: string, mark: "run" | "emulator" | "plan"): string[] {
  return blocksOf(text, `sh ${mark}`).flatMap((block) => block.split("\n").filter((line) => line !== ""));
}

/** What a text says to write into files: the keys of its blocks that are marked `yaml <path>`, by path. */
export function keysByFile(text: string): [file: string, keys: string][] {
  const files = [...text.matchAll(/^ *```yaml (\S+)$/gm)].map(([, file = ""]) => file);
  return files.map((file) => [file, blocksOf(text, `yaml ${file}`).join("")]);
}
