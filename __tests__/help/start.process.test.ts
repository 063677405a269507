import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { projectCopy, projectFolder } from "../support/project";

const { scripts } = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));

test("given the scenarios, when npm start runs as in the README, then it prints each one and nothing on standard error", () => {
  const folder = projectCopy();
  // What npm would run, without the half second that it takes to find that out.
  const [program = "", ...words] = scripts.start.split(" ");
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  const files = readdirSync(join(projectFolder, "scenarios"));
  rmSync(folder, { recursive: true });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(files.filter((file) => !stdout.includes(`(scenarios/${file})`))).toEqual([]);
});
