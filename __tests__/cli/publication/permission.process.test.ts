import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { chmodSync, chownSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { childCommand, NOBODY } from "./child-command";
import {
  filesOf,
  inTemporaryFolder,
  leftovers,
  outputOf,
  read,
  type Tree,
  withFolders,
  write,
} from "./support";

/** Publishes another output over an old one, one folder of which may not be written. */
function publishOver(folder: string, old: Tree, locked: string): SpawnSyncReturns<string> {
  const outdir = join(folder, "cdktf.out");
  write(outdir, old);
  if (process.getuid?.() === 0) {
    const paths = ["", ...Object.keys(read(folder) ?? {})];
    for (const path of paths) chownSync(join(folder, path), NOBODY, NOBODY);
  }
  chmodSync(join(folder, locked), 0o555);
  const [program, ...given] = childCommand("unprivileged", outdir, "2");
  const result = spawnSync(program, given, { encoding: "utf8" });
  spawnSync("chmod", ["-R", "u+w", folder]);
  return result;
}

describe("a user without permission", () => {
  test.each([
    ["the folder that the output is in", ".", ""],
    ["the output folder", "cdktf.out", "cdktf.out"],
    ["one stack's folder", "cdktf.out/stacks/shop.1", "cdktf.out/stacks/shop.1"],
    ["the folder of a stack that is to go", "cdktf.out/stacks/only.1", "cdktf.out/stacks/only.1"],
  ])("given %s is read-only, then the sentence says so and the old output stays", (_what, locked, named) => {
    inTemporaryFolder((folder) => {
      const old = filesOf(outputOf("1"));
      const { stdout, stderr, status } = publishOver(folder, old, locked);
      expect(stderr).toBe("");
      expect(stdout).toContain(join(folder, named));
      expect(stdout).toContain("this user may not write here; give the user write permission");
      expect(status).toBe(1);
      expect(read(join(folder, "cdktf.out"))).toEqual(withFolders(old));
      expect(leftovers(folder)).toEqual([]);
    });
  });

  test("given something in a removed stack's folder cannot be deleted, then the output is the new one all the same", () => {
    inTemporaryFolder((folder) => {
      const old = { ...filesOf(outputOf("1")), "stacks/only.1/.terraform/x": "1" };
      const { stdout, stderr, status } = publishOver(folder, old, "cdktf.out/stacks/only.1/.terraform");
      expect({ stdout, stderr, status }).toEqual({ stdout: "", stderr: "", status: 0 });
      expect(read(join(folder, "cdktf.out"))).toEqual(withFolders(filesOf(outputOf("2"))));
    });
  });
});
