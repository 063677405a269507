import fs from "node:fs";
import { join } from "node:path";
import { jest } from "@jest/globals";

/** All synchronous operations that change a file system; `rmSync` is many of them and handled apart. */
const CHANGES = [
  "appendFileSync",
  "chmodSync",
  "copyFileSync",
  "cpSync",
  "ftruncateSync",
  "linkSync",
  "mkdirSync",
  "mkdtempSync",
  "openSync",
  "renameSync",
  "rmdirSync",
  "symlinkSync",
  "truncateSync",
  "unlinkSync",
  "utimesSync",
  "writeFileSync",
] as const;

/**
 * Does work as a process does that is killed after a number of changes to the file system: from then on no
 * operation has any effect, whatever the work catches or cleans up.
 * @returns whether it was killed before it was done
 */
export function killedAfter(changes: number, work: () => void): boolean {
  const life = { left: changes, killed: false };
  const living = <Arguments extends unknown[], Result>(operation: (...given: Arguments) => Result) => {
    return (...given: Arguments): Result => {
      if (life.left === 0) life.killed = true;
      if (life.killed) throw new Error("this process was killed");
      life.left -= 1;
      return operation(...given);
    };
  };
  const original = { ...fs };
  const unlink = living(original.unlinkSync);
  const rmdir = living(original.rmdirSync);
  const remove = (path: string) => {
    const status = original.lstatSync(path, { throwIfNoEntry: false });
    if (!status?.isDirectory()) {
      if (status) unlink(path);
      return;
    }
    for (const name of original.readdirSync(path)) remove(join(path, name));
    rmdir(path);
  };
  for (const name of CHANGES) {
    // The functions' types differ, and the wrapper keeps each one's.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
    jest.spyOn(fs, name).mockImplementation(living(original[name] as () => never));
  }
  jest.spyOn(fs, "rmSync").mockImplementation((path) => {
    remove(String(path));
  });
  try {
    work();
  } catch (error) {
    if (!life.killed) throw error;
  } finally {
    jest.restoreAllMocks();
  }
  return life.killed;
}
