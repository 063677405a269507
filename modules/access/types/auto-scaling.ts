import { type AccessTable, actions } from "../type-access";

const autoScaling = (...names: readonly string[]): string[] => actions("autoscaling", ...names);

/** What changes what a template's instances will be: on ours alone, because other groups may launch from others. */
export const LAUNCH_TEMPLATE_CHANGES = actions("ec2", "CreateLaunchTemplateVersion", "DeleteLaunchTemplate");

/**
 * Auto Scaling groups and their launch templates. Whoever makes a group must be allowed to do what it does at a launch:
 * start instances, tag them, hand them their role, and look their image up in a parameter.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
 */
export const autoScalingAccess: AccessTable = {
  aws_launch_template: {
    read: actions("ec2", "DescribeLaunchTemplates", "DescribeLaunchTemplateVersions"),
    write: [
      ...LAUNCH_TEMPLATE_CHANGES,
      ...actions("ec2", "CreateLaunchTemplate", "CreateTags", "DeleteTags"),
    ],
  },
  aws_autoscaling_group: {
    read: autoScaling("DescribeAutoScalingGroups"),
    write: [
      ...autoScaling(
        "AttachLoadBalancerTargetGroups",
        "CancelInstanceRefresh",
        "CreateAutoScalingGroup",
        "CreateOrUpdateTags",
        "DeleteAutoScalingGroup",
        "DeleteTags",
        "DescribeInstanceRefreshes",
        "DescribeScalingActivities",
        "DetachLoadBalancerTargetGroups",
        "StartInstanceRefresh",
        "UpdateAutoScalingGroup",
      ),
      ...actions("ec2", "CreateTags", "DescribeSubnets", "RunInstances"),
      // Instances count once the load balancer finds them healthy.
      ...actions("elasticloadbalancing", "DescribeTargetHealth"),
      ...actions("ssm", "GetParameters"),
    ],
    passesRolesTo: ["ec2.amazonaws.com"],
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
    linkedRoles: ["autoscaling.amazonaws.com"],
  },
  aws_autoscaling_policy: {
    read: autoScaling("DescribePolicies"),
    write: autoScaling("DeletePolicy", "PutScalingPolicy"),
  },
};
