import type { BoundedUse } from "./account-use";
import type { Statement } from "./document";
import { actions } from "./type-access";

/**
 * The most that any role of a topology may ever do, whatever policies it has: what hosts, flow logs and Elastic
 * Beanstalk's instances need. It holds nothing of IAM and STS, so none of these roles can make or become another.
 * @param stateBucket the bucket that none of them has business in
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundaryStatements(use: BoundedUse, stateBucket: string): Statement[] {
  const { partition, account, types } = use;
  const states = `arn:${partition}:s3:::${stateBucket}`;
  return [
    ...systemsManager(use),
    {
      effect: "Allow",
      actions: actions("logs", "CreateLogStream", "DescribeLogGroups", "DescribeLogStreams", "PutLogEvents"),
      resources: [`arn:${partition}:logs:*:${account}:log-group:*`],
    },
    ...(types.includes("aws_elastic_beanstalk_environment") ? elasticBeanstalk(use) : []),
    { effect: "Deny", actions: ["s3:*"], resources: [states, `${states}/*`] },
  ];
}

/**
 * As AmazonSSMManagedInstanceCore, but for parameters: the account's own may be secrets.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 */
function systemsManager({ partition }: BoundedUse): Statement[] {
  return [
    {
      effect: "Allow",
      actions: [
        ...actions(
          "ssm",
          "DescribeAssociation",
          "DescribeDocument",
          "GetDeployablePatchSnapshotForInstance",
          "GetDocument",
          "GetManifest",
          "ListAssociations",
          "ListInstanceAssociations",
          "PutComplianceItems",
          "PutConfigurePackageResult",
          "PutInventory",
          "UpdateAssociationStatus",
          "UpdateInstanceAssociationStatus",
          "UpdateInstanceInformation",
        ),
        ...actions("ssmmessages", "*"),
        ...actions("ec2messages", "*"),
      ],
      resources: ["*"],
    },
    {
      effect: "Allow",
      actions: actions("ssm", "GetParameter", "GetParameters"),
      resources: [`arn:${partition}:ssm:*::parameter/aws/service/*`],
    },
  ];
}

/**
 * As AWSElasticBeanstalkWebTier and AWSElasticBeanstalkEnhancedHealth, for what our environments have.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSElasticBeanstalkWebTier.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSElasticBeanstalkEnhancedHealth.html
 */
function elasticBeanstalk({ partition, bundleBuckets }: BoundedUse): Statement[] {
  return [
    {
      effect: "Allow",
      actions: [
        ...actions(
          "autoscaling",
          "DescribeAutoScalingGroups",
          "DescribeAutoScalingInstances",
          "DescribeNotificationConfigurations",
          "DescribeScalingActivities",
        ),
        ...actions(
          "ec2",
          "DescribeAddresses",
          "DescribeInstances",
          "DescribeInstanceStatus",
          "DescribeSecurityGroups",
          "GetConsoleOutput",
        ),
        ...actions("elasticbeanstalk", "PutInstanceStatistics"),
        ...actions("elasticloadbalancing", "DescribeLoadBalancers", "DescribeTargetHealth"),
      ],
      resources: ["*"],
    },
    {
      effect: "Allow",
      actions: actions("s3", "Get*", "List*", "PutObject"),
      resources: [`arn:${partition}:s3:::elasticbeanstalk-*`],
    },
    ...bundleBuckets.map((bucket): Statement => ({
      effect: "Allow",
      actions: actions("s3", "GetObject"),
      resources: [`arn:${partition}:s3:::${bucket}/*`],
    })),
  ];
}
