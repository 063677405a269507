import type { Code } from "../../analysis/reachability";

/** How each looks where it is deployed: what a client, the console or Terraform shows. */
export const SYMPTOMS: Readonly<Record<Code, string>> = {
  BAD_STATE:
    "The client times out; the peering connection is `pending-acceptance`, it or the endpoint `rejected`, `failed` or `expired`, or the instance `stopped`.",
  BAD_STATE_ATTACHMENT:
    "The client times out; the gateway is `detached` and routes to it are `blackhole`, or the transit gateway's attachment is `pendingAcceptance`.",
  CONNECTION_NOT_ACCEPTED: "The client times out; the endpoint stays `pendingAcceptance`.",
  DISCONNECTED_VPCS: "The client times out; flow logs of the destination show nothing.",
  ELB_INSTALLED_AZ_RESTRICTION: "The client times out; the target is `unused` (`Target.NotInUse`).",
  ELBV2_ENDPOINT_TARGET:
    "The client times out; flow logs of the endpoint's interface show the client's address.",
  ELBV2_HEALTH_CHECK_BLOCKED:
    "The target is `unhealthy` (`Target.FailedHealthChecks`; of an Application Load Balancer also `Target.Timeout`), and gets packets only while no other target is healthy.",
  ELBV2_IN_SEVERAL_SERVICES: "`apply` fails: the load balancer is associated with another endpoint service.",
  ELBV2_LISTENER_HAS_NO_TG:
    "The target group has no registered targets; an Application Load Balancer answers 503, and connections through a Network Load Balancer fail.",
  ELBV2_LISTENER_REQUIRES_TG_ACCEPT: "The connection is reset; the listener's action forwards nowhere.",
  ELBV2_LISTENERS_MISMATCH:
    "The client times out: the load balancer drops what no listener takes; none has the port.",
  ELBV2_LOOPBACK: "The connection times out now and then: whenever the host is sent back to itself.",
  ELBV2_NO_TARGETS_IN_AZ:
    "The client times out through one zone's address and gets through another's; all targets are `healthy`.",
  ELBV2_TARGET_OUTSIDE_VPC: "`apply` fails, or the target gets nothing.",
  ENI_ADDRESS_RESTRICTION: "The client times out, though its route leads to the endpoint's interface.",
  ENI_SG_RULES_MISMATCH: "The client times out; flow logs of the interface show `REJECT`.",
  ENI_SOURCE_DEST_CHECK_RESTRICTION:
    "The client times out; packets reach the host's subnet, and the host sees none.",
  ENVIRONMENT_WITHOUT_WAY_OUT:
    "The environment is not ready: its instances have not sent the signal that they are, and it is rolled back.",
  HOST_WITHOUT_WAY_OUT: "The host starts, and its setup fails: packages or calls of AWS time out in its log.",
  HOSTED_ZONE_NOT_ASSOCIATED: "The name is not found (`NXDOMAIN`), or public DNS answers.",
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: "The host has no public address that anybody could call.",
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: "The host's connections to the internet time out.",
  MORE_SPECIFIC_ROUTE: "The client times out; flow logs of what the route leads to show the packets.",
  NAME_SERVER_NOT_REACHED: "The query times out.",
  NAME_NOT_FOUND: "The name is not found (`NXDOMAIN`), or has no address.",
  NGW_REQUIRES_SOURCE_IN_VPC: "The client times out; the NAT gateway counts no such packets.",
  NO_POSSIBLE_DESTINATION: "The client times out, or a host of its own VPC answers.",
  NO_ROUTE_TO_DESTINATION: "The client times out; flow logs show `ACCEPT` at the source and nothing behind.",
  PRIVATE_DNS_BEFORE_ACCEPTANCE: "`apply` fails: private DNS cannot be enabled while acceptance is pending.",
  PRIVATE_DNS_WITHOUT_NAME: "`apply` fails: the service does not provide a private DNS name.",
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: "The client times out; the VPC at the other side sees nothing.",
  PROXY_CLIENT_NOT_ADMITTED: "The proxy answers 403 (`TCP_DENIED` in its log).",
  PROXY_DESTINATION_NOT_ALLOWED: "The proxy answers 403 (`TCP_DENIED` in its log).",
  PROXY_NOT_CONFIGURED: "The host asks the destination directly, and times out.",
  PROXY_NOT_THERE: "The connection to the proxy is refused, or times out.",
  PROXY_PORT_NOT_ALLOWED: "The proxy answers 403 (`TCP_DENIED` in its log).",
  PROXY_PROTOCOL_MISMATCH: "The proxy answers 400, or closes the connection.",
  RELAY_ADDRESS_NOT_THERE:
    "The client times out; the relay's packets leave with an address that routes do not know.",
  RELAY_HAS_NO_MAPPING: "The client times out; the relay's counter of dropped packets rises.",
  REFUSED_BY_AWS: "`apply` fails, and with it all that stands on what was refused.",
  RESOURCE_NOT_SHARED:
    "`apply` fails to make the endpoint; the AWS RAM console of its account shows no share with the resource configuration.",
  RESOURCE_PORT_RESTRICTION: "The connection is refused, or times out.",
  RESOURCE_SHARE_NOT_ACCEPTED: "`apply` fails to make the endpoint; the invitation is `PENDING` in AWS RAM.",
  ROUTE_INSIDE_VPC_REFUSED:
    "`apply` fails: the route is equal to or more specific than one of the VPC's blocks, and may target only some things.",
  SERVICE_PRINCIPAL_NOT_ALLOWED:
    "`apply` fails: the service does not exist, as the endpoint's account is told.",
  SG_HAS_NO_RULES: "The client times out; flow logs of the interface show `REJECT`.",
  SUBNET_ACL_RESTRICTION: "The client times out; flow logs show `REJECT`, of the request or of the answer.",
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION:
    "The client times out; the console shows no associated route table for the attachment.",
  TGW_ROUTE_AZ_RESTRICTION: "The client times out, and hosts in other zones of its VPC get through.",
  TGW_RTB_BAD_STATE_ROUTE:
    "The client times out; the transit gateway counts the packets as dropped by a blackhole (`PacketDropCountBlackhole`).",
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT:
    "The client times out; the transit gateway counts the packets as dropped for want of a route (`PacketDropCountNoRoute`).",
  UNKNOWN_VALUE: "It cannot be told before it is deployed.",
  VPC_DNS_HOSTNAMES_OFF: "The name is not found (`NXDOMAIN`), or public DNS answers.",
  VPC_DNS_SUPPORT_OFF: "No name is found: the VPC's resolver answers no query.",
  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: "The client times out; the tunnel counts the packets.",
  VPN_CONNECTION_HAS_NO_ROUTE: "The client times out; the tunnel's metric `TunnelDataOut` stays 0.",
  VPN_DEVICE_HAS_NO_ROUTE: "The client times out; the device's log or routing table has no such network.",
  VPN_DEVICE_MISMATCH: "The tunnel is `UP` and carries nothing, or its BGP session is down.",
  VPN_DEVICE_NOT_THERE: "Both tunnels stay `DOWN`; nothing answers at the customer gateway's address.",
  VPN_TUNNEL_DOWN: "Both tunnels stay `DOWN`; the tunnel's log has retransmits or `NO_PROPOSAL_CHOSEN`.",
  VPN_TUNNEL_RESTRICTION: "The tunnel is `UP`, and the packets get in at neither end.",
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED:
    "The client times out; flow logs of the interface say `BPA` as the reason of the rejection.",
  VPCE_INTRA_VPC_TRAFFIC: "The service's host times out when it calls the client.",
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ:
    "`apply` fails: the service does not support the zone of the endpoint's subnet.",
};
