import {
  add,
  admits,
  attached,
  attributeOf,
  type Edit,
  host,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  joinedByTransit,
  leaveOut,
  letsOut,
  privateLink,
  remove,
  routeToTransit,
  set,
  spoke,
  subnet,
  together,
  transitTable,
  vpc,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const GATEWAY = "aws_ec2_transit_gateway.hub";
const CLIENTS = "aws_ec2_transit_gateway_vpc_attachment.client";
const SERVERS = "aws_ec2_transit_gateway_vpc_attachment.server";
const TABLE = `the default route table of ${GATEWAY}`;
const THERE = "aws_route.client_transit";
const BACK = "aws_route.server_transit";

const network = joinedByTransit();
const joined = { network, asked: { from: "aws_instance.client", to: "aws_instance.server" } };

/** A static route of the default table. */
const transitRoute = (name: string, block: string, target: Readonly<Record<string, unknown>>): Edit =>
  add({
    [`aws_ec2_transit_gateway_route.${name}`]: {
      transit_gateway_route_table_id: attributeOf(GATEWAY, "association_default_route_table_id"),
      destination_cidr_block: block,
      ...target,
    },
  });
const toServers = { transit_gateway_attachment_id: idOf(SERVERS) };

/** The client's VPC knows the server by name. */
const name: Edit = add({
  "aws_route53_zone.example": { name: "example.internal", vpc: [{ vpc_id: idOf("aws_vpc.client") }] },
  "aws_route53_record.web": {
    zone_id: attributeOf("aws_route53_zone.example", "zone_id"),
    name: "web.example.internal",
    type: "A",
    ttl: 60,
    records: ["10.2.0.10"],
  },
});

/** Neither VPC gets a default table. */
const noDefaults: Edit[] = [
  set(GATEWAY, "default_route_table_association", "disable"),
  set(GATEWAY, "default_route_table_propagation", "disable"),
];
const tables = (of: readonly string[], to: readonly string[]): Edit => add(transitTable("own", { of, to }));
const ASSOCIATION = "aws_ec2_transit_gateway_route_table_association.own_client";

/** Entries that let through what the default ones do, but for one. */
const acl = (of: string, inVpc: string, entries: { ingress: object[]; egress: object[] }): Edit =>
  add({
    "aws_network_acl.own": {
      vpc_id: idOf(`aws_vpc.${inVpc}`),
      subnet_ids: [idOf(`aws_subnet.${of}`)],
      ...entries,
    },
  });
const entry = (block: string): object => ({
  rule_no: 100,
  action: "allow",
  protocol: "-1",
  from_port: 0,
  to_port: 0,
  cidr_block: block,
});

/** Shared services that two spokes see, which do not see each other. */
const hubAndSpokes = together(
  { [GATEWAY]: { default_route_table_association: "disable", default_route_table_propagation: "disable" } },
  spoke("client", "10.1.0.0/16"),
  letsOut("client", { block: "10.0.0.0/8" }),
  spoke("server", "10.2.0.0/16"),
  admits("server", { block: "10.1.0.0/16" }),
  spoke("shared", "10.3.0.0/16"),
  admits("shared", { block: "10.0.0.0/8" }),
  transitTable("spokes", { of: ["client", "server"], to: ["shared"] }),
  transitTable("shared", { of: ["shared"], to: ["client", "server"] }),
);

/** A second gateway, to which the server's VPC is attached instead. */
const OTHER = "aws_ec2_transit_gateway.other";
const PEERING = "aws_ec2_transit_gateway_peering_attachment.peering";
const peered = together(
  Object.fromEntries(Object.entries(network).filter(([address]) => address !== SERVERS && address !== BACK)),
  { [OTHER]: {} },
  attached("server", ["server_transit"], OTHER),
  routeToTransit("server", "10.0.0.0/8", OTHER),
  {
    [PEERING]: {
      transit_gateway_id: idOf(GATEWAY),
      peer_transit_gateway_id: idOf(OTHER),
      peer_region: "ap-northeast-1",
    },
    "aws_ec2_transit_gateway_peering_attachment_accepter.peering": {
      transit_gateway_attachment_id: idOf(PEERING),
    },
    "aws_ec2_transit_gateway_route.there": {
      transit_gateway_route_table_id: attributeOf(GATEWAY, "association_default_route_table_id"),
      destination_cidr_block: "10.2.0.0/16",
      transit_gateway_attachment_id: idOf(PEERING),
    },
    "aws_ec2_transit_gateway_route.back": {
      transit_gateway_route_table_id: attributeOf(OTHER, "association_default_route_table_id"),
      destination_cidr_block: "10.1.0.0/16",
      transit_gateway_attachment_id: idOf(PEERING),
    },
  },
);

/** A VPC with the only NAT gateway and internet gateway of all. */
const EGRESS = "aws_ec2_transit_gateway_vpc_attachment.egress";
const centralEgress = together(
  { [GATEWAY]: {} },
  spoke("client", "10.1.0.0/16"),
  letsOut("client", { block: "0.0.0.0/0" }),
  vpc("egress", "10.9.0.0/16"),
  subnet("egress_transit", "egress", "10.9.0.0/28", "apne1-az4"),
  subnet("public", "egress", "10.9.1.0/24", "apne1-az4"),
  attached("egress", ["egress_transit"]),
  {
    "aws_route.client_internet": {
      route_table_id: attributeOf("aws_vpc.client", "main_route_table_id"),
      destination_cidr_block: "0.0.0.0/0",
      transit_gateway_id: idOf(GATEWAY),
    },
    "aws_ec2_transit_gateway_route.internet": {
      transit_gateway_route_table_id: attributeOf(GATEWAY, "association_default_route_table_id"),
      destination_cidr_block: "0.0.0.0/0",
      transit_gateway_attachment_id: idOf(EGRESS),
    },
    "aws_internet_gateway.egress": { vpc_id: idOf("aws_vpc.egress") },
    "aws_eip.nat": { domain: "vpc" },
    "aws_nat_gateway.nat": {
      subnet_id: idOf("aws_subnet.public"),
      allocation_id: idOf("aws_eip.nat"),
      private_ip: "10.9.1.20",
    },
    "aws_route_table.public": { vpc_id: idOf("aws_vpc.egress") },
    "aws_route_table_association.public": {
      route_table_id: idOf("aws_route_table.public"),
      subnet_id: idOf("aws_subnet.public"),
    },
    "aws_route.public_internet": {
      route_table_id: idOf("aws_route_table.public"),
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: idOf("aws_internet_gateway.egress"),
    },
    "aws_route.public_back": {
      route_table_id: idOf("aws_route_table.public"),
      destination_cidr_block: "10.1.0.0/16",
      transit_gateway_id: idOf(GATEWAY),
    },
    "aws_route.egress_nat": {
      route_table_id: attributeOf("aws_vpc.egress", "main_route_table_id"),
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: idOf("aws_nat_gateway.nat"),
    },
  },
);
const throughEgress = { network: centralEgress, asked: { from: "aws_instance.client", to: "internet" } };

/** The endpoint of a VPC of shared services, and a host of another VPC that asks it. */
const sharedEndpoint = together(
  privateLink({ secondOctet: 200 }),
  { [GATEWAY]: {} },
  attached("consumer", ["endpoint_az4"]),
  routeToTransit("consumer", "10.7.0.0/16"),
  admits("endpoint_visitor", { block: "10.7.0.0/16" }, { of: "endpoint" }),
  spoke("visitor", "10.7.0.0/16"),
  letsOut("visitor", { block: "10.0.0.0/16" }),
);
const visiting = { from: "aws_instance.visitor", to: "aws_vpc_endpoint.web" };

/** An appliance in a VPC between client and server. */
const appliance = (checks: boolean): Edit[] => [
  add(
    together(
      vpc("middle", "10.8.0.0/16"),
      subnet("middle", "middle", "10.8.0.0/24", "apne1-az4"),
      attached("middle", ["middle"]),
      host("appliance", { in: "middle", vpc: "middle", address: "10.8.0.10" }),
      {
        "aws_network_interface.appliance": {
          subnet_id: idOf("aws_subnet.middle"),
          private_ips: ["10.8.0.20"],
          source_dest_check: checks,
        },
        "aws_route.middle": {
          route_table_id: attributeOf("aws_vpc.middle", "main_route_table_id"),
          destination_cidr_block: "10.2.0.0/16",
          network_interface_id: idOf("aws_network_interface.appliance"),
        },
      },
    ),
  ),
  transitRoute("inspected", "10.2.0.0/24", {
    transit_gateway_attachment_id: idOf("aws_ec2_transit_gateway_vpc_attachment.middle"),
  }),
];

/** A peering of both VPCs, and a route of one that leads there. */
const peering: Edit = add({
  "aws_vpc_peering_connection.both": {
    vpc_id: idOf("aws_vpc.client"),
    peer_vpc_id: idOf("aws_vpc.server"),
    auto_accept: true,
  },
});
const by = (from: "client" | "server"): Edit =>
  add({
    [`aws_route.${from}_peering`]: {
      route_table_id: attributeOf(`aws_vpc.${from}`, "main_route_table_id"),
      destination_cidr_block: from === "client" ? "10.2.0.0/16" : "10.1.0.0/16",
      vpc_peering_connection_id: idOf("aws_vpc_peering_connection.both"),
    },
  });

/** The server's attachment has a second subnet, and none in the client's zone. */
const elsewhere: Edit[] = [
  add(
    together(
      subnet("server_az1", "server", "10.2.10.0/28", "apne1-az1"),
      subnet("server_az2", "server", "10.2.11.0/28", "apne1-az2"),
    ),
  ),
];

export const transitGateways: readonly Fact[] = [
  {
    fact: "A transit gateway carries packets between the VPCs that are attached to it, where the routes of both lead to it: one for the request, and one for the answer",
    ...joined,
    cases: [
      given("both have one", [], reachable),
      given(
        "the client's has none",
        [remove(THERE)],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 10.2.0.0/16 to ${GATEWAY} in the main route table of aws_vpc.client`,
        ]),
      ),
      given(
        "the server's has none",
        [remove(BACK)],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 10.1.0.0/16 to ${GATEWAY} in the main route table of aws_vpc.server`,
        ]),
      ),
      given(
        "neither has one",
        [remove(THERE), remove(BACK)],
        blocked(
          [
            "NO_ROUTE_TO_DESTINATION",
            `add a route for 10.2.0.0/16 to ${GATEWAY} in the main route table of aws_vpc.client`,
          ],
          [
            "NO_ROUTE_TO_DESTINATION",
            `add a route for 10.1.0.0/16 to ${GATEWAY} in the main route table of aws_vpc.server`,
          ],
        ),
      ),
      given(
        "the client's is for other addresses",
        [set(THERE, "destination_cidr_block", "10.3.0.0/16")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 10.2.0.0/16 to ${GATEWAY} in the main route table of aws_vpc.client`,
        ]),
      ),
      given("a name leads to the server's address", [name], reachable, {
        from: "aws_instance.client",
        to: "web.example.internal",
      }),
      given(
        "the gateway is looked up by none of the stacks",
        [set(THERE, "transit_gateway_id", "tgw-1")],
        unknown(["UNKNOWN_VALUE"], ["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A VPC's packets come into a transit gateway by its attachment, once that is accepted",
    ...joined,
    cases: [
      given("the attachments are of the gateway's own account", [], reachable),
      given(
        "the server's VPC is not attached",
        [remove(SERVERS)],
        blocked(["REFUSED_BY_AWS"], ["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"], ["BAD_STATE_ATTACHMENT"]),
      ),
      given(
        "the gateway was there before, the server's VPC may have been attached, and its tables are not told",
        [
          remove(GATEWAY),
          add({ "data.aws_ec2_transit_gateway.hub": { id: "tgw-1" } }),
          remove(SERVERS),
          set(CLIENTS, "transit_gateway_id", idOf("data.aws_ec2_transit_gateway.hub")),
          set(THERE, "transit_gateway_id", idOf("data.aws_ec2_transit_gateway.hub")),
          set(BACK, "transit_gateway_id", idOf("data.aws_ec2_transit_gateway.hub")),
        ],
        unknown(
          ["UNKNOWN_VALUE"],
          ["UNKNOWN_VALUE"],
          ["UNKNOWN_VALUE"],
          ["UNKNOWN_VALUE"],
          ["UNKNOWN_VALUE"],
        ),
      ),
      given(
        "another account's gateway shall take the client's, and nobody accepts",
        [set(GATEWAY, "provider", IN_PROVIDERS_ACCOUNT), set(SERVERS, "provider", IN_PROVIDERS_ACCOUNT)],
        blocked([
          "BAD_STATE_ATTACHMENT",
          `accept ${CLIENTS} with an aws_ec2_transit_gateway_vpc_attachment_accepter`,
        ]),
      ),
      given(
        "another account's gateway accepts by itself",
        [
          set(GATEWAY, "provider", IN_PROVIDERS_ACCOUNT),
          set(SERVERS, "provider", IN_PROVIDERS_ACCOUNT),
          set(GATEWAY, "auto_accept_shared_attachments", "enable"),
        ],
        reachable,
      ),
      given(
        "another account's gateway accepts it by a resource",
        [
          set(GATEWAY, "provider", IN_PROVIDERS_ACCOUNT),
          set(SERVERS, "provider", IN_PROVIDERS_ACCOUNT),
          add({
            "aws_ec2_transit_gateway_vpc_attachment_accepter.client": {
              ...PLACE,
              transit_gateway_attachment_id: idOf(CLIENTS),
            },
          }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "A transit gateway takes packets of a zone in that zone only: the attachment needs a subnet there, of the client's VPC and, for the answers, of the server's",
    ...joined,
    cases: [
      given("both attachments have one", [], reachable),
      given(
        "the client's attachment has none",
        [set("aws_subnet.client_transit", "availability_zone_id", "apne1-az1")],
        blocked(["TGW_ROUTE_AZ_RESTRICTION"]),
      ),
      given(
        "the server's attachment has none",
        [set("aws_subnet.server_transit", "availability_zone_id", "apne1-az1")],
        blocked(["TGW_ROUTE_AZ_RESTRICTION"]),
      ),
      given(
        "client and server are in different zones, each with a subnet of its attachment",
        [
          set("aws_subnet.server_hosts", "availability_zone_id", "apne1-az1"),
          set("aws_subnet.server_transit", "availability_zone_id", "apne1-az1"),
        ],
        reachable,
      ),
      given(
        "the client's attachment is in the client's own subnet",
        [set(CLIENTS, "subnet_ids", [idOf("aws_subnet.client_hosts")])],
        reachable,
      ),
    ],
  },
  {
    fact: "What comes from an attachment goes by the route table that it is associated with, to attachments that propagate to that table or to which its static routes lead",
    ...joined,
    cases: [
      given("the gateway's default table does both", [], reachable),
      given(
        "the attachments are associated with a table of its own that learns of both",
        [...noDefaults, tables(["client", "server"], ["client", "server"])],
        reachable,
      ),
      given(
        "the client's attachment is associated with none",
        [...noDefaults, tables(["server"], ["client", "server"])],
        blocked(["TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"]),
      ),
      given(
        "the server's attachment propagates nothing",
        [...noDefaults, tables(["client", "server"], ["client"])],
        blocked([
          "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
          `add an aws_ec2_transit_gateway_route for 10.2.0.0/16 to ${SERVERS} in aws_ec2_transit_gateway_route_table.own`,
        ]),
      ),
      given(
        "the client's attachment propagates nothing, so that the answers do not come back",
        [...noDefaults, tables(["client", "server"], ["server"])],
        blocked([
          "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
          `add an aws_ec2_transit_gateway_route for 10.1.0.0/16 to ${CLIENTS} in aws_ec2_transit_gateway_route_table.own`,
        ]),
      ),
      given(
        "the server's attachment propagates nothing, and a static route leads there",
        [
          set(GATEWAY, "default_route_table_propagation", "disable"),
          transitRoute("there", "10.2.0.0/16", toServers),
          transitRoute("back", "10.1.0.0/16", { transit_gateway_attachment_id: idOf(CLIENTS) }),
        ],
        reachable,
      ),
      given(
        "nothing says which table the client's attachment is associated with",
        [
          ...noDefaults,
          tables(["client", "server"], ["client", "server"]),
          leaveOut(ASSOCIATION, "transit_gateway_route_table_id"),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Route tables of a transit gateway keep spokes apart that see the same shared services",
    network: hubAndSpokes,
    asked: { from: "aws_instance.client", to: "aws_instance.shared" },
    cases: [
      given("a spoke asks the shared services", [], reachable),
      given(
        "a spoke asks another one",
        [],
        blocked(
          [
            "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
            "add an aws_ec2_transit_gateway_route for 10.2.0.0/16 to aws_ec2_transit_gateway_vpc_attachment.server in aws_ec2_transit_gateway_route_table.spokes",
          ],
          [
            "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
            "add an aws_ec2_transit_gateway_route for 10.1.0.0/16 to aws_ec2_transit_gateway_vpc_attachment.client in aws_ec2_transit_gateway_route_table.spokes",
          ],
        ),
        joined.asked,
      ),
    ],
  },
  {
    fact: "Of a transit gateway's routes the longest prefix goes first; of one block a static route goes before a propagated one. A blackhole drops what it takes",
    ...joined,
    cases: [
      given(
        "a blackhole is for a larger block",
        [transitRoute("hole", "10.0.0.0/8", { blackhole: true })],
        reachable,
      ),
      given(
        "a blackhole is for the server's subnet",
        [transitRoute("hole", "10.2.0.0/24", { blackhole: true })],
        blocked(["TGW_RTB_BAD_STATE_ROUTE"]),
      ),
      given(
        "a blackhole is for the very block that the server's attachment propagates",
        [transitRoute("hole", "10.2.0.0/16", { blackhole: true })],
        blocked(["TGW_RTB_BAD_STATE_ROUTE"]),
      ),
      given(
        "a blackhole takes the answers",
        [transitRoute("hole", "10.1.0.0/24", { blackhole: true })],
        blocked(["TGW_RTB_BAD_STATE_ROUTE"]),
      ),
      given(
        "a more specific static route leads around the blackhole",
        [
          transitRoute("hole", "10.2.0.0/16", { blackhole: true }),
          transitRoute("around", "10.2.0.0/24", toServers),
        ],
        reachable,
      ),
      given(
        "a more specific static route leads into the client's own VPC",
        [transitRoute("astray", "10.2.0.0/24", { transit_gateway_attachment_id: idOf(CLIENTS) })],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A prefix list of a transit gateway's table stands for routes to each of its blocks, behind static ones",
    ...joined,
    cases: [
      given(
        "nothing propagates, and lists lead to both",
        [
          set(GATEWAY, "default_route_table_propagation", "disable"),
          add({
            "aws_ec2_managed_prefix_list.all": {
              name: "all",
              address_family: "IPv4",
              max_entries: 1,
              entry: [{ cidr: "10.2.0.0/16" }],
            },
            "aws_ec2_transit_gateway_prefix_list_reference.there": {
              transit_gateway_route_table_id: attributeOf(GATEWAY, "association_default_route_table_id"),
              prefix_list_id: idOf("aws_ec2_managed_prefix_list.all"),
              transit_gateway_attachment_id: idOf(SERVERS),
            },
          }),
          transitRoute("back", "10.1.0.0/16", { transit_gateway_attachment_id: idOf(CLIENTS) }),
        ],
        reachable,
      ),
      given(
        "the list is blackholed",
        [
          add({
            "aws_ec2_managed_prefix_list.all": {
              name: "all",
              address_family: "IPv4",
              max_entries: 1,
              entry: [{ cidr: "10.2.0.0/16" }],
            },
            "aws_ec2_transit_gateway_prefix_list_reference.there": {
              transit_gateway_route_table_id: attributeOf(GATEWAY, "association_default_route_table_id"),
              prefix_list_id: idOf("aws_ec2_managed_prefix_list.all"),
              blackhole: true,
            },
          }),
        ],
        blocked(["TGW_RTB_BAD_STATE_ROUTE"]),
      ),
    ],
  },
  {
    fact: "Of VPCs with overlapping blocks a transit gateway propagates only the one that was attached first",
    ...joined,
    cases: [
      given("none overlaps", [], reachable),
      given(
        "another VPC has the server's block",
        [
          add(
            together(
              vpc("third", "10.2.0.0/16"),
              subnet("third", "third", "10.2.0.0/24", "apne1-az4"),
              attached("third", ["third"]),
            ),
          ),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Of the ACL of an attachment's subnet the ingress rules judge what goes into the gateway, and the egress rules what comes out of it",
    ...joined,
    cases: [
      given(
        "it lets in and out what it must",
        [
          acl("client_transit", "client", {
            ingress: [entry("10.1.0.0/24")],
            egress: [entry("10.1.0.0/24")],
          }),
        ],
        reachable,
      ),
      given(
        "that of the client's attachment lets nothing in from the client",
        [
          acl("client_transit", "client", {
            ingress: [entry("10.5.0.0/24")],
            egress: [entry("10.1.0.0/24")],
          }),
        ],
        blocked([
          "SUBNET_ACL_RESTRICTION",
          "add the ingress rule 99 to aws_network_acl.own that allows TCP 80 from 10.1.0.10",
        ]),
      ),
      given(
        "that of the client's attachment lets nothing out to the client",
        [
          acl("client_transit", "client", {
            ingress: [entry("10.1.0.0/24")],
            egress: [entry("10.5.0.0/24")],
          }),
        ],
        blocked([
          "SUBNET_ACL_RESTRICTION",
          "add the egress rule 99 to aws_network_acl.own that allows TCP 32768-60999 to 10.1.0.10",
        ]),
      ),
      given(
        "that of the server's attachment lets nothing out to the server",
        [
          acl("server_transit", "server", {
            ingress: [entry("10.2.0.0/24")],
            egress: [entry("10.5.0.0/24")],
          }),
        ],
        blocked([
          "SUBNET_ACL_RESTRICTION",
          "add the egress rule 99 to aws_network_acl.own that allows TCP 80 to 10.2.0.10",
        ]),
      ),
      given(
        "the server's attachment is in the server's subnet, whose ACL lets in what comes from the server only",
        [
          set(SERVERS, "subnet_ids", [idOf("aws_subnet.server_hosts")]),
          acl("server_hosts", "server", { ingress: [entry("10.2.0.0/24")], egress: [entry("10.1.0.0/24")] }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "A transit gateway gives packets to a VPC in the zone that they came from, if the attachment has a subnet there, and otherwise in any of its zones; its subnet's routes lead on",
    ...joined,
    cases: [
      given("the subnet in the client's zone has the local route only", [], reachable),
      given(
        "there is one in another zone, whose ACL lets nothing through",
        [
          ...elsewhere,
          set(SERVERS, "subnet_ids", [idOf("aws_subnet.server_transit"), idOf("aws_subnet.server_az1")]),
          acl("server_az1", "server", { ingress: [], egress: [] }),
        ],
        reachable,
      ),
      given(
        "the attachment is in appliance mode, and there is one in another zone, whose ACL lets nothing through",
        [
          ...elsewhere,
          set(SERVERS, "subnet_ids", [idOf("aws_subnet.server_transit"), idOf("aws_subnet.server_az1")]),
          acl("server_az1", "server", { ingress: [], egress: [] }),
          set(SERVERS, "appliance_mode_support", "enable"),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it has none in the client's zone, and either of two others lets the packets through",
        [
          ...elsewhere,
          set("aws_subnet.server_hosts", "availability_zone_id", "apne1-az1"),
          set("aws_subnet.client_transit", "availability_zone_id", "apne1-az4"),
          set(SERVERS, "subnet_ids", [idOf("aws_subnet.server_az1"), idOf("aws_subnet.server_az2")]),
        ],
        reachable,
      ),
      given(
        "it has none in the client's zone, and one of two others lets nothing through",
        [
          ...elsewhere,
          set("aws_subnet.server_hosts", "availability_zone_id", "apne1-az1"),
          set(SERVERS, "subnet_ids", [idOf("aws_subnet.server_az1"), idOf("aws_subnet.server_az2")]),
          acl("server_az2", "server", { ingress: [], egress: [] }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Where VPCs are peered and joined by a transit gateway as well, each packet takes the way of its routes",
    ...joined,
    cases: [
      given(
        "the request goes by the gateway, and the answer by the peering",
        [peering, by("server")],
        reachable,
      ),
      given(
        "the request goes by the peering, and the answer by the gateway",
        [peering, by("client")],
        reachable,
      ),
      given(
        "the request goes by the peering, and the answer by the gateway, which drops it",
        [peering, by("client"), transitRoute("hole", "10.1.0.0/24", { blackhole: true })],
        blocked(["TGW_RTB_BAD_STATE_ROUTE"]),
      ),
      given(
        "both go by the peering, and the gateway would drop them",
        [
          peering,
          by("client"),
          by("server"),
          transitRoute("hole", "10.1.0.0/24", { blackhole: true }),
          transitRoute("pit", "10.2.0.0/24", { blackhole: true }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Ingress rules may refer to groups of another VPC where the transit gateway and both attachments support it; egress rules may not",
    ...joined,
    cases: [
      given("rules name blocks", [], reachable),
      given(
        "the server's rule names the client's group, and the gateway supports it",
        [
          set(GATEWAY, "security_group_referencing_support", "enable"),
          remove("aws_vpc_security_group_ingress_rule.server"),
          add(admits("server", { group: "client" })),
        ],
        reachable,
      ),
      given(
        "the server's rule names the client's group, and the gateway does not support it",
        [remove("aws_vpc_security_group_ingress_rule.server"), add(admits("server", { group: "client" }))],
        blocked(["REFUSED_BY_AWS"], ["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "the server's rule names the client's group, and an attachment does not support it",
        [
          set(GATEWAY, "security_group_referencing_support", "enable"),
          set(CLIENTS, "security_group_referencing_support", "disable"),
          remove("aws_vpc_security_group_ingress_rule.server"),
          add(admits("server", { group: "client" })),
        ],
        blocked(["REFUSED_BY_AWS"], ["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "the client's rule names the server's group",
        [
          set(GATEWAY, "security_group_referencing_support", "enable"),
          remove("aws_vpc_security_group_egress_rule.client"),
          add(letsOut("client", { group: "server" })),
        ],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an egress rule to aws_security_group.client that lets out TCP 80 to 10.2.0.10",
        ]),
      ),
    ],
  },
  {
    fact: "Peered transit gateways need static routes to each other, for the request and for the answer",
    network: peered,
    asked: joined.asked,
    cases: [
      given("both have one", [], reachable),
      given(
        "the client's gateway has none",
        [remove("aws_ec2_transit_gateway_route.there")],
        blocked([
          "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
          `add an aws_ec2_transit_gateway_route for 10.2.0.0/16 to ${PEERING} in ${TABLE}`,
        ]),
      ),
      given(
        "the server's gateway has none",
        [remove("aws_ec2_transit_gateway_route.back")],
        blocked([
          "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
          `add an aws_ec2_transit_gateway_route for 10.1.0.0/16 to the peer of ${PEERING} in the default route table of ${OTHER}`,
        ]),
      ),
      given(
        "nobody accepts the peering",
        [remove("aws_ec2_transit_gateway_peering_attachment_accepter.peering")],
        blocked([
          "BAD_STATE_ATTACHMENT",
          `accept ${PEERING} with an aws_ec2_transit_gateway_peering_attachment_accepter`,
        ]),
      ),
      given(
        "the server's rule names the client's group",
        [
          set(GATEWAY, "security_group_referencing_support", "enable"),
          set(OTHER, "security_group_referencing_support", "enable"),
          remove("aws_vpc_security_group_ingress_rule.server"),
          add(admits("server", { group: "client" })),
        ],
        blocked(["REFUSED_BY_AWS"], ["ENI_SG_RULES_MISMATCH"]),
      ),
    ],
  },
  {
    fact: "Spokes reach the internet by the NAT gateway of another VPC, whose attachment's subnet leads to it and whose own subnet leads back",
    ...throughEgress,
    cases: [
      given("both do", [], reachable),
      given(
        "the transit gateway has no route to the internet",
        [remove("aws_ec2_transit_gateway_route.internet")],
        blocked(["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"]),
      ),
      given(
        "the attachment's subnet has no route to the NAT gateway",
        [remove("aws_route.egress_nat")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          "add a route for 0.0.0.0/0 to aws_nat_gateway.nat in the main route table of aws_vpc.egress",
        ]),
      ),
      given(
        "the attachment's subnet leads to the internet gateway itself",
        [
          remove("aws_route.egress_nat"),
          add({
            "aws_route.egress_internet": {
              route_table_id: attributeOf("aws_vpc.egress", "main_route_table_id"),
              destination_cidr_block: "0.0.0.0/0",
              gateway_id: idOf("aws_internet_gateway.egress"),
            },
          }),
        ],
        blocked(["IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"]),
      ),
      given(
        "the NAT gateway's subnet has no route back",
        [remove("aws_route.public_back")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 10.1.0.0/16 to ${GATEWAY} in aws_route_table.public`,
        ]),
      ),
      given(
        "the NAT gateway stands in a zone where the attachment has no subnet",
        [set("aws_subnet.public", "availability_zone_id", "apne1-az1")],
        blocked(["TGW_ROUTE_AZ_RESTRICTION"]),
      ),
    ],
  },
  {
    fact: "An endpoint is reached through a transit gateway like a host, and its group knows no groups of other VPCs",
    network: sharedEndpoint,
    asked: visiting,
    cases: [
      given("its group admits the client's address", [], reachable),
      given(
        "its subnet has no route back",
        [remove("aws_route.consumer_transit")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 10.7.0.0/16 to ${GATEWAY} in the main route table of aws_vpc.consumer`,
        ]),
      ),
      given(
        "its group admits the client's group, and the gateway supports that",
        [
          set(GATEWAY, "security_group_referencing_support", "enable"),
          remove("aws_vpc_security_group_ingress_rule.endpoint_visitor"),
          add(admits("endpoint_visitor", { group: "visitor" }, { of: "endpoint" })),
        ],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.endpoint that admits TCP 80 from 10.7.0.10",
        ]),
      ),
    ],
  },
  {
    fact: "Routes may lead packets to an appliance in a VPC on their way; what it does with them is not analysed, and its source/destination check drops them",
    ...joined,
    cases: [
      given("there is none", [], reachable),
      given("its check is off", appliance(false), unknown(["UNKNOWN_VALUE"])),
      given(
        "its check is off, and the server admits its addresses only, which it may put in the place of the client's",
        [...appliance(false), set("aws_vpc_security_group_ingress_rule.server", "cidr_ipv4", "10.8.0.0/16")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the server's attachment's subnet leads to a Gateway Load Balancer endpoint",
        [
          add({
            "aws_vpc_endpoint.inspection": {
              vpc_id: idOf("aws_vpc.server"),
              vpc_endpoint_type: "GatewayLoadBalancer",
              service_name: "com.amazonaws.vpce.ap-northeast-1.vpce-svc-1",
              subnet_ids: [idOf("aws_subnet.server_transit")],
            },
            "aws_route_table.transit": { vpc_id: idOf("aws_vpc.server") },
            "aws_route_table_association.transit": {
              route_table_id: idOf("aws_route_table.transit"),
              subnet_id: idOf("aws_subnet.server_transit"),
            },
            "aws_route.inspection": {
              route_table_id: idOf("aws_route_table.transit"),
              destination_cidr_block: "10.2.0.0/24",
              vpc_endpoint_id: idOf("aws_vpc_endpoint.inspection"),
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given("its check is on", appliance(true), blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION"])),
    ],
  },
];
