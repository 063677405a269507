import { describe, expect, test } from "@jest/globals";
import { checkFiles } from "../../cli/check";
import { inFolder, writeFiles } from "../support/folders";
import { edited, GOOD } from "../support/topology-text";
import { type Outcome, outcomeOf } from "./command";

function checkOf(files: Readonly<Record<string, string>>, json: boolean): Outcome {
  return inFolder((folder) => {
    writeFiles(folder, files);
    const paths = Object.keys(files).map((name) => `${folder}/${name}`);
    const { exitCode, stdout, stderr } = outcomeOf(() => checkFiles(paths, json));
    return { exitCode, stdout: stdout.replaceAll(`${folder}/`, ""), stderr };
  });
}

describe("check", () => {
  test("given good files, when they are checked, then each is said to be good", () => {
    const files = { "x.yaml": GOOD, "y.yaml": "topology: y\nregion: eu-west-1\n" };
    expect(checkOf(files, false)).toEqual({
      exitCode: 0,
      stdout: "x.yaml: x is good: 2 VPCs, 1 flows\ny.yaml: y is good: 0 VPCs, 0 flows\n",
      stderr: "",
    });
  });

  test("given good files, when they are checked for a program, then it gets their names and no problem", () => {
    const { exitCode, stdout } = checkOf({ "x.yaml": GOOD }, true);
    expect({ exitCode, ...JSON.parse(stdout) }).toEqual({
      exitCode: 0,
      topologies: [{ name: "x", file: "x.yaml" }],
      problems: [],
    });
  });

  test("given wrong files, when they are checked for a program, then it gets every problem of every file", () => {
    const files = {
      "x.yaml": edited(["        port: 80", "        port: 0"]),
      "y.yaml": "\xff",
      "z.yaml": GOOD,
    };
    const { exitCode, stdout, stderr } = checkOf(files, true);
    expect({ exitCode, stderr, ...JSON.parse(stdout) }).toEqual({
      exitCode: 2,
      stderr: "",
      topologies: [],
      problems: [
        {
          file: "x.yaml",
          line: 17,
          column: 15,
          path: "providers.web.services.web.port",
          value: 0,
          sentence: "this is too small; the least is 1",
          text: "x.yaml:17:15 providers.web.services.web.port 0: this is too small; the least is 1",
        },
        {
          file: "y.yaml",
          line: 1,
          column: 1,
          path: "",
          sentence: "this is text; write a map of keys and values",
          text: "y.yaml:1:1: this is text; write a map of keys and values",
        },
      ],
    });
  });
});
