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
          add(letsOut("client_anywhere", { block: "0.0.0.0/0" }, { of: "client" })),
          route("edge", "left", "0.0.0.0/0"),
        ],
        blocked(["PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"]),
        { from: "aws_instance.client", to: "internet" },
      ),
    ],
  },
];
