import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { bootstrap } from "../../cli/bootstrap";
import { synthesize } from "../../cli/synthesis";
import { describeWithTools, inDependencyOrder, stacksIn, Terraform } from "./harness";

const topologyFile = (name: string): string => join("__tests__", "terraform", "topologies", name);
/** Keeps its states in S3; no other test applies it. */
const THREE_ACCOUNTS = topologyFile("three-accounts.yaml");
/** Needs a public zone that was there before; no other test applies it. */
const PUBLIC_NAME = topologyFile("proxy-public-name.yaml");
const TOPOLOGIES = [
  ...readdirSync("scenarios").map((name) => join("scenarios", name)),
  ...["two-providers.yaml", "private-dns.yaml", "proxy-service.yaml", "proxy-address.yaml"].map(topologyFile),
  THREE_ACCOUNTS,
  PUBLIC_NAME,
];

const TIMEOUT = 600_000;

/**
 * What other tests apply needs no validation more. That leaves HCL, of which others plan a stack or two and apply none.
 */
describeWithTools("Terraform that no other test applies", (tools) => {
  const terraform = new Terraform(tools);
  const folder = mkdtempSync(join(tmpdir(), "validation-"));

  beforeAll(() => {
    synthesize([THREE_ACCOUNTS, PUBLIC_NAME], join(folder, "json"));
    // How cdktf-cli asks for HCL.
    process.env["SYNTH_HCL_OUTPUT"] = "true";
    synthesize(TOPOLOGIES, join(folder, "hcl"));
    bootstrap([THREE_ACCOUNTS], join(folder, "bootstrap-hcl"));
    delete process.env["SYNTH_HCL_OUTPUT"];
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each([
    { name: "every topology's stacks in HCL", output: "hcl", file: "cdk.tf", atLeast: 60 },
    { name: "the bootstrap's stacks in HCL", output: "bootstrap-hcl", file: "cdk.tf", atLeast: 4 },
    { name: "what no other test applies in JSON", output: "json", file: "cdk.tf.json", atLeast: 11 },
  ])(
    "given $name, when they are validated, then they are valid",
    async ({ output, file, atLeast }) => {
      const stacks = stacksIn(join(folder, output)).map((stack) => ({ ...stack, dependencies: [] }));
      await inDependencyOrder(stacks, async (stack) => {
        expect(readdirSync(stack.folder)).toContain(file);
        await terraform.init(stack.folder, { backend: false });
        expect(await terraform.validate(stack.folder)).toContain("The configuration is valid");
      });
      expect(stacks.length).toBeGreaterThanOrEqual(atLeast);
    },
    TIMEOUT,
  );
});
