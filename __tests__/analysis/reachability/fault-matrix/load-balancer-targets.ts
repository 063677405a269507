import {
  add,
  admits,
  asTarget,
  attached,
  attributeOf,
  behindApplication,
  behindLoadBalancer,
  type Edit,
  idOf,
  leaveOut,
  remove,
  routeToTransit,
  set,
  subnet,
  vpc,
} from "../../../support/networks";
import { peeredTarget, peering } from "./distant-targets";
import { blocked, type Fact, given, partly, reachable, unknown } from "./fact";

const throughBoth = {
  network: asTarget(behindApplication()),
  asked: { from: "aws_instance.client", to: "aws_lb.front" },
};

const ADMIT_FRONT =
  "add an ingress rule to aws_security_group.web_load_balancer that admits TCP 80 from aws_security_group.front_load_balancer";

/** The Application Load Balancer's rule names a block in the place of the Network Load Balancer's group. */
const webAdmits = (block: string): Edit[] => [
  leaveOut("aws_vpc_security_group_ingress_rule.web_from_front", "referenced_security_group_id"),
  set("aws_vpc_security_group_ingress_rule.web_from_front", "cidr_ipv4", block),
];
const front = (argument: string, to: unknown): Edit => set("aws_lb_target_group.front", argument, to);
/** The zones of the two load balancers are not the same: the front one has a node where the other has none. */
const inTwoZones: Edit[] = [
  add(subnet("nodes_az2", "network", "10.0.6.0/24", "apne1-az2")),
  set("aws_lb.front", "subnets", [idOf("aws_subnet.nodes_az4"), idOf("aws_subnet.nodes_az1")]),
  set("aws_lb.web", "subnets", [idOf("aws_subnet.nodes_az4"), idOf("aws_subnet.nodes_az2")]),
];
const refused = blocked(["REFUSED_BY_AWS"]);

export const loadBalancerTargets: readonly Fact[] = [
  {
    fact: "An Application Load Balancer that is the target of a Network Load Balancer gets the client's address, and its groups judge what comes",
    ...throughBoth,
    cases: [
      given("its group admits the Network Load Balancer's group", [], reachable),
      given(
        "its group admits the client's block and the Network Load Balancer's",
        webAdmits("10.0.0.0/16"),
        reachable,
      ),
      given(
        "its group admits the Network Load Balancer's addresses only",
        webAdmits("10.0.4.0/24"),
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_FRONT]),
      ),
      given(
        "a rule of its listener takes the client's block only, and its default action leads nowhere",
        [
          set("aws_lb_listener.web", "default_action", []),
          add({
            "aws_lb_listener_rule.clients": {
              listener_arn: attributeOf("aws_lb_listener.web", "arn"),
              priority: 1,
              condition: [{ source_ip: [{ values: ["10.0.0.0/24"] }] }],
              action: [{ type: "forward", target_group_arn: attributeOf("aws_lb_target_group.web", "arn") }],
            },
          }),
        ],
        reachable,
      ),
      given(
        "its own target does not admit it",
        [remove("aws_vpc_security_group_ingress_rule.server")],
        blocked([
          "SG_HAS_NO_RULES",
          "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.web_load_balancer",
        ]),
      ),
    ],
  },
  {
    fact: "A Network Load Balancer's node sends to an Application Load Balancer in its own zone, unless it crosses zones",
    ...throughBoth,
    cases: [
      given("the Application Load Balancer has a subnet in its zone", [], reachable),
      given(
        "the Application Load Balancer has none in one of its two zones",
        inTwoZones,
        partly(
          ["through aws_lb.front in apne1-az4"],
          ["through aws_lb.front in apne1-az1"],
          ["ELBV2_NO_TARGETS_IN_AZ", "set enable_cross_zone_load_balancing = true on aws_lb.front"],
        ),
      ),
      given(
        "the Application Load Balancer has none in one of its two zones, and it crosses zones",
        [...inTwoZones, set("aws_lb.front", "enable_cross_zone_load_balancing", true)],
        reachable,
      ),
    ],
  },
  {
    fact: "A Network Load Balancer checks an Application Load Balancer over HTTP or HTTPS, on a listener that speaks it",
    ...throughBoth,
    cases: [
      given("it checks the listener that it forwards to", [], reachable),
      given(
        "it checks over HTTPS, and no listener speaks that",
        [front("health_check.0.protocol", "HTTPS")],
        unknown(["ELBV2_HEALTH_CHECK_BLOCKED"]),
      ),
      given(
        "it is to check over TCP, which AWS refuses",
        [front("health_check.0.protocol", "TCP")],
        blocked(["REFUSED_BY_AWS"], ["ELBV2_HEALTH_CHECK_BLOCKED"]),
      ),
      given("nothing is stated", [leaveOut("aws_lb_target_group.front", "health_check")], reachable),
    ],
  },
  {
    fact: "AWS takes one Application Load Balancer of the same VPC as a target, by TCP, on a port on which it has a listener",
    ...throughBoth,
    cases: [
      given("it listens on the target group's port", [], reachable),
      given(
        "it has no listener on the target group's port",
        [front("port", 8080)],
        blocked(
          ["REFUSED_BY_AWS"],
          ["ENI_SG_RULES_MISMATCH"],
          ["ENI_SG_RULES_MISMATCH"],
          ["ELBV2_LISTENERS_MISMATCH"],
        ),
      ),
      given(
        "the target group is for TLS",
        [front("protocol", "TLS")],
        blocked(["REFUSED_BY_AWS"], ["REFUSED_BY_AWS"]),
      ),
      given("the listener before it is for TLS", [set("aws_lb_listener.front", "protocol", "TLS")], refused),
      given("the target group takes instances", [front("target_type", "instance")], refused),
      given(
        "the target group is of another VPC",
        [add(vpc("other", "10.9.0.0/16")), front("vpc_id", idOf("aws_vpc.other"))],
        blocked(["REFUSED_BY_AWS"], ["REFUSED_BY_AWS"]),
      ),
      given(
        "there is a second target",
        [
          add({
            "aws_lb_target_group_attachment.again": {
              target_group_arn: attributeOf("aws_lb_target_group.front", "arn"),
              target_id: attributeOf("aws_lb.web", "id"),
              port: 80,
            },
          }),
        ],
        refused,
      ),
    ],
  },
];

