import {
  add,
  admits,
  attributeOf,
  type Edit,
  idOf,
  leaveOut,
  MYSTERY,
  remove,
  set,
  toInternet,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable } from "./fact";

const network = toInternet();
const fromPrivate = { network, asked: { from: "aws_instance.private", to: "internet" } };
const fromPublic = { network, asked: { from: "aws_instance.public", to: "internet" } };
const intoPublic = { network, asked: { from: "internet", to: "aws_instance.public" } };

const entry = (action: "allow" | "deny", first: number, last: number): object => ({
  rule_no: 100,
  action,
  protocol: "tcp",
  from_port: first,
  to_port: last,
  cidr_block: "0.0.0.0/0",
});
const everything = {
  rule_no: 100,
  action: "allow",
  protocol: "-1",
  from_port: 0,
  to_port: 0,
  cidr_block: "0.0.0.0/0",
};
function aclOf(subnet: string, ingress: readonly object[], egress: readonly object[]): Edit {
  return add({
    "aws_network_acl.own": {
      vpc_id: idOf("aws_vpc.network"),
      subnet_ids: [idOf(`aws_subnet.${subnet}`)],
      ingress,
      egress,
    },
  });
}

export const internet: readonly Fact[] = [
  {
    fact: "A host with a public address reaches the internet by a route to an internet gateway of its VPC",
    ...fromPublic,
    cases: [
      given("it has all of these", [], reachable),
      given(
        "it has no public address",
        [remove("aws_eip.public")],
        blocked(["IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"]),
      ),
      given(
        "its subnet gives public addresses",
        [remove("aws_eip.public"), set("aws_subnet.public", "map_public_ip_on_launch", true)],
        reachable,
      ),
      given(
        "its subnet has no such route",
        [remove("aws_route.public")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          "add a route for 0.0.0.0/0 to aws_internet_gateway.gateway in aws_route_table.public",
        ]),
      ),
      given(
        "the gateway is attached to no VPC",
        [leaveOut("aws_internet_gateway.gateway", "vpc_id")],
        blocked(["BAD_STATE_ATTACHMENT"]),
      ),
      given(
        "its group lets nothing out",
        [remove("aws_vpc_security_group_egress_rule.public")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an egress rule to aws_security_group.public that lets out TCP 80 to any public address",
        ]),
      ),
    ],
  },
  {
    fact: "A public NAT gateway sends on what hosts of its VPC send to it, by its own subnet's route to an internet gateway",
    ...fromPrivate,
    cases: [
      given("its subnet has such a route", [], reachable),
      given(
        "its subnet has none",
        [remove("aws_route.public")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          "add a route for 0.0.0.0/0 to aws_internet_gateway.gateway in aws_route_table.public",
        ]),
      ),
      given(
        "the host's subnet has no route to it",
        [remove("aws_route.private")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          "add a route for 0.0.0.0/0 to aws_nat_gateway.nat in aws_route_table.private",
        ]),
      ),
      given(
        "the host's subnet has no route to it, and where its own leads is not known, so that one more changes little",
        [remove("aws_route.private"), set("aws_route.public", "gateway_id", MYSTERY)],
        blocked(["NO_ROUTE_TO_DESTINATION"]),
      ),
      given(
        "it is a private one",
        [
          set("aws_nat_gateway.nat", "connectivity_type", "private"),
          leaveOut("aws_nat_gateway.nat", "allocation_id"),
        ],
        blocked(["IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"]),
      ),
      given(
        "it stands in another VPC",
        [
          add({
            "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
            "aws_subnet.other": {
              vpc_id: idOf("aws_vpc.other"),
              cidr_block: "10.9.0.0/24",
              availability_zone_id: "apne1-az4",
            },
            "aws_internet_gateway.other": { vpc_id: idOf("aws_vpc.other") },
            "aws_route.other": {
              route_table_id: attributeOf("aws_vpc.other", "main_route_table_id"),
              destination_cidr_block: "0.0.0.0/0",
              gateway_id: idOf("aws_internet_gateway.other"),
            },
          }),
          set("aws_nat_gateway.nat", "subnet_id", idOf("aws_subnet.other")),
          leaveOut("aws_nat_gateway.nat", "private_ip"),
        ],
        blocked(["NGW_REQUIRES_SOURCE_IN_VPC"]),
      ),
      given(
        "its subnet's ACL lets no answers in to its ports",
        [aclOf("public", [entry("allow", 80, 80)], [everything])],
        blocked([
          "SUBNET_ACL_RESTRICTION",
          "add the ingress rule 99 to aws_network_acl.own that allows TCP 1024-65535 from any public address",
        ]),
      ),
      given(
        "its subnet's ACL lets web requests in, and answers to its ports",
        [
          aclOf(
            "public",
            [entry("allow", 80, 80), { ...entry("allow", 1024, 65535), rule_no: 110 }],
            [everything],
          ),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Who asks from the internet reaches hosts that have a public address, and whose answers leave by the internet gateway",
    ...intoPublic,
    cases: [
      given("the host has a public address, and its group admits everybody", [], reachable),
      given(
        "it has no public address",
        [remove("aws_eip.public")],
        blocked(["IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"]),
      ),
      given(
        "its group does not admit",
        [remove("aws_vpc_security_group_ingress_rule.public")],
        // Nobody is told to let the internet in.
        blocked(["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "it is behind a NAT gateway, and its group admits everybody",
        [add(admits("private", { block: "0.0.0.0/0" }))],
        blocked(["IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"], ["NO_ROUTE_TO_DESTINATION"]),
        { from: "internet", to: "aws_instance.private" },
      ),
    ],
  },
];
