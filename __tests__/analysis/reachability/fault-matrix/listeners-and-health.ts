import {
  add,
  admits,
  attributeOf,
  type Edit,
  host,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  letsOut,
  privateLink,
  remove,
  type Resources,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const throughPrivateLink = {
  network: privateLink(),
  asked: { from: "aws_instance.client", to: "web.example.internal" },
};

/** A second server that the same group admits to, and its registration. */
function otherServer(subnet: string, address: string): Resources {
  return {
    ...host("other", { in: subnet, vpc: "provider", address }, PLACE),
    "aws_lb_target_group_attachment.other": {
      ...PLACE,
      target_group_arn: attributeOf("aws_lb_target_group.web", "arn"),
      target_id: idOf("aws_instance.other"),
    },
    ...admits("other", { group: "web_load_balancer" }, PLACE),
    ...letsOut("web_load_balancer_other", { group: "other" }, { ...PLACE, of: "web_load_balancer" }),
  };
}

/** Health checks go to a port of their own, which the load balancer's group lets out. */
const checkedOnOtherPort: Edit[] = [
  set("aws_lb_target_group.web", "health_check.port", "8080"),
  add(letsOut("checks", { block: "10.1.0.0/16" }, { ...PLACE, of: "web_load_balancer" })),
  set("aws_vpc_security_group_egress_rule.checks", "from_port", 8080),
  set("aws_vpc_security_group_egress_rule.checks", "to_port", 8080),
];
const checksAdmittedBy = (name: string): Edit[] => [
  add(admits("checks", { group: "web_load_balancer" }, { ...PLACE, of: name })),
  set("aws_vpc_security_group_ingress_rule.checks", "from_port", 8080),
  set("aws_vpc_security_group_ingress_rule.checks", "to_port", 8080),
];

const listener = (name: string, to: unknown): Edit => set("aws_lb_listener.web", name, to);

export const listenersAndHealth: readonly Fact[] = [
  {
    fact: "A load balancer takes what one of its listeners takes, by protocol and port, and sends it to the listener's target group",
    ...throughPrivateLink,
    cases: [
      given(
        "its listener has another port",
        [listener("port", 8080)],
        blocked(["ELBV2_LISTENERS_MISMATCH", "set port = 80 on aws_lb_listener.web"]),
      ),
      given(
        "its listener is for UDP",
        [listener("protocol", "UDP"), set("aws_lb_target_group.web", "protocol", "UDP")],
        blocked(["ELBV2_LISTENERS_MISMATCH"]),
      ),
      given(
        "its listener is for TCP and UDP",
        [listener("protocol", "TCP_UDP"), set("aws_lb_target_group.web", "protocol", "TCP_UDP")],
        reachable,
      ),
      given("its listener is for TLS", [listener("protocol", "TLS")], reachable),
      given("it has no listener", [remove("aws_lb_listener.web")], blocked(["ELBV2_LISTENERS_MISMATCH"])),
      given(
        "its listener has no action",
        [listener("default_action", [])],
        blocked(["ELBV2_LISTENER_REQUIRES_TG_ACCEPT"]),
      ),
      given(
        "the target group is empty",
        [remove("aws_lb_target_group_attachment.server")],
        blocked(["ELBV2_LISTENER_HAS_NO_TG"]),
      ),
      given(
        "the target takes another port than the listener, which its group admits",
        [
          set("aws_lb_target_group.web", "port", 8080),
          ...[
            "aws_vpc_security_group_ingress_rule.server",
            "aws_vpc_security_group_egress_rule.web_load_balancer",
          ].flatMap((rule) => [set(rule, "to_port", 8080)]),
        ],
        reachable,
      ),
      given(
        "the target is registered with another port, which its group does not admit",
        [
          set("aws_lb_target_group_attachment.server", "port", 8080),
          set("aws_vpc_security_group_egress_rule.web_load_balancer", "to_port", 8080),
        ],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.server that admits TCP 8080 from aws_security_group.web_load_balancer",
        ]),
      ),
    ],
  },
  {
    fact: "Health checks obey the egress rules of the load balancer's group, and the target's group must admit them; targets that fail get nothing as long as another one passes, and where all fail, all get packets",
    ...throughPrivateLink,
    cases: [
      given(
        "the target admits health checks on their own port",
        [...checkedOnOtherPort, ...checksAdmittedBy("server")],
        reachable,
      ),
      given(
        "the only target admits none",
        checkedOnOtherPort,
        unknown([
          "ELBV2_HEALTH_CHECK_BLOCKED",
          "add an ingress rule to aws_security_group.server that admits TCP 8080 from aws_security_group.web_load_balancer",
        ]),
      ),
      given(
        "one target admits none, and another one of the zone does",
        [...checkedOnOtherPort, add(otherServer("servers", "10.1.0.11")), ...checksAdmittedBy("other")],
        reachable,
      ),
      given(
        "the healthy one of two targets does not admit the traffic",
        [
          ...checkedOnOtherPort,
          add(otherServer("servers", "10.1.0.11")),
          ...checksAdmittedBy("other"),
          remove("aws_vpc_security_group_ingress_rule.other"),
        ],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.other that admits TCP 80 from aws_security_group.web_load_balancer",
        ]),
      ),
      given(
        "the load balancer's group does not let them out",
        [set("aws_lb_target_group.web", "health_check.port", "8080"), ...checksAdmittedBy("server")],
        unknown([
          "ELBV2_HEALTH_CHECK_BLOCKED",
          "add an egress rule to aws_security_group.web_load_balancer that lets out TCP 8080 to aws_security_group.server",
        ]),
      ),
    ],
  },
];
