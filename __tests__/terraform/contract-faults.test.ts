import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { synthesize } from "../../cli/synthesis";
import { serviceContract } from "../../modules/wiring";
import { describeWithTools, Emulator, Terraform, type Tools } from "./harness";

const PUBLISHER = "cross-az-web.web.contract-service-web";
const READER = "cross-az-web.a";
const VERSION = serviceContract.version;

/** The contract as the provider publishes it: each output's value and Terraform's type of it. */
const CONTRACT = {
  contract: ["service", "string"],
  version: [VERSION, "number"],
  service_name: ["com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0", "string"],
  service_id: ["vpce-svc-0123456789abcdef0", "string"],
  ports: [["80"], ["tuple", ["string"]]],
  zones: [
    ["apne1-az1", "apne1-az4"],
    ["tuple", ["string", "string"]],
  ],
  private_dns_name: ["", "string"],
} as const;

const FAULTS = [
  [
    "another version",
    { version: [VERSION + 1, "number"] },
    new RegExp(`holds service version ${VERSION + 1}, and this stack reads service version ${VERSION}:`),
  ],
  [
    "another kind",
    { contract: ["endpoint", "string"] },
    new RegExp(`holds endpoint version ${VERSION}, and this stack reads service version ${VERSION}:`),
  ],
  ["no service name", { service_name: undefined }, /has no output service_name: synthesize and deploy/],
  [
    "no zone of the endpoint",
    { zones: [["apne1-az1"], ["tuple", ["string"]]] },
    /is not in apne1-az4, where this endpoint is; it is in apne1-az1\. Take/,
  ],
  [
    "another port",
    { ports: [["8080"], ["tuple", ["string"]]] },
    /listens on TCP 8080, and this endpoint admits TCP 80\./,
  ],
] as const;

/** `SYNTH_HCL_OUTPUT` is how cdktf-cli asks for HCL. */
function synthesizeAs(format: "JSON" | "HCL", outdir: string): void {
  process.env["SYNTH_HCL_OUTPUT"] = String(format === "HCL");
  try {
    synthesize(["scenarios/cross-az-web.yaml"], outdir);
  } finally {
    delete process.env["SYNTH_HCL_OUTPUT"];
  }
}

describeWithTools("a contract that no longer fits", (tools: Tools) => {
  let emulator: Emulator;
  let terraform: Terraform;
  const folders: string[] = [];

  beforeAll(async () => {
    emulator = await Emulator.start(tools);
    terraform = new Terraform(tools, emulator.environment());
  }, 60_000);

  afterAll(async () => {
    await emulator.stop();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  // In HCL the same conditions are written otherwise, all of them in one way: one shows that they are read.
  describe.each([
    { format: "JSON", faults: FAULTS },
    { format: "HCL", faults: FAULTS.slice(0, 1) },
  ] as const)("given the reader in $format", ({ format, faults }) => {
    let folder: string;
    let reader: string;

    function publish(outputs: Readonly<Record<string, readonly [unknown, unknown] | undefined>>): void {
      const present = Object.entries(outputs).flatMap(([name, output]) =>
        output === undefined ? [] : [[name, { value: output[0], type: output[1] }] as const],
      );
      const state = {
        version: 4,
        serial: 1,
        lineage: "test",
        outputs: Object.fromEntries(present),
        resources: [],
      };
      writeFileSync(join(folder, "state", `${PUBLISHER}.tfstate`), JSON.stringify(state));
    }

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "contract-"));
      folders.push(folder);
      mkdirSync(join(folder, "state"));
      synthesizeAs(format, join(folder, "cdktf.out"));
      reader = join(folder, "cdktf.out", "stacks", READER);
      await terraform.init(reader);
    }, 120_000);

    test("when the contract fits, then it is planned", async () => {
      publish(CONTRACT);
      expect(await terraform.plan(reader)).toMatchObject({ changes: true });
    }, 120_000);

    test.each(faults)(
      "when the contract has %s, then the plan is refused with a sentence",
      async (_, fault, sentence) => {
        publish({ ...CONTRACT, ...fault });
        const refusal = await terraform.plan(reader).then(
          () => "planned",
          (failure: unknown) => String(failure).replaceAll(/\s+/g, " "),
        );
        expect(refusal).toMatch(/postcondition failed/);
        expect(refusal).toMatch(sentence);
      },
      120_000,
    );
  });
});
