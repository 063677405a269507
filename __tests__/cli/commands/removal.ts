import { mkdirSync } from "node:fs";
import { afterEach, describe, expect, test } from "@jest/globals";
import { checkFiles } from "../../../cli/check";
import { EXIT } from "../../../cli/failure";
import { scenarioFiles } from "../../../cli/scenarios";
import { synthesize } from "../../../cli/synthesis";
import { inFolder, writeFiles } from "../../support/folders";
import { stateOf } from "../../support/leftovers";
import { edited, GOOD } from "../../support/topology-text";
import { outcomeOf } from "../command";

/** The consumer has left the file, and the flow with it. */
const [WITHOUT_CONSUMER = ""] = GOOD.split("consumers:\n");
const MANUAL = edited(["        allow: [consumer]", "        acceptance: manual\n        allow: [consumer]"]);

/** The topology, deployed with its consumer, whose acceptance is manual; then the consumer leaves the file. */
function inProject(body: (folder: string) => void): void {
  inFolder((folder) => {
    writeFiles(folder, { "x.yaml": MANUAL });
    const { topologies, orphans } = synthesize([`${folder}/x.yaml`], `${folder}/out`);
    expect(orphans).toEqual([]);
    for (const { name } of topologies.flatMap(({ stacks }) => stacks))
      writeFiles(folder, { [`state/${name}.tfstate`]: stateOf() });
    writeFiles(folder, { "x.yaml": WITHOUT_CONSUMER });
    body(folder);
  });
}

const ORDER = ["x.web.accept-a", "x.a.contract-endpoint-web", "x.a"];

describe("a consumer that leaves its deployed topology", () => {
  test("given it is synthesized, then its stacks are told with what destroys them, where they are kept", () => {
    inProject((folder) => {
      const first = synthesize([`${folder}/x.yaml`], `${folder}/out`).orphans;
      expect(first.map(({ step, stack }) => [step, stack])).toEqual(
        ORDER.map((stack, index) => [index + 1, stack]),
      );
      expect(first.map(({ folder: kept }) => kept)).toEqual(ORDER.map((stack) => `removed/${stack}`));
      expect(synthesize([`${folder}/x.yaml`], `${folder}/out`).orphans).toEqual(first);
    });
  });

  test("given it is checked, then the same is told, of where the Terraform is still, and all is good", () => {
    inProject((folder) => {
      const check = (json: boolean) =>
        outcomeOf(() => checkFiles([`${folder}/x.yaml`], json, "off", `${folder}/out`));
      const { exitCode, stdout } = check(false);
      expect(exitCode).toBe(EXIT.good);
      expect(stdout).toContain(
        `\n\n3 stacks are in no topology any more and may still be deployed. Destroy step by step`,
      );
      expect(stdout).toContain(
        `      terraform -chdir=${folder}/out/stacks/x.a init && terraform -chdir=${folder}/out/stacks/x.a destroy\n`,
      );
      const told: unknown = JSON.parse(check(true).stdout);
      expect(told).toMatchObject({ orphans: ORDER.map((stack, index) => ({ stack, step: index + 1 })) });
    });
  });

  test("given another topology is checked, then nothing is told of this one", () => {
    inProject((folder) => {
      writeFiles(folder, { "y.yaml": "topology: y\nregion: eu-west-1\n" });
      const { stdout } = outcomeOf(() => checkFiles([`${folder}/y.yaml`], false, "off", `${folder}/out`));
      expect(stdout).not.toContain("in no topology");
    });
  });
});

describe("the last topology", () => {
  const before = process.cwd();
  afterEach(() => {
    process.chdir(before);
  });

  const scenarioFilesAfter = (files: Readonly<Record<string, string>>): string =>
    inFolder((folder) => {
      mkdirSync(`${folder}/scenarios`);
      writeFiles(folder, files);
      process.chdir(folder);
      const { stderr } = outcomeOf(() => scenarioFiles().length);
      process.chdir(before);
      return stderr;
    });

  test("given it is gone, then it is told whether something of it may still be deployed", () => {
    expect(scenarioFilesAfter({})).toBe(
      "scenarios holds no topology; put one there, like scenarios/web.yaml\n",
    );
    expect(scenarioFilesAfter({ "state/x.web.tfstate": stateOf(), "state/x.a.tfstate": stateOf() })).toBe(
      "scenarios holds no topology, and what earlier ones made may still be deployed (2 stacks, like x.a); put one of them back, if only its topology and region, to be told how to destroy them\n",
    );
  });
});
