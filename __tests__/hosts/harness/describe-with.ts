import { describe, test } from "@jest/globals";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Folders of programs that only the administrator usually has on the `PATH`. */
const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/sbin"];

/** Debian packages that have another name than the program. */
const PACKAGES: Readonly<Record<string, string>> = { ip: "iproute2", nft: "nftables", unshare: "util-linux" };

/**
 * A `describe` whose tests need a program, which they get the path of. Where something is missing, this says so: as a
 * failure when `CI=true`, and otherwise on standard error, with the tests shown as not run.
 *
 * @param program its name
 * @param alsoMissing what else this machine lacks, and how it would get it. @default nothing
 */
export function describeWith(
  program: string,
  name: string,
  tests: (path: string) => void,
  alsoMissing?: string,
): void {
  const path = pathOf(program);
  describe(name, () => {
    if (path !== undefined && alsoMissing === undefined) {
      tests(path);
      return;
    }
    const missing = whyNo(program) ?? alsoMissing;
    const sentence = `${name}: not tried. ${missing ?? ""}`;
    if (process.env["CI"] === "true") {
      test("given CI=true, when what the tests need is looked for, then it is there", () => {
        throw new Error(sentence);
      });
    } else {
      process.stderr.write(`\n*** ${sentence}\n`);
      test.todo(sentence);
    }
  });
}

/** That a program is missing, and what would help; nothing where it is there. */
export function whyNo(program: string): string | undefined {
  if (pathOf(program) !== undefined) return undefined;
  return `${program} is not on the PATH: apt-get install ${PACKAGES[program] ?? program}`;
}

/** Where a program is; none when it is missing. */
export function pathOf(program: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
