import {
  add,
  attributeOf,
  type Edit,
  idOf,
  leaveOut,
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
const ofProvider = { vpc_id: idOf("aws_vpc.provider") };

/** A private zone beside the first, that the client's VPC sees, too. */
function zone(name: string, vpc = VPC): Edit {
  return add({ "aws_route53_zone.other": { name, vpc: [{ vpc_id: idOf(vpc) }] } });
}

/** The service has a name of its own, to which the endpoint answers. */
const privateDns: Edit[] = [
  remove(RECORD),
  remove(ZONE),
  set("aws_vpc_endpoint.web", "private_dns_enabled", true),
  set("aws_vpc_endpoint_service.web", "private_dns_name", "web.example.com"),
];
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
        [
          set(VPC, "enable_dns_hostnames", false),
          set(ZONE, "name", "example.com"),
          set(RECORD, "name", "web.example.com"),
        ],
        unknown(["VPC_DNS_HOSTNAMES_OFF", HOSTNAMES]),
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
        blocked(["HOSTED_ZONE_NOT_ASSOCIATED", `associate ${ZONE} with ${VPC}`]),
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
        [leaveOut(ZONE, "vpc"), set(ZONE, "name", "example.com"), set(RECORD, "name", "web.example.com")],
        reachable,
        ofService,
      ),
      given("a less specific zone has no record", [zone("internal")], reachable),
      given("a zone of another name has no record", [zone("app.example.internal")], reachable),
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
        [...privateDns, set("aws_vpc_endpoint.web", "private_dns_enabled", false)],
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
