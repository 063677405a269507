import { describe, test } from "@jest/globals";
import { findPrerequisites, type Tools } from "./prerequisites";

/**
 * A `describe` whose tests need Terraform and the emulator. Where something is missing it says what, and how to install it:
 * as a failure when `CI=true`, and otherwise on standard error, with the tests shown as not run.
 */
export function describeWithTools(name: string, tests: (tools: Tools) => void): void {
  const prerequisites = findPrerequisites();
  describe(name, () => {
    if (prerequisites.found) {
      tests(prerequisites.tools);
      return;
    }
    const sentence = `${name}: not tried. ${prerequisites.missing.join("; ")}`;
    if (process.env["CI"] === "true") {
      test("given CI=true, when the tools are looked for, then all are there", () => {
        throw new Error(sentence);
      });
    } else {
      process.stderr.write(`\n*** ${sentence}\n`);
      test.todo(sentence);
    }
  });
}
