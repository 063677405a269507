import {
  add,
  admits,
  attributeOf,
  type Edit,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leaveOut,
  letsOut,
  loadBalancer,
  MYSTERY,
  privateLink,
  remove,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, partly, reachable, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const asked = { from: "aws_instance.client", to: "web.example.internal" };
const throughPrivateLink = { network: privateLink(), asked };
const SERVICE = "aws_vpc_endpoint_service.web";
const ADMIT_CLIENT =
  "add an ingress rule to aws_security_group.endpoint that admits TCP 80 from aws_security_group.client";

const inBothZones = set("aws_vpc_endpoint.web", "subnet_ids", [
  idOf("aws_subnet.endpoint_az4"),
  idOf("aws_subnet.endpoint_az1"),
]);
/** As the server has them, in the other zone. */
const ruleOfEndpoint = "aws_vpc_security_group_ingress_rule.endpoint";

/** The service has a second load balancer, in the same zone, that leads to the same server. */
const twoLoadBalancers: Edit[] = [
  add(loadBalancer("second", { in: ["nodes_az4"], vpc: "provider", targets: [] }, PLACE)),
  add({
    "aws_lb_target_group_attachment.second": {
      ...PLACE,
      target_group_arn: attributeOf("aws_lb_target_group.second", "arn"),
      target_id: idOf("aws_instance.server"),
    },
    ...letsOut("second_load_balancer", { group: "server" }, PLACE),
    ...admits("server_second", { group: "second_load_balancer" }, { ...PLACE, of: "server" }),
  }),
  set(SERVICE, "network_load_balancer_arns", [
    attributeOf("aws_lb.web", "arn"),
    attributeOf("aws_lb.second", "arn"),
  ]),
];

export const endpoints: readonly Fact[] = [
  {
    fact: "An endpoint's network interface needs a load balancer of the service in its zone, by the zone's ID",
    ...throughPrivateLink,
    cases: [
      given(
        "the load balancer is in the endpoint's zone only",
        [set("aws_lb.web", "subnets", [idOf("aws_subnet.nodes_az4")])],
        reachable,
      ),
      given(
        "the load balancer is in the other zone only, with its target",
        [
          set("aws_instance.server", "subnet_id", idOf("aws_subnet.nodes_az1")),
          set("aws_instance.server", "private_ip", "10.1.1.10"),
          set("aws_lb.web", "enable_cross_zone_load_balancing", true),
          set("aws_lb.web", "subnets", [idOf("aws_subnet.nodes_az1")]),
        ],
        blocked([
          "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
          "add aws_subnet.nodes_az4 to the subnets of aws_lb.web",
        ]),
      ),
      given(
        "the endpoint has interfaces in two zones, and the load balancer is in one: AWS refuses the whole endpoint",
        [
          inBothZones,
          set("aws_lb.web", "subnets", [idOf("aws_subnet.nodes_az4")]),
          set("aws_lb.web", "enable_cross_zone_load_balancing", true),
        ],
        blocked([
          "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
          "add aws_subnet.nodes_az1 to the subnets of aws_lb.web",
        ]),
      ),
      given(
        "the endpoint's subnet states its zone by name",
        [
          leaveOut("aws_subnet.endpoint_az4", "availability_zone_id"),
          set("aws_subnet.endpoint_az4", "availability_zone", "ap-northeast-1a"),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A regional name has the address of each zone of the endpoint, and a client takes any",
    ...throughPrivateLink,
    cases: [
      given(
        "the endpoint is in two zones, and one of them has no target",
        [inBothZones],
        partly(
          ["through aws_vpc_endpoint.web in apne1-az4"],
          ["through aws_vpc_endpoint.web in apne1-az1"],
          ["ELBV2_NO_TARGETS_IN_AZ", "set enable_cross_zone_load_balancing = true on aws_lb.web"],
        ),
      ),
      given(
        "the endpoint is in two zones, and cross-zone load balancing is on",
        [inBothZones, set("aws_lb.web", "enable_cross_zone_load_balancing", true)],
        reachable,
      ),
      given(
        "the record names one of the zonal names, whose order nobody promises",
        [
          inBothZones,
          set(
            "aws_route53_record.web",
            "alias.0.name",
            attributeOf("aws_vpc_endpoint.web", "dns_entry[1].dns_name"),
          ),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "One load balancer stands behind one service",
    ...throughPrivateLink,
    cases: [
      given(
        "it stands behind a second service",
        [
          add({
            "aws_vpc_endpoint_service.second": {
              ...PLACE,
              acceptance_required: false,
              network_load_balancer_arns: [attributeOf("aws_lb.web", "arn")],
            },
          }),
        ],
        blocked(["ELBV2_IN_SEVERAL_SERVICES"]),
      ),
      given(
        "which load balancer stands behind a second service is not known",
        [
          add({
            "aws_vpc_endpoint_service.second": {
              ...PLACE,
              acceptance_required: false,
              network_load_balancer_arns: [MYSTERY],
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "which load balancer stands behind a service of another account is not known",
        [
          add({
            "aws_vpc_endpoint_service.second": {
              acceptance_required: false,
              network_load_balancer_arns: [MYSTERY],
            },
          }),
        ],
        reachable,
      ),
      given(
        "the second service has a load balancer of its own",
        [
          add(loadBalancer("second", { in: ["nodes_az4"], vpc: "provider", targets: [] }, PLACE)),
          add({
            "aws_vpc_endpoint_service.second": {
              ...PLACE,
              acceptance_required: false,
              network_load_balancer_arns: [attributeOf("aws_lb.second", "arn")],
            },
          }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Of a service's load balancers in its zone, an endpoint's network interface takes any",
    ...throughPrivateLink,
    cases: [
      given("it has two, and both lead to the server", twoLoadBalancers, reachable),
      given(
        "it has two, and one has no targets",
        [...twoLoadBalancers, remove("aws_lb_target_group_attachment.second")],
        partly(
          ["through aws_lb.web, aws_instance.server"],
          ["through aws_lb.second, aws_lb_target_group.second"],
          ["ELBV2_LISTENER_HAS_NO_TG"],
        ),
      ),
    ],
  },
  {
    fact: "An endpoint's group admits clients by its ingress rules, and needs no egress rule",
    ...throughPrivateLink,
    cases: [
      given("it admits the client's group, and has no egress rule", [], reachable),
      given(
        "it admits the client's address",
        [
          leaveOut(ruleOfEndpoint, "referenced_security_group_id"),
          set(ruleOfEndpoint, "cidr_ipv4", "10.0.0.10/32"),
        ],
        reachable,
      ),
      given(
        "it admits another port",
        [set(ruleOfEndpoint, "from_port", 443), set(ruleOfEndpoint, "to_port", 443)],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_CLIENT]),
      ),
      given("it has no rules", [remove(ruleOfEndpoint)], blocked(["SG_HAS_NO_RULES", ADMIT_CLIENT])),
    ],
  },
  {
    fact: "An endpoint never starts a connection",
    ...throughPrivateLink,
    cases: [
      given(
        "the endpoint asks the client, whose group admits it",
        [add(admits("client", { group: "endpoint" })), add(letsOut("endpoint", { block: "0.0.0.0/0" }))],
        blocked(["VPCE_INTRA_VPC_TRAFFIC"]),
        { from: "aws_vpc_endpoint.web", to: "aws_instance.client" },
      ),
      given("the client asks the endpoint", [], reachable, {
        from: "aws_instance.client",
        to: "aws_vpc_endpoint.web",
      }),
    ],
  },
];
