/** What may stop packets. The words of {@link https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html} where AWS has one. */
export const CODES = {
  BAD_STATE: {
    origin: "aws",
    meaning:
      "Nobody accepts the peering connection, or it or the endpoint was read as rejected, failed, expired or deleted; or the instance does not run: it carries nothing.",
  },
  BAD_STATE_ATTACHMENT: {
    origin: "aws",
    meaning:
      "No internet gateway is attached to the VPC; or a route leads to one, or to a VPN gateway or a transit gateway, that is not; or nobody accepts a transit gateway's attachment.",
  },
  DISCONNECTED_VPCS: { origin: "aws", meaning: "The two ends are in VPCs that nothing connects." },
  ELB_INSTALLED_AZ_RESTRICTION: {
    origin: "aws",
    meaning: "The load balancer has no subnet in the zone of any target, so that none is used.",
  },
  ELBV2_LISTENER_HAS_NO_TG: { origin: "aws", meaning: "The listener's target group has no targets." },
  ELBV2_LISTENER_REQUIRES_TG_ACCEPT: { origin: "aws", meaning: "The listener forwards to no target group." },
  ELBV2_LISTENERS_MISMATCH: {
    origin: "aws",
    meaning: "No listener of the load balancer takes the protocol and port.",
  },
  ELBV2_NO_TARGETS_IN_AZ: {
    origin: "aws",
    meaning:
      "The load balancer has no target in the zone where the packets enter, and cross-zone load balancing is off.",
  },
  ENI_ADDRESS_RESTRICTION: {
    origin: "aws",
    meaning: "An endpoint's network interface takes packets to its own address only.",
  },
  ENI_SG_RULES_MISMATCH: {
    origin: "aws",
    meaning: "No rule of the interface's security groups admits the packets.",
  },
  ENI_SOURCE_DEST_CHECK_RESTRICTION: {
    origin: "aws",
    meaning:
      "A route leads to a network interface whose source/destination check drops what is not addressed to it.",
  },
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: {
    origin: "aws",
    meaning: "The host has no public address to be reached at.",
  },
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: {
    origin: "aws",
    meaning: "The host has no public address to send from.",
  },
  MORE_SPECIFIC_ROUTE: { origin: "aws", meaning: "A more specific route takes the packets elsewhere." },
  NGW_REQUIRES_SOURCE_IN_VPC: {
    origin: "aws",
    meaning: "A NAT gateway takes packets of its own VPC only.",
  },
  NO_POSSIBLE_DESTINATION: {
    origin: "aws",
    meaning: "The packets stay in the VPC, which has the address itself; the destination is in another one.",
  },
  NO_ROUTE_TO_DESTINATION: { origin: "aws", meaning: "The route table has no route to the destination." },
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: {
    origin: "aws",
    meaning:
      "A route leads to a peering connection, and the destination is not in the VPC at its other side: peering is neither transitive nor a way to that VPC's gateways.",
  },
  SG_HAS_NO_RULES: { origin: "aws", meaning: "The interface's security groups have no rules at all." },
  SUBNET_ACL_RESTRICTION: {
    origin: "aws",
    meaning: "A network ACL denies the packets, or the answers to them.",
  },
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: {
    origin: "aws",
    meaning:
      "A transit gateway attachment is associated with no route table, so that the gateway drops what comes from it.",
  },
  TGW_ROUTE_AZ_RESTRICTION: {
    origin: "aws",
    meaning:
      "A transit gateway takes packets of a zone in that zone only, and the VPC's attachment has no subnet there.",
  },
  TGW_RTB_BAD_STATE_ROUTE: {
    origin: "aws",
    meaning: "The transit gateway's route table has a blackhole for the packets, which drops them.",
  },
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: {
    origin: "aws",
    meaning:
      "The transit gateway's route table has no route to the addresses: nothing propagates one to it, and no static one is there.",
  },
  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: {
    origin: "aws",
    meaning:
      "A VPN gateway takes packets from its connections for network interfaces of its own VPC only: it leads on to no peering, no gateway and no other VPC.",
  },
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: {
    origin: "aws",
    meaning:
      "VPC Block Public Access of the account and Region lets internet gateways carry none of the packets, and no exclusion excepts the subnet or its VPC.",
  },
  VPCE_INTRA_VPC_TRAFFIC: { origin: "aws", meaning: "An endpoint never starts a connection." },
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: {
    origin: "aws",
    meaning: "The endpoint is in a zone where its service has no load balancer; AWS refuses to make it.",
  },
  CONNECTION_NOT_ACCEPTED: {
    origin: "ours",
    meaning: "The service wants acceptance, and nobody accepts the endpoint.",
  },
  ELBV2_ENDPOINT_TARGET: {
    origin: "ours",
    meaning: "An endpoint's network interface is a target of a group that preserves clients' addresses.",
  },
  ELBV2_HEALTH_CHECK_BLOCKED: {
    origin: "ours",
    meaning:
      "Health checks do not reach the target, or it does not answer them so that they pass: it gets packets only as long as no other target is healthy.",
  },
  ELBV2_IN_SEVERAL_SERVICES: {
    origin: "ours",
    meaning: "A load balancer stands behind two endpoint services; AWS refuses to make the second.",
  },
  ELBV2_LOOPBACK: {
    origin: "ours",
    meaning: "A host asks itself through a load balancer that preserves its address.",
  },
  ELBV2_TARGET_OUTSIDE_VPC: {
    origin: "ours",
    meaning: "A target is in another VPC, and its group preserves clients' addresses.",
  },
  ENVIRONMENT_WITHOUT_WAY_OUT: {
    origin: "ours",
    meaning:
      "Instances of an Elastic Beanstalk environment do not get out to the services of AWS that they need to become ready.",
  },
  HOST_WITHOUT_WAY_OUT: {
    origin: "ours",
    meaning:
      "A relay or a VPN device does not get out to the services of AWS and the packages that it is set up with.",
  },
  HOSTED_ZONE_NOT_ASSOCIATED: {
    origin: "ours",
    meaning: "The private zone that holds the name is not associated with the VPC that asks.",
  },
  NAME_SERVER_NOT_REACHED: {
    origin: "ours",
    meaning: "The host asks a name server of its own for the name, and its query does not get there.",
  },
  NAME_NOT_FOUND: { origin: "ours", meaning: "The name leads to no IPv4 address." },
  PRIVATE_DNS_BEFORE_ACCEPTANCE: {
    origin: "ours",
    meaning:
      "An endpoint is to be made with private DNS, which AWS refuses until the connection is accepted.",
  },
  PRIVATE_DNS_WITHOUT_NAME: {
    origin: "ours",
    meaning: "An endpoint is to have private DNS, and its service has no private name; AWS refuses that.",
  },
  PROXY_CLIENT_NOT_ADMITTED: {
    origin: "ours",
    meaning: "The proxy does not serve clients of the address that it sees.",
  },
  PROXY_DESTINATION_NOT_ALLOWED: {
    origin: "ours",
    meaning: "Neither the proxy's domains nor its blocks allow the destination.",
  },
  PROXY_NOT_CONFIGURED: { origin: "ours", meaning: "The host that asks is not told of any proxy." },
  PROXY_NOT_THERE: {
    origin: "ours",
    meaning: "What the proxy's name leads to is no proxy that listens on the port.",
  },
  PROXY_PORT_NOT_ALLOWED: {
    origin: "ours",
    meaning: "The proxy goes to port 80 for http and to port 443 for https, and to no other.",
  },
  PROXY_PROTOCOL_MISMATCH: {
    origin: "ours",
    meaning:
      "A load balancer before the proxy takes or sends TLS, or a header of proxy protocol, and the proxy reads plain HTTP.",
  },
  REFUSED_BY_AWS: {
    origin: "ours",
    meaning: "AWS refuses to make it, or something that belongs to it; the plan of Terraform does not tell.",
  },
  RELAY_ADDRESS_NOT_THERE: {
    origin: "ours",
    meaning: "A relay sends with an address that its network interfaces do not have.",
  },
  RELAY_HAS_NO_MAPPING: {
    origin: "ours",
    meaning:
      "A relay host passes on what a mapping of its names: who calls, address and TCP port. It drops everything else.",
  },
  RESOURCE_NOT_SHARED: {
    origin: "ours",
    meaning: "No share of AWS RAM lets the endpoint's account use the resource configuration.",
  },
  RESOURCE_PORT_RESTRICTION: {
    origin: "ours",
    meaning: "The resource configuration carries TCP to its own ports only.",
  },
  RESOURCE_SHARE_NOT_ACCEPTED: {
    origin: "ours",
    meaning: "Nobody in the endpoint's account accepts the share of the resource configuration.",
  },
  ROUTE_INSIDE_VPC_REFUSED: {
    origin: "ours",
    meaning: "A route more specific than the VPC's own is none that AWS takes.",
  },
  SERVICE_PRINCIPAL_NOT_ALLOWED: {
    origin: "ours",
    meaning:
      "The endpoint's account is no allowed principal of the service; AWS refuses to make the endpoint.",
  },
  UNKNOWN_VALUE: {
    origin: "ours",
    meaning:
      "It depends on a value that is known only once Terraform runs, or on something that is not analysed.",
  },
  VPC_DNS_HOSTNAMES_OFF: {
    origin: "ours",
    meaning: "DNS hostnames are off, so that private zones do not answer in the VPC.",
  },
  VPC_DNS_SUPPORT_OFF: { origin: "ours", meaning: "DNS support is off, so that the VPC resolves no name." },
  VPN_CONNECTION_HAS_NO_ROUTE: {
    origin: "ours",
    meaning:
      "The VPN connection has no static route to the addresses, or nobody announces them over it by BGP, so that AWS sends nothing there.",
  },
  VPN_DEVICE_HAS_NO_ROUTE: {
    origin: "ours",
    meaning:
      "The VPN device carries packets between its network's blocks and those of its connections only, and these are others.",
  },
  VPN_DEVICE_MISMATCH: {
    origin: "ours",
    meaning:
      "The VPN device is set up for no such connection, or otherwise than AWS's side: the addresses inside, the kind of routing, the BGP numbers.",
  },
  VPN_DEVICE_NOT_THERE: {
    origin: "ours",
    meaning: "What has the customer gateway's address is no VPN device.",
  },
  VPN_TUNNEL_DOWN: {
    origin: "ours",
    meaning:
      "Neither tunnel of the VPN connection comes up: what both ends exchange for that does not get through, or they share no addresses or no algorithms.",
  },
  VPN_TUNNEL_RESTRICTION: {
    origin: "ours",
    meaning: "The VPN connection states which blocks its tunnels carry, and these are others.",
  },
} as const satisfies Readonly<Record<string, { readonly origin: "aws" | "ours"; readonly meaning: string }>>;

export type Code = keyof typeof CODES;
