import { type AccessTable, actions } from "../type-access";

const lattice = (...names: readonly string[]): string[] => actions("vpc-lattice", ...names);
const TAGS = lattice("TagResource", "UntagResource");
const SEE_TAGS = "ListTagsForResource";
// https://docs.aws.amazon.com/vpc-lattice/latest/ug/using-service-linked-roles.html
const LINKED_ROLES = ["vpc-lattice.amazonaws.com"] as const;

/**
 * Resource gateways and resource configurations. What VPC Lattice does in EC2, it does in the caller's name.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonvpclattice.html
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/additional-api-permissions.html
 */
export const latticeAccess: AccessTable = {
  aws_vpclattice_resource_gateway: {
    read: lattice("GetResourceGateway", SEE_TAGS),
    write: [
      ...lattice("CreateResourceGateway", "DeleteResourceGateway", "UpdateResourceGateway"),
      ...TAGS,
      ...actions(
        "ec2",
        "AssignIpv6Addresses",
        "AssignPrivateIpAddresses",
        "CreateNetworkInterface",
        "CreateNetworkInterfacePermission",
        "DeleteNetworkInterface",
        "DescribeNetworkInterfaces",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "ModifyNetworkInterfaceAttribute",
        "UnassignPrivateIpAddresses",
      ),
    ],
    linkedRoles: LINKED_ROLES,
  },
  aws_vpclattice_resource_configuration: {
    read: lattice("GetResourceConfiguration", SEE_TAGS),
    write: [
      ...lattice("CreateResourceConfiguration", "DeleteResourceConfiguration", "UpdateResourceConfiguration"),
      ...TAGS,
      ...actions("ec2", "DescribeSubnets"),
      // Asked for whatever the configuration is about.
      ...actions("rds", "DescribeDBClusters", "DescribeDBInstances"),
    ],
    linkedRoles: LINKED_ROLES,
  },
  aws_vpclattice_domain_verification: {
    read: lattice("GetDomainVerification", SEE_TAGS),
    write: [...lattice("DeleteDomainVerification", "StartDomainVerification"), ...TAGS],
    linkedRoles: LINKED_ROLES,
  },
};
