import {
  add,
  admits,
  attributeOf,
  type Edit,
  host,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leaveOut,
  letsOut,
  remove,
  set,
  subnet,
  together,
  vpc,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const CONNECTION = "aws_vpc_peering_connection.peering";
const ACCEPTER = "aws_vpc_peering_connection_accepter.peering";
const THERE = "aws_route.there";
const BACK = "aws_route.back";

const route = (name: string, of: string, to: string, place: object = {}): Edit =>
  add({
    [`aws_route.${name}`]: {
      ...place,
      route_table_id: attributeOf(`aws_vpc.${of}`, "main_route_table_id"),
      destination_cidr_block: to,
      vpc_peering_connection_id: idOf(CONNECTION),
    },
  });

/** A client in one account and a server in another, whose VPCs are peered; rules refer to each other's groups. */
const network = together(
  vpc("left", "10.0.0.0/16"),
  subnet("clients", "left", "10.0.0.0/24", "apne1-az4"),
  host("client", { in: "clients", vpc: "left", address: "10.0.0.10" }),
  letsOut("client", { group: "server" }),
  vpc("right", "10.1.0.0/16", PLACE),
  subnet("servers", "right", "10.1.0.0/24", "apne1-az1", PLACE),
  host("server", { in: "servers", vpc: "right", address: "10.1.0.10" }, PLACE),
  admits("server", { group: "client" }, PLACE),
  {
    [CONNECTION]: {
      vpc_id: idOf("aws_vpc.left"),
      peer_vpc_id: idOf("aws_vpc.right"),
      peer_owner_id: "222222222222",
    },
    [ACCEPTER]: { ...PLACE, vpc_peering_connection_id: idOf(CONNECTION), auto_accept: true },
    [THERE]: {
      route_table_id: attributeOf("aws_vpc.left", "main_route_table_id"),
      destination_cidr_block: "10.1.0.0/16",
      vpc_peering_connection_id: idOf(CONNECTION),
    },
    [BACK]: {
      ...PLACE,
      route_table_id: attributeOf("aws_vpc.right", "main_route_table_id"),
      destination_cidr_block: "10.0.0.0/24",
      vpc_peering_connection_id: idOf(CONNECTION),
    },
  },
);
const peered = { network, asked: { from: "aws_instance.client", to: "aws_instance.server" } };

/** A third VPC, with a host, that is peered with the server's. */
const third: Edit[] = [
  add(
    together(
      vpc("third", "10.2.0.0/16", PLACE),
      subnet("third", "third", "10.2.0.0/24", "apne1-az1", PLACE),
      host("third", { in: "third", vpc: "third", address: "10.2.0.10" }, PLACE),
      admits("third", { block: "10.0.0.0/24" }, PLACE),
      {
        "aws_vpc_peering_connection.second": {
          ...PLACE,
          vpc_id: idOf("aws_vpc.right"),
          peer_vpc_id: idOf("aws_vpc.third"),
          auto_accept: true,
        },
      },
    ),
  ),
  add(letsOut("client_third", { block: "10.2.0.0/16" }, { of: "client" })),
];
const toThird = { from: "aws_instance.client", to: "aws_instance.third" };

/** Of the server's VPC, in its table. */
const gatewayEndpoint: Edit = add({
  "aws_vpc_endpoint.s3": {
    ...PLACE,
    vpc_id: idOf("aws_vpc.right"),
    service_name: "com.amazonaws.ap-northeast-1.s3",
    vpc_endpoint_type: "Gateway",
    route_table_ids: [attributeOf("aws_vpc.right", "main_route_table_id")],
  },
});
const clientLeavesByPeering: Edit[] = [
  add(letsOut("client_anywhere", { block: "0.0.0.0/0" }, { of: "client" })),
  route("edge", "left", "0.0.0.0/0"),
];
const toInternet = { from: "aws_instance.client", to: "internet" };

/** No argument, which would be unknown before it is made: a state says it of what is there. */
const was = (status: string): Edit[] => [
  remove(CONNECTION),
  add({ [CONNECTION]: { ...network[CONNECTION], accept_status: status } }),
];

export const peerings: readonly Fact[] = [
  {
    fact: "AWS peers no VPCs that have an address in common",
    ...peered,
    cases: [
      given("they have none", [], reachable),
      given(
        "the client's VPC gets a block that the server's VPC has a part of",
        [
          add({
            "aws_vpc_ipv4_cidr_block_association.more": {
              vpc_id: idOf("aws_vpc.left"),
              cidr_block: "10.1.128.0/20",
            },
          }),
        ],
        blocked(["REFUSED_BY_AWS"]),
      ),
    ],
  },
  {
    fact: "A peering connection carries packets once it is accepted",
    ...peered,
    cases: [
      given("the other account accepts it", [], reachable),
      given(
        "nobody accepts it",
        [remove(ACCEPTER)],
        blocked(["BAD_STATE", `accept ${CONNECTION} with an aws_vpc_peering_connection_accepter`]),
      ),
      given(
        "the accepter does not accept it",
        [set(ACCEPTER, "auto_accept", false)],
        blocked(["BAD_STATE", `accept ${CONNECTION} with an aws_vpc_peering_connection_accepter`]),
      ),
    ],
  },
  {
    fact: "Of the states that Terraform has read of a peering connection, active alone carries packets; what waited may have been accepted since, and what was refused or has run out stays so",
    ...peered,
    cases: [
      given("it was active, whoever accepted it", [remove(ACCEPTER), ...was("active")], reachable),
      given("it waited, and is accepted", was("pending-acceptance"), reachable),
      given(
        "it waited, and nobody accepts it",
        [remove(ACCEPTER), ...was("pending-acceptance")],
        blocked(["BAD_STATE", `accept ${CONNECTION} with an aws_vpc_peering_connection_accepter`]),
      ),
      given("it was rejected", was("rejected"), blocked(["BAD_STATE"])),
      given("nobody accepted it in time", [remove(ACCEPTER), ...was("expired")], blocked(["BAD_STATE"])),
      given(
        "it was accepted, and was not through",
        [remove(ACCEPTER), ...was("provisioning")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Peered VPCs need routes to each other: one for the request, and one for the answer",
    ...peered,
    cases: [
      given("both have one", [], reachable),
      given(
        "a more specific one of the client's leads to an internet gateway",
        [
          add({
            "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.left") },
            "aws_route.losing": {
              route_table_id: attributeOf("aws_vpc.left", "main_route_table_id"),
              destination_cidr_block: "10.1.0.0/24",
              gateway_id: idOf("aws_internet_gateway.gateway"),
            },
          }),
        ],
        blocked(["NO_ROUTE_TO_DESTINATION", "remove aws_route.losing"]),
      ),
      given(
        "the client has no other than such a one",
        [
          remove(THERE),
          add({
            "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.left") },
            "aws_route.losing": {
              route_table_id: attributeOf("aws_vpc.left", "main_route_table_id"),
              destination_cidr_block: "10.1.0.0/24",
              gateway_id: idOf("aws_internet_gateway.gateway"),
            },
          }),
        ],
        blocked(["NO_ROUTE_TO_DESTINATION"]),
      ),
      given(
        "the client's has none",
        [remove(THERE)],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 10.1.0.0/16 to ${CONNECTION} in the main route table of aws_vpc.left`,
        ]),
      ),
      given(
        "the server's has none",
        [remove(BACK)],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 10.0.0.0/16 to ${CONNECTION} in the main route table of aws_vpc.right`,
        ]),
      ),
      given(
        "neither has one",
        [remove(THERE), remove(BACK)],
        blocked(
          [
            "NO_ROUTE_TO_DESTINATION",
            `add a route for 10.1.0.0/16 to ${CONNECTION} in the main route table of aws_vpc.left`,
          ],
          [
            "NO_ROUTE_TO_DESTINATION",
            `add a route for 10.0.0.0/16 to ${CONNECTION} in the main route table of aws_vpc.right`,
          ],
        ),
      ),
      given(
        "the client's leads to another VPC that is no part of the connection",
        [...third, set(THERE, "vpc_peering_connection_id", idOf("aws_vpc_peering_connection.second"))],
        blocked(["REFUSED_BY_AWS"], ["DISCONNECTED_VPCS"]),
      ),
    ],
  },
  {
    fact: "Rules may refer to groups of a VPC that is peered in the same Region, in whichever account it is",
    ...peered,
    cases: [
      given("the VPCs are in one Region", [], reachable),
      given(
        "the server's rule admits nobody of the client's",
        [remove("aws_vpc_security_group_ingress_rule.server")],
        blocked([
          "SG_HAS_NO_RULES",
          "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.client",
        ]),
      ),
      given(
        "nothing says which VPC the connection leads to",
        [leaveOut(CONNECTION, "peer_vpc_id")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Peering is not transitive: a connection carries packets to addresses of the VPC at its other side only",
    ...peered,
    cases: [
      given("the destination is there", [], reachable),
      given(
        "a route leads through it to a third VPC, with which that one is peered",
        [...third, route("transit", "left", "10.2.0.0/16")],
        blocked(["PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"]),
        toThird,
      ),
    ],
  },
  {
    fact: "A VPC's gateways serve nobody across a peering (no edge-to-edge routing)",
    ...peered,
    cases: [
      given("the destination is a host of the peered VPC", [], reachable),
      given(
        "a route leads through it to the internet, by the internet gateway of that VPC",
        [
          add({ "aws_internet_gateway.right": { ...PLACE, vpc_id: idOf("aws_vpc.right") } }),
          ...clientLeavesByPeering,
        ],
        blocked(["PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"]),
        toInternet,
      ),
      given(
        "a route leads through it to the internet, by a NAT gateway of that VPC",
        [
          add({
            "aws_eip.nat": { ...PLACE, domain: "vpc" },
            "aws_internet_gateway.right": { ...PLACE, vpc_id: idOf("aws_vpc.right") },
            "aws_nat_gateway.right": {
              ...PLACE,
              subnet_id: idOf("aws_subnet.servers"),
              allocation_id: idOf("aws_eip.nat"),
            },
            "aws_route.right_nat": {
              ...PLACE,
              route_table_id: attributeOf("aws_vpc.right", "main_route_table_id"),
              destination_cidr_block: "0.0.0.0/0",
              nat_gateway_id: idOf("aws_nat_gateway.right"),
            },
          }),
          ...clientLeavesByPeering,
        ],
        blocked(["PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"]),
        toInternet,
      ),
    ],
  },
  {
    fact: "A gateway endpoint is a route in tables of its own VPC, to addresses that AWS alone knows: nobody comes to it through a peering",
    ...peered,
    cases: [
      given("a host of its VPC asks it", [gatewayEndpoint], unknown(["UNKNOWN_VALUE"]), {
        from: "aws_instance.server",
        to: "aws_vpc_endpoint.s3",
      }),
      given(
        "a route of the other VPC leads through the peering to public addresses",
        [gatewayEndpoint, ...clientLeavesByPeering],
        blocked(["PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"]),
        toInternet,
      ),
    ],
  },
];
