import type { Code } from "../../analysis/reachability";

/** What lifts each blocker, where anything does. */
export const REMEDIES: Readonly<Record<Code, string>> = {
  BAD_STATE:
    "Accept the connection with an `aws_vpc_peering_connection_accepter` in the other VPC's account; have Terraform replace what is `rejected`, `failed` or `expired`, or its service's owner accept the endpoint; start the instance.",
  BAD_STATE_ATTACHMENT:
    "Attach the internet gateway, the VPN gateway or the transit gateway to the VPC; accept a transit gateway's attachment.",
  CONNECTION_NOT_ACCEPTED:
    "Accept the endpoint with an `aws_vpc_endpoint_connection_accepter`, or have the service require no acceptance.",
  DISCONNECTED_VPCS: "Offer what is asked for as an endpoint service, and ask the endpoint.",
  ELB_INSTALLED_AZ_RESTRICTION: "Give the load balancer a subnet in a target's zone.",
  ELBV2_ENDPOINT_TARGET:
    'Set `preserve_client_ip = "false"` on the target group; for UDP it cannot be turned off.',
  ELBV2_HEALTH_CHECK_BLOCKED:
    "Admit the load balancer to the target on the health-check port, let it out of the load balancer's group, and check a proxy as it answers: over HTTP, for its own path, from addresses on its list.",
  ELBV2_IN_SEVERAL_SERVICES: "Give each service a load balancer of its own.",
  ELBV2_LISTENER_HAS_NO_TG: "Register a target.",
  ELBV2_LISTENER_REQUIRES_TG_ACCEPT: "Have the listener forward to a target group.",
  ELBV2_LISTENERS_MISMATCH: "Ask for the listener's port, or give the listener the one that is asked for.",
  ELBV2_LOOPBACK: 'Set `preserve_client_ip = "false"` on the target group, or ask another host.',
  ELBV2_NO_TARGETS_IN_AZ:
    "Turn on cross-zone load balancing, or have a target in each zone that packets enter by.",
  ELBV2_TARGET_OUTSIDE_VPC: 'Set `preserve_client_ip = "false"` on the target group, or peer the VPCs.',
  ENI_ADDRESS_RESTRICTION: "Remove the route: an endpoint is asked by its own address or name.",
  ENI_SG_RULES_MISMATCH: "Add a rule to the security group that the blocker names, in its direction.",
  ENI_SOURCE_DEST_CHECK_RESTRICTION:
    "Remove the route, or set `source_dest_check = false` on a host that is to forward packets.",
  ENVIRONMENT_WITHOUT_WAY_OUT:
    "Give the instances' subnets a NAT gateway, and let HTTPS out of their security group.",
  HOST_WITHOUT_WAY_OUT:
    "Give the host's subnet a NAT gateway, or the host a public address and an internet gateway, and let HTTPS out of its security group.",
  HOSTED_ZONE_NOT_ASSOCIATED: "Associate the zone with the VPC.",
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS:
    "Give the host an Elastic IP address, or a load balancer in front of it.",
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS:
    "Give the host a public address, or a route to a public NAT gateway in the place of the internet gateway.",
  MORE_SPECIFIC_ROUTE: "Remove the route that takes the packets elsewhere.",
  NAME_SERVER_NOT_REACHED:
    "Admit UDP and TCP 53 from the network that asks in the group of the Resolver inbound endpoint, and lead its routes there and back.",
  NAME_NOT_FOUND:
    "Add a record of type A or CNAME to the zone that answers, or associate a zone that has one.",
  NGW_REQUIRES_SOURCE_IN_VPC: "Route to a NAT gateway of the own VPC.",
  NO_POSSIBLE_DESTINATION: "Ask through PrivateLink, which does not mind VPCs with the same addresses.",
  NO_ROUTE_TO_DESTINATION: "Add a route, or ask through an endpoint.",
  PRIVATE_DNS_BEFORE_ACCEPTANCE:
    "Leave `private_dns_enabled` out, and enable it by an `aws_vpc_endpoint_private_dns` that depends on the accepter.",
  PRIVATE_DNS_WITHOUT_NAME:
    "Give the service a `private_dns_name` and have AWS verify it, or leave private DNS off and add a record of your own.",
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR:
    "Peer the two VPCs themselves, or ask through a proxy in the VPC between: no route leads through a peering.",
  PROXY_CLIENT_NOT_ADMITTED: "Add the block that the proxy sees requests come from to its clients.",
  PROXY_DESTINATION_NOT_ALLOWED:
    "Add the domain to the hub's `domains`, or the private address to its `blocks`.",
  PROXY_NOT_CONFIGURED: "Say which hub the entry's hosts use: `proxy: { hub: … }`.",
  PROXY_NOT_THERE: "Lead the proxies' name to their load balancer, gateway or endpoint.",
  PROXY_PORT_NOT_ALLOWED: "Ask for port 80 by http, or for port 443 by https; proxies carry nothing else.",
  PROXY_PROTOCOL_MISMATCH:
    'Give the listener and the target group `protocol = "TCP"`, and leave `proxy_protocol_v2` off.',
  RELAY_ADDRESS_NOT_THERE:
    "Give the relay's network interface the address, or the relay one that its interface has.",
  RELAY_HAS_NO_MAPPING:
    "Add a line to the relay's `mappings` that names who calls, and the address and port that are called.",
  REFUSED_BY_AWS: "State what the blocker says would be right; no packet passes what is not made.",
  RESOURCE_NOT_SHARED: "Share the resource configuration with the endpoint's account by AWS RAM.",
  RESOURCE_PORT_RESTRICTION:
    "Ask for one of the configuration's ports, or add the port to its `port_ranges`.",
  RESOURCE_SHARE_NOT_ACCEPTED:
    "Accept the share in the endpoint's account with an `aws_ram_resource_share_accepter`.",
  ROUTE_INSIDE_VPC_REFUSED:
    "Remove the route, or have it lead a whole subnet's block to a network interface or a NAT gateway.",
  SERVICE_PRINCIPAL_NOT_ALLOWED:
    "Allow the endpoint's account, as `arn:aws:iam::ACCOUNT:root`, on the service.",
  SG_HAS_NO_RULES: "Add a rule to the security group, in the direction that the blocker names.",
  SUBNET_ACL_RESTRICTION:
    "Allow the packets in the network ACL; for answers, the ports that clients have (Linux: 32768 to 60999).",
  UNKNOWN_VALUE: "State the value, or give the analysis the stack that makes it.",
  VPC_DNS_HOSTNAMES_OFF: "Set `enable_dns_hostnames = true` on the VPC.",
  VPC_DNS_SUPPORT_OFF: "Set `enable_dns_support = true` on the VPC.",
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION:
    "Associate the attachment with a route table: `aws_ec2_transit_gateway_route_table_association`.",
  TGW_ROUTE_AZ_RESTRICTION:
    "Add a subnet of the zone to the attachment's `subnet_ids`: one of each zone that has hosts.",
  TGW_RTB_BAD_STATE_ROUTE:
    "Remove the blackhole, or add a more specific route to the attachment, if the packets may pass at all.",
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT:
    "Propagate the attachment's routes to the table, or add an `aws_ec2_transit_gateway_route`; to a peered gateway only a static route leads.",
  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS:
    "Give the other VPC a VPN connection of its own, or call an endpoint in the VPN gateway's VPC that leads there.",
  VPN_CONNECTION_HAS_NO_ROUTE:
    "Add an `aws_vpn_connection_route` for the other side's block; with BGP, have its device announce the block.",
  VPN_DEVICE_HAS_NO_ROUTE:
    "Set the VPN device up for the blocks of both sides; with BGP it takes routes to exactly the VPC's blocks.",
  VPN_DEVICE_MISMATCH:
    "Set the VPN device up as AWS's side is: the same addresses inside the tunnels, the same kind of routing, the same BGP numbers.",
  VPN_DEVICE_NOT_THERE:
    "Give the customer gateway the address of the VPN device, or have the host's user data make it one.",
  VPN_TUNNEL_DOWN:
    "Let the VPN device and AWS's side get through to each other by UDP 500 and 4500, tell the device where the tunnels end, and have AWS's side take what the device does.",
  VPN_TUNNEL_RESTRICTION:
    "Leave `local_ipv4_network_cidr` and `remote_ipv4_network_cidr` out, or name blocks that hold both ends.",
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED:
    "Except the subnet, or its VPC, with an `aws_vpc_block_public_access_exclusion`; for what only goes out, use a NAT gateway and the mode `block-ingress`.",
  VPCE_INTRA_VPC_TRAFFIC: "Have the client ask: a service never calls back through an endpoint.",
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ:
    "Give the load balancer a subnet in the endpoint's zone, or take the zone out of the endpoint.",
};
