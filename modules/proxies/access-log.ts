import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { type AccountId, partitionOf, type Region } from "../identity";

export interface AccessLogProps {
  /** The proxies'. */
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
}

const RETENTION_IN_DAYS = 90;

/** The name of the log group of proxies, which says who went where. @param name the proxies' */
export function accessLogGroup(name: string): string {
  return `/vpc/${name}/access-log`;
}

/** Where proxies write who went where, in CloudWatch Logs. */
export class AccessLog extends Construct {
  readonly group: CloudwatchLogGroup;
  /** What a proxy's role may do: write there, and no more. Texts of IAM policies, by name. */
  readonly policies: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, { name, account, region }: AccessLogProps) {
    super(scope, id);
    const logGroup = accessLogGroup(name);
    this.group = new CloudwatchLogGroup(this, "resource", {
      name: logGroup,
      retentionInDays: RETENTION_IN_DAYS,
    });
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/create-iam-roles-for-cloudwatch-agent.html
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          // Written out: in HCL output, a reference inside of JSON breaks its quotes.
          Resource: `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${logGroup}:*`,
        },
      ],
    };
    this.policies = new Map([["write-access-log", JSON.stringify(policy)]]);
  }
}
