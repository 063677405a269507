import { add, attributeOf, idOf, set } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";
import {
  withinVpc,
  MAIN_TABLE,
  route,
  REMOVE,
  router,
  toRouter,
  gateway,
  toGateway,
  nat,
  toNat,
  ROUTED,
} from "./routing";

const inAddedBlock = [
  set("aws_subnet.servers", "cidr_block", "10.1.0.0/24"),
  set("aws_instance.server", "private_ip", "10.1.0.10"),
];

const further = add({
  "aws_network_interface.further": {
    subnet_id: idOf("aws_subnet.servers"),
    private_ips: ["10.0.1.20"],
    security_groups: [idOf("aws_security_group.server")],
  },
});
const attached = add({
  "aws_network_interface_attachment.further": {
    instance_id: idOf("aws_instance.server"),
    network_interface_id: idOf("aws_network_interface.further"),
    device_index: 1,
  },
});

export const routes: readonly Fact[] = [
  {
    fact: "The local route leads to every address of the VPC's blocks, first and added",
    ...withinVpc,
    cases: [
      given("there is no other route", [], reachable),
      given(
        "the server is in an added block",
        [
          add({
            "aws_vpc_ipv4_cidr_block_association.added": {
              vpc_id: idOf("aws_vpc.network"),
              cidr_block: "10.1.0.0/24",
            },
          }),
          ...inAddedBlock,
        ],
        reachable,
      ),
      given(
        "the server is in a block that is none of the VPC's",
        inAddedBlock,
        blocked(["REFUSED_BY_AWS"], ["NO_ROUTE_TO_DESTINATION"]),
      ),
    ],
  },
  {
    fact: "The longest prefix wins: a route to a whole subnet, by a network interface, a NAT gateway or a Gateway Load Balancer endpoint, goes before the local one; AWS refuses others inside the VPC",
    ...withinVpc,
    cases: [
      given(
        "a route to the server's subnet leads to a NAT gateway, whose own routes decide",
        [add(nat), route(ROUTED, toNat)],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a route to the server's address alone leads to a NAT gateway",
        [add(nat), route("10.0.1.10/32", toNat)],
        blocked(["ROUTE_INSIDE_VPC_REFUSED", REMOVE]),
      ),
      given(
        "a route to the server's subnet leads to an internet gateway",
        [add(gateway), route(ROUTED, toGateway)],
        blocked(["ROUTE_INSIDE_VPC_REFUSED", REMOVE]),
      ),
      given(
        "a prefix list with the server's subnet leads to an internet gateway",
        [
          add(gateway),
          add({
            "aws_ec2_managed_prefix_list.servers": {
              address_family: "IPv4",
              max_entries: 1,
              name: "servers",
              entry: [{ cidr: ROUTED }],
            },
            "aws_route.extra": {
              route_table_id: MAIN_TABLE,
              destination_prefix_list_id: idOf("aws_ec2_managed_prefix_list.servers"),
              ...toGateway,
            },
          }),
        ],
        blocked(["MORE_SPECIFIC_ROUTE", REMOVE]),
      ),
      given(
        "a route to everywhere leads to an internet gateway",
        [add(gateway), route("0.0.0.0/0", toGateway)],
        reachable,
      ),
      given(
        "a route to a part of everywhere leads to an internet gateway",
        [add(gateway), route("10.0.0.0/8", toGateway)],
        reachable,
      ),
      given(
        "the clients' subnet has a gateway endpoint for S3, whose addresses are public",
        [
          add({
            "aws_vpc_endpoint.s3": {
              vpc_id: idOf("aws_vpc.network"),
              service_name: "com.amazonaws.ap-northeast-1.s3",
              route_table_ids: [MAIN_TABLE],
            },
          }),
        ],
        reachable,
      ),
      given(
        "a route to the server's subnet leads to a Gateway Load Balancer endpoint",
        [
          add({
            "aws_vpc_endpoint.inspection": {
              vpc_id: idOf("aws_vpc.network"),
              vpc_endpoint_type: "GatewayLoadBalancer",
              service_name: "com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0",
              subnet_ids: [idOf("aws_subnet.clients")],
            },
          }),
          route(ROUTED, { vpc_endpoint_id: idOf("aws_vpc_endpoint.inspection") }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "An interface drops what is neither from nor to its own addresses, unless its source/destination check is off",
    ...withinVpc,
    cases: [
      given(
        "a route to the server's subnet leads to an interface whose check is on",
        [router(true), route(ROUTED, toRouter)],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", REMOVE]),
      ),
      given(
        "a route to the server's subnet leads to an interface whose check is off (what a host forwards is not analysed)",
        [router(false), route(ROUTED, toRouter)],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a route to the server's subnet leads to an endpoint's interface",
        [
          add({
            "aws_vpc_endpoint.logs": {
              vpc_id: idOf("aws_vpc.network"),
              vpc_endpoint_type: "Interface",
              service_name: "com.amazonaws.ap-northeast-1.logs",
              subnet_ids: [idOf("aws_subnet.clients")],
            },
          }),
          route(ROUTED, { network_interface_id: "${one(aws_vpc_endpoint.logs.network_interface_ids)}" }),
        ],
        blocked(["ENI_ADDRESS_RESTRICTION", REMOVE]),
      ),
      given(
        "a route to the server's subnet leads to the server itself",
        [
          route(ROUTED, {
            network_interface_id: attributeOf("aws_instance.server", "primary_network_interface_id"),
          }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "A network interface takes packets for the host that it is attached to",
    ...withinVpc,
    cases: [
      given("the server is asked at its further interface", [further, attached], reachable, {
        from: "aws_instance.client",
        to: "aws_network_interface.further",
      }),
      given("an interface is asked that nothing is attached to", [further], unknown(["UNKNOWN_VALUE"]), {
        from: "aws_instance.client",
        to: "aws_network_interface.further",
      }),
    ],
  },
  {
    fact: "The local route goes before propagated ones, however specific",
    ...withinVpc,
    cases: [
      given(
        "the table learns a VPN gateway's routes",
        [
          add({
            "aws_vpn_gateway.vpn": { vpc_id: idOf("aws_vpc.network") },
            "aws_vpn_gateway_route_propagation.vpn": {
              vpn_gateway_id: idOf("aws_vpn_gateway.vpn"),
              route_table_id: MAIN_TABLE,
            },
          }),
        ],
        reachable,
      ),
      given(
        "a static route to the server's subnet leads to an interface whose check is on",
        [router(true), route(ROUTED, toRouter)],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", REMOVE]),
      ),
    ],
  },
  {
    fact: "The local route can be given another target",
    ...withinVpc,
    cases: [
      given(
        "a route to the VPC's whole block leads to an interface whose check is on",
        [router(true), route("10.0.0.0/16", toRouter)],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", REMOVE]),
      ),
      given(
        "a route to the VPC's whole block is local",
        [route("10.0.0.0/16", { gateway_id: "local" })],
        reachable,
      ),
    ],
  },
];
