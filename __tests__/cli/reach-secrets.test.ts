import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { reach } from "../../cli/reach";
import { inFolder } from "../support/folders";
import { outcomeOf } from "./command";

const PEERED = readFileSync(join(__dirname, "..", "support", "shown", "peered.state.json"), "utf8");
const [FROM, TO] = ["left", "right"].map((key) => `module.network["${key}"].aws_instance.this`);
const SECRETS = ["hunter2-in-user-data", "hunter2-in-a-password", "hunter2-in-an-output", "hunter2-in-tags"];

/** Marks values of every resource as sensitive, beside those that are needed to be connected. */
function withSecrets(state: string): string {
  const [userData, password, output, tag] = SECRETS;
  return JSON.stringify(
    JSON.parse(state, (key, value: unknown) => {
      if (key === "outputs") return { secret: { sensitive: true, value: output, type: "string" } };
      if (typeof value !== "object" || value === null || !("values" in value) || !("mode" in value))
        return value;
      const { values } = value;
      const secret = { user_data: userData, password, tags: { Name: tag }, protocol: password };
      return {
        ...value,
        values: { ...(typeof values === "object" ? values : {}), ...secret },
        sensitive_values: { user_data: true, password: true, tags: { Name: true }, protocol: true },
      };
    }),
  );
}

describe("given a state with secrets in it", () => {
  test.each([true, undefined])("when it is asked (--json: %s), then no answer tells one", (json) => {
    const { stdout, stderr } = inFolder((folder) => {
      const file = join(folder, "peered.json");
      writeFileSync(file, withSecrets(PEERED));
      return outcomeOf(() =>
        reach(FROM ?? "", TO ?? "", {
          port: "443",
          protocol: "tcp",
          terraform: [file],
          ...(json === undefined ? {} : { json }),
        }),
      );
    });
    expect(`${stdout}${stderr}`).not.toContain("hunter2");
    // It is an answer, and no refusal to read.
    expect(stdout).toMatch(/reachable|unknown|blocked/);
  });
});
