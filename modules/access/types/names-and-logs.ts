import { type AccessTable, actions } from "../type-access";

const SEE_RECORDS = actions("route53", "GetChange", "GetHostedZone", "ListResourceRecordSets");

/**
 * Hosted zones, endpoints of Route 53 Resolver, log groups, alarms, and parameters that AWS publishes.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export const namesAndLogsAccess: AccessTable = {
  aws_route53_zone: {
    read: [...SEE_RECORDS, ...actions("route53", "ListTagsForResource")],
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    write: [
      ...actions(
        "route53",
        "AssociateVPCWithHostedZone",
        "ChangeTagsForResource",
        "CreateHostedZone",
        "DeleteHostedZone",
        "DisassociateVPCFromHostedZone",
        "UpdateHostedZoneComment",
      ),
      ...actions("ec2", "DescribeVpcs"),
    ],
  },
  "data.aws_route53_zone": {
    // By its ID: to seek one by its name, Terraform would list all. A private one's name servers are one of its records.
    read: actions("route53", "GetHostedZone", "ListResourceRecordSets", "ListTagsForResource"),
  },
  aws_route53_record: { read: SEE_RECORDS, write: actions("route53", "ChangeResourceRecordSets") },
  aws_cloudwatch_log_group: {
    read: actions("logs", "DescribeLogGroups", "ListTagsForResource"),
    write: actions(
      "logs",
      "CreateLogGroup",
      "DeleteLogGroup",
      "DeleteRetentionPolicy",
      "PutRetentionPolicy",
      "TagResource",
      "UntagResource",
    ),
  },
  aws_route53_resolver_endpoint: {
    read: actions(
      "route53resolver",
      "GetResolverEndpoint",
      "ListResolverEndpointIpAddresses",
      "ListTagsForResource",
    ),
    // Its network interfaces are made in the caller's name.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53resolver.html
    write: [
      ...actions(
        "route53resolver",
        "AssociateResolverEndpointIpAddress",
        "CreateResolverEndpoint",
        "DeleteResolverEndpoint",
        "DisassociateResolverEndpointIpAddress",
        "TagResource",
        "UntagResource",
        "UpdateResolverEndpoint",
      ),
      ...actions(
        "ec2",
        "CreateNetworkInterface",
        "DeleteNetworkInterface",
        "DescribeAvailabilityZones",
        "DescribeNetworkInterfaces",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeVpcs",
        "ModifyNetworkInterfaceAttribute",
      ),
    ],
  },
  aws_cloudwatch_metric_alarm: {
    read: actions("cloudwatch", "DescribeAlarms", "ListTagsForResource"),
    write: actions("cloudwatch", "DeleteAlarms", "PutMetricAlarm", "TagResource", "UntagResource"),
  },
  "data.aws_ssm_parameter": { read: actions("ssm", "GetParameter") },
};
