import {
  add,
  asking,
  attributeOf,
  type Edit,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  joinedByVpn,
  remove,
  type Resources,
  securityGroup,
  set,
  subnet,
  together,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const PROTOCOLS = ["udp", "tcp"] as const;

/** Rules for queries, named after the group and the protocol. */
function queries(
  group: string,
  direction: "ingress" | "egress",
  block: string,
  place: object = {},
): Resources {
  return Object.fromEntries(
    PROTOCOLS.map((protocol) => [
      `aws_vpc_security_group_${direction}_rule.${group}_${protocol}`,
      {
        ...place,
        security_group_id: idOf(`aws_security_group.${group}`),
        ip_protocol: protocol,
        from_port: 53,
        to_port: 53,
        cidr_ipv4: block,
      },
    ]),
  );
}

/** The host at the other side of the VPN asks an inbound endpoint of the cloud for the cloud's names. */
const network = together(
  joinedByVpn(),
  subnet("more", "cloud", "172.16.1.0/24", "apne1-az1"),
  securityGroup("resolver", "cloud"),
  queries("resolver", "ingress", "10.200.0.0/16"),
  queries("desk", "egress", "172.16.0.0/16", PLACE),
  queries("device", "ingress", "10.200.0.0/16", PLACE),
  {
    "aws_route53_resolver_endpoint.inbound": {
      direction: "INBOUND",
      security_group_ids: [idOf("aws_security_group.resolver")],
      ip_address: [
        { subnet_id: idOf("aws_subnet.servers"), ip: "172.16.0.53" },
        { subnet_id: idOf("aws_subnet.more"), ip: "172.16.1.53" },
      ],
    },
    "aws_route53_zone.names": { name: "example.internal", vpc: [{ vpc_id: idOf("aws_vpc.cloud") }] },
    "aws_route53_record.web": {
      zone_id: attributeOf("aws_route53_zone.names", "zone_id"),
      name: "web.example.internal",
      type: "A",
      ttl: 60,
      records: ["172.16.0.20"],
    },
  },
);
/** The host, told to ask a server of its own for the domain. */
function asks(server: string): Edit[] {
  const desk = "aws_instance.desk";
  return [
    remove(desk),
    add({ [desk]: { ...network[desk], user_data_base64: asking(server, "example.internal") } }),
  ];
}

export const nameServers: readonly Fact[] = [
  {
    fact: "Names of a VPC are told to hosts beyond it by an inbound endpoint of its resolver, where their queries get there",
    network,
    asked: { from: "aws_instance.desk", to: "web.example.internal" },
    cases: [
      given("the host asks the endpoint for the domain", asks("172.16.0.53"), reachable),
      given(
        "the host asks its own VPC's resolver",
        [],
        blocked(["HOSTED_ZONE_NOT_ASSOCIATED", "associate aws_route53_zone.names with aws_vpc.office"]),
      ),
      given(
        "the endpoint's group does not admit queries by UDP",
        [...asks("172.16.0.53"), remove("aws_vpc_security_group_ingress_rule.resolver_udp")],
        blocked([
          "NAME_SERVER_NOT_REACHED",
          "add an ingress rule to aws_security_group.resolver that admits UDP 53 from 10.200.0.10",
        ]),
      ),
      given(
        "the host asks an address where nothing of AWS answers",
        asks("10.201.0.53"),
        blocked(["NAME_SERVER_NOT_REACHED"], ["NAME_SERVER_NOT_REACHED"]),
      ),
      given(
        "the endpoint asks others instead of answering",
        [...asks("172.16.0.53"), set("aws_route53_resolver_endpoint.inbound", "direction", "OUTBOUND")],
        blocked(["NAME_SERVER_NOT_REACHED"]),
      ),
      given(
        "the zone is of another VPC than the endpoint's",
        [...asks("172.16.0.53"), set("aws_route53_zone.names", "vpc.0.vpc_id", idOf("aws_vpc.office"))],
        blocked(["HOSTED_ZONE_NOT_ASSOCIATED", "associate aws_route53_zone.names with aws_vpc.cloud"]),
      ),
    ],
  },
];
