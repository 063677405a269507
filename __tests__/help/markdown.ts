import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const projectFolder = join(__dirname, "..", "..");

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

/** The fenced blocks of a page whose info string is exactly `info`, without their indentation. */
export function blocksOf(page: string, info: string): string[] {
  const fence = new RegExp(`^( *)\`\`\`${info}\\n([\\s\\S]*?)^\\1\`\`\`$`, "gm");
  return [...readPage(page).matchAll(fence)].map(([, indentation = "", body = ""]) =>
    body.replaceAll(new RegExp(`^${indentation}`, "gm"), ""),
  );
}

/** The command lines of a page's blocks that are marked `sh <mark>`. */
export function commandsOf(page: string, mark: "run" | "emulator"): string[] {
  return blocksOf(page, `sh ${mark}`).flatMap((block) => block.split("\n").filter((line) => line !== ""));
}
