import { add, attributeOf, type Edit, idOf, oneVpc, privateLink, type Resources, set } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const withinVpc = {
  network: oneVpc(),
  asked: { from: "aws_instance.client", to: "aws_instance.server" },
};
const MAIN_TABLE = attributeOf("aws_vpc.network", "main_route_table_id");

/** A route of the clients' subnet, by the VPC's main table. */
function route(to: string, target: Readonly<Record<string, string>>): Edit {
  return add({
    "aws_route.extra": { route_table_id: MAIN_TABLE, destination_cidr_block: to, ...target },
  });
}
const REMOVE = "remove aws_route.extra from the main route table of aws_vpc.network";

/** A host that might forward packets, in the clients' subnet. */
function router(checks: boolean): Edit {
  return add({
    "aws_network_interface.router": {
      subnet_id: idOf("aws_subnet.clients"),
      private_ips: ["10.0.0.20"],
      security_groups: [idOf("aws_security_group.client")],
      source_dest_check: checks,
    },
  });
}
const toRouter = { network_interface_id: idOf("aws_network_interface.router") };
const gateway: Resources = { "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.network") } };
const toGateway = { gateway_id: idOf("aws_internet_gateway.gateway") };
const nat: Resources = {
  "aws_nat_gateway.nat": { subnet_id: idOf("aws_subnet.clients"), connectivity_type: "private" },
};
const toNat = { nat_gateway_id: idOf("aws_nat_gateway.nat") };
/** Of the clients' subnet only. */
const tableOf = (subnet: string): Resources => ({
  "aws_route_table.own": { vpc_id: idOf("aws_vpc.network") },
  "aws_route_table_association.own": {
    route_table_id: idOf("aws_route_table.own"),
    subnet_id: idOf(`aws_subnet.${subnet}`),
  },
});
const ROUTED = "10.0.1.0/24";

/** Both VPCs have 10.0.0.0/16, and nothing else changes. */
const twins = { network: privateLink({ secondOctet: 0 }), asked: { from: "aws_instance.client", to: "aws_instance.server" } };
const strangers = { network: privateLink(), asked: twins.asked };
const fromConsumer = (to: string, target: Readonly<Record<string, string>>): Edit =>
  add({
    "aws_route.extra": {
      route_table_id: attributeOf("aws_vpc.consumer", "main_route_table_id"),
      destination_cidr_block: to,
      ...target,
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
          set("aws_subnet.servers", "cidr_block", "10.1.0.0/24"),
          set("aws_instance.server", "private_ip", "10.1.0.10"),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "The longest prefix wins: a route to a whole subnet, by a network interface, a NAT gateway or a Gateway Load Balancer endpoint, goes before the local one; AWS refuses others inside the VPC",
    ...withinVpc,
    cases: [
      given(
        "a route to the server's subnet leads to a NAT gateway",
        [add(nat), route(ROUTED, toNat)],
        blocked(["MORE_SPECIFIC_ROUTE", REMOVE]),
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
        "a route to the server's subnet leads to the server itself",
        [route(ROUTED, { network_interface_id: attributeOf("aws_instance.server", "primary_network_interface_id") })],
        reachable,
      ),
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
        "a static route to the server's subnet leads away",
        [add(nat), route(ROUTED, toNat)],
        blocked(["MORE_SPECIFIC_ROUTE", REMOVE]),
      ),
    ],
  },
  {
    fact: "A subnet without an association uses the VPC's main route table",
    ...withinVpc,
    cases: [
      given(
        "the main table leads to a router, and the clients' subnet has no table of its own",
        [router(true), route(ROUTED, toRouter)],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", REMOVE]),
      ),
      given(
        "the main table leads to a router, and the clients' subnet has a table of its own",
        [router(true), route(ROUTED, toRouter), add(tableOf("clients"))],
        reachable,
      ),
      given(
        "a table that leads to a router is made the main one",
        [
          router(true),
          add({
            "aws_route_table.own": { vpc_id: idOf("aws_vpc.network") },
            "aws_main_route_table_association.own": {
              vpc_id: idOf("aws_vpc.network"),
              route_table_id: idOf("aws_route_table.own"),
            },
            "aws_route.extra": {
              route_table_id: idOf("aws_route_table.own"),
              destination_cidr_block: ROUTED,
              ...toRouter,
            },
          }),
        ],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", "remove aws_route.extra from aws_route_table.own"]),
      ),
    ],
  },
  {
    fact: "Answers follow routes of their own",
    ...withinVpc,
    cases: [
      given(
        "the server's subnet has a route to the clients' subnet that leads away",
        [
          router(true),
          add(tableOf("servers")),
          add({
            "aws_route.extra": {
              route_table_id: idOf("aws_route_table.own"),
              destination_cidr_block: "10.0.0.0/24",
              ...toRouter,
            },
          }),
        ],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", "remove aws_route.extra from aws_route_table.own"]),
      ),
      given("the server's subnet has a table of its own, without such a route", [add(tableOf("servers"))], reachable),
    ],
  },
  {
    fact: "Nothing joins two VPCs by itself",
    ...strangers,
    cases: [
      given("there is no route from one to the other", [], blocked(["NO_ROUTE_TO_DESTINATION"])),
      given(
        "the client's VPC sends everything to an internet gateway",
        [
          add({ "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.consumer") } }),
          fromConsumer("0.0.0.0/0", toGateway),
        ],
        blocked(["DISCONNECTED_VPCS"]),
      ),
      given(
        "a route leads through a peering connection (not analysed yet)",
        [
          add({
            "aws_vpc_peering_connection.peering": {
              vpc_id: idOf("aws_vpc.consumer"),
              peer_vpc_id: idOf("aws_vpc.provider"),
            },
          }),
          fromConsumer("10.1.0.0/16", {
            vpc_peering_connection_id: idOf("aws_vpc_peering_connection.peering"),
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a route leads to a transit gateway (not analysed yet)",
        [
          add({ "aws_ec2_transit_gateway.hub": {} }),
          fromConsumer("10.1.0.0/16", { transit_gateway_id: idOf("aws_ec2_transit_gateway.hub") }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the client's VPC learns a VPN gateway's routes (not analysed yet)",
        [
          add({
            "aws_vpn_gateway.vpn": { vpc_id: idOf("aws_vpc.consumer") },
            "aws_vpn_gateway_route_propagation.vpn": {
              vpn_gateway_id: idOf("aws_vpn_gateway.vpn"),
              route_table_id: attributeOf("aws_vpc.consumer", "main_route_table_id"),
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A VPC keeps packets for addresses that it has itself",
    ...twins,
    cases: [
      given("two VPCs have the same block", [], blocked(["NO_POSSIBLE_DESTINATION"])),
      given(
        "two VPCs have the same block, and the client asks through PrivateLink",
        [],
        reachable,
        { from: "aws_instance.client", to: "web.example.internal" },
      ),
    ],
  },
  {
    fact: "A gateway endpoint takes public addresses of its service only",
    ...withinVpc,
    cases: [
      given(
        "the clients' subnet has one for S3",
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
    ],
  },
];
