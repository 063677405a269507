import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { commandsOf, readPage } from "../help/markdown";
import { type Outcome, outcomeIn } from "../cli/command";
import { describeWithTools, Emulator, Terraform } from "./harness";

// Configurations such as people write who never heard of topologies: modules, `for_each`, `count`, locals. Their plans
// are made by Terraform, and asked as help/any-terraform.md says.

const CONFIGURATIONS = ["three-tier", "hub-and-spoke", "private-service"] as const;
type Configuration = (typeof CONFIGURATIONS)[number];

interface Asked {
  /** What stands behind `reach`, without the plan. */
  readonly question: string;
  readonly verdict: "reachable" | "partly" | "blocked" | "unknown";
  /** Codes of what stops it. */
  readonly codes?: readonly string[];
}

const ASKED: Readonly<Record<Configuration, readonly Asked[]>> = {
  "three-tier": [
    {
      question: `module.service["orders"].aws_instance.this[0] aws_instance.database --port 5432`,
      verdict: "reachable",
    },
    {
      question: `module.service["web"].aws_instance.this[1] aws_instance.database --port 5432`,
      verdict: "blocked",
      codes: ["ENI_SG_RULES_MISMATCH"],
    },
    { question: "internet aws_lb.shop --port 80", verdict: "reachable" },
    {
      question: "internet aws_lb.shop --port 443",
      verdict: "blocked",
      codes: ["ELBV2_LISTENERS_MISMATCH"],
    },
    { question: `module.service["web"].aws_instance.this[1] internet --port 443`, verdict: "reachable" },
    {
      question: "aws_instance.database internet --port 443",
      verdict: "blocked",
      codes: ["ENI_SG_RULES_MISMATCH", "NO_ROUTE_TO_DESTINATION"],
    },
  ],
  "hub-and-spoke": [
    {
      question: `module.spoke["production"].aws_instance.app module.spoke["shared"].aws_instance.app --port 443`,
      verdict: "reachable",
    },
    {
      question: `module.spoke["production"].aws_instance.app module.spoke["development"].aws_instance.app --port 443`,
      verdict: "blocked",
    },
    { question: `module.spoke["development"].aws_instance.app internet --port 443`, verdict: "reachable" },
  ],
  "private-service": [
    {
      question: `module.consumer["billing"].aws_instance.app api.ledger.internal --port 8443`,
      verdict: "reachable",
    },
    {
      question: `module.consumer["billing"].aws_instance.app module.provider.aws_instance.this[0] --port 8443`,
      verdict: "blocked",
    },
    {
      question: `module.consumer["billing"].aws_instance.app module.consumer["warehouse"].aws_instance.app --port 22`,
      verdict: "blocked",
    },
  ],
};

describeWithTools("given configurations with modules and for_each, when Terraform plans them", (tools) => {
  let emulator: Emulator;
  let folder: string;

  beforeAll(async () => {
    emulator = await Emulator.start(tools);
    folder = mkdtempSync(join(tmpdir(), "any-terraform-"));
    const terraform = new Terraform(tools, emulator.environment());
    await Promise.all(CONFIGURATIONS.map((name) => planned(name, terraform)));
  }, 120_000);

  afterAll(async () => {
    const complaints = emulator.complaints();
    await emulator.stop();
    rmSync(folder, { recursive: true });
    expect(complaints).toEqual([]);
  });

  async function planned(name: Configuration, terraform: Terraform): Promise<void> {
    const working = join(folder, name);
    cpSync(join(__dirname, "configurations", name), working, { recursive: true });
    await terraform.init(working);
    await terraform.savePlan(working, "tfplan");
    writeFileSync(join(folder, `${name}.json`), await terraform.showJson(working, "tfplan"));
  }

  function asked(plan: Configuration, ...words: readonly string[]): Outcome {
    return outcomeIn(folder, "reach", ...words, "--terraform", `${plan}.json`);
  }

  describe.each(CONFIGURATIONS)("and the plan of %s is asked", (name) => {
    test.each(ASKED[name])("then $question is $verdict", ({ question, verdict, codes }) => {
      const { exitCode, stdout, stderr } = asked(name, ...question.split(" "));
      expect({ stderr, verdict: stdout.split(":")[0] }).toEqual({ stderr: "", verdict });
      expect(exitCode).toBe({ reachable: 0, partly: 1, blocked: 1, unknown: 3 }[verdict]);
      for (const code of codes ?? []) expect(stdout).toContain(code);
    });
  });

  test("then the commands of help/any-terraform.md answer as the page says", () => {
    const commands = commandsOf(readPage("help/any-terraform.md"), "plan");
    expect(commands.length).toBeGreaterThanOrEqual(4);
    for (const command of commands) {
      const [program, words = ""] = command.split(" -- ");
      expect(program).toBe("npm run topology");
      const { exitCode, stdout, stderr } = outcomeIn(folder, ...wordsOf(words));
      expect({ command, stderr }).toEqual({ command, stderr: "" });
      expect(stdout).toContain("reachable");
      // There are paths that no topology declares.
      expect({ command, exitCode }).toEqual({ command, exitCode: words.includes("--undeclared") ? 1 : 0 });
    }
  });
});

/** As a shell splits them. */
function wordsOf(words: string): readonly string[] {
  return [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}
