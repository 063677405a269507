import { describe, expect, test } from "@jest/globals";
import { FlowCheck, type FlowCheckProps } from "../../../modules/live-checks";
import { AccountStack } from "../../../modules/wiring";
import { synthesizeHcl, synthesizeIn } from "../../support/terraform";
import { PROVIDER, TOKYO } from "../../support/values";

const FLOW: FlowCheckProps = {
  flow: "a/web to b/db, tcp 80",
  expect: "reachable",
  legs: new Map([
    [
      "way",
      {
        source: "i-1",
        protocol: "tcp",
        port: 80,
        destinations: new Map([
          ["one", "i-2"],
          ["two", "i-3"],
        ]),
      },
    ],
    ["back", { source: "vpce-svc-1", protocol: "tcp", port: 81, destinations: new Map([["one", "i-2"]]) }],
  ]),
};
const found = (name: string): string => `aws_ec2_network_insights_analysis.check_${name}.path_found`;
const ALL = `alltrue([anytrue([${found("way_one")}, ${found("way_two")}]), anytrue([${found("back_one")}])])`;

describe("a check of a flow", () => {
  const terraform = synthesizeIn((stack) => {
    new FlowCheck(stack, "check", FLOW);
    new FlowCheck(stack, "not", { ...FLOW, expect: "blocked", legs: new Map([...FLOW.legs].slice(1)) });
  });

  test("given two legs, when it is synthesized, then each destination is asked for from its source", () => {
    expect(terraform.resource("aws_ec2_network_insights_path.check_way_two_path")).toMatchObject({
      source: "i-1",
      destination: "i-3",
      protocol: "tcp",
      filter_at_source: { destination_port_range: { from_port: 80, to_port: 80 } },
      tags: { Name: "a/web to b/db, tcp 80" },
    });
    expect(Object.keys(terraform.ofType("aws_ec2_network_insights_analysis"))).toEqual([
      "check_back_one",
      "check_way_one",
      "check_way_two",
      "not_back_one",
    ]);
  });

  test("given a reachable flow, when AWS finds no path for a leg, then Terraform fails with AWS's codes", () => {
    expect(terraform.outputs["check"]).toMatchObject({
      value: { path_found: `\${${ALL}}` },
      precondition: [
        {
          condition: `\${${ALL}}`,
          error_message: expect.stringMatching(
            /^a\/web to b\/db, tcp 80 is declared reachable, and Reachability Analyzer finds no path: \$\{join\(", ", distinct\(flatten\(\[aws_/,
          ),
        },
      ],
    });
  });

  test("given a blocked flow, when AWS finds a path, then Terraform fails", () => {
    expect(terraform.outputs["not"]).toMatchObject({
      precondition: [
        {
          condition: "${!alltrue([anytrue([aws_ec2_network_insights_analysis.not_back_one.path_found])])}",
          error_message: expect.stringMatching(
            /is declared blocked, and Reachability Analyzer finds a path\./,
          ),
        },
      ],
    });
  });

  test("given a check, when it is synthesized in HCL, then its condition is a block", () => {
    const text = synthesizeHcl((app) => {
      new FlowCheck(new AccountStack(app, "test", { region: TOKYO, account: PROVIDER }), "check", FLOW);
    }).get("test");
    expect(text).toMatch(
      /precondition\s*\{\s*condition = "\$\{alltrue\(\[[^\n]*\s*error_message = "a\/web to/,
    );
  });
});
