import { throughSecrets } from "../identity";
import type { BoundedUse } from "./account-use";
import type { Statement } from "./document";
import { parameterArns, secretArns } from "./secrets";
import { actions } from "./type-access";

/**
 * The most that any role of a topology may ever do, whatever policies it has: what hosts, relays, VPN devices, flow logs
 * and Elastic Beanstalk's instances need. It holds nothing of IAM and STS, so none of these roles can make or become another.
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
    ...(types.includes("aws_network_interface") ? relays(use) : []),
    ...(types.includes("aws_ssm_parameter") ? vpnDevices(use) : []),
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
 * A host that takes a network interface: both carry a name of the topologies'. Interfaces are seen all or none.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
function relays({ partition, account, topologies }: BoundedUse): Statement[] {
  return [
    { effect: "Allow", actions: actions("ec2", "DescribeNetworkInterfaces"), resources: ["*"] },
    {
      effect: "Allow",
      actions: actions("ec2", "AttachNetworkInterface"),
      resources: ["instance", "network-interface"].map(
        (kind) => `arn:${partition}:ec2:*:${account}:${kind}/*`,
      ),
      conditions: { StringLike: { "aws:ResourceTag/Name": topologies.map((name) => `${name}.*`) } },
    },
  ];
}

/**
 * A VPN device reads its parameter, and its pre-shared keys where they are: in other accounts, whose policies of secrets
 * and keys must let it as well.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
function vpnDevices(use: BoundedUse): Statement[] {
  const secrets = secretArns(use, "*");
  return [
    { effect: "Allow", actions: actions("ssm", "GetParameter"), resources: parameterArns(use) },
    { effect: "Allow", actions: actions("secretsmanager", "GetSecretValue"), resources: secrets },
    {
      effect: "Allow",
      actions: actions("kms", "Decrypt"),
      resources: [`arn:${use.partition}:kms:*:*:key/*`],
      conditions: throughSecrets(use.regions, secrets),
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
