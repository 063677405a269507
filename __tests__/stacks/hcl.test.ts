import { describe, expect, test } from "@jest/globals";
import { assemble } from "../../stacks/assembly";
import { postconditions } from "../support/postconditions";
import { synthesizeApp, synthesizeHcl } from "../support/terraform";
import { MUTUAL, SCENARIO, topologyOf, topologyOfFile } from "../support/topologies";

describe.each([topologyOfFile(SCENARIO), topologyOf(MUTUAL)])(
  "$name in Terraform's native syntax",
  (topology) => {
    const json = synthesizeApp((app) => {
      assemble(app, topology);
    });
    const hcl = synthesizeHcl((app) => {
      assemble(app, topology);
    });
    const pairs = [...hcl].map(([id, text]) => [id, text, json.stack(id)] as const);

    test("given any stack, when it is written both ways, then both hold the same resources", () => {
      expect(hcl.size).toBe(json.stacks.size);
      for (const [, text, stack] of pairs) {
        const written = [...text.matchAll(/^resource "([^"]+)" "([^"]+)" \{$/gm)];
        expect(written.map(([, type, name]) => `${String(type)}.${String(name)}`).sort()).toEqual(
          [...stack.resources.keys()].sort(),
        );
      }
    });

    test("given any remote state, when it is written, then each postcondition is a block with its condition and sentence", () => {
      for (const [, text, stack] of pairs) {
        const expected = Object.keys(stack.data("terraform_remote_state")).flatMap((name) =>
          postconditions(stack, name).map(({ condition, error_message }) =>
            ["postcondition {", `condition = "${condition}"`, `error_message = "${error_message}"`, "}"].join(
              "\n",
            ),
          ),
        );
        for (const block of expected) expect(text).toContain(block);
        expect(text.split("postcondition {")).toHaveLength(expected.length + 1);
        expect(text).not.toMatch(/(lifecycle|postcondition) =/);
      }
    });

    test("given any policy, when it is written, then it is JSON without a reference, whose quotes HCL would leave bare", () => {
      const policies = pairs.flatMap(([, text]) => [...text.matchAll(/^\w*policy = (.*)$/gm)]);
      expect(policies.length).toBeGreaterThan(3);
      for (const [, literal] of policies) {
        const policy: unknown = JSON.parse(String(literal));
        expect(policy).not.toContain("${");
        expect(JSON.parse(String(policy))).toMatchObject({ Version: "2012-10-17" });
      }
    });

    test("given any user data, when it is written, then it is the same base64 both ways", () => {
      for (const [, text, stack] of pairs) {
        const expected = Object.values(stack.ofType("aws_instance")).flatMap(
          (host) => host["user_data_base64"] ?? [],
        );
        const written = [...text.matchAll(/^user_data_base64 = "([^"]*)"$/gm)].map(([, base64]) => base64);
        expect(written).toEqual(expected);
      }
    });
  },
);
