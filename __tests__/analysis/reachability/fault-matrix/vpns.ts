import {
  add,
  admits,
  type Edit,
  host,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  joinedByVpn,
  leaveOut,
  letsOut,
  remove,
  set,
  subnet,
  together,
  vpc,
  vpnDevice,
  vpnParameter,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const GATEWAY = "aws_vpn_gateway.cloud";
const CONNECTION = "aws_vpn_connection.office";
const STATIC_ROUTE = "aws_vpn_connection_route.office";
const PROPAGATION = "aws_vpn_gateway_route_propagation.servers";
const DEVICE = "aws_instance.device";
const INTERFACE = "aws_network_interface.device";

const network = joinedByVpn();
const inward = { network, asked: { from: "aws_instance.desk", to: "aws_instance.server" } };
const outward = { network, asked: { from: "aws_instance.server", to: "aws_instance.desk" } };

const device = (settings: Parameters<typeof vpnDevice>[0]): Edit =>
  set(DEVICE, "user_data_base64", vpnDevice(settings));
const routeToGateway: Edit = add({
  "aws_route.to_office": {
    route_table_id: idOf("aws_route_table.servers"),
    destination_cidr_block: "10.200.0.0/16",
    gateway_id: idOf(GATEWAY),
  },
});
/** What may lead to AWS's services without the internet. */
const endpointToServices = {
  "aws_vpc_endpoint.ssm": {
    ...PLACE,
    vpc_id: idOf("aws_vpc.office"),
    vpc_endpoint_type: "Interface",
    service_name: "com.amazonaws.ap-northeast-1.ssm",
    subnet_ids: [idOf("aws_subnet.edge")],
    security_group_ids: [idOf("aws_security_group.device")],
  },
};
const OTHER_TUNNELS = ["169.254.20.0/30", "169.254.20.4/30"] as const;
const IKE = "aws_vpc_security_group_egress_rule.device_ike";
const PARAMETER = "aws_ssm_parameter.device";
/** A peering of both VPCs, which both tables lead to. */
const peered = (...tables: readonly string[]): Edit =>
  add({
    "aws_vpc_peering_connection.both": {
      vpc_id: idOf("aws_vpc.cloud"),
      peer_vpc_id: idOf("aws_vpc.office"),
      peer_owner_id: "222222222222",
    },
    "aws_vpc_peering_connection_accepter.both": {
      ...PLACE,
      vpc_peering_connection_id: idOf("aws_vpc_peering_connection.both"),
      auto_accept: true,
    },
    ...Object.fromEntries(
      tables.map((each) => [
        `aws_route.${each}_by_peering`,
        {
          ...(each === "desks" ? PLACE : {}),
          route_table_id: idOf(`aws_route_table.${each}`),
          destination_cidr_block: each === "desks" ? "172.16.0.0/24" : "10.200.0.0/24",
          vpc_peering_connection_id: idOf("aws_vpc_peering_connection.both"),
        },
      ]),
    ),
  });
/** Both of AWS's side and the device's. */
const byBgp = (settings: Parameters<typeof vpnDevice>[0] = {}): Edit[] => [
  leaveOut(CONNECTION, "static_routes_only"),
  remove(STATIC_ROUTE),
  device({ ...settings, routing: "bgp" }),
];
const PROPAGATE = `propagate the routes of ${GATEWAY} to aws_route_table.servers with an aws_vpn_gateway_route_propagation`;

/** Another VPC of the cloud, to which the office sends, too. */
const further = (block: string, address: string): Edit[] => [
  add(
    together(
      vpc("further", block),
      subnet("further", "further", block.replace("/16", "/24"), "apne1-az4"),
      host("further", { in: "further", vpc: "further", address }),
      admits("further", { block: "10.200.0.0/16" }),
      letsOut("desk_further", { block }, { ...PLACE, of: "desk" }),
    ),
  ),
  set("aws_route.to_cloud", "destination_cidr_block", "172.16.0.0/15"),
  device({ remoteBlock: "172.16.0.0/15" }),
];
const toFurther = { from: "aws_instance.desk", to: "aws_instance.further" };

/** The cloud's way to the internet, and the office's routes there through the VPN. */
const cloudNat: Edit[] = [
  add(
    together(
      subnet("public", "cloud", "172.16.5.0/24", "apne1-az4"),
      letsOut("desk_anywhere", { block: "0.0.0.0/0" }, { ...PLACE, of: "desk" }),
      {
        "aws_internet_gateway.cloud": { vpc_id: idOf("aws_vpc.cloud") },
        "aws_eip.nat": { domain: "vpc" },
        "aws_nat_gateway.nat": {
          subnet_id: idOf("aws_subnet.public"),
          allocation_id: idOf("aws_eip.nat"),
        },
        "aws_route.nat": {
          route_table_id: idOf("aws_route_table.servers"),
          destination_cidr_block: "0.0.0.0/0",
          nat_gateway_id: idOf("aws_nat_gateway.nat"),
        },
        "aws_route.desk_anywhere": {
          ...PLACE,
          route_table_id: idOf("aws_route_table.desks"),
          destination_cidr_block: "0.0.0.0/0",
          network_interface_id: idOf(INTERFACE),
        },
      },
    ),
  ),
  device({ remoteBlock: "0.0.0.0/0" }),
];

export const vpns: readonly Fact[] = [
  {
    fact: "A VPC sends over a VPN what its route tables lead to the VPN gateway: by routes that the gateway propagates, or by static ones",
    ...outward,
    cases: [
      given("the gateway propagates its routes", [], reachable),
      given(
        "the gateway propagates none",
        [remove(PROPAGATION)],
        blocked(["NO_ROUTE_TO_DESTINATION", PROPAGATE]),
      ),
      given("a static route leads to the gateway", [remove(PROPAGATION), routeToGateway], reachable),
      given(
        "the gateway propagates none, and the other side calls",
        [remove(PROPAGATION)],
        blocked(["NO_ROUTE_TO_DESTINATION", PROPAGATE]),
        inward.asked,
      ),
    ],
  },
  {
    fact: "A VPN gateway serves the VPC that it is attached to",
    ...outward,
    cases: [
      given("it is attached to the VPC", [remove(PROPAGATION), routeToGateway], reachable),
      given(
        "it is attached to none",
        [remove(PROPAGATION), routeToGateway, leaveOut(GATEWAY, "vpc_id")],
        blocked(["REFUSED_BY_AWS"], ["BAD_STATE_ATTACHMENT"]),
      ),
      given(
        "it is attached to none, and the other side calls",
        [remove(PROPAGATION), routeToGateway, leaveOut(GATEWAY, "vpc_id")],
        blocked(["REFUSED_BY_AWS"], ["BAD_STATE_ATTACHMENT"]),
        inward.asked,
      ),
    ],
  },
  {
    fact: "A VPN connection carries to the other side what its static routes name",
    network: joinedByVpn(),
    asked: outward.asked,
    cases: [
      given("one names the destination", [routeToGateway], reachable),
      given(
        "none does",
        [routeToGateway, set(STATIC_ROUTE, "destination_cidr_block", "10.200.1.0/24")],
        blocked([
          "VPN_CONNECTION_HAS_NO_ROUTE",
          `add an aws_vpn_connection_route for 10.200.0.0/16 to ${CONNECTION}`,
        ]),
      ),
    ],
  },
  {
    fact: "With BGP, a VPN connection carries to the other side what the VPN device announces, whose routing and numbers must be those that AWS's side expects",
    ...inward,
    cases: [
      given("the device announces the block", byBgp(), reachable),
      given(
        "the device is set up for static routing",
        [leaveOut(CONNECTION, "static_routes_only"), remove(STATIC_ROUTE)],
        blocked(["VPN_DEVICE_MISMATCH"]),
      ),
      given(
        "the device has another number than its customer gateway",
        byBgp({ asn: 65001 }),
        blocked(["VPN_DEVICE_MISMATCH"]),
      ),
      given(
        "it has other addresses inside one tunnel",
        byBgp({ insideBlocks: ["169.254.10.0/30", "169.254.11.0/30"] }),
        reachable,
      ),
      given(
        "it has other addresses inside both tunnels",
        byBgp({ insideBlocks: OTHER_TUNNELS }),
        blocked(["VPN_DEVICE_MISMATCH"]),
      ),
      given(
        "the device announces another block",
        byBgp({ localBlock: "10.200.1.0/24" }),
        blocked(["VPN_DEVICE_HAS_NO_ROUTE"], ["VPN_CONNECTION_HAS_NO_ROUTE"], ["NO_ROUTE_TO_DESTINATION"]),
      ),
      given(
        "the device takes routes to another block than the VPC's",
        byBgp({ remoteBlock: "172.16.0.0/12" }),
        blocked(["VPN_DEVICE_HAS_NO_ROUTE"]),
      ),
    ],
  },
  {
    fact: "What a VPN connection says of its tunnels' networks, they carry, and nothing else",
    ...inward,
    cases: [
      given("it says nothing", [], reachable),
      given(
        "it names the blocks of both sides",
        [
          set(CONNECTION, "local_ipv4_network_cidr", "10.200.0.0/16"),
          set(CONNECTION, "remote_ipv4_network_cidr", "172.16.0.0/16"),
        ],
        reachable,
      ),
      given(
        "it names another block of the customer's side",
        [set(CONNECTION, "local_ipv4_network_cidr", "10.200.1.0/24")],
        blocked(["VPN_TUNNEL_RESTRICTION"]),
      ),
      given(
        "it names another block of AWS's side",
        [set(CONNECTION, "remote_ipv4_network_cidr", "172.16.1.0/24")],
        blocked(["VPN_TUNNEL_RESTRICTION"]),
      ),
    ],
  },
  {
    fact: "What has the customer gateway's address is the VPN device, set up with the addresses inside the tunnels that AWS's side has",
    ...inward,
    cases: [
      given("it is", [], reachable),
      given(
        "its host is a web server",
        [set(DEVICE, "user_data_base64", "I2Nsb3VkLWNvbmZpZwp7fQo=")],
        blocked(["VPN_DEVICE_NOT_THERE"]),
      ),
      given("its host has no user data", [leaveOut(DEVICE, "user_data_base64")], unknown(["UNKNOWN_VALUE"])),
      given(
        "it has other addresses inside one tunnel",
        [device({ insideBlocks: ["169.254.10.0/30", "169.254.11.0/30"] })],
        reachable,
      ),
      given(
        "it has other addresses inside both tunnels",
        [device({ insideBlocks: OTHER_TUNNELS })],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "AWS picks the addresses inside both tunnels",
        [leaveOut(CONNECTION, "tunnel1_inside_cidr"), leaveOut(CONNECTION, "tunnel2_inside_cidr")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "nobody says what has the address",
        [set("aws_customer_gateway.office", "ip_address", "203.0.113.10")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A tunnel comes up where the VPN device and AWS's side get through to each other by UDP 500 and 4500",
    ...inward,
    cases: [
      given("they do", [], reachable),
      given("no rule is for UDP 500 and 4500", [remove(IKE)], blocked(["VPN_TUNNEL_DOWN"])),
      given("the rule is for UDP 500 alone", [set(IKE, "to_port", 500)], blocked(["VPN_TUNNEL_DOWN"])),
      given(
        "the rule is for an address that may be another's",
        [set(IKE, "cidr_ipv4", "54.64.0.7/32")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the device's subnet has no route to the internet",
        [remove("aws_route.edge_internet"), add(endpointToServices)],
        blocked(
          [
            "VPN_TUNNEL_DOWN",
            "add a route for 0.0.0.0/0 to aws_internet_gateway.office in aws_route_table.edge",
          ],
          ["UNKNOWN_VALUE"],
        ),
      ),
    ],
  },
  {
    fact: "A VPN device brings up the tunnels of which its Systems Manager parameter says where they end, with what both ends may use",
    ...inward,
    cases: [
      given("it is told, and both may use the same", [], reachable),
      given(
        "the parameter has another name",
        [set(PARAMETER, "name", "/other")],
        blocked(["VPN_TUNNEL_DOWN"]),
      ),
      given(
        "the parameter tells of another connection",
        [set(PARAMETER, "insecure_value", vpnParameter("other"))],
        blocked(["VPN_TUNNEL_DOWN"]),
      ),
      given(
        "the parameter's text is not known",
        [set(PARAMETER, "insecure_value", "${var.mystery}")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "AWS's side takes IKEv1 alone in one tunnel",
        [set(CONNECTION, "tunnel1_ike_versions", ["ikev1"])],
        reachable,
      ),
      given(
        "AWS's side takes IKEv1 alone",
        [1, 2].map((number) => set(CONNECTION, `tunnel${number}_ike_versions`, ["ikev1"])),
        blocked(["VPN_TUNNEL_DOWN"]),
      ),
      given(
        "AWS keeps the keys in a secret of its own",
        [set(CONNECTION, "preshared_key_storage", "SecretsManager")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the device is to prove who it is by a certificate",
        [
          set(
            "aws_customer_gateway.office",
            "certificate_arn",
            "arn:aws:acm:ap-northeast-1:222222222222:certificate/x",
          ),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given("the device has no role", [leaveOut(DEVICE, "iam_instance_profile")], unknown(["UNKNOWN_VALUE"])),
    ],
  },
  {
    fact: "Of VPCs that are peered and joined by VPN as well, the routes at both ends say which of both packets take",
    ...inward,
    cases: [
      given(
        "no route leads to the peering connection",
        [peered(), remove(STATIC_ROUTE)],
        blocked(["VPN_CONNECTION_HAS_NO_ROUTE"], ["NO_ROUTE_TO_DESTINATION"]),
      ),
      given("both ends' routes lead to it", [peered("desks", "servers"), remove(STATIC_ROUTE)], reachable),
      given("one end's route leads to it", [peered("desks")], unknown(["UNKNOWN_VALUE"])),
    ],
  },
  {
    fact: "A VPN device carries packets between its network's blocks and those of its connections",
    ...inward,
    cases: [
      given("both ends are in them", [], reachable),
      given(
        "it knows another block of AWS's side",
        [device({ remoteBlock: "172.17.0.0/16" })],
        blocked(["VPN_DEVICE_HAS_NO_ROUTE"]),
      ),
      given(
        "it knows another block of its own side",
        [device({ localBlock: "10.200.1.0/24" })],
        blocked(["VPN_DEVICE_HAS_NO_ROUTE"]),
      ),
    ],
  },
  {
    fact: "Where a VPC plays the network, its routes lead to the VPN device, whose interface lets through what is others'",
    ...inward,
    cases: [
      given("they do", [], reachable),
      given(
        "there is no route",
        [remove("aws_route.to_cloud")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 172.16.0.0/16 to ${INTERFACE} in aws_route_table.desks`,
        ]),
      ),
      given(
        "there is no route for the answer",
        [remove("aws_route.to_cloud")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 172.16.0.0/16 to ${INTERFACE} in aws_route_table.desks`,
        ]),
        outward.asked,
      ),
      given(
        "the device's source/destination check is on",
        [set(INTERFACE, "source_dest_check", true)],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", `set source_dest_check = false on ${INTERFACE}`]),
      ),
      given(
        "the device's group admits nothing of the network",
        [remove("aws_vpc_security_group_ingress_rule.device")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.device that admits TCP 80 from aws_security_group.desk",
        ]),
      ),
      given(
        "the device's group lets nothing out into the network, and AWS's side calls",
        [remove("aws_vpc_security_group_egress_rule.device")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an egress rule to aws_security_group.device that lets out TCP 80 to aws_security_group.desk",
        ]),
        outward.asked,
      ),
    ],
  },
  {
    fact: "A VPN gateway is no way to anything beyond its own VPC, which keeps what it has addresses for",
    ...inward,
    cases: [
      given("the destination is in its VPC", [], reachable),
      given(
        "the destination is in another VPC",
        further("172.17.0.0/16", "172.17.0.10"),
        blocked(["VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"]),
        toFurther,
      ),
      given(
        "the destination is the internet, by a NAT gateway of its VPC",
        cloudNat,
        blocked(["VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"]),
        { from: "aws_instance.desk", to: "internet" },
      ),
      given(
        "the destination is in another VPC with the same block",
        further("172.16.0.0/16", "172.16.0.10"),
        blocked(["NO_POSSIBLE_DESTINATION"]),
        toFurther,
      ),
    ],
  },
  {
    fact: "Rules do not know the groups of what comes over a VPN",
    ...inward,
    cases: [
      given("the server's rule admits the other side's block", [], reachable),
      given(
        "the server's rule admits the group of the host at the other side",
        [
          remove("aws_vpc_security_group_ingress_rule.server"),
          add(admits("server_desk", { group: "desk" }, { of: "server" })),
        ],
        blocked(["REFUSED_BY_AWS"], ["ENI_SG_RULES_MISMATCH"]),
      ),
    ],
  },
];
