import {
  add,
  attributeOf,
  behindLoadBalancer,
  type Edit,
  edited,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leaveOut,
  MYSTERY,
  privateLink,
  remove,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const asked = { from: "aws_instance.client", to: "web.example.internal" };
const byName = { network: privateLink(), asked };
const VPC = "aws_vpc.consumer";
const ZONE = "aws_route53_zone.names";
const RECORD = "aws_route53_record.web";
const SUPPORT = `set enable_dns_support = true on ${VPC}`;
const HOSTNAMES = `set enable_dns_hostnames = true on ${VPC}`;
const ADMIT_ITSELF =
  "add an ingress rule to aws_security_group.client that admits TCP 80 from aws_security_group.client";
const ASSOCIATE = `associate ${ZONE} with ${VPC}`;
const ofProvider = { vpc_id: idOf("aws_vpc.provider") };

const ENDPOINT = "aws_vpc_endpoint.web";
const NAME_OF_ENDPOINT = attributeOf(ENDPOINT, "dns_entry[0].dns_name");

/** A private zone beside the first, that the client's VPC sees, too. */
function zone(name: string, vpc = VPC): Edit {
  return add({ "aws_route53_zone.other": { name, vpc: [{ vpc_id: idOf(vpc) }] } });
}

/** A zone that a data source finds by its name, and the client's VPC is associated with. */
function lookedUp(name: string): Edit {
  return add({
    "data.aws_route53_zone.found": { name, private_zone: true },
    "aws_route53_zone_association.found": {
      zone_id: attributeOf("data.aws_route53_zone.found", "zone_id"),
      vpc_id: idOf(VPC),
    },
  });
}

/** A record of a zone that is only an ID. */
function elsewhere(name: string, type: string): Edit {
  return add({
    "aws_route53_record.elsewhere": { zone_id: "Z0123456789ABCDEFGHIJ", name, type, records: ["10.0.0.10"] },
  });
}

/** The name leads to an address of a host that admits nobody: the client's own. */
const toNobody: Edit[] = [leaveOut(RECORD, "alias"), set(RECORD, "records", ["10.0.0.10"])];

/** Name and zone are such as public DNS could have. */
const publicNames: Edit[] = [set(ZONE, "name", "example.com"), set(RECORD, "name", "web.example.com")];

/** The service has a name of its own, to which the endpoint answers once it is accepted. */
const ownName: Edit[] = [
  set("aws_vpc_endpoint_service.web", "private_dns_name", "web.example.com"),
  add({
    "aws_vpc_endpoint_service_private_dns_verification.web": {
      provider: IN_PROVIDERS_ACCOUNT,
      service_id: idOf("aws_vpc_endpoint_service.web"),
      wait_for_verification: true,
    },
    "aws_vpc_endpoint_private_dns.web": { vpc_endpoint_id: idOf(ENDPOINT), private_dns_enabled: true },
  }),
];
const privateDns: Edit[] = [...ownName, remove(RECORD), remove(ZONE)];

/** An endpoint beside the first in the client's VPC, with private DNS. */
function otherEndpoint(service: string, vpc = idOf(VPC)): Edit {
  return add({
    "aws_vpc_endpoint.other": {
      vpc_id: vpc,
      vpc_endpoint_type: "Interface",
      service_name: service,
      subnet_ids: [idOf("aws_subnet.endpoint_az4")],
      private_dns_enabled: true,
    },
  });
}

/** A load balancer in the client's VPC, whose name a record leads to. */
const balanced = edited(behindLoadBalancer(), [
  add({
    [ZONE]: { name: "example.internal", vpc: [{ vpc_id: idOf("aws_vpc.network") }] },
    [RECORD]: {
      zone_id: attributeOf(ZONE, "zone_id"),
      name: "web.example.internal",
      type: "A",
      alias: [{ name: attributeOf("aws_lb.web", "dns_name") }],
    },
  }),
]);
const ofService = { from: "aws_instance.client", to: "web.example.com" };

export const names: readonly Fact[] = [
  {
    fact: "A private zone answers only where the VPC has both DNS support and DNS hostnames",
    ...byName,
    cases: [
      given("both are on", [], reachable),
      given(
        "DNS hostnames are off",
        [set(VPC, "enable_dns_hostnames", false)],
        blocked(["VPC_DNS_HOSTNAMES_OFF", HOSTNAMES]),
      ),
      given(
        "DNS hostnames are not stated, which is off",
        [leaveOut(VPC, "enable_dns_hostnames")],
        blocked(["VPC_DNS_HOSTNAMES_OFF", HOSTNAMES]),
      ),
      given(
        "DNS support is off",
        [set(VPC, "enable_dns_support", false)],
        blocked(["VPC_DNS_SUPPORT_OFF", SUPPORT]),
      ),
      given("DNS support is not stated, which is on", [leaveOut(VPC, "enable_dns_support")], reachable),
      given(
        "both are off",
        [set(VPC, "enable_dns_support", false), set(VPC, "enable_dns_hostnames", false)],
        blocked(["VPC_DNS_SUPPORT_OFF", SUPPORT], ["VPC_DNS_HOSTNAMES_OFF", HOSTNAMES]),
      ),
      given(
        "DNS hostnames are off, and public DNS may know the name",
        [set(VPC, "enable_dns_hostnames", false), ...publicNames],
        unknown(["VPC_DNS_HOSTNAMES_OFF", HOSTNAMES], ["UNKNOWN_VALUE"]),
        ofService,
      ),
      given(
        "both are off, and the client asks the endpoint without a name",
        [set(VPC, "enable_dns_support", false), set(VPC, "enable_dns_hostnames", false)],
        reachable,
        { from: "aws_instance.client", to: "aws_vpc_endpoint.web" },
      ),
    ],
  },
  {
    fact: "A private zone answers in the VPCs that it is associated with",
    ...byName,
    cases: [
      given(
        "it is associated with another VPC only",
        [set(ZONE, "vpc", [ofProvider])],
        blocked(["HOSTED_ZONE_NOT_ASSOCIATED", ASSOCIATE]),
      ),
      given(
        "it is associated with another VPC only, and DNS hostnames are off in the client's",
        [set(ZONE, "vpc", [ofProvider]), set(VPC, "enable_dns_hostnames", false)],
        blocked(["HOSTED_ZONE_NOT_ASSOCIATED", ASSOCIATE], ["VPC_DNS_HOSTNAMES_OFF", HOSTNAMES]),
      ),
      given(
        "it is associated with another VPC only, and public DNS may know the name",
        [...publicNames, set(ZONE, "vpc", [ofProvider])],
        unknown(["HOSTED_ZONE_NOT_ASSOCIATED", ASSOCIATE], ["UNKNOWN_VALUE"]),
        ofService,
      ),
      given(
        "an association adds the client's VPC",
        [
          set(ZONE, "vpc", [ofProvider]),
          add({
            "aws_route53_zone_association.consumer": {
              zone_id: attributeOf(ZONE, "zone_id"),
              vpc_id: idOf(VPC),
            },
          }),
        ],
        reachable,
      ),
      given("there is no zone", [remove(ZONE), remove(RECORD)], blocked(["NAME_NOT_FOUND"])),
      given("there is no zone, and the name may be a public one", [], unknown(["UNKNOWN_VALUE"]), {
        from: "aws_instance.client",
        to: "web.example.com",
      }),
    ],
  },
  {
    fact: "A name needs a record of type A or CNAME, of its own or a wildcard",
    ...byName,
    cases: [
      given("it has none", [remove(RECORD)], blocked(["NAME_NOT_FOUND"])),
      given("its record is of type TXT", [set(RECORD, "type", "TXT")], blocked(["NAME_NOT_FOUND"])),
      given(
        "another name has one",
        [set(RECORD, "name", "app.example.internal")],
        blocked(["NAME_NOT_FOUND"]),
      ),
      given("a wildcard has one", [set(RECORD, "name", "*.example.internal")], reachable),
      given(
        "a wildcard has one, and the name has a TXT record in a zone that is not known",
        [set(RECORD, "name", "*.example.internal"), elsewhere("web.example.internal", "TXT")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it has one, and another in a zone that is not known",
        [elsewhere("web.example.internal", "A")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it has one, and a TXT record in a zone that is not known",
        [elsewhere("web.example.internal", "TXT")],
        reachable,
      ),
      given(
        "it has one, and another name has one in a zone that is not known",
        [elsewhere("web.example.com", "A")],
        reachable,
      ),
      given(
        "a wildcard has one, and the name has a TXT record",
        [
          set(RECORD, "name", "*.example.internal"),
          add({
            "aws_route53_record.text": {
              zone_id: attributeOf(ZONE, "zone_id"),
              name: "web.example.internal",
              type: "TXT",
              records: ["text"],
            },
          }),
        ],
        blocked(["NAME_NOT_FOUND"]),
      ),
      given("its record states the name without the zone's", [set(RECORD, "name", "web")], reachable),
      given(
        "it is an alias of a name that has one",
        [
          set(RECORD, "name", "app.example.internal"),
          add({
            "aws_route53_record.alias": {
              zone_id: attributeOf(ZONE, "zone_id"),
              name: "web.example.internal",
              type: "CNAME",
              records: ["app.example.internal"],
            },
          }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Of the private zones that hold a name the most specific answers, and nobody else is asked",
    ...byName,
    cases: [
      given(
        "a more specific zone has no record",
        [zone("web.example.internal")],
        blocked(["NAME_NOT_FOUND"]),
      ),
      given(
        "a more specific zone of another VPC has no record",
        [zone("web.example.internal", "aws_vpc.provider")],
        reachable,
      ),
      given(
        "a public zone has the record, and the private one has none",
        [
          add({ "aws_route53_zone.public": { name: "example.internal" } }),
          set(RECORD, "zone_id", attributeOf("aws_route53_zone.public", "zone_id")),
        ],
        blocked(["NAME_NOT_FOUND"]),
      ),
      given(
        "a public zone has the record, which public DNS never asks for names like this",
        [
          add({ "aws_route53_zone.public": { name: "example.internal" } }),
          set(RECORD, "zone_id", attributeOf("aws_route53_zone.public", "zone_id")),
          remove(ZONE),
        ],
        blocked(["NAME_NOT_FOUND"]),
      ),
      given(
        "a public zone has the record, of a name that public DNS asks for",
        [leaveOut(ZONE, "vpc"), ...publicNames],
        reachable,
        ofService,
      ),
      given(
        "a public zone has the record, and another public one has the same name",
        [leaveOut(ZONE, "vpc"), ...publicNames, add({ "aws_route53_zone.public": { name: "example.com" } })],
        unknown(["UNKNOWN_VALUE"]),
        ofService,
      ),
      given("a less specific zone has no record", [zone("internal")], reachable),
      given("a zone of another name has no record", [zone("app.example.internal")], reachable),
      given(
        "a more specific zone leads to the endpoint, and which VPC has it is not known",
        [
          ...toNobody,
          add({
            "aws_route53_zone.other": { name: "web.example.internal", vpc: [{ vpc_id: MYSTERY }] },
            "aws_route53_record.other": {
              zone_id: attributeOf("aws_route53_zone.other", "zone_id"),
              name: "web.example.internal",
              type: "A",
              alias: [{ name: NAME_OF_ENDPOINT }],
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"], ["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "a less specific zone has no record, and which VPC has it is not known",
        [add({ "aws_route53_zone.other": { name: "internal", vpc: [{ vpc_id: MYSTERY }] } })],
        reachable,
      ),
      given(
        "a more specific zone is one that a data source finds",
        [lookedUp("web.example.internal")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given("a less specific zone is one that a data source finds", [lookedUp("internal")], reachable),
      given(
        "the VPC is associated with a zone that is not known",
        [add({ "aws_route53_zone_association.other": { zone_id: MYSTERY, vpc_id: idOf(VPC) } })],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "another VPC is associated with a zone that is not known",
        [
          add({
            "aws_route53_zone_association.other": {
              zone_id: MYSTERY,
              vpc_id: idOf("aws_vpc.provider"),
            },
          }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "A VPC has one private zone of a name, and AWS refuses the second",
    ...byName,
    cases: [
      given(
        "another zone of the VPC has the same name",
        [zone("example.internal")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a zone of another VPC has the same name",
        [zone("example.internal", "aws_vpc.provider")],
        reachable,
      ),
      given(
        "the VPC's zone has the name that an endpoint with private DNS answers to",
        [...ownName, set(ZONE, "name", "web.example.com"), set(RECORD, "name", "web.example.com")],
        unknown(["UNKNOWN_VALUE"]),
        ofService,
      ),
    ],
  },
  {
    fact: "What is not known about a name's records may lead elsewhere",
    ...byName,
    cases: [
      given(
        "the record leads to a host that admits nobody",
        toNobody,
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_ITSELF]),
      ),
      given(
        "it states an address, too, that is not known",
        [leaveOut(RECORD, "alias"), set(RECORD, "records", ["10.0.0.10", MYSTERY])],
        unknown(["UNKNOWN_VALUE"], ["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "a wildcard leads there, and the name of another record is not known",
        [
          set(RECORD, "name", MYSTERY),
          add({
            "aws_route53_record.other": {
              zone_id: attributeOf(ZONE, "zone_id"),
              name: "*.example.internal",
              type: "A",
              records: ["10.0.0.10"],
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"], ["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "a second record of the name has a routing policy",
        [
          ...toNobody,
          add({
            "aws_route53_record.other": {
              zone_id: attributeOf(ZONE, "zone_id"),
              name: "web.example.internal",
              type: "A",
              set_identifier: "other",
              weighted_routing_policy: [{ weight: 10 }],
              alias: [{ name: NAME_OF_ENDPOINT }],
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"], ["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "a second record of the name has none, so that AWS takes one of them",
        [
          add({
            "aws_route53_record.other": {
              zone_id: attributeOf(ZONE, "zone_id"),
              name: "web.example.internal",
              type: "A",
              records: ["10.0.0.10"],
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"], ["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "a rule of Route 53 Resolver is associated with the VPC",
        [
          ...toNobody,
          add({
            "aws_route53_resolver_rule_association.other": {
              resolver_rule_id: "rslvr-rr-0123",
              vpc_id: idOf(VPC),
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"], ["ENI_SG_RULES_MISMATCH"]),
      ),
      given(
        "whether the VPC has DNS support is not known, and the name leads to that host only",
        [...toNobody, set(VPC, "enable_dns_support", MYSTERY)],
        blocked(["UNKNOWN_VALUE"], ["ENI_SG_RULES_MISMATCH", ADMIT_ITSELF]),
      ),
    ],
  },
  {
    fact: "An endpoint with private DNS answers to its service's own name, where the VPC has both DNS attributes",
    network: byName.network,
    asked: ofService,
    cases: [
      given("private DNS is on", privateDns, reachable),
      given(
        "private DNS is off, and the name may be a public one",
        [...privateDns, set("aws_vpc_endpoint_private_dns.web", "private_dns_enabled", false)],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "private DNS is on, and DNS hostnames are off",
        [...privateDns, set(VPC, "enable_dns_hostnames", false)],
        blocked(["VPC_DNS_HOSTNAMES_OFF", HOSTNAMES]),
      ),
      given(
        "private DNS is on, and DNS support is off",
        [...privateDns, set(VPC, "enable_dns_support", false)],
        blocked(["VPC_DNS_SUPPORT_OFF", SUPPORT]),
      ),
      given(
        "the service's name begins with a wildcard",
        [...privateDns, set("aws_vpc_endpoint_service.web", "private_dns_name", "*.Example.com")],
        reachable,
      ),
      given("a name below the service's own is asked for", privateDns, unknown(["UNKNOWN_VALUE"]), {
        from: "aws_instance.client",
        to: "app.web.example.com",
      }),
      given(
        "the endpoint has another subnet, which is not known, and the known one lets nobody in",
        [
          ...privateDns,
          set(ENDPOINT, "subnet_ids", [idOf("aws_subnet.endpoint_az4"), MYSTERY]),
          add({
            "aws_network_acl.closed": {
              vpc_id: idOf(VPC),
              subnet_ids: [idOf("aws_subnet.endpoint_az4")],
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"], ["SUBNET_ACL_RESTRICTION"], ["SUBNET_ACL_RESTRICTION"]),
      ),
    ],
  },
  {
    fact: "The zone that AWS keeps for an endpoint's private name is one of its VPC's, and the most specific answers",
    network: byName.network,
    asked: ofService,
    cases: [
      given(
        "a less specific zone has no record",
        [...ownName, remove(RECORD), set(ZONE, "name", "example.com")],
        reachable,
      ),
      given("a less specific zone leads elsewhere", [...ownName, ...publicNames, ...toNobody], reachable),
      given(
        "a less specific zone leads elsewhere, and private DNS is off",
        [
          ...ownName,
          ...publicNames,
          ...toNobody,
          set("aws_vpc_endpoint_private_dns.web", "private_dns_enabled", false),
        ],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_ITSELF]),
      ),
      given(
        "another endpoint has private DNS, and its service is not known",
        [...publicNames, otherEndpoint(MYSTERY)],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "another endpoint has private DNS, and its service is somebody else's",
        [...publicNames, otherEndpoint("com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "another endpoint has private DNS, and its VPC is not known",
        [...publicNames, otherEndpoint("com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123", MYSTERY)],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "another endpoint has private DNS, and its service is one of AWS, whose names are below amazonaws.com",
        [...publicNames, otherEndpoint("com.amazonaws.ap-northeast-1.ssm")],
        reachable,
      ),
      given(
        "another endpoint has private DNS, its service is not known, and public DNS never holds the name that is asked for",
        [otherEndpoint(MYSTERY)],
        reachable,
        asked,
      ),
    ],
  },
  {
    fact: "The name of an internal load balancer has private addresses, that of an internet-facing one public ones",
    network: balanced,
    asked,
    cases: [
      given("it is internal", [], reachable),
      given("it is internet-facing", [set("aws_lb.web", "internal", false)], unknown(["UNKNOWN_VALUE"])),
      given(
        "it does not say, and is internet-facing",
        [leaveOut("aws_lb.web", "internal")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "whether it is internal is not known",
        [set("aws_lb.web", "internal", MYSTERY)],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it is internet-facing, and its nodes are asked",
        [set("aws_lb.web", "internal", false)],
        reachable,
        {
          from: "aws_instance.client",
          to: "aws_lb.web",
        },
      ),
    ],
  },
  {
    fact: "A record may state addresses, each of which may be taken",
    ...byName,
    cases: [
      given(
        "it states the address that the endpoint was given",
        [
          set("aws_vpc_endpoint.web", "subnet_configuration", [
            { subnet_id: idOf("aws_subnet.endpoint_az4"), ipv4: "10.0.4.10" },
          ]),
          leaveOut(RECORD, "alias"),
          set(RECORD, "records", ["10.0.4.10"]),
        ],
        reachable,
      ),
      given(
        "it states an address, too, that nothing given has",
        [
          set("aws_vpc_endpoint.web", "subnet_configuration", [
            { subnet_id: idOf("aws_subnet.endpoint_az4"), ipv4: "10.0.4.10" },
          ]),
          leaveOut(RECORD, "alias"),
          set(RECORD, "records", ["10.0.4.10", "10.0.4.11"]),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
