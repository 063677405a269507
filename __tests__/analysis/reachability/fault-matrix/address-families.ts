import { add, type Edit, idOf, oneVpc, remove, set, toInternet } from "../../../support/networks";
import { blocked, type Fact, given, partly, reachable, unknown } from "./fact";

const IPV6 = "2001:db8:1234:1a00::/56";
/** Network and hosts have addresses of both families. */
const dualStack: Edit[] = [
  set("aws_vpc.network", "assign_generated_ipv6_cidr_block", true),
  set("aws_subnet.public", "ipv6_cidr_block", "2001:db8:1234:1a00::/64"),
  set("aws_subnet.private", "ipv6_cidr_block", "2001:db8:1234:1a01::/64"),
  add({
    "aws_egress_only_internet_gateway.out": { vpc_id: idOf("aws_vpc.network") },
    "aws_route.ipv6": {
      route_table_id: idOf("aws_route_table.private"),
      destination_ipv6_cidr_block: "::/0",
      egress_only_gateway_id: idOf("aws_egress_only_internet_gateway.out"),
    },
    "aws_vpc_security_group_egress_rule.ipv6": {
      security_group_id: idOf("aws_security_group.private"),
      ip_protocol: "-1",
      cidr_ipv6: "::/0",
    },
  }),
];
const inIpv6Alone = (name: string): Edit =>
  add({
    [`aws_subnet.${name}`]: {
      vpc_id: idOf("aws_vpc.network"),
      ipv6_native: true,
      ipv6_cidr_block: "2001:db8:1234:1a02::/64",
      availability_zone_id: "apne1-az4",
    },
  });
const toGateway = (argument: string, value: string): Edit[] => [
  remove("aws_route.private"),
  add({
    "aws_route.other": {
      route_table_id: idOf("aws_route_table.private"),
      destination_cidr_block: "0.0.0.0/0",
      [argument]: value,
    },
  }),
];

export const addressFamilies: readonly Fact[] = [
  {
    fact: "Verdicts are about IPv4: rules, routes and blocks of IPv6 change nothing, and what has IPv6 alone is not analysed",
    network: toInternet(),
    asked: { from: "aws_instance.private", to: "internet" },
    cases: [
      given("the network has both families", dualStack, reachable),
      given(
        "the network has both families, and lets out IPv6 alone",
        [...dualStack, remove("aws_vpc_security_group_egress_rule.private")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an egress rule to aws_security_group.private that lets out TCP 80 to any public address",
        ]),
      ),
      given(
        "the VPC has an IPv6 block beside",
        [
          add({
            "aws_vpc_ipv6_cidr_block_association.more": {
              vpc_id: idOf("aws_vpc.network"),
              ipv6_cidr_block: IPV6,
              ipv6_ipam_pool_id: "ipam-pool-1",
            },
          }),
        ],
        reachable,
      ),
      given("another subnet has IPv6 alone", [inIpv6Alone("modern")], reachable),
      given(
        "the host's subnet has IPv6 alone",
        [
          inIpv6Alone("modern"),
          set("aws_instance.private", "subnet_id", idOf("aws_subnet.modern")),
          set("aws_instance.private", "private_ip", ""),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Egress-only internet gateways carry IPv6 alone, and carrier gateways and local gateways are not analysed",
    network: toInternet(),
    asked: { from: "aws_instance.private", to: "internet" },
    cases: [
      given("IPv6 alone is routed to an egress-only internet gateway", dualStack, reachable),
      given(
        "a route for IPv4 leads to one",
        toGateway("egress_only_gateway_id", "eigw-1"),
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a route leads to a carrier gateway",
        toGateway("carrier_gateway_id", "cagw-1"),
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a route leads to a local gateway",
        toGateway("local_gateway_id", "lgw-1"),
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a VPC is associated with a local gateway's route table, and no route leads to it",
        [
          add({
            "aws_ec2_local_gateway_route_table_vpc_association.it": {
              vpc_id: idOf("aws_vpc.network"),
              local_gateway_route_table_id: "lgw-rtb-1",
            },
          }),
        ],
        reachable,
      ),
    ],
  },
];

const within = { network: oneVpc(), asked: { from: "aws_instance.client", to: "aws_instance.server" } };
const inSecondBlock: Edit[] = [
  add({
    "aws_vpc_ipv4_cidr_block_association.second": {
      vpc_id: idOf("aws_vpc.network"),
      cidr_block: "10.7.0.0/16",
    },
  }),
  set("aws_subnet.servers", "cidr_block", "10.7.1.0/24"),
  set("aws_instance.server", "private_ip", "10.7.1.10"),
];
const secondInterface = (group: string): Edit =>
  add({
    "aws_network_interface.second": {
      subnet_id: idOf("aws_subnet.clients"),
      private_ips: ["10.0.0.20"],
      security_groups: [idOf(`aws_security_group.${group}`)],
    },
    "aws_network_interface_attachment.second": {
      instance_id: idOf("aws_instance.client"),
      network_interface_id: idOf("aws_network_interface.second"),
      device_index: 1,
    },
  });

export const blocksAndInterfaces: readonly Fact[] = [
  {
    fact: "Local routes lead to every block of a VPC, also to those that are added",
    ...within,
    cases: [
      given("the server's subnet is of an added block", inSecondBlock, reachable),
      given(
        "the server's subnet is of a block that nobody adds",
        inSecondBlock.slice(1),
        blocked(["REFUSED_BY_AWS"], ["NO_ROUTE_TO_DESTINATION"]),
      ),
    ],
  },
  {
    fact: "A host may send by any of its network interfaces: which one is for its programs and its routes to say",
    ...within,
    cases: [
      given("both of the client's are let out", [secondInterface("client")], reachable),
      given(
        "one of the client's is neither let out nor admitted",
        [secondInterface("server")],
        partly(
          ["through aws_instance.client in apne1-az4"],
          ["through aws_network_interface.second in apne1-az4"],
          [
            "ENI_SG_RULES_MISMATCH",
            "add an egress rule to aws_security_group.server that lets out TCP 80 to aws_security_group.server",
          ],
          [
            "ENI_SG_RULES_MISMATCH",
            "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.server",
          ],
        ),
      ),
    ],
  },
];
