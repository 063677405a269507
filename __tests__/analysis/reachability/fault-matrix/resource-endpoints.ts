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
  loadBalancer,
  MYSTERY,
  remove,
  securityGroup,
  set,
  subnet,
  together,
  vpc,
} from "../../../support/networks";
import { blocked, type Fact, given, partly, reachable, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const ENDPOINT = "aws_vpc_endpoint.web";
const GATEWAY = "aws_vpclattice_resource_gateway.web";
const CONFIGURATION = "aws_vpclattice_resource_configuration.web";
const SHARE = "aws_ram_resource_share.web";
const PRINCIPAL = "aws_ram_principal_association.web";
const ACCEPTER = "aws_ram_resource_share_accepter.web";
const GATEWAY_RULE = "aws_vpc_security_group_egress_rule.gateway";

/** A client and its resource endpoint in one account; the resource gateway and a server, which it leads to, in another. */
const network = together(
  vpc("consumer", "10.0.0.0/16"),
  subnet("clients", "consumer", "10.0.0.0/24", "apne1-az4"),
  subnet("endpoint_az4", "consumer", "10.0.4.0/24", "apne1-az4"),
  subnet("endpoint_az1", "consumer", "10.0.1.0/24", "apne1-az1"),
  host("client", { in: "clients", vpc: "consumer", address: "10.0.0.10" }),
  letsOut("client", { group: "endpoint" }),
  securityGroup("endpoint", "consumer"),
  admits("endpoint", { group: "client" }),
  vpc("provider", "10.0.0.0/16", PLACE),
  subnet("gateway_az4", "provider", "10.0.4.0/24", "apne1-az4", PLACE),
  subnet("gateway_az1", "provider", "10.0.1.0/24", "apne1-az1", PLACE),
  subnet("servers", "provider", "10.0.0.0/24", "apne1-az4", PLACE),
  host("server", { in: "servers", vpc: "provider", address: "10.0.0.20" }, PLACE),
  securityGroup("gateway", "provider", PLACE),
  letsOut("gateway", { group: "server" }, PLACE),
  admits("server", { group: "gateway" }, PLACE),
  {
    [ENDPOINT]: {
      vpc_id: idOf("aws_vpc.consumer"),
      vpc_endpoint_type: "Resource",
      resource_configuration_arn: attributeOf(CONFIGURATION, "arn"),
      subnet_ids: [idOf("aws_subnet.endpoint_az4")],
      security_group_ids: [idOf("aws_security_group.endpoint")],
    },
    [GATEWAY]: {
      ...PLACE,
      vpc_id: idOf("aws_vpc.provider"),
      subnet_ids: [idOf("aws_subnet.gateway_az4")],
      security_group_ids: [idOf("aws_security_group.gateway")],
    },
    [CONFIGURATION]: {
      ...PLACE,
      resource_gateway_identifier: idOf(GATEWAY),
      type: "SINGLE",
      protocol: "TCP",
      port_ranges: ["80"],
      resource_configuration_definition: [{ ip_resource: [{ ip_address: "10.0.0.20" }] }],
    },
    [SHARE]: { ...PLACE, name: "web", allow_external_principals: true },
    "aws_ram_resource_association.web": {
      ...PLACE,
      resource_share_arn: attributeOf(SHARE, "arn"),
      resource_arn: attributeOf(CONFIGURATION, "arn"),
    },
    [PRINCIPAL]: {
      ...PLACE,
      resource_share_arn: attributeOf(SHARE, "arn"),
      principal: "111111111111",
    },
    [ACCEPTER]: { share_arn: attributeOf(SHARE, "arn") },
  },
);
const asked = { from: "aws_instance.client", to: ENDPOINT };
export const resource = { network, asked };

const inZones = (address: string, name: string, ...zones: readonly string[]): Edit =>
  set(
    address,
    "subnet_ids",
    zones.map((zone) => idOf(`aws_subnet.${name}_${zone}`)),
  );
const target = (definition: object): Edit =>
  set(CONFIGURATION, "resource_configuration_definition", [definition]);

/** A load balancer in front of the server, in the zone of the gateway, which leads to it by its own name. */
const behindLoadBalancer: Edit[] = [
  add(loadBalancer("web", { in: ["gateway_az4"], vpc: "provider", targets: ["server"] }, PLACE)),
  set(GATEWAY_RULE, "referenced_security_group_id", idOf("aws_security_group.web_load_balancer")),
  add(admits("web_load_balancer", { group: "gateway" }, PLACE)),
  add(letsOut("web_load_balancer", { group: "server" }, PLACE)),
  set(
    "aws_vpc_security_group_ingress_rule.server",
    "referenced_security_group_id",
    idOf("aws_security_group.web_load_balancer"),
  ),
  target({ dns_resource: [{ domain_name: attributeOf("aws_lb.web", "dns_name") }] }),
];

const RECORD = "aws_route53_record.public";
const IS_PUBLIC = {
  postcondition: [{ condition: "${self.private_zone == false}", error_message: "It is private." }],
};

/** It leads to a name, by a record of which the load balancer is found. */
function byRecord(zoneId: string): Edit[] {
  return [
    ...behindLoadBalancer,
    add({
      [RECORD]: {
        ...PLACE,
        zone_id: zoneId,
        name: "web.example.com",
        type: "A",
        alias: [{ name: attributeOf("aws_lb.web", "dns_name") }],
      },
    }),
    target({ dns_resource: [{ domain_name: attributeOf(RECORD, "fqdn") }] }),
  ];
}

const madeZone = (more: object = {}): Edit[] => [
  add({ "aws_route53_zone.public": { ...PLACE, name: "example.com", ...more } }),
  ...byRecord(idOf("aws_route53_zone.public")),
];
const foundZone = (more: object): Edit[] => [
  add({ "data.aws_route53_zone.public": { ...PLACE, zone_id: "Z0123456789ABCDEFGHIJ", ...more } }),
  ...byRecord(idOf("data.aws_route53_zone.public")),
];

export const resourceEndpoints: readonly Fact[] = [
  {
    fact: "Another account needs a share of AWS RAM that names it and that it has accepted",
    ...resource,
    cases: [
      given("the endpoint's account is a principal, and accepts the invitation", [], reachable),
      given(
        "nobody shares the resource configuration",
        [SHARE, "aws_ram_resource_association.web", PRINCIPAL, ACCEPTER].map((address) => remove(address)),
        blocked(["RESOURCE_NOT_SHARED"]),
      ),
      given(
        "the share names no principal",
        [remove(PRINCIPAL)],
        blocked(["RESOURCE_NOT_SHARED", `add the account 111111111111 to the principals of ${SHARE}`]),
      ),
      given(
        "the share names another account",
        [set(PRINCIPAL, "principal", "333333333333")],
        blocked(["RESOURCE_NOT_SHARED", `add the account 111111111111 to the principals of ${SHARE}`]),
      ),
      given(
        "nobody accepts the invitation",
        [remove(ACCEPTER)],
        blocked([
          "RESOURCE_SHARE_NOT_ACCEPTED",
          `accept ${SHARE} in the account 111111111111 with an aws_ram_resource_share_accepter`,
        ]),
      ),
      given(
        "the share names an organization, of which it is not known which accounts it has",
        [set(PRINCIPAL, "principal", "arn:aws:organizations::222222222222:organization/o-0123456789")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the share names a role of another account",
        [set(PRINCIPAL, "principal", "arn:aws:iam::333333333333:role/deploy")],
        blocked(["RESOURCE_NOT_SHARED", `add the account 111111111111 to the principals of ${SHARE}`]),
      ),
      given(
        "the share names a role of the account, and who makes the endpoint is not known",
        [set(PRINCIPAL, "principal", "arn:aws:iam::111111111111:role/deploy")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "another account than the share's owner adds the principal",
        [leaveOut(PRINCIPAL, "provider")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the share is for the own organization, of which it is not known whether it shares by itself",
        [leaveOut(SHARE, "allow_external_principals")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A resource configuration carries TCP to its own ports only",
    ...resource,
    cases: [
      given("the port is one of them", [set(CONFIGURATION, "port_ranges", ["80-90"])], reachable),
      given(
        "the port is none of them",
        [set(CONFIGURATION, "port_ranges", ["81-90"])],
        blocked(["RESOURCE_PORT_RESTRICTION", `add 80 to the port_ranges of ${CONFIGURATION}`]),
      ),
    ],
  },
  {
    fact: "A resource gateway looks the name of its resource up in public DNS",
    ...resource,
    cases: [
      given("it is a load balancer's own", behindLoadBalancer, reachable),
      given("a public zone has a record of it that leads to one", madeZone(), reachable),
      given(
        "a private zone has, and nobody knows what public DNS answers",
        madeZone({ vpc: [{ vpc_id: idOf("aws_vpc.provider") }] }),
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a zone that was there before has, and a postcondition says that it is public",
        foundZone({ lifecycle: IS_PUBLIC }),
        reachable,
      ),
      given("one that was there before has, which may be private", foundZone({}), unknown(["UNKNOWN_VALUE"])),
      given(
        "a zone has of which there is only an ID",
        byRecord("Z0123456789ABCDEFGHIJ"),
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A resource endpoint and its resource gateway need a zone in common",
    ...resource,
    cases: [
      given(
        "the gateway is in the endpoint's zone, and in another one",
        [inZones(GATEWAY, "gateway", "az4", "az1")],
        reachable,
      ),
      given(
        "the gateway is in another zone",
        [inZones(GATEWAY, "gateway", "az1")],
        blocked(["REFUSED_BY_AWS"]),
      ),
      given(
        "the endpoint is in a second zone, of which AWS does not say whether the gateway takes anything",
        [inZones(ENDPOINT, "endpoint", "az4", "az1")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "The resource gateway's security group judges what goes out to the resource, by any of its interfaces",
    ...resource,
    cases: [
      given("the group lets it out", [], reachable),
      given(
        "the group has no rule",
        [remove(GATEWAY_RULE)],
        blocked([
          "SG_HAS_NO_RULES",
          "add an egress rule to aws_security_group.gateway that lets out TCP 80 to aws_security_group.server",
        ]),
      ),
      given(
        "the server admits one of the gateway's subnets only",
        [
          inZones(GATEWAY, "gateway", "az4", "az1"),
          remove("aws_vpc_security_group_ingress_rule.server"),
          add(admits("server_az4", { block: "10.0.4.0/24" }, { ...PLACE, of: "server" })),
        ],
        partly(
          ["through aws_vpclattice_resource_gateway.web in apne1-az4"],
          ["through aws_vpclattice_resource_gateway.web in apne1-az1"],
          [
            "ENI_SG_RULES_MISMATCH",
            "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.gateway",
          ],
        ),
      ),
      given(
        "which groups the gateway has is not known",
        [set(GATEWAY, "security_group_ids", MYSTERY)],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A resource is an address, or a load balancer by its own name; another name must be public",
    ...resource,
    cases: [
      given("it is a load balancer of the gateway's VPC", behindLoadBalancer, reachable),
      given(
        "the load balancer admits nothing of the gateway",
        [...behindLoadBalancer, remove("aws_vpc_security_group_ingress_rule.web_load_balancer")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.web_load_balancer that admits TCP 80 from aws_security_group.gateway",
        ]),
      ),
      given(
        "it is a name that public DNS never holds",
        [target({ dns_resource: [{ domain_name: "web.example.internal" }] })],
        blocked(["NAME_NOT_FOUND"]),
      ),
      given(
        "it is a name that public DNS may hold",
        [target({ dns_resource: [{ domain_name: "web.example.com" }] })],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it is a name that a public zone of the stacks leads to the server",
        [
          target({ dns_resource: [{ domain_name: "web.example.com" }] }),
          add({
            "aws_route53_zone.public": { ...PLACE, name: "example.com" },
            "aws_route53_record.public": {
              ...PLACE,
              zone_id: idOf("aws_route53_zone.public"),
              name: "web.example.com",
              type: "A",
              ttl: 60,
              records: ["10.0.0.20"],
            },
          }),
        ],
        reachable,
      ),
      given(
        "nobody says which resource it is",
        [leaveOut(CONFIGURATION, "resource_configuration_definition")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
