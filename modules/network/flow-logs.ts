import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { type AccountId, partitionOf, type Region } from "../identity";
import { limitedName } from "./names";

export interface FlowLogsProps {
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly vpcId: string;
}

const RETENTION_IN_DAYS = 90;

/**
 * Records every accepted and rejected connection of a VPC in CloudWatch Logs.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, { name, account, region, vpcId }: FlowLogsProps) {
    super(scope, id);
    const logGroup = `/vpc/${name}/flow-logs`;
    const arnPrefix = `arn:${partitionOf(region)}`;
    const logs = new CloudwatchLogGroup(this, "logs", { name: logGroup, retentionInDays: RETENTION_IN_DAYS });
    const role = new IamRole(this, "role", {
      name: limitedName(`${name}.flow-logs`, 64),
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "vpc-flow-logs.amazonaws.com" },
            Action: "sts:AssumeRole",
            // Against the confused deputy: only flow logs of this account.
            Condition: {
              StringEquals: { "aws:SourceAccount": account },
              ArnLike: { "aws:SourceArn": `${arnPrefix}:ec2:${region}:${account}:vpc-flow-log/*` },
            },
          },
        ],
      }),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "write-flow-logs",
      role: role.id,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            // Written out: in HCL output, a reference inside of JSON breaks its quotes.
            Resource: `${arnPrefix}:logs:${region}:${account}:log-group:${logGroup}:*`,
          },
          {
            Effect: "Allow",
            Action: "logs:DescribeLogGroups",
            Resource: `${arnPrefix}:logs:${region}:${account}:log-group:*`,
          },
        ],
      }),
    });
    new FlowLog(this, "resource", {
      vpcId,
      trafficType: "ALL",
      logDestination: logs.arn,
      iamRoleArn: role.arn,
      tags: { Name: name },
      dependsOn: [policy],
    });
  }
}
