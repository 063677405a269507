import {
  add,
  type Edit,
  edited,
  idOf,
  joinedByTransit,
  remove,
  set,
  subnet,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const NAT = "aws_nat_gateway.out";
const TABLE = "aws_route_table.clients";
const ADMITS = "aws_vpc_security_group_ingress_rule.server";
const LETS_OUT = "aws_vpc_security_group_egress_rule.client";

/** What the client sends to the server's VPC goes by a private NAT gateway, and from there by the Transit Gateway. */
const network = edited(joinedByTransit(), [
  add(subnet("nat", "client", "10.1.8.0/24", "apne1-az4")),
  add({
    [NAT]: { subnet_id: idOf("aws_subnet.nat"), connectivity_type: "private", private_ip: "10.1.8.9" },
    [TABLE]: { vpc_id: idOf("aws_vpc.client") },
    "aws_route_table_association.clients": {
      subnet_id: idOf("aws_subnet.client_hosts"),
      route_table_id: idOf(TABLE),
    },
    "aws_route.to_nat": {
      route_table_id: idOf(TABLE),
      destination_cidr_block: "10.2.0.0/16",
      nat_gateway_id: idOf(NAT),
    },
  }),
  set(ADMITS, "cidr_ipv4", "10.1.8.9/32"),
]);
const acl = (cidr: string): Edit =>
  add({
    "aws_network_acl.nat": {
      vpc_id: idOf("aws_vpc.client"),
      subnet_ids: [idOf("aws_subnet.nat")],
      ingress: [{ rule_no: 1, action: "allow", protocol: "-1", from_port: 0, to_port: 0, cidr_block: cidr }],
      egress: [
        { rule_no: 1, action: "allow", protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" },
      ],
    },
  });

export const natToPrivate: readonly Fact[] = [
  {
    fact: "A NAT gateway sends packets to private addresses on by the routes of its own subnet, from its own private address",
    network,
    asked: { from: "aws_instance.client", to: "aws_instance.server" },
    cases: [
      given("the server admits the NAT gateway's address", [], reachable),
      given(
        "it is a public one",
        [
          remove(NAT),
          add({
            [NAT]: { subnet_id: idOf("aws_subnet.nat"), allocation_id: "eipalloc-1", private_ip: "10.1.8.9" },
          }),
        ],
        reachable,
      ),
      given(
        "the server admits the client's address instead",
        [set(ADMITS, "cidr_ipv4", "10.1.0.10/32")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.server that admits TCP 80 from 10.1.8.9",
        ]),
      ),
      given(
        "the client's group lets nothing out",
        [remove(LETS_OUT)],
        blocked([
          "SG_HAS_NO_RULES",
          "add an egress rule to aws_security_group.client that lets out TCP 80 to 10.2.0.10",
        ]),
      ),
      given(
        "the ACL of the NAT gateway's subnet takes nothing from the server, so that its answers are lost",
        [acl("10.1.0.0/16")],
        blocked(["SUBNET_ACL_RESTRICTION"]),
      ),
      given(
        "the server's VPC has no way back to the NAT gateway",
        [set("aws_route.server_transit", "destination_cidr_block", "10.1.0.0/24")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          "add a route for 10.1.0.0/16 to aws_ec2_transit_gateway.hub in the main route table of aws_vpc.server",
        ]),
      ),
      given(
        "the NAT gateway's subnet leads to something that is not known",
        [set("aws_route.client_transit", "transit_gateway_id", "tgw-0123456789abcdef0")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
