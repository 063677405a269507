import { describe, expect, test } from "@jest/globals";
import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { AccountStack, equals, expectAttributes } from "../../../modules/wiring";
import { postconditions } from "../../support/postconditions";
import { synthesizeHcl, synthesizeIn } from "../../support/terraform";
import { PROVIDER, TOKYO } from "../../support/values";

const SENTENCE = "The load balancer faces the internet.";

function addChecked(stack: AccountStack): DataAwsLb {
  const source = new DataAwsLb(stack, "checked", { arn: "arn:aws:x" });
  expectAttributes(source, [
    { attribute: "internal", value: true, sentence: SENTENCE },
    { attribute: "load_balancer_type", value: "network", sentence: "It is another kind." },
  ]);
  return source;
}

describe("what a data source must be", () => {
  test("given two attributes, when it is synthesized in JSON, then each is a postcondition with its sentence", () => {
    const terraform = synthesizeIn((stack) => {
      // What HCL needs is gone once HCL was written.
      addChecked(stack).toHclTerraform();
    });
    expect(postconditions(terraform, "checked", "aws_lb")).toEqual([
      { condition: "${self.internal == true}", error_message: SENTENCE },
      { condition: '${self.load_balancer_type == "network"}', error_message: "It is another kind." },
    ]);
  });

  test("given two attributes, when it is synthesized in HCL, then each is a block of its own", () => {
    const text = synthesizeHcl((app) => {
      addChecked(new AccountStack(app, "test", { region: TOKYO, account: PROVIDER }));
    }).get("test");
    expect(
      text?.match(/postcondition\s*\{\s*condition = "\$\{self\.[^}]*\}"\s*error_message = "[^"]+"\s*\}/g),
    ).toHaveLength(2);
  });

  test.each([
    ["x", true, "self.x == true"],
    ["x", 80, "self.x == 80"],
    ["x", 'a "quote"', String.raw`self.x == "a \"quote\""`],
    ["x", "${y} %{z}", 'self.x == "$${y} %%{z}"'],
    ["x", ["b", "a"], 'toset(self.x) == toset(["b", "a"])'],
    ["x", [], "length(self.x) == 0"],
  ])(
    "given %s and %j, when they are compared, then Terraform reads the same value",
    (attribute, value, condition) => {
      expect(equals(attribute, value)).toBe(condition);
    },
  );
});
