/** What an argument takes: resources of some types, and the attribute by which it names them. */
export type Wanted = ReadonlyMap<string, readonly string[]>;

const VPC = { aws_vpc: ["id"], aws_default_vpc: ["id"] };
const SUBNET = { aws_subnet: ["id"], aws_default_subnet: ["id"] };
const SECURITY_GROUP = {
  aws_security_group: ["id"],
  aws_default_security_group: ["id"],
  aws_vpc: ["default_security_group_id"],
  aws_default_vpc: ["default_security_group_id"],
};
const ROUTE_TABLE = {
  aws_route_table: ["id"],
  aws_default_route_table: ["id"],
  aws_vpc: ["main_route_table_id", "default_route_table_id"],
  aws_default_vpc: ["main_route_table_id", "default_route_table_id"],
};
const NETWORK_ACL = {
  aws_network_acl: ["id"],
  aws_default_network_acl: ["id"],
  aws_vpc: ["default_network_acl_id"],
};
const INTERFACE = { aws_network_interface: ["id"], aws_instance: ["primary_network_interface_id"] };
const LOAD_BALANCER = { aws_lb: ["arn", "id"], aws_alb: ["arn", "id"] };
const TARGET_GROUP = { aws_lb_target_group: ["arn", "id"], aws_alb_target_group: ["arn", "id"] };
const TRANSIT_GATEWAY = { aws_ec2_transit_gateway: ["id"] };
const PREFIX_LIST = {
  aws_ec2_managed_prefix_list: ["id"],
  aws_prefix_list: ["id"],
  aws_vpc_endpoint: ["prefix_list_id"],
};
const PEERING_CONNECTION = {
  aws_vpc_peering_connection: ["id"],
  aws_vpc_peering_connection_accepter: ["id", "vpc_peering_connection_id"],
};

/** By argument. Of a type with several attributes, the first is the one that a resource as a whole stands for. */
const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  vpc_id: VPC,
  peer_vpc_id: VPC,
  subnet_id: SUBNET,
  subnet_ids: SUBNET,
  subnets: SUBNET,
  vpc_zone_identifier: SUBNET,
  security_group_id: SECURITY_GROUP,
  security_group_ids: SECURITY_GROUP,
  security_groups: SECURITY_GROUP,
  vpc_security_group_ids: SECURITY_GROUP,
  source_security_group_id: SECURITY_GROUP,
  referenced_security_group_id: SECURITY_GROUP,
  route_table_id: ROUTE_TABLE,
  route_table_ids: ROUTE_TABLE,
  default_route_table_id: { aws_vpc: ["default_route_table_id", "main_route_table_id"] },
  network_acl_id: NETWORK_ACL,
  default_network_acl_id: { aws_vpc: ["default_network_acl_id"] },
  gateway_id: { aws_internet_gateway: ["id"], aws_vpn_gateway: ["id"] },
  internet_gateway_id: { aws_internet_gateway: ["id"] },
  nat_gateway_id: { aws_nat_gateway: ["id"] },
  egress_only_gateway_id: { aws_egress_only_internet_gateway: ["id"] },
  carrier_gateway_id: { aws_ec2_carrier_gateway: ["id"] },
  allocation_id: { aws_eip: ["id", "allocation_id"] },
  network_interface_id: INTERFACE,
  network_interface_ids: INTERFACE,
  network_interface: INTERFACE,
  instance_id: { aws_instance: ["id"] },
  instance: { aws_instance: ["id"] },
  target_id: {
    aws_instance: ["id", "private_ip"],
    aws_network_interface: ["private_ip"],
    aws_lb: ["arn", "id"],
    aws_alb: ["arn", "id"],
  },
  load_balancer_arn: LOAD_BALANCER,
  network_load_balancer_arns: LOAD_BALANCER,
  gateway_load_balancer_arns: LOAD_BALANCER,
  target_group_arn: TARGET_GROUP,
  target_group_arns: TARGET_GROUP,
  lb_target_group_arn: TARGET_GROUP,
  listener_arn: { aws_lb_listener: ["arn", "id"], aws_alb_listener: ["arn", "id"] },
  vpc_endpoint_id: { aws_vpc_endpoint: ["id"] },
  vpc_endpoint_service_id: { aws_vpc_endpoint_service: ["id"] },
  service_id: { aws_vpc_endpoint_service: ["id"] },
  service_name: { aws_vpc_endpoint_service: ["service_name"] },
  vpc_peering_connection_id: PEERING_CONNECTION,
  transit_gateway_id: TRANSIT_GATEWAY,
  peer_transit_gateway_id: TRANSIT_GATEWAY,
  transit_gateway_attachment_id: {
    aws_ec2_transit_gateway_vpc_attachment: ["id"],
    aws_ec2_transit_gateway_vpc_attachment_accepter: ["id"],
    aws_ec2_transit_gateway_peering_attachment: ["id"],
    aws_ec2_transit_gateway_peering_attachment_accepter: ["id"],
    aws_ec2_transit_gateway_connect: ["id"],
    aws_vpn_connection: ["transit_gateway_attachment_id"],
  },
  transit_gateway_route_table_id: {
    aws_ec2_transit_gateway_route_table: ["id"],
    aws_ec2_transit_gateway: ["association_default_route_table_id", "propagation_default_route_table_id"],
  },
  prefix_list_id: PREFIX_LIST,
  prefix_list_ids: PREFIX_LIST,
  destination_prefix_list_id: PREFIX_LIST,
  customer_gateway_id: { aws_customer_gateway: ["id"] },
  vpn_gateway_id: { aws_vpn_gateway: ["id"] },
  propagating_vgws: { aws_vpn_gateway: ["id"] },
  vpn_connection_id: { aws_vpn_connection: ["id"] },
  zone_id: { aws_route53_zone: ["zone_id", "id"] },
  dhcp_options_id: { aws_vpc_dhcp_options: ["id"] },
  autoscaling_group_name: { aws_autoscaling_group: ["name", "id"] },
  iam_instance_profile: { aws_iam_instance_profile: ["name", "id"] },
  resource_share_arn: { aws_ram_resource_share: ["arn", "id"] },
  resource_gateway_identifier: { aws_vpclattice_resource_gateway: ["id", "arn"] },
  resource_configuration_arn: { aws_vpclattice_resource_configuration: ["arn"] },
  resource_configuration_identifier: { aws_vpclattice_resource_configuration: ["id", "arn"] },
  service_network_arn: { aws_vpclattice_service_network: ["arn"] },
  service_network_identifier: { aws_vpclattice_service_network: ["id", "arn"] },
};

const WANTED: ReadonlyMap<string, Wanted> = new Map(
  Object.entries(ARGUMENTS).map(([name, types]) => [name, new Map(Object.entries(types))]),
);

/** What an argument takes; nothing where that is not told here. */
export function wantedBy(argument: string): Wanted | undefined {
  return WANTED.get(argument);
}

/** What of a resource an argument takes that names it as a whole. */
export function attributeFor(argument: string, type: string, wanted: Wanted | undefined): string {
  const [first] = wanted?.get(type) ?? [];
  if (first !== undefined) return first;
  if (/(?:^|_)arns?$/.test(argument)) return "arn";
  return argument === "service_name" || argument === "dns_name" ? argument : "id";
}
