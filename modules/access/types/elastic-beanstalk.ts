import type { Conditions, Statement } from "../document";
import { type AccessTable, actions, type FurtherAccess, type Place } from "../type-access";

const elasticBeanstalk = (...names: readonly string[]): string[] => actions("elasticbeanstalk", ...names);
const TAGS = elasticBeanstalk("AddTags", "RemoveTags", "UpdateTagsForResource");
const SEE_TAGS = "ListTagsForResource";
const EC2_TAGS = actions("ec2", "CreateTags", "DeleteTags");

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticbeanstalk.html */
export const elasticBeanstalkAccess: AccessTable = {
  aws_elastic_beanstalk_application: {
    read: elasticBeanstalk("DescribeApplications", SEE_TAGS),
    write: [
      ...elasticBeanstalk(
        "CreateApplication",
        "DeleteApplication",
        "UpdateApplication",
        "UpdateApplicationResourceLifecycle",
      ),
      ...TAGS,
    ],
  },
  aws_elastic_beanstalk_application_version: {
    read: elasticBeanstalk("DescribeApplicationVersions", SEE_TAGS),
    write: [
      ...elasticBeanstalk(
        "CreateApplicationVersion",
        "DeleteApplicationVersion",
        "UpdateApplicationVersion",
        // One that is in use is not deleted.
        "DescribeEnvironments",
      ),
      ...TAGS,
    ],
  },
  aws_elastic_beanstalk_environment: {
    read: elasticBeanstalk(
      "DescribeConfigurationSettings",
      "DescribeEnvironmentResources",
      "DescribeEnvironments",
      "DescribeEvents",
      SEE_TAGS,
    ),
    write: [
      ...elasticBeanstalk("CreateEnvironment", "TerminateEnvironment", "UpdateEnvironment"),
      ...TAGS,
      ...EC2_TAGS,
    ],
    passesRolesTo: ["ec2.amazonaws.com", "elasticbeanstalk.amazonaws.com"],
    // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-service-linked-roles.html
    linkedRoles: [
      "autoscaling.amazonaws.com",
      "elasticbeanstalk.amazonaws.com",
      "elasticloadbalancing.amazonaws.com",
      "maintenance.elasticbeanstalk.amazonaws.com",
      "managedupdates.elasticbeanstalk.amazonaws.com",
    ],
    further: whatElasticBeanstalkDoes,
  },
  "data.aws_elastic_beanstalk_solution_stack": { read: elasticBeanstalk("ListAvailableSolutionStacks") },
};

/**
 * What Elastic Beanstalk calls in the caller's name, for an environment with a Network Load Balancer on EC2: the part
 * of AWS's own policy AdministratorAccess-AWSElasticBeanstalk that such an environment uses. Elastic Beanstalk names
 * by itself what it makes; those names begin with `awseb-`.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess-AWSElasticBeanstalk.html
 */
function whatElasticBeanstalkDoes(place: Place): FurtherAccess {
  return {
    read: reads(place),
    write: [...instances(place), ...environmentResources(place), ...bucket(place)],
  };
}

function inRegions({ regions }: Place): Conditions {
  return { StringEquals: { "aws:RequestedRegion": regions } };
}

function reads(place: Place): Statement[] {
  return [
    {
      effect: "Allow",
      actions: [
        ...actions("autoscaling", "Describe*"),
        ...actions("cloudformation", "Describe*", "Get*", "List*", "ValidateTemplate"),
        ...actions("cloudwatch", "DescribeAlarms"),
        ...actions("ec2", "Describe*"),
        ...actions("elasticloadbalancing", "Describe*"),
        ...actions("logs", "DescribeLogGroups"),
      ],
      resources: ["*"],
      conditions: inRegions(place),
    },
    {
      effect: "Allow",
      actions: actions("s3", "GetBucketLocation", "GetBucketPolicy", "GetObject*", "ListBucket"),
      resources: [`arn:${place.partition}:s3:::elasticbeanstalk-*`],
    },
  ];
}

function instances({ partition, account, ...place }: Place): Statement[] {
  return [
    {
      effect: "Allow",
      actions: actions(
        "ec2",
        "AuthorizeSecurityGroup*",
        "CreateLaunchTemplate*",
        "CreateSecurityGroup",
        "DeleteLaunchTemplate*",
        "DeleteSecurityGroup",
        "RevokeSecurityGroup*",
      ),
      resources: ["*"],
      conditions: inRegions({ partition, account, ...place }),
    },
    {
      effect: "Allow",
      actions: actions("ec2", "RunInstances"),
      resources: ["*"],
      conditions: {
        ArnLike: { "ec2:LaunchTemplate": [`arn:${partition}:ec2:*:${account}:launch-template/*`] },
      },
    },
    {
      effect: "Allow",
      actions: actions("ec2", "RebootInstances", "TerminateInstances"),
      resources: [`arn:${partition}:ec2:*:${account}:instance/*`],
      conditions: {
        StringLike: {
          "ec2:ResourceTag/aws:cloudformation:stack-id": [
            `arn:${partition}:cloudformation:*:${account}:stack/awseb-e-*`,
          ],
        },
      },
    },
  ];
}

function environmentResources({ partition, account, regions }: Place): Statement[] {
  const named = (service: string, ...names: readonly string[]): string[] =>
    regions.flatMap((region) =>
      names.map((name) => `arn:${partition}:${service}:${region}:${account}:${name}`),
    );
  const allow = (allowed: readonly string[], resources: readonly string[]): Statement => ({
    effect: "Allow",
    actions: allowed,
    resources,
  });
  return [
    allow(
      actions("autoscaling", "*"),
      named(
        "autoscaling",
        "autoScalingGroup:*:autoScalingGroupName/awseb-e-*",
        "launchConfiguration:*:launchConfigurationName/awseb-e-*",
      ),
    ),
    allow(
      actions(
        "cloudformation",
        "CancelUpdateStack",
        "ContinueUpdateRollback",
        "CreateStack",
        "DeleteStack",
        "SignalResource",
        "TagResource",
        "UntagResource",
        "UpdateStack",
      ),
      named("cloudformation", "stack/awseb-*"),
    ),
    allow(actions("cloudwatch", "DeleteAlarms", "PutMetricAlarm"), named("cloudwatch", "alarm:awseb-*")),
    allow(
      actions("elasticloadbalancing", "*"),
      named(
        "elasticloadbalancing",
        "listener/net/awseb-*",
        "loadbalancer/net/awseb-*",
        "targetgroup/awseb-*",
      ),
    ),
    allow(
      actions("logs", "CreateLogGroup", "DeleteLogGroup", "PutRetentionPolicy"),
      named("logs", "log-group:/aws/elasticbeanstalk/*"),
    ),
  ];
}

/** The bucket that Elastic Beanstalk makes in an account and Region, whatever stands in it. */
function bucket({ partition, account, regions }: Place): Statement[] {
  const arns = regions.map((region) => `arn:${partition}:s3:::elasticbeanstalk-${region}-${account}`);
  return [
    {
      effect: "Allow",
      actions: actions(
        "s3",
        "CreateBucket",
        "PutBucketOwnershipControls",
        "PutBucketPolicy",
        "PutBucketPublicAccessBlock",
      ),
      resources: arns,
    },
    {
      effect: "Allow",
      actions: actions("s3", "DeleteObject", "PutObject", "PutObjectAcl"),
      resources: arns.map((arn) => `${arn}/*`),
    },
  ];
}
