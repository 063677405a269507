import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { contentOf, inFolder, writeFiles } from "../support/folders";
import { edited, GOOD } from "../support/topology-text";
import { outcomeIn, type Outcome } from "./command";

const PROJECT = resolve(__dirname, "../..");
const LOADER = require.resolve("tsx/cjs");

/** Runs an entry point as a user does in a project's folder. */
function runIn(folder: string, entryPoint: string, ...commandLine: readonly string[]): Outcome {
  return runWith({}, folder, entryPoint, ...commandLine);
}

function runWith(
  environment: NodeJS.ProcessEnv,
  folder: string,
  entryPoint: string,
  ...commandLine: readonly string[]
): Outcome {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["-r", LOADER, resolve(PROJECT, entryPoint), ...commandLine],
    // The variable is how cdktf-cli names its own output folder.
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: undefined, VERIFY: undefined, ...environment },
    },
  );
  return { exitCode: status, stdout, stderr };
}

const WRONG = edited(["zones: [apne1-az4]\n", "zones: [apne1-az4, apne1-az2]\n"]);
const SENTENCE =
  'scenarios/b.yaml:31:28 consumers.a.endpoints.web.zones[1] "apne1-az2": the service web/web has no load balancer there; it is in apne1-az4, apne1-az1\n';

test("given two good files of which one becomes wrong, when npm start runs, then what it wrote of the good ones stays", () => {
  inFolder((folder) => {
    writeFiles(folder, {
      "scenarios/a.yaml": GOOD.replace("topology: x", "topology: y"),
      "scenarios/b.yaml": GOOD,
    });
    const good = runIn(folder, "main.ts");
    expect(good).toMatchObject({ exitCode: 0, stderr: "" });
    expect(good.stdout).toMatch(
      /^y \(scenarios\/a\.yaml\)\n[^]*x \(scenarios\/b\.yaml\)[^]*\n10 stacks in cdktf\.out\. /,
    );
    const published = contentOf(folder);

    writeFiles(folder, { "scenarios/b.yaml": WRONG });
    expect(runIn(folder, "main.ts")).toEqual({ exitCode: 2, stdout: "", stderr: SENTENCE });
    writeFiles(folder, { "scenarios/b.yaml": GOOD });
    expect(contentOf(folder)).toEqual(published);
  });
});

test("given a wrong file, when it is checked, then its sentences are all that is printed", () => {
  inFolder((folder) => {
    writeFiles(folder, { "scenarios/b.yaml": WRONG });
    const before = contentOf(folder);
    expect(runIn(folder, "cli/index.ts", "check")).toEqual({ exitCode: 2, stdout: "", stderr: SENTENCE });
    expect(contentOf(folder)).toEqual(before);
  });
});

const BLOCKED = edited(["allow: [consumer]", "allow: [consumer]\n        crossZone: false"]);

test("given a flow that is not as expected, when cdktf-cli synthesizes, then it is refused unless VERIFY=off, which is told", () => {
  inFolder((folder) => {
    writeFiles(folder, { "scenarios/b.yaml": BLOCKED });
    const before = contentOf(folder);
    const wanted = { CDKTF_OUTDIR: "cdktf.out" };
    const refused = runWith(wanted, folder, "main.ts");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain("\n    ELBV2_NO_TARGETS_IN_AZ  scenarios/b.yaml:21  ");
    expect(contentOf(folder)).toEqual(before);
    const skipped = runWith({ ...wanted, VERIFY: "off" }, folder, "main.ts");
    expect(skipped).toMatchObject({ exitCode: 0, stdout: "" });
    expect(skipped.stderr).toMatch(/^WARNING: VERIFY=off: /);
    expect(Object.keys(contentOf(folder))).toContain("cdktf.out/manifest.json");
  });
});

test("given a folder with scenarios, when one is asked about, then the answer is printed and nothing is written", () => {
  inFolder((folder) => {
    writeFiles(folder, { "scenarios/b.yaml": BLOCKED });
    const before = contentOf(folder);
    const question = ["reach", "a/ec2-a", "web.example.internal", "--port", "80", "--json"];
    const { exitCode, stdout, stderr } = outcomeIn(folder, ...question);
    expect({ exitCode, stderr, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: 1,
      stderr: "",
      verdict: "blocked",
      blockers: [{ source: "scenarios/b.yaml:21" }],
    });
    expect(contentOf(folder)).toEqual(before);
  });
});

test.each([
  [["check", "--jsn"], "unknown option '--jsn' (Did you mean --json?); see npm run topology -- check --help"],
  [[], "no command was named; see npm run topology -- --help"],
  [["check"], "there is no folder scenarios; run this in the project's folder"],
])(
  "given the command line %j in an empty folder, when it runs, then a sentence says what is wrong",
  (words, says) => {
    inFolder((folder) => {
      expect(outcomeIn(folder, ...words)).toEqual({
        exitCode: 2,
        stdout: "",
        stderr: `${says}\n`,
      });
    });
  },
);
