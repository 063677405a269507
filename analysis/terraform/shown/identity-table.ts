/**
 * How the IDs begin that AWS makes, and the types of resources that such an ID is the own one of. Other types that have
 * one of them as their ID only say something of the thing: a policy of an endpoint has the endpoint's.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
export const OWNERS: Readonly<Record<string, readonly string[]>> = {
  acl: ["aws_network_acl", "aws_default_network_acl"],
  cagw: ["aws_ec2_carrier_gateway"],
  cgw: ["aws_customer_gateway"],
  dopt: ["aws_vpc_dhcp_options", "aws_default_vpc_dhcp_options"],
  eigw: ["aws_egress_only_internet_gateway"],
  eipalloc: ["aws_eip"],
  eni: ["aws_network_interface"],
  i: ["aws_instance", "aws_spot_instance_request"],
  igw: ["aws_internet_gateway"],
  lgw: ["aws_ec2_local_gateway"],
  lt: ["aws_launch_template"],
  nat: ["aws_nat_gateway"],
  pcx: ["aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter"],
  pl: ["aws_ec2_managed_prefix_list", "aws_prefix_list"],
  rtb: ["aws_route_table", "aws_default_route_table"],
  sg: ["aws_security_group", "aws_default_security_group"],
  sgr: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
  subnet: ["aws_subnet", "aws_default_subnet"],
  tgw: ["aws_ec2_transit_gateway"],
  "tgw-attach": [
    "aws_ec2_transit_gateway_vpc_attachment",
    "aws_ec2_transit_gateway_peering_attachment",
    "aws_ec2_transit_gateway_connect",
    "aws_ec2_transit_gateway_attachment",
    "aws_ec2_transit_gateway_vpc_attachment_accepter",
    "aws_ec2_transit_gateway_peering_attachment_accepter",
  ],
  "tgw-rtb": ["aws_ec2_transit_gateway_route_table"],
  vgw: ["aws_vpn_gateway"],
  vpc: ["aws_vpc", "aws_default_vpc"],
  vpce: ["aws_vpc_endpoint"],
  "vpce-svc": ["aws_vpc_endpoint_service"],
  vpn: ["aws_vpn_connection"],
};

/** Types that take over what AWS, or another resource, has made: several stacks may, and who made it rather stands for it. */
export const TAKING_OVER: ReadonlySet<string> = new Set([
  "aws_default_network_acl",
  "aws_default_route_table",
  "aws_default_security_group",
  "aws_default_subnet",
  "aws_default_vpc",
  "aws_default_vpc_dhcp_options",
  "aws_ec2_transit_gateway_peering_attachment_accepter",
  "aws_ec2_transit_gateway_vpc_attachment_accepter",
  "aws_vpc_peering_connection_accepter",
]);

const MADE_WITH_VPC = [
  "default_security_group_id",
  "default_network_acl_id",
  "default_route_table_id",
  "main_route_table_id",
];

/** What else of a resource no other has, by its type: the best first. `[]` stands for each element of a list. */
export const FURTHER: Readonly<Record<string, readonly string[]>> = {
  aws_alb: ["dns_name"],
  aws_default_vpc: MADE_WITH_VPC,
  aws_ec2_transit_gateway: ["association_default_route_table_id", "propagation_default_route_table_id"],
  aws_eip: ["public_ip"],
  aws_elastic_beanstalk_environment: ["load_balancers[]", "autoscaling_groups[]", "instances[]"],
  aws_instance: ["primary_network_interface_id"],
  aws_lb: ["dns_name"],
  aws_vpc: MADE_WITH_VPC,
  aws_vpc_endpoint: ["dns_entry[].dns_name", "network_interface_ids[]", "prefix_list_id"],
  aws_vpc_endpoint_associations: ["associations[].dns_entry[].dns_name"],
  aws_vpc_endpoint_service: ["service_name"],
  aws_vpn_connection: ["transit_gateway_attachment_id", "tunnel1_address", "tunnel2_address"],
};

/** Attributes that lead to nothing: texts for people and programs, in which an ID is only written. */
export const TEXTS: ReadonlySet<string> = new Set([
  "assume_role_policy",
  "comment",
  "description",
  "policy",
  "tags",
  "tags_all",
  "user_data",
  "user_data_base64",
]);

const OWN = /^([a-z]+(?:-[a-z]+)*)-[0-9a-z]+$/;
/** Those of AWS's services that do not say what they are of. */
const OTHER = /^(?:[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,}|Z[0-9A-Z]{8,})$/;

/** Whether an ID is the own one of a resource of a type, and no other thing has it. */
export function isOwnId(type: string, id: string): boolean {
  const owners = ownersOf(id);
  return owners === undefined ? OTHER.test(id) : owners.includes(type);
}

/** Whether a text is such that AWS gives it to one thing alone: an ID, an ARN. */
export function isOfOneThing(text: string): boolean {
  return text.startsWith("arn:") || ownersOf(text) !== undefined || OTHER.test(text);
}

function ownersOf(id: string): readonly string[] | undefined {
  const prefix = OWN.exec(id)?.[1];
  return prefix !== undefined && Object.hasOwn(OWNERS, prefix) ? OWNERS[prefix] : undefined;
}
