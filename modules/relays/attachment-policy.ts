import { type AccountId, partitionOf, type Region } from "../identity";

/**
 * What lets a host take a network interface: it and the host both have the name. Describing cannot be limited to it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function attachmentPolicy(relay: {
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
}): string {
  const { name, account, region } = relay;
  const resources = ["instance", "network-interface"].map(
    (type) => `arn:${partitionOf(region)}:ec2:${region}:${account}:${type}/*`,
  );
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ec2:DescribeNetworkInterfaces", Resource: "*" },
      {
        Effect: "Allow",
        Action: "ec2:AttachNetworkInterface",
        Resource: resources,
        Condition: { StringEquals: { "aws:ResourceTag/Name": name } },
      },
    ],
  });
}
