import { type AccessTable, actions } from "../type-access";

const ec2 = (...names: readonly string[]): string[] => actions("ec2", ...names);
/** Tags are given at creation, and changed afterwards. */
const TAGS = ec2("CreateTags", "DeleteTags");
const SEE_NETWORK_INTERFACES = "DescribeNetworkInterfaces";
const SEE_ROUTE_TABLES = ec2("DescribeRouteTables");
const SEE_RULES = ec2("DescribeSecurityGroupRules", "DescribeSecurityGroups");

/**
 * VPCs and what stands in them.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export const ec2Access: AccessTable = {
  aws_vpc: {
    // The provider looks for the network ACL, route table and security group that came with the VPC.
    read: ec2(
      "DescribeNetworkAcls",
      "DescribeRouteTables",
      "DescribeSecurityGroups",
      "DescribeVpcAttribute",
      "DescribeVpcs",
    ),
    write: [...ec2("CreateVpc", "DeleteVpc", "ModifyVpcAttribute"), ...TAGS],
  },
  aws_vpc_ipv4_cidr_block_association: {
    read: ec2("DescribeVpcs"),
    write: ec2("AssociateVpcCidrBlock", "DisassociateVpcCidrBlock"),
  },
  aws_default_security_group: {
    // The provider takes away the rules that it finds.
    read: [...SEE_RULES, ...ec2("DescribeVpcs")],
    write: [...ec2("RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"), ...TAGS],
  },
  aws_subnet: {
    read: ec2("DescribeSubnets"),
    // Before it deletes one, the provider looks for network interfaces that were left in it.
    write: [...ec2("CreateSubnet", "DeleteSubnet", "ModifySubnetAttribute", SEE_NETWORK_INTERFACES), ...TAGS],
  },
  aws_internet_gateway: {
    read: ec2("DescribeInternetGateways"),
    write: [
      ...ec2(
        "AttachInternetGateway",
        "CreateInternetGateway",
        "DeleteInternetGateway",
        "DetachInternetGateway",
      ),
      ...TAGS,
    ],
  },
  aws_eip: {
    read: ec2("DescribeAddresses", "DescribeAddressesAttribute"),
    write: [...ec2("AllocateAddress", "AssociateAddress", "DisassociateAddress", "ReleaseAddress"), ...TAGS],
  },
  aws_eip_association: {
    read: ec2("DescribeAddresses"),
    write: ec2("AssociateAddress", "DisassociateAddress"),
  },
  aws_network_interface: {
    read: ec2(SEE_NETWORK_INTERFACES),
    write: [
      ...ec2(
        "AssignPrivateIpAddresses",
        "CreateNetworkInterface",
        "DeleteNetworkInterface",
        // Before it deletes one, the provider detaches it.
        "DetachNetworkInterface",
        "ModifyNetworkInterfaceAttribute",
        "UnassignPrivateIpAddresses",
      ),
      ...TAGS,
    ],
  },
  aws_nat_gateway: {
    read: ec2("DescribeNatGateways"),
    write: [...ec2("CreateNatGateway", "DeleteNatGateway"), ...TAGS],
  },
  aws_route_table: {
    read: SEE_ROUTE_TABLES,
    write: [...ec2("CreateRouteTable", "DeleteRouteTable", "DisassociateRouteTable"), ...TAGS],
  },
  aws_route: { read: SEE_ROUTE_TABLES, write: ec2("CreateRoute", "DeleteRoute", "ReplaceRoute") },
  aws_route_table_association: {
    read: SEE_ROUTE_TABLES,
    write: ec2("AssociateRouteTable", "DisassociateRouteTable", "ReplaceRouteTableAssociation"),
  },
  aws_security_group: {
    read: ec2("DescribeSecurityGroups"),
    // A new group lets everything out, which the provider takes back.
    write: [
      ...ec2(
        "CreateSecurityGroup",
        "DeleteSecurityGroup",
        "RevokeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        SEE_NETWORK_INTERFACES,
      ),
      ...TAGS,
    ],
  },
  aws_vpc_security_group_ingress_rule: {
    read: SEE_RULES,
    write: [
      ...ec2("AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules", "RevokeSecurityGroupIngress"),
      ...TAGS,
    ],
  },
  aws_vpc_security_group_egress_rule: {
    read: SEE_RULES,
    write: [
      ...ec2("AuthorizeSecurityGroupEgress", "ModifySecurityGroupRules", "RevokeSecurityGroupEgress"),
      ...TAGS,
    ],
  },
  aws_flow_log: {
    read: ec2("DescribeFlowLogs"),
    write: [...ec2("CreateFlowLogs", "DeleteFlowLogs"), ...TAGS],
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
    passesRolesTo: ["vpc-flow-logs.amazonaws.com"],
  },
  "data.aws_vpc": { read: ec2("DescribeRouteTables", "DescribeVpcAttribute", "DescribeVpcs") },
  "data.aws_subnet": { read: ec2("DescribeSubnets") },
  "data.aws_route_table": { read: SEE_ROUTE_TABLES },
  "data.aws_route_tables": { read: SEE_ROUTE_TABLES },
  "data.aws_network_interfaces": { read: ec2(SEE_NETWORK_INTERFACES) },
  "data.aws_network_acls": { read: ec2("DescribeNetworkAcls") },
  "data.aws_security_group": { read: ec2("DescribeSecurityGroups") },
  "data.aws_vpc_security_group_rule": { read: SEE_RULES },
  "data.aws_vpc_security_group_rules": { read: SEE_RULES },
};
