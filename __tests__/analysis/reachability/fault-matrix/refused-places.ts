import {
  add,
  admits,
  type Edit,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leaveOut,
  MYSTERY,
  oneVpc,
  privateLink,
  remove,
  set,
  subnet,
  toInternet,
  vpc,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const throughPrivateLink = {
  network: privateLink(),
  asked: { from: "aws_instance.client", to: "web.example.internal" },
};
const withinVpc = {
  network: oneVpc(),
  asked: { from: "aws_instance.client", to: "aws_instance.server" },
};

const refused = blocked(["REFUSED_BY_AWS"]);
const group = (argument: string, to: unknown): Edit => set("aws_lb_target_group.web", argument, to);
const wearing = (...groups: readonly string[]): Edit =>
  set(
    "aws_instance.server",
    "vpc_security_group_ids",
    groups.map((each) => idOf(`aws_security_group.${each}`)),
  );
const PROVIDERS = { provider: IN_PROVIDERS_ACCOUNT };

/** Another VPC of the consumer's account, with a security group and a subnet. */
const otherVpc = add({
  ...vpc("other", "10.9.0.0/16"),
  ...subnet("other", "other", "10.9.0.0/24", "apne1-az4"),
  "aws_security_group.other": { vpc_id: idOf("aws_vpc.other") },
});

const places: readonly Fact[] = [
  {
    fact: "A security group is of the VPC in which its interfaces stand, or associated with it",
    ...withinVpc,
    cases: [
      given("the server wears a group of its own VPC", [], reachable),
      given(
        "the server wears a second group, of another VPC",
        [otherVpc, wearing("server", "other")],
        refused,
      ),
      given(
        "the server wears a second group, of another VPC and associated with this one",
        [
          otherVpc,
          wearing("server", "other"),
          add({
            "aws_vpc_security_group_vpc_association.other": {
              security_group_id: idOf("aws_security_group.other"),
              vpc_id: idOf("aws_vpc.network"),
            },
          }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "A subnet has a network ACL and a route table of its own VPC",
    ...withinVpc,
    cases: [
      given(
        "the server's subnet has a route table of the VPC",
        [
          add({
            "aws_route_table.servers": { vpc_id: idOf("aws_vpc.network") },
            "aws_route_table_association.servers": {
              route_table_id: idOf("aws_route_table.servers"),
              subnet_id: idOf("aws_subnet.servers"),
            },
          }),
        ],
        reachable,
      ),
      given(
        "the server's subnet has a route table of another VPC",
        [
          otherVpc,
          add({
            "aws_route_table.servers": { vpc_id: idOf("aws_vpc.other") },
            "aws_route_table_association.servers": {
              route_table_id: idOf("aws_route_table.servers"),
              subnet_id: idOf("aws_subnet.servers"),
            },
          }),
        ],
        refused,
      ),
    ],
  },
  {
    fact: "An endpoint has subnets of the VPC that it is in",
    ...throughPrivateLink,
    cases: [
      given("its subnet is of its VPC", [], reachable),
      given(
        "it is in another VPC than its subnet",
        [otherVpc, set("aws_vpc_endpoint.web", "vpc_id", idOf("aws_vpc.other"))],
        refused,
      ),
    ],
  },
  {
    fact: "A load balancer and an endpoint have one subnet in each zone",
    ...throughPrivateLink,
    cases: [
      given("the load balancer has two subnets, of two zones", [], reachable),
      given(
        "the load balancer has two subnets of one zone",
        [set("aws_subnet.nodes_az1", "availability_zone_id", "apne1-az4")],
        refused,
      ),
      given(
        "the endpoint has two subnets of one zone",
        [
          set("aws_subnet.endpoint_az1", "availability_zone_id", "apne1-az4"),
          set("aws_vpc_endpoint.web", "subnet_ids", [
            idOf("aws_subnet.endpoint_az4"),
            idOf("aws_subnet.endpoint_az1"),
          ]),
        ],
        refused,
      ),
    ],
  },
];

const addresses: readonly Fact[] = [
  {
    fact: "A stated address is one that the subnet has to give, once",
    ...withinVpc,
    cases: [
      given(
        "the server's address is the first one",
        [set("aws_instance.server", "private_ip", "10.0.1.4")],
        reachable,
      ),
      given(
        "the server's address is one of AWS's own",
        [set("aws_instance.server", "private_ip", "10.0.1.3")],
        refused,
      ),
      given(
        "the server's address is of another subnet",
        [set("aws_instance.server", "private_ip", "10.0.0.77")],
        refused,
      ),
      given(
        "an unused interface has the server's address",
        [
          add({
            "aws_network_interface.other": {
              subnet_id: idOf("aws_subnet.servers"),
              private_ips: ["10.0.1.10"],
            },
          }),
        ],
        refused,
      ),
      given(
        "an unused interface has another address",
        [
          add({
            "aws_network_interface.other": {
              subnet_id: idOf("aws_subnet.servers"),
              private_ips: ["10.0.1.11"],
            },
          }),
        ],
        reachable,
      ),
    ],
  },
];

/** The server's VPC with another block, and another subnet of it. */
const addBlock = (name: string, block: string): Edit =>
  add({
    [`aws_vpc_ipv4_cidr_block_association.${name}`]: { vpc_id: idOf("aws_vpc.network"), cidr_block: block },
  });
const serverIn = (block: string, address: string): readonly Edit[] => [
  set("aws_subnet.servers", "cidr_block", block),
  set("aws_instance.server", "private_ip", address),
];

const blocks: readonly Fact[] = [
  {
    fact: "A VPC's block is from /16 to /28",
    ...withinVpc,
    cases: [
      given("it is a /16", [], reachable),
      given("it is a /23", [set("aws_vpc.network", "cidr_block", "10.0.0.0/23")], reachable),
      given("it is a /15", [set("aws_vpc.network", "cidr_block", "10.0.0.0/15")], refused),
    ],
  },
  {
    fact: "A subnet is a part of its VPC, /16 to /28, and overlaps no other",
    ...withinVpc,
    cases: [
      given("the server's is a /28", serverIn("10.0.1.0/28", "10.0.1.10"), reachable),
      given("the server's is a /29", serverIn("10.0.1.8/29", "10.0.1.12"), refused),
      given(
        "the server's is outside the VPC",
        serverIn("10.1.1.0/24", "10.1.1.10"),
        blocked(["REFUSED_BY_AWS"], ["NO_ROUTE_TO_DESTINATION"]),
      ),
      given(
        "the server's is in a block that was added to the VPC",
        [addBlock("more", "10.1.0.0/16"), ...serverIn("10.1.1.0/24", "10.1.1.10")],
        reachable,
      ),
      given(
        "an unused one is beside the server's",
        [add(subnet("other", "network", "10.0.2.0/24", "apne1-az1"))],
        reachable,
      ),
      given(
        "an unused one is a part of the server's",
        [add(subnet("other", "network", "10.0.1.128/25", "apne1-az1"))],
        refused,
      ),
      given(
        "an unused one has a block that is not known",
        [add(subnet("other", "network", MYSTERY, "apne1-az1"))],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "an unused one of another VPC has the server's block",
        [add({ ...vpc("other", "10.0.0.0/16"), ...subnet("other", "other", "10.0.1.0/24", "apne1-az1") })],
        reachable,
      ),
    ],
  },
  {
    fact: "A block is added to a VPC only where it may stand beside the others",
    ...withinVpc,
    cases: [
      given(
        "the server is in one of the VPC's own private range",
        [addBlock("more", "10.2.0.0/16"), ...serverIn("10.2.1.0/24", "10.2.1.10")],
        reachable,
      ),
      given(
        "the server is in one of another private range",
        [addBlock("more", "192.168.0.0/16"), ...serverIn("192.168.1.0/24", "192.168.1.10")],
        refused,
      ),
      given(
        "the server is in the first block, and one of another private range is added",
        [addBlock("more", "192.168.0.0/16")],
        reachable,
      ),
      given(
        "the server is in two that overlap",
        [
          addBlock("more", "10.2.0.0/16"),
          addBlock("again", "10.2.0.0/20"),
          ...serverIn("10.2.1.0/24", "10.2.1.10"),
        ],
        blocked(["REFUSED_BY_AWS"], ["REFUSED_BY_AWS"]),
      ),
      given(
        "the server is in one that AWS takes only before another one",
        [
          set("aws_vpc.network", "cidr_block", "10.2.0.0/16"),
          set("aws_subnet.clients", "cidr_block", "10.2.0.0/24"),
          set("aws_instance.client", "private_ip", "10.2.0.10"),
          addBlock("lower", "10.0.0.0/16"),
          addBlock("upper", "10.1.0.0/16"),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];

const owners: readonly Fact[] = [
  {
    fact: "Only the account that has something adds to it, in its own Region",
    ...throughPrivateLink,
    cases: [
      given("each is made in the account of what it adds to", [], reachable),
      given(
        "the accepter is made in the consumer's account",
        [leaveOut("aws_vpc_endpoint_connection_accepter.web", "provider")],
        refused,
      ),
      given(
        "the service is made in the consumer's account, and its load balancer is not",
        [
          leaveOut("aws_vpc_endpoint_service.web", "provider"),
          leaveOut("aws_vpc_endpoint_service_allowed_principal.consumer", "provider"),
          leaveOut("aws_vpc_endpoint_connection_accepter.web", "provider"),
        ],
        refused,
      ),
      given(
        "the allowed principal is made in the consumer's account",
        [leaveOut("aws_vpc_endpoint_service_allowed_principal.consumer", "provider")],
        refused,
      ),
      given(
        "a rule of the target's group is made in the consumer's account",
        [leaveOut("aws_vpc_security_group_ingress_rule.server", "provider")],
        refused,
      ),
      given(
        "a further rule of the target's group is made in the provider's account",
        [add(admits("more", { block: "10.1.9.0/24" }, { ...PROVIDERS, of: "server" }))],
        reachable,
      ),
      given(
        "the target is made in another Region than its subnet",
        [set("aws_instance.server", "region", "us-east-1")],
        refused,
      ),
    ],
  },
  {
    fact: "A public NAT gateway has an Elastic IP address",
    network: toInternet(),
    asked: { from: "aws_instance.private", to: "internet" },
    cases: [
      given("it has one", [], reachable),
      given(
        "it has none",
        [
          remove("aws_nat_gateway.nat"),
          add({ "aws_nat_gateway.nat": { subnet_id: idOf("aws_subnet.public"), private_ip: "10.0.0.20" } }),
        ],
        refused,
      ),
    ],
  },
  {
    fact: "What is for IPv6 alone takes no IPv4 packets",
    ...throughPrivateLink,
    cases: [
      given("the endpoint is for IPv4", [set("aws_vpc_endpoint.web", "ip_address_type", "ipv4")], reachable),
      given("the endpoint is for IPv6", [set("aws_vpc_endpoint.web", "ip_address_type", "ipv6")], refused),
      given("the target group is for IPv6", [group("ip_address_type", "ipv6")], refused),
    ],
  },
];

export const refusedPlaces: readonly Fact[] = [...places, ...blocks, ...addresses, ...owners];