/** The Network Load Balancer stands behind an endpoint service, and the client asks the service's endpoint. */
const throughPrivateLink = {
  network: {
    ...asTarget(behindApplication()),
    "aws_vpc_endpoint_service.front": {
      acceptance_required: false,
      network_load_balancer_arns: [attributeOf("aws_lb.front", "arn")],
    },
    "aws_security_group.endpoint": { vpc_id: idOf("aws_vpc.network") },
    ...admits("endpoint", { group: "client" }),
    "aws_vpc_endpoint.front": {
      vpc_id: idOf("aws_vpc.network"),
      vpc_endpoint_type: "Interface",
      service_name: attributeOf("aws_vpc_endpoint_service.front", "service_name"),
      subnet_ids: [idOf("aws_subnet.clients")],
      security_group_ids: [idOf("aws_security_group.endpoint")],
    },
  },
  asked: { from: "aws_instance.client", to: "aws_vpc_endpoint.front" },
};

export const loadBalancersBehindPrivateLink: readonly Fact[] = [
  {
    fact: "An Application Load Balancer stands behind an endpoint service through a Network Load Balancer, whose address it sees then",
    ...throughPrivateLink,
    cases: [
      given(
        "a Network Load Balancer stands before it, and its group admits that one's addresses",
        webAdmits("10.0.4.0/24"),
        reachable,
      ),
      given(
        "its group admits the client's address only",
        webAdmits("10.0.0.10/32"),
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_FRONT]),
      ),
      given(
        "it stands behind the service itself, which AWS refuses",
        [
          set("aws_vpc_endpoint_service.front", "network_load_balancer_arns", [
            attributeOf("aws_lb.web", "arn"),
          ]),
          add(admits("everyone", { block: "0.0.0.0/0" }, { of: "web_load_balancer" })),
        ],
        refused,
      ),
    ],
  },
];

const joinedByTransit = add({
  "aws_ec2_transit_gateway.hub": {},
  ...attached("network", ["nodes"]),
  ...attached("other", ["other"]),
  ...routeToTransit("network", "10.9.0.0/16"),
  ...routeToTransit("other", "10.0.0.0/16"),
});
const byTransit = add({
  "aws_ec2_transit_gateway.hub": {},
  ...attached("network", ["nodes_az4", "nodes_az1"]),
  ...attached("other", ["other"]),
  ...routeToTransit("network", "10.9.0.0/16"),
  ...routeToTransit("other", "10.0.0.0/16"),
});
const throughApplication = {
  network: behindApplication(),
  asked: { from: "aws_instance.client", to: "aws_lb.web" },
};
const preserving = set("aws_lb_target_group.web", "preserve_client_ip", true);

export const targetsOfOtherVpcs: readonly Fact[] = [
  {
    fact: "Targets behind a Transit Gateway get the load balancer's address: with the client's they are out of reach",
    network: behindLoadBalancer(),
    asked: { from: "aws_instance.client", to: "aws_lb.web" },
    cases: [
      given("addresses are not preserved", [...peeredTarget, joinedByTransit], reachable),
      given(
        "addresses are preserved",
        [...peeredTarget, joinedByTransit, preserving],
        blocked(["ELBV2_TARGET_OUTSIDE_VPC", 'set preserve_client_ip = "false" on aws_lb_target_group.web']),
      ),
      given(
        "addresses are preserved, and the VPCs are peered instead",
        [...peeredTarget, peering, preserving],
        reachable,
      ),
    ],
  },
  {
    fact: "An Application Load Balancer's address targets may stand in a VPC that is peered, or behind a Transit Gateway",
    ...throughApplication,
    cases: [
      given("the target is in a peered VPC", [...peeredTarget, peering], reachable),
      given("the target is behind a Transit Gateway", [...peeredTarget, byTransit], reachable),
      given(
        "the target is in a VPC that nothing connects",
        peeredTarget,
        blocked(["NO_ROUTE_TO_DESTINATION"]),
      ),
    ],
  },
  {
    fact: "Rules of a Network Load Balancer's listener are not analysed",
    network: behindLoadBalancer(),
    asked: { from: "aws_instance.client", to: "aws_lb.web" },
    cases: [
      given("its listener has none", [], reachable),
      given(
        "its listener has one",
        [
          add({
            "aws_lb_listener_rule.ipv4": {
              listener_arn: attributeOf("aws_lb_listener.web", "arn"),
              priority: 1,
              condition: [{ source_ip: [{ values: [] }] }],
              action: [{ type: "forward", target_group_arn: attributeOf("aws_lb_target_group.web", "arn") }],
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
