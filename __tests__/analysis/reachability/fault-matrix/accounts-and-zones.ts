import {
  add,
  behindLoadBalancer,
  type Edit,
  idOf,
  IN_UNKNOWN_ACCOUNT,
  leaveOut,
  privateLink,
  remove,
  type Resources,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

/** All of one provider, of which nothing tells the account. */
function ofUnknownAccount(resources: Resources): Resources {
  return Object.fromEntries(
    Object.entries(resources).map(([address, block]) => [
      address,
      { ...block, provider: IN_UNKNOWN_ACCOUNT },
    ]),
  );
}

/** Its subnets state their zones by name: `a` is az4, `c` az1. */
function inNamedZones(resources: Resources): Resources {
  const names: Readonly<Record<string, string>> = {
    "apne1-az4": "ap-northeast-1a",
    "apne1-az1": "ap-northeast-1c",
  };
  return Object.fromEntries(
    Object.entries(resources).map(([address, { availability_zone_id: id, ...block }]) => [
      address,
      typeof id === "string" ? { ...block, availability_zone: names[id] ?? id } : block,
    ]),
  );
}

const PRINCIPAL = "aws_vpc_endpoint_service_allowed_principal.consumer";
const byId = (subnet: string, id: string): Edit[] => [
  leaveOut(`aws_subnet.${subnet}`, "availability_zone"),
  set(`aws_subnet.${subnet}`, "availability_zone_id", id),
];

export const accountsAndZones: readonly Fact[] = [
  {
    fact: "What one provider makes is of one account, also where nothing tells which",
    network: ofUnknownAccount(privateLink()),
    asked: { from: "aws_instance.client", to: "web.example.internal" },
    cases: [
      given("endpoint and service are one provider's, and nobody is allowed", [remove(PRINCIPAL)], reachable),
      given(
        "the endpoint is another provider's, and nobody is allowed",
        [remove(PRINCIPAL), set("aws_vpc_endpoint.web", "provider", "aws")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A zone's name tells it from the others that its account names, and from no zone that is told by its ID",
    network: inNamedZones(behindLoadBalancer()),
    asked: { from: "aws_instance.client", to: "aws_lb.web" },
    cases: [
      given("load balancer and target are in one zone, by name", [], reachable),
      given(
        "the target is in another zone, by name",
        [set("aws_subnet.servers", "availability_zone", "ap-northeast-1c")],
        blocked(
          ["ELB_INSTALLED_AZ_RESTRICTION", "add aws_subnet.servers to the subnets of aws_lb.web"],
          ["ELBV2_NO_TARGETS_IN_AZ", "set enable_cross_zone_load_balancing = true on aws_lb.web"],
        ),
      ),
      given("the target's zone is told by its ID", byId("servers", "apne1-az4"), unknown(["UNKNOWN_VALUE"])),
      given(
        "the target's zone is told by its ID, and a data source tells which name it has",
        [
          ...byId("servers", "apne1-az4"),
          add({
            "data.aws_availability_zones.all": {
              names: ["ap-northeast-1a", "ap-northeast-1c"],
              zone_ids: ["apne1-az4", "apne1-az1"],
            },
          }),
        ],
        reachable,
      ),
      given(
        "another account's subnet states its zone by name, too",
        [
          add({
            "aws_vpc.other": { provider: IN_UNKNOWN_ACCOUNT, cidr_block: "10.9.0.0/16" },
            "aws_subnet.other": {
              provider: IN_UNKNOWN_ACCOUNT,
              vpc_id: idOf("aws_vpc.other"),
              cidr_block: "10.9.0.0/24",
              availability_zone: "ap-northeast-1a",
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"], ["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
