import { type AccessTable, actions } from "../type-access";

const ec2 = (...names: readonly string[]): string[] => actions("ec2", ...names);
const TAGS = ec2("CreateTags", "DeleteTags");

/** PrivateLink. @see https://docs.aws.amazon.com/vpc/latest/privatelink/security_iam_service-with-iam.html */
export const privateLinkAccess: AccessTable = {
  aws_vpc_endpoint: {
    // A gateway endpoint's prefix list is looked up by its service's name, an interface's addresses by its interfaces.
    read: ec2("DescribeNetworkInterfaces", "DescribePrefixLists", "DescribeVpcEndpoints"),
    write: [...ec2("CreateVpcEndpoint", "DeleteVpcEndpoints", "ModifyVpcEndpoint"), ...TAGS],
  },
  "data.aws_vpc_endpoint_associations": {
    // Only endpoints to resources have associations. AWS documents no permission of VPC Lattice for making such an endpoint,
    // but lets those with whom a resource configuration is shared see it.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonvpclattice.html
    read: [...ec2("DescribeVpcEndpointAssociations"), ...actions("vpc-lattice", "GetResourceConfiguration")],
  },
  aws_vpc_endpoint_private_dns: {
    read: ec2("DescribeVpcEndpoints"),
    // AWS associates a private zone of its own with the VPC, in the caller's name.
    write: [
      ...ec2("ModifyVpcEndpoint"),
      ...actions("route53", "AssociateVPCWithHostedZone", "DisassociateVPCFromHostedZone"),
    ],
  },
  aws_vpc_endpoint_service: {
    read: ec2("DescribeVpcEndpointServiceConfigurations", "DescribeVpcEndpointServicePermissions"),
    write: [
      ...ec2(
        "CreateVpcEndpointServiceConfiguration",
        "DeleteVpcEndpointServiceConfigurations",
        "ModifyVpcEndpointServiceConfiguration",
      ),
      ...TAGS,
    ],
  },
  aws_vpc_endpoint_service_allowed_principal: {
    read: ec2("DescribeVpcEndpointServicePermissions"),
    write: ec2("ModifyVpcEndpointServicePermissions"),
  },
  aws_vpc_endpoint_service_private_dns_verification: {
    read: ec2("DescribeVpcEndpointServiceConfigurations"),
    write: ec2("StartVpcEndpointServicePrivateDnsVerification"),
  },
  aws_vpc_endpoint_connection_accepter: {
    read: ec2("DescribeVpcEndpointConnections"),
    write: ec2("AcceptVpcEndpointConnections", "RejectVpcEndpointConnections"),
  },
};
