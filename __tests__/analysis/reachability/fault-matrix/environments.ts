import {
  add,
  admits,
  attributeOf,
  behindBeanstalk,
  type Edit,
  ENVIRONMENT,
  host,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  ITS_LOAD_BALANCER,
  letsOut,
  remove,
  set,
  setting,
} from "../../../support/networks";
import { blocked, type Fact, given, partly, reachable, type Stop, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const throughPrivateLink = {
  network: behindBeanstalk(),
  asked: { from: "aws_instance.client", to: "web.example.internal" },
};

const demanding = (index: number, condition: string): Edit =>
  set(ITS_LOAD_BALANCER, `lifecycle.postcondition.${index}.condition`, `\${${condition}}`);
const crossing = (demanded: string): Edit =>
  demanding(0, `self.enable_cross_zone_load_balancing == ${demanded}`);
const instancesIn = (name: string): Edit => setting("Subnets", idOf(`aws_subnet.${name}`));
const endpointInBothZones = set("aws_vpc_endpoint.web", "subnet_ids", [
  idOf("aws_subnet.endpoint_az4"),
  idOf("aws_subnet.endpoint_az1"),
]);
const noTarget: Stop = [
  "ELBV2_NO_TARGETS_IN_AZ",
  `turn on cross-zone load balancing of the load balancer of ${ENVIRONMENT} by .ebextensions of its source bundle`,
];

const optionsOf = (...settings: readonly (readonly [string, string, string])[]): Edit =>
  add({
    "aws_elastic_beanstalk_configuration_template.web": {
      ...PLACE,
      name: "quiet",
      application: "web",
      setting: settings.map(([namespace, name, value]) => ({ namespace, name, value })),
    },
  });
const withTemplate = set(ENVIRONMENT, "template_name", "quiet");

const NOT_HTTPS = set("aws_vpc_security_group_egress_rule.server", "to_port", 444);

const neighbour: Edit[] = [
  add(host("neighbour", { in: "servers_az4", vpc: "provider", address: "10.0.0.10" }, PLACE)),
  add(letsOut("neighbour", { group: "server" }, PLACE)),
];

export const environments: readonly Fact[] = [
  {
    fact: "Elastic Beanstalk makes a Network Load Balancer for an environment that is told so, with a listener on port 80 unless that is turned off, and it makes other environments, which are not analysed",
    ...throughPrivateLink,
    cases: [
      given("the load balancer is a network one, and its listener is left as it is", [], reachable),
      given(
        "its default listener is turned off",
        [setting("ListenerEnabled", "false")],
        blocked(["ELBV2_LISTENERS_MISMATCH"]),
      ),
      given(
        "the load balancer is an application one",
        [setting("LoadBalancerType", "application")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given("the type is left out", [setting("LoadBalancerType", "")], unknown(["UNKNOWN_VALUE"])),
      given(
        "it is a single instance",
        [setting("EnvironmentType", "SingleInstance")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "its processes listen on a port that the instances' group does not admit",
        [setting("Port", "8080")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.server that admits TCP 8080 from 10.0.4.4-10.0.4.254",
        ]),
      ),
      given(
        "its configuration template turns off the default listener, and it turns it on itself",
        [optionsOf(["aws:elbv2:listener:default", "ListenerEnabled", "false"]), withTemplate],
        reachable,
      ),
      given(
        "its configuration template turns off the default listener, and it leaves that out",
        [
          optionsOf(["aws:elbv2:listener:default", "ListenerEnabled", "false"]),
          withTemplate,
          setting("ListenerEnabled", ""),
        ],
        blocked(["ELBV2_LISTENERS_MISMATCH"]),
      ),
      given(
        "its configuration template is none of the given ones",
        [withTemplate, setting("ListenerEnabled", "")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "The load balancer of an environment crosses zones only where the source bundle turns that on, which a postcondition on the load balancer tells; and Auto Scaling does not promise an instance in each of several zones",
    ...throughPrivateLink,
    cases: [
      given("a postcondition demands that it crosses zones", [], reachable),
      given(
        "a postcondition demands that it does not, and the instances stand in two zones",
        [crossing("false")],
        unknown(noTarget),
      ),
      given(
        "a postcondition demands that it does not, and the instances stand in the endpoint's zone only",
        [crossing("false"), instancesIn("servers_az4")],
        reachable,
      ),
      given(
        "a postcondition demands that it does not, and the instances stand in another zone than the endpoint",
        [crossing("false"), instancesIn("servers_az1")],
        blocked(noTarget),
      ),
      given(
        "a postcondition demands that it does not, and the endpoint stands in one zone more than the instances",
        [crossing("false"), instancesIn("servers_az4"), endpointInBothZones],
        partly(
          ["through aws_vpc_endpoint.web in apne1-az4"],
          ["through aws_vpc_endpoint.web in apne1-az1"],
          noTarget,
        ),
      ),
      given(
        "no postcondition says whether it crosses zones, and the instances stand in another zone than the endpoint",
        [demanding(0, "self.internal == true"), instancesIn("servers_az1")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "no postcondition says whether it crosses zones, and the instances stand in the endpoint's zone only",
        [demanding(0, "self.internal == true"), instancesIn("servers_az4")],
        reachable,
      ),
      given(
        "a postcondition about another load balancer demands that that one crosses zones",
        [set(ITS_LOAD_BALANCER, "arn", "arn:aws:elasticloadbalancing:x"), instancesIn("servers_az1")],
        unknown(["UNKNOWN_VALUE"], ["UNKNOWN_VALUE"]),
      ),
      given("it crosses zones, and it keeps one instance in two zones", [setting("MinSize", "1")], reachable),
    ],
  },
  {
    fact: "Instances of an environment serve only once they have reached services of AWS: through the internet, or through endpoints of their VPC, whose sufficiency is not analysed",
    ...throughPrivateLink,
    cases: [
      given("their subnets have a NAT gateway", [], reachable),
      given(
        "their subnets have no route out",
        [remove("aws_route.servers")],
        blocked([
          "ENVIRONMENT_WITHOUT_WAY_OUT",
          "add a route for 0.0.0.0/0 to aws_nat_gateway.provider in aws_route_table.servers",
        ]),
      ),
      given(
        "their group lets no HTTPS out",
        [set("aws_vpc_security_group_egress_rule.server", "from_port", 444), NOT_HTTPS],
        blocked([
          "ENVIRONMENT_WITHOUT_WAY_OUT",
          "add an egress rule to aws_security_group.server that lets out TCP 443 to any public address",
        ]),
      ),
      given(
        "their subnets have no route out, and their VPC has an endpoint of a service of AWS",
        [
          remove("aws_route.servers"),
          add({
            "aws_vpc_endpoint.cloudformation": {
              ...PLACE,
              vpc_id: idOf("aws_vpc.provider"),
              vpc_endpoint_type: "Interface",
              service_name: "com.amazonaws.ap-northeast-1.cloudformation",
              subnet_ids: [idOf("aws_subnet.servers_az4")],
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Elastic Beanstalk gives instances a security group of its own, besides those that are stated, unless it is told not to; its load balancer has none",
    ...throughPrivateLink,
    cases: [
      given("it is told not to, and the stated group admits the load balancer's subnets", [], reachable),
      given(
        "it is told not to, and the stated group does not admit the load balancer's node",
        [remove("aws_vpc_security_group_ingress_rule.server_az4")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.server that admits TCP 80 from 10.0.4.4-10.0.4.254",
        ]),
      ),
      given(
        "it is not told so, and the stated group does not admit the load balancer's node",
        [
          setting("DisableDefaultEC2SecurityGroup", "false"),
          remove("aws_vpc_security_group_ingress_rule.server_az4"),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it is not told so, and the stated group admits the load balancer's subnets",
        [setting("DisableDefaultEC2SecurityGroup", "false")],
        reachable,
      ),
    ],
  },
  {
    fact: "Instances of an environment are asked for by the environment; another VPC with the same addresses keeps the packets",
    network: behindBeanstalk(),
    asked: { from: "aws_instance.client", to: ENVIRONMENT },
    cases: [
      given("the client is in another VPC", [], blocked(["NO_POSSIBLE_DESTINATION"])),
      given(
        "the client is in their VPC, and admitted",
        [...neighbour, add(admits("neighbours", { group: "neighbour" }, { ...PLACE, of: "server" }))],
        reachable,
        { from: "aws_instance.neighbour", to: ENVIRONMENT },
      ),
      given(
        "the client is in their VPC, and not admitted",
        neighbour,
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.neighbour",
        ]),
        { from: "aws_instance.neighbour", to: ENVIRONMENT },
      ),
    ],
  },
  {
    fact: "An environment's load balancer has no security group, unless a resource in .ebextensions of the source bundle gives it some, which judge what comes by PrivateLink as well; Terraform's postcondition tells",
    ...throughPrivateLink,
    cases: [
      given("a postcondition demands that it has none", [], reachable),
      given(
        "no postcondition demands that it has none",
        [demanding(3, "self.internal == true")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "a postcondition demands that it has one",
        [demanding(3, 'toset(self.security_groups) == toset(["sg-1"])')],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "The load balancer of an environment is known by the environment's load_balancers[0], however that is written, and by a data source that finds it",
    ...throughPrivateLink,
    cases: [
      ...[
        `\${element(${ENVIRONMENT}.load_balancers, 0)}`,
        `\${tolist(${ENVIRONMENT}.load_balancers)[0]}`,
        attributeOf(ITS_LOAD_BALANCER, "arn"),
        idOf(ITS_LOAD_BALANCER),
      ].map((arn) =>
        given(
          `the service names ${arn.slice(2, -1)}`,
          [set("aws_vpc_endpoint_service.web", "network_load_balancer_arns", [arn])],
          reachable,
        ),
      ),
      given(
        "the service names a load balancer of another environment",
        [
          set("aws_vpc_endpoint_service.web", "network_load_balancer_arns", [
            attributeOf("aws_elastic_beanstalk_environment.other", "load_balancers[0]"),
          ]),
          add({ "aws_elastic_beanstalk_environment.other": { ...PLACE, name: "other", application: "web" } }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
