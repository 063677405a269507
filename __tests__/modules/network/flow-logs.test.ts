import { describe, expect, test } from "@jest/globals";
import type { Region } from "../../../modules/identity";
import { Vpc } from "../../../modules/network";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { AZ1, block, PROVIDER, region, TOKYO } from "../../support/values";

function synthesizeVpc(given: { flowLogs?: boolean; region?: Region } = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new Vpc(stack, "vpc", {
      name: "test",
      account: PROVIDER,
      region: TOKYO,
      block: block("10.0.0.0/16"),
      subnets: [{ tier: "private", zone: AZ1, block: block("10.0.0.0/24") }],
      natGateways: "none",
      ...given,
    });
  });
}

/** A policy of the flow logs' role, read back. */
function policy(terraform: StackTerraform, address: string, argument: string): unknown {
  const text: unknown = terraform.resource(address)[argument];
  return JSON.parse(String(text));
}

describe("flow logs", () => {
  test("given nothing said, when a VPC is synthesized, then all of its traffic is logged, for 90 days", () => {
    const terraform = synthesizeVpc();
    expect(terraform.resource("aws_flow_log.vpc_flow-logs")).toMatchObject({
      vpc_id: reference("aws_vpc.vpc"),
      traffic_type: "ALL",
      log_destination: reference("aws_cloudwatch_log_group.vpc_flow-logs_logs", "arn"),
      iam_role_arn: reference("aws_iam_role.vpc_flow-logs_role", "arn"),
      depends_on: ["aws_iam_role_policy.vpc_flow-logs_policy"],
    });
    expect(terraform.resource("aws_cloudwatch_log_group.vpc_flow-logs_logs")).toEqual({
      name: "/vpc/test/flow-logs",
      retention_in_days: 90,
    });
  });

  test("given they are not wanted, when a VPC is synthesized, then neither log nor role is there", () => {
    const addresses = [...synthesizeVpc({ flowLogs: false }).resources.keys()];
    expect(addresses.filter((address) => /flow|log|iam/.test(address))).toEqual([]);
  });

  test.each([
    ["ap-northeast-1", "aws"],
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-north-1", "aws-cn"],
  ])(
    "given %s, when the role is synthesized, then only flow logs of the account in %s may assume it",
    (code, partition) => {
      const trust = policy(
        synthesizeVpc({ region: region(code) }),
        "aws_iam_role.vpc_flow-logs_role",
        "assume_role_policy",
      );
      expect(trust).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "vpc-flow-logs.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "aws:SourceAccount": "222222222222" },
              ArnLike: {
                "aws:SourceArn": `arn:${partition}:ec2:${code}:222222222222:vpc-flow-log/*`,
              },
            },
          },
        ],
      });
    },
  );

  test("given the role, when its policy is read, then it writes to its own log group and sees the names of others", () => {
    const terraform = synthesizeVpc();
    expect(policy(terraform, "aws_iam_role_policy.vpc_flow-logs_policy", "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: "arn:aws:logs:ap-northeast-1:222222222222:log-group:/vpc/test/flow-logs:*",
        },
        {
          Effect: "Allow",
          Action: "logs:DescribeLogGroups",
          Resource: "arn:aws:logs:ap-northeast-1:222222222222:log-group:*",
        },
      ],
    });
  });
});
