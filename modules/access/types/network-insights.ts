import { type AccessTable, actions } from "../type-access";

const ec2 = (...names: readonly string[]): string[] => actions("ec2", ...names);
const TAGS = ec2("CreateTags", "DeleteTags");

/**
 * Reachability Analyzer, which looks at whatever may be on a path in the caller's name.
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/security_iam_required-API-permissions.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonVPCReachabilityAnalyzerFullAccessPolicy.html
 */
export const networkInsightsAccess: AccessTable = {
  aws_ec2_network_insights_path: {
    read: ec2("DescribeNetworkInsightsPaths"),
    write: [...ec2("CreateNetworkInsightsPath", "DeleteNetworkInsightsPath"), ...TAGS],
  },
  aws_ec2_network_insights_analysis: {
    read: ec2("DescribeNetworkInsightsAnalyses"),
    write: [
      ...ec2(
        "DeleteNetworkInsightsAnalysis",
        "DescribeAddresses",
        "DescribeAvailabilityZones",
        "DescribeCustomerGateways",
        "DescribeInstances",
        "DescribeInternetGateways",
        "DescribeManagedPrefixLists",
        "DescribeNatGateways",
        "DescribeNetworkAcls",
        "DescribeNetworkInterfaces",
        "DescribePrefixLists",
        "DescribeRegions",
        "DescribeRouteTables",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeTransitGatewayAttachments",
        "DescribeTransitGateways",
        "DescribeVpcEndpointServiceConfigurations",
        "DescribeVpcEndpoints",
        "DescribeVpcPeeringConnections",
        "DescribeVpcs",
        "DescribeVpnConnections",
        "DescribeVpnGateways",
        "GetManagedPrefixListEntries",
        "StartNetworkInsightsAnalysis",
      ),
      ...actions(
        "elasticloadbalancing",
        "DescribeListeners",
        "DescribeLoadBalancerAttributes",
        "DescribeLoadBalancers",
        "DescribeRules",
        "DescribeTags",
        "DescribeTargetGroupAttributes",
        "DescribeTargetGroups",
        "DescribeTargetHealth",
      ),
      ...actions(
        "tiros",
        "CreateQuery",
        "ExtendQuery",
        "GetQueryAnswer",
        "GetQueryExplanation",
        "GetQueryExtensionAccounts",
      ),
      ...TAGS,
    ],
  },
};
