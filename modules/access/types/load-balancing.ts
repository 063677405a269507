import { type AccessTable, actions } from "../type-access";

const elb = (...names: readonly string[]): string[] => actions("elasticloadbalancing", ...names);
const TAGS = elb("AddTags", "RemoveTags");
const SEE_LOAD_BALANCERS = elb(
  "DescribeCapacityReservation",
  "DescribeLoadBalancerAttributes",
  "DescribeLoadBalancers",
  "DescribeTags",
);

/**
 * Load balancers. What Elastic Load Balancing looks up in EC2, it looks up in the caller's name.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html
 */
export const loadBalancingAccess: AccessTable = {
  aws_lb: {
    read: SEE_LOAD_BALANCERS,
    write: [
      ...elb(
        "CreateLoadBalancer",
        "DeleteLoadBalancer",
        "ModifyLoadBalancerAttributes",
        "SetIpAddressType",
        "SetSecurityGroups",
        "SetSubnets",
      ),
      ...TAGS,
      ...actions(
        "ec2",
        "DescribeAccountAttributes",
        "DescribeAddresses",
        "DescribeInternetGateways",
        // After it deleted one, the provider waits for its network interfaces to go.
        "DescribeNetworkInterfaces",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeVpcs",
      ),
    ],
    linkedRoles: ["elasticloadbalancing.amazonaws.com"],
  },
  aws_lb_target_group: {
    read: elb("DescribeTags", "DescribeTargetGroupAttributes", "DescribeTargetGroups"),
    write: [
      ...elb("CreateTargetGroup", "DeleteTargetGroup", "ModifyTargetGroup", "ModifyTargetGroupAttributes"),
      ...TAGS,
      ...actions("ec2", "DescribeInternetGateways", "DescribeVpcs"),
    ],
  },
  aws_lb_listener: {
    read: elb("DescribeListenerAttributes", "DescribeListeners", "DescribeTags"),
    write: [
      ...elb("CreateListener", "DeleteListener", "ModifyListener", "ModifyListenerAttributes"),
      ...TAGS,
    ],
  },
  aws_lb_target_group_attachment: {
    read: elb("DescribeTargetHealth"),
    write: [
      ...elb("DeregisterTargets", "RegisterTargets"),
      ...actions("ec2", "DescribeInstances", "DescribeInternetGateways", "DescribeSubnets", "DescribeVpcs"),
    ],
  },
  "data.aws_lb": { read: SEE_LOAD_BALANCERS },
};
