import { type AccessTable, actions } from "../type-access";

const ec2 = (...names: readonly string[]): string[] => actions("ec2", ...names);
const TAGS = ec2("CreateTags", "DeleteTags");
/** Whoever lets a service deliver logs, does so in its own name. */
export const LOG_DELIVERY = actions(
  "logs",
  "CreateLogDelivery",
  "DeleteLogDelivery",
  "DescribeResourcePolicies",
  "GetLogDelivery",
  "ListLogDeliveries",
  "PutResourcePolicy",
  "UpdateLogDelivery",
);

/**
 * VPN gateways and connections. Whoever sees a connection sees its pre-shared keys, unless Secrets Manager alone has
 * them: AWS has no permission for one without the other.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export const vpnAccess: AccessTable = {
  aws_vpn_gateway: {
    read: ec2("DescribeVpnGateways"),
    write: [...ec2("AttachVpnGateway", "CreateVpnGateway", "DeleteVpnGateway", "DetachVpnGateway"), ...TAGS],
  },
  aws_vpn_gateway_route_propagation: {
    read: ec2("DescribeRouteTables"),
    write: ec2("DisableVgwRoutePropagation", "EnableVgwRoutePropagation"),
  },
  aws_customer_gateway: {
    read: ec2("DescribeCustomerGateways"),
    write: [...ec2("CreateCustomerGateway", "DeleteCustomerGateway"), ...TAGS],
  },
  aws_vpn_connection: {
    read: ec2("DescribeVpnConnections"),
    write: [
      ...ec2(
        "CreateVpnConnection",
        "DeleteVpnConnection",
        "ModifyVpnConnection",
        "ModifyVpnConnectionOptions",
        "ModifyVpnTunnelOptions",
      ),
      ...TAGS,
      // https://docs.aws.amazon.com/vpn/latest/s2svpn/status-logs.html
      ...LOG_DELIVERY,
      ...actions("logs", "DescribeLogGroups"),
    ],
    // It keeps keys in Secrets Manager.
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSVPCS2SVpnServiceRolePolicy.html
    linkedRoles: ["s2svpn.amazonaws.com"],
  },
  aws_vpn_connection_route: {
    read: ec2("DescribeVpnConnections"),
    write: ec2("CreateVpnConnectionRoute", "DeleteVpnConnectionRoute"),
  },
};
