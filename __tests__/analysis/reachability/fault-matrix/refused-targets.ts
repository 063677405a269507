import { add, attributeOf, behindLoadBalancer, type Edit, idOf, set, vpc } from "../../../support/networks";
import { blocked, type Fact, given, reachable } from "./fact";

const throughLoadBalancer = {
  network: behindLoadBalancer(),
  asked: { from: "aws_instance.client", to: "aws_lb.web" },
};

const refused = blocked(["REFUSED_BY_AWS"]);
const group = (argument: string, to: unknown): Edit => set("aws_lb_target_group.web", argument, to);
const listener = (argument: string, to: unknown): Edit => set("aws_lb_listener.web", argument, to);
const target = (to: string): Edit => set("aws_lb_target_group_attachment.server", "target_id", to);
const otherVpc = add(vpc("other", "10.9.0.0/16"));

/** A further listener, but for its port. */
const SECOND = {
  load_balancer_arn: attributeOf("aws_lb.web", "arn"),
  protocol: "TCP",
  default_action: [{ type: "forward", target_group_arn: attributeOf("aws_lb_target_group.web", "arn") }],
};

export const refusedTargets: readonly Fact[] = [
  {
    fact: "Instances are registered by their IDs where the group's type is instance, and by their addresses where it is ip",
    ...throughLoadBalancer,
    cases: [
      given("the group takes instances, and the target is one", [], reachable),
      given(
        "the group takes addresses, and the target is an instance",
        [group("target_type", "ip")],
        refused,
      ),
      given(
        "the group takes instances, and the target is an instance's address",
        [target(attributeOf("aws_instance.server", "private_ip"))],
        refused,
      ),
      given(
        "the group takes addresses, and the target is an instance's address",
        [
          group("target_type", "ip"),
          group("preserve_client_ip", true),
          target(attributeOf("aws_instance.server", "private_ip")),
        ],
        reachable,
      ),
      given(
        "the group takes an Application Load Balancer, and the target is an instance",
        [group("target_type", "alb")],
        refused,
      ),
    ],
  },
  {
    fact: "A Network Load Balancer's listener is for TCP, TLS, UDP, both or QUIC, and forwards to groups of fitting protocols",
    ...throughLoadBalancer,
    cases: [
      given("listener and group are for TCP", [], reachable),
      given("the group is for UDP", [group("protocol", "UDP")], refused),
      given("the group is for HTTP", [group("protocol", "HTTP")], refused),
      given("the group is for TCP and UDP", [group("protocol", "TCP_UDP")], reachable),
      given(
        "the listener is for TCP and UDP, and the group is not",
        [listener("protocol", "TCP_UDP")],
        refused,
      ),
      given("the listener is for HTTP", [listener("protocol", "HTTP")], refused),
    ],
  },
  {
    fact: "A load balancer with security groups takes no QUIC",
    ...throughLoadBalancer,
    asked: { ...throughLoadBalancer.asked, protocol: "udp" },
    cases: [
      given(
        "the listener is for QUIC, and the load balancer has a security group",
        [
          listener("protocol", "QUIC"),
          group("protocol", "QUIC"),
          ...["ingress_rule.web_load_balancer", "ingress_rule.server", "egress_rule.web_load_balancer"].map(
            (rule) => set(`aws_vpc_security_group_${rule}`, "ip_protocol", "udp"),
          ),
          set("aws_vpc_security_group_egress_rule.client", "ip_protocol", "udp"),
          group("health_check.enabled", false),
        ],
        refused,
      ),
      given(
        "the listener is for UDP, and the load balancer has a security group",
        [
          listener("protocol", "UDP"),
          group("protocol", "UDP"),
          ...["ingress_rule.web_load_balancer", "ingress_rule.server", "egress_rule.web_load_balancer"].map(
            (rule) => set(`aws_vpc_security_group_${rule}`, "ip_protocol", "udp"),
          ),
          set("aws_vpc_security_group_egress_rule.client", "ip_protocol", "udp"),
          group("health_check.enabled", false),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "A target group is of its load balancer's VPC, and of its instances'",
    ...throughLoadBalancer,
    cases: [
      given("all three are in one VPC", [], reachable),
      given(
        "the group is of another VPC",
        [otherVpc, group("vpc_id", idOf("aws_vpc.other"))],
        blocked(["REFUSED_BY_AWS"], ["REFUSED_BY_AWS"]),
      ),
    ],
  },
  {
    fact: "A load balancer has one listener for each port",
    ...throughLoadBalancer,
    cases: [
      given("there is one for the port", [], reachable),
      given(
        "there is a second one, for another port",
        [add({ "aws_lb_listener.second": { ...SECOND, port: 81 } })],
        reachable,
      ),
      given(
        "there is a second one, for the same port",
        [add({ "aws_lb_listener.second": { ...SECOND, port: 80 } })],
        refused,
      ),
    ],
  },
];
