import {
  add,
  admits,
  attributeOf,
  type Edit,
  host,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leaveOut,
  set,
  subnet,
  together,
  vpc,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";
import { resource } from "./resource-endpoints";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const CONFIGURATION = "aws_vpclattice_resource_configuration.web";
const GATEWAY_RULE = "aws_vpc_security_group_egress_rule.gateway";
const PEERING = "aws_vpc_peering_connection.far";

const target = (definition: object): Edit =>
  set(CONFIGURATION, "resource_configuration_definition", [definition]);

/** A public name that leads to a host of another VPC than the gateway's. */
const farName: Edit[] = [
  target({ dns_resource: [{ domain_name: "web.example.com" }] }),
  leaveOut(GATEWAY_RULE, "referenced_security_group_id"),
  set(GATEWAY_RULE, "cidr_ipv4", "10.7.0.0/16"),
  add(
    together(
      vpc("far", "10.7.0.0/16", PLACE),
      subnet("far", "far", "10.7.0.0/24", "apne1-az4", PLACE),
      host("far", { in: "far", vpc: "far", address: "10.7.0.20" }, PLACE),
      admits("far", { block: "10.0.0.0/16" }, PLACE),
      {
        "aws_route53_zone.public": { ...PLACE, name: "example.com" },
        "aws_route53_record.public": {
          ...PLACE,
          zone_id: idOf("aws_route53_zone.public"),
          name: "web.example.com",
          type: "A",
          ttl: 60,
          records: ["10.7.0.20"],
        },
      },
    ),
  ),
];
const peered: Edit = add({
  [PEERING]: {
    ...PLACE,
    vpc_id: idOf("aws_vpc.provider"),
    peer_vpc_id: idOf("aws_vpc.far"),
    auto_accept: true,
  },
  "aws_route.there": {
    ...PLACE,
    route_table_id: attributeOf("aws_vpc.provider", "main_route_table_id"),
    destination_cidr_block: "10.7.0.0/16",
    vpc_peering_connection_id: idOf(PEERING),
  },
  "aws_route.back": {
    ...PLACE,
    route_table_id: attributeOf("aws_vpc.far", "main_route_table_id"),
    destination_cidr_block: "10.0.0.0/16",
    vpc_peering_connection_id: idOf(PEERING),
  },
});

const CUSTOM_NAME: Edit[] = [
  set(CONFIGURATION, "custom_domain_name", "db.example.com"),
  set("aws_vpc_endpoint.web", "private_dns_enabled", true),
];

export const resourceConfigurations: readonly Fact[] = [
  {
    fact: "A resource configuration is for TCP, and its address in 10/8, 100.64/10, 172.16/12 or 192.168/16",
    ...resource,
    cases: [
      given("it says so, and its address is in 10/8", [set(CONFIGURATION, "protocol", "tcp")], reachable),
      given("it is for UDP", [set(CONFIGURATION, "protocol", "UDP")], blocked(["REFUSED_BY_AWS"])),
      given(
        "its address is a public one",
        [target({ ip_resource: [{ ip_address: "203.0.113.20" }] })],
        blocked(["REFUSED_BY_AWS"], ["ENI_SG_RULES_MISMATCH"], ["NO_ROUTE_TO_DESTINATION"]),
      ),
      given(
        "it is asked by UDP",
        [],
        blocked(
          ["ENI_SG_RULES_MISMATCH"],
          ["ENI_SG_RULES_MISMATCH"],
          ["RESOURCE_PORT_RESTRICTION"],
          ["ENI_SG_RULES_MISMATCH"],
          ["ENI_SG_RULES_MISMATCH"],
        ),
        { ...resource.asked, protocol: "udp" },
      ),
    ],
  },
  {
    fact: "A resource that is beyond the gateway's VPC needs routes there and back",
    ...resource,
    cases: [
      given("its VPC is peered, and both have routes", [...farName, peered], reachable),
      given("nothing leads there", farName, blocked(["NO_ROUTE_TO_DESTINATION"])),
    ],
  },
  {
    fact: "Groups of resource configurations, their children and names that a gateway resolves in its VPC are not analysed; AWS refuses a group a custom domain name",
    ...resource,
    cases: [
      given("it is a single one", [set(CONFIGURATION, "type", "SINGLE")], reachable),
      given("it is a group", [set(CONFIGURATION, "type", "GROUP")], unknown(["UNKNOWN_VALUE"])),
      given("it is a group's child", [set(CONFIGURATION, "type", "CHILD")], unknown(["UNKNOWN_VALUE"])),
      given(
        "it is a group with a custom domain name",
        [set(CONFIGURATION, "type", "GROUP"), set(CONFIGURATION, "custom_domain_name", "db.example.com")],
        blocked(["REFUSED_BY_AWS"], ["UNKNOWN_VALUE"]),
      ),
      given(
        "its gateway resolves its name in its VPC",
        [
          set("aws_vpclattice_resource_gateway.web", "resource_config_dns_resolution", "IN_VPC"),
          target({ dns_resource: [{ domain_name: "web.example.com" }] }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A custom domain name leads to a resource endpoint with private DNS once AWS has verified it, which no Terraform says",
    ...resource,
    cases: [
      given("the endpoint is asked without a name", CUSTOM_NAME, reachable),
      given("it is asked by the name", CUSTOM_NAME, unknown(["UNKNOWN_VALUE"], ["UNKNOWN_VALUE"]), {
        from: "aws_instance.client",
        to: "db.example.com",
      }),
    ],
  },
];
