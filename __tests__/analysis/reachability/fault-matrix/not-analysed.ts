import {
  add,
  attributeOf,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  MYSTERY,
  privateLink,
  set,
} from "../../../support/networks";
import { type Fact, given, reachable, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const throughPrivateLink = {
  network: privateLink(),
  asked: { from: "aws_instance.client", to: "web.example.internal" },
};
const filter = (argument: string, address: string): ReturnType<typeof add> =>
  add({ "aws_magic_filter.filter": { ...PLACE, [argument]: idOf(address) } });

export const notAnalysed: readonly Fact[] = [
  {
    fact: "What refers to something on the path, and is of a type that is not analysed, may do anything to it; types that move no packet do nothing",
    ...throughPrivateLink,
    cases: [
      given(
        "such a type refers to the target's group",
        [filter("group_id", "aws_security_group.server")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the load balancer",
        [filter("load_balancer", "aws_lb.web")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the target group",
        [filter("target_group", "aws_lb_target_group.web")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the listener",
        [filter("listener", "aws_lb_listener.web")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the endpoint",
        [filter("endpoint", "aws_vpc_endpoint.web")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the service",
        [filter("service", "aws_vpc_endpoint_service.web")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the target",
        [filter("instance", "aws_instance.server")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the target's subnet",
        [filter("subnet", "aws_subnet.servers")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the client's VPC, which resolves the name",
        [filter("vpc", "aws_vpc.consumer")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the zone",
        [filter("zone", "aws_route53_zone.names")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to something beside the path",
        [filter("subnet", "aws_subnet.nodes_az1")],
        reachable,
      ),
      given(
        "such a type refers to the target's group, if there is one of it",
        [
          add({
            "aws_magic_filter.filter": {
              ...PLACE,
              count: "${var.filters}",
              group_id: idOf("aws_security_group.server"),
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the target by a function",
        [add({ "aws_magic_filter.filter": { ...PLACE, of: "${tostring(aws_instance.server.id)}" } })],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the target group in a dynamic block",
        [
          add({
            "aws_ecs_service.more": {
              ...PLACE,
              dynamic: {
                load_balancer: {
                  for_each: ["x"],
                  content: { target_group_arn: attributeOf("aws_lb_target_group.web", "arn") },
                },
              },
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the target group by its name, which is stated",
        [
          set("aws_lb_target_group.web", "name", "web"),
          add({
            "aws_magic_filter.filter": { ...PLACE, group: attributeOf("aws_lb_target_group.web", "name") },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type refers to the target's VPC",
        [filter("vpc", "aws_vpc.provider")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "such a type goes by the block of the target's VPC",
        [
          add({
            "aws_magic_filter.filter": { ...PLACE, block: attributeOf("aws_vpc.provider", "cidr_block") },
          }),
        ],
        reachable,
      ),
      given(
        "flow logs refer to the target's VPC",
        [add({ "aws_flow_log.logs": { ...PLACE, vpc_id: idOf("aws_vpc.provider"), traffic_type: "ALL" } })],
        reachable,
      ),
      given(
        "a database wears the target's group",
        [
          add({
            "aws_db_instance.other": {
              ...PLACE,
              vpc_security_group_ids: [idOf("aws_security_group.server")],
            },
          }),
        ],
        reachable,
      ),
      given(
        "a tag names the target's group",
        [set("aws_vpc.provider", "tags", { Admits: idOf("aws_security_group.server") })],
        reachable,
      ),
    ],
  },
  {
    fact: "Rules of Route 53 Resolver may send names elsewhere",
    ...throughPrivateLink,
    cases: [
      given(
        "a rule is associated with the client's VPC",
        [
          add({
            "aws_route53_resolver_rule.rule": { domain_name: "example.internal", rule_type: "FORWARD" },
            "aws_route53_resolver_rule_association.rule": {
              resolver_rule_id: idOf("aws_route53_resolver_rule.rule"),
              vpc_id: idOf("aws_vpc.consumer"),
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a rule is associated with a VPC that nobody knows yet",
        [
          add({
            "aws_route53_resolver_rule_association.rule": { resolver_rule_id: "r", vpc_id: MYSTERY },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a rule is associated with a VPC of the other account that nobody knows yet",
        [
          add({
            "aws_route53_resolver_rule_association.rule": {
              ...PLACE,
              resolver_rule_id: "r",
              vpc_id: MYSTERY,
            },
          }),
        ],
        reachable,
      ),
      given(
        "a rule is associated with the client's VPC, and the client asks the endpoint without a name",
        [
          add({
            "aws_route53_resolver_rule.rule": { domain_name: "example.internal", rule_type: "FORWARD" },
            "aws_route53_resolver_rule_association.rule": {
              resolver_rule_id: idOf("aws_route53_resolver_rule.rule"),
              vpc_id: idOf("aws_vpc.consumer"),
            },
          }),
        ],
        reachable,
        { from: "aws_instance.client", to: "aws_vpc_endpoint.web" },
      ),
    ],
  },
  {
    fact: "Other kinds of endpoints and load balancers are not analysed yet",
    ...throughPrivateLink,
    cases: [
      given(
        "the endpoint is one of VPC Lattice",
        [set("aws_vpc_endpoint.web", "vpc_endpoint_type", "Resource")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the load balancer is a Gateway Load Balancer",
        [set("aws_lb.web", "load_balancer_type", "gateway")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the service is one of AWS",
        [set("aws_vpc_endpoint.web", "service_name", "com.amazonaws.ap-northeast-1.ssm")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the target is an address that nothing given has",
        [
          set("aws_lb_target_group.web", "target_type", "ip"),
          set("aws_lb_target_group_attachment.server", "target_id", "192.168.0.10"),
          set("aws_lb_target_group_attachment.server", "availability_zone", "all"),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the endpoint is found by a data source",
        [
          add({
            "data.aws_vpc_endpoint_service.web": {
              service_name: attributeOf("aws_vpc_endpoint_service.web", "service_name"),
            },
          }),
          set(
            "aws_vpc_endpoint.web",
            "service_name",
            attributeOf("data.aws_vpc_endpoint_service.web", "service_name"),
          ),
        ],
        reachable,
      ),
    ],
  },
];
