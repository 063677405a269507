import {
  add,
  admits,
  attributeOf,
  behindLoadBalancer,
  type Edit,
  host,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leaveOut,
  letsOut,
  loadBalancer,
  privateLink,
  remove,
  type Resources,
  securityGroup,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const throughPrivateLink = {
  network: privateLink(),
  asked: { from: "aws_instance.client", to: "web.example.internal" },
};

const ENABLE_CROSS_ZONE = "set enable_cross_zone_load_balancing = true on aws_lb.web";
/** The endpoint's interface and the load balancer's node are in apne1-az4. */
const targetInOtherZone = [
  set("aws_instance.server", "subnet_id", idOf("aws_subnet.nodes_az1")),
  set("aws_instance.server", "private_ip", "10.1.1.10"),
];
const crossZone = (on: boolean): Edit => set("aws_lb.web", "enable_cross_zone_load_balancing", on);
const groupCrossZone = (to: string): Edit =>
  set("aws_lb_target_group.web", "load_balancing_cross_zone_enabled", to);
const enforced = set("aws_lb.web", "enforce_security_group_inbound_rules_on_private_link_traffic", "on");
const STOP_ENFORCING = `set enforce_security_group_inbound_rules_on_private_link_traffic = "off" on aws_lb.web`;

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

/** The server comes from an Auto Scaling group over two zones. */
const scaled = (minimum: number): Edit[] => [
  remove("aws_instance.server"),
  remove("aws_lb_target_group_attachment.server"),
  add({
    "aws_launch_template.server": {
      ...PLACE,
      vpc_security_group_ids: [idOf("aws_security_group.server")],
    },
    "aws_autoscaling_group.server": {
      ...PLACE,
      min_size: minimum,
      max_size: 4,
      vpc_zone_identifier: [idOf("aws_subnet.servers"), idOf("aws_subnet.nodes_az1")],
      launch_template: [{ id: idOf("aws_launch_template.server") }],
      target_group_arns: [attributeOf("aws_lb_target_group.web", "arn")],
    },
  }),
];

const listener = (name: string, to: unknown): Edit => set("aws_lb_listener.web", name, to);

/** In front of the endpoint stands a load balancer of the consumer's, whose target is the endpoint's interface. */
const frontOfEndpoint: Edit[] = [
  set("aws_vpc_endpoint.web", "subnet_configuration", [
    { subnet_id: idOf("aws_subnet.endpoint_az4"), ipv4: "10.0.4.10" },
  ]),
  add(loadBalancer("front", { in: ["endpoint_az4"], vpc: "consumer", targets: [] })),
  set("aws_lb_target_group.front", "target_type", "ip"),
  add({
    "aws_lb_target_group_attachment.front": {
      target_group_arn: attributeOf("aws_lb_target_group.front", "arn"),
      target_id: "10.0.4.10",
    },
  }),
  add(admits("front_load_balancer", { group: "client" })),
  add(letsOut("front_load_balancer", { group: "endpoint" })),
  add(admits("endpoint_front", { group: "front_load_balancer" }, { of: "endpoint" })),
];

/** A target of the consumer's load balancer that stands in another VPC. */
const peeredTarget: Edit[] = [
  set("aws_lb_target_group.web", "target_type", "ip"),
  add({
    "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
    "aws_subnet.other": {
      vpc_id: idOf("aws_vpc.other"),
      cidr_block: "10.9.0.0/24",
      availability_zone_id: "apne1-az4",
    },
    ...securityGroup("other", "other"),
  }),
  set("aws_instance.server", "subnet_id", idOf("aws_subnet.other")),
  leaveOut("aws_instance.server", "private_ip"),
  set("aws_lb_target_group_attachment.server", "target_id", attributeOf("aws_instance.server", "private_ip")),
  set("aws_instance.server", "vpc_security_group_ids", [idOf("aws_security_group.other")]),
  add(admits("other", { block: "10.0.0.0/16" })),
  add(letsOut("to_other", { block: "10.9.0.0/16" }, { of: "web_load_balancer" })),
];
const peering: Edit = add({
  "aws_vpc_peering_connection.other": {
    vpc_id: idOf("aws_vpc.network"),
    peer_vpc_id: idOf("aws_vpc.other"),
    auto_accept: true,
  },
  "aws_route.to_other": {
    route_table_id: attributeOf("aws_vpc.network", "main_route_table_id"),
    destination_cidr_block: "10.9.0.0/16",
    vpc_peering_connection_id: idOf("aws_vpc_peering_connection.other"),
  },
  "aws_route.from_other": {
    route_table_id: attributeOf("aws_vpc.other", "main_route_table_id"),
    destination_cidr_block: "10.0.0.0/16",
    vpc_peering_connection_id: idOf("aws_vpc_peering_connection.other"),
  },
});

export const targetsAndZones: readonly Fact[] = [
  {
    fact: "A load balancer's node sends to targets of its own zone, and to those of other zones with cross-zone load balancing only, which is off by default; the target group's setting goes before the load balancer's",
    ...throughPrivateLink,
    cases: [
      given("the target is in the endpoint's zone, and nothing is stated", [], reachable),
      given(
        "the target is in another zone, and nothing is stated",
        targetInOtherZone,
        blocked(["ELBV2_NO_TARGETS_IN_AZ", ENABLE_CROSS_ZONE]),
      ),
      given(
        "the target is in another zone, and it is off",
        [...targetInOtherZone, crossZone(false)],
        blocked(["ELBV2_NO_TARGETS_IN_AZ", ENABLE_CROSS_ZONE]),
      ),
      given(
        "the target is in another zone, and it is on",
        [...targetInOtherZone, crossZone(true)],
        reachable,
      ),
      given(
        "the target is in another zone, and it is off, but on for the target group",
        [...targetInOtherZone, crossZone(false), groupCrossZone("true")],
        reachable,
      ),
      given(
        "the target is in another zone, and it is on, but off for the target group",
        [...targetInOtherZone, crossZone(true), groupCrossZone("false")],
        blocked([
          "ELBV2_NO_TARGETS_IN_AZ",
          'set load_balancing_cross_zone_enabled = "true" on aws_lb_target_group.web',
        ]),
      ),
      given(
        "the target is in another zone, and the target group does as the load balancer, which has it on",
        [...targetInOtherZone, crossZone(true), groupCrossZone("use_load_balancer_configuration")],
        reachable,
      ),
      given(
        "the target is registered by its address, with the availability zone all",
        [
          ...targetInOtherZone,
          set("aws_lb_target_group.web", "target_type", "ip"),
          set("aws_lb_target_group_attachment.server", "target_id", "10.1.1.10"),
          set("aws_lb_target_group_attachment.server", "availability_zone", "all"),
        ],
        reachable,
      ),
      given(
        "the target is in another zone, and the load balancer's group is enforced, too",
        [...targetInOtherZone, enforced],
        blocked(["ENI_SG_RULES_MISMATCH", STOP_ENFORCING], ["ELBV2_NO_TARGETS_IN_AZ", ENABLE_CROSS_ZONE]),
      ),
    ],
  },
  {
    fact: "A load balancer uses no target in a zone where it has no subnet",
    ...throughPrivateLink,
    cases: [
      given(
        "it has no subnet in the target's zone, and cross-zone load balancing is on",
        [...targetInOtherZone, crossZone(true), set("aws_lb.web", "subnets", [idOf("aws_subnet.nodes_az4")])],
        blocked(["ELB_INSTALLED_AZ_RESTRICTION", "add aws_subnet.nodes_az1 to the subnets of aws_lb.web"]),
      ),
      given(
        "it has a subnet in the target's zone, and cross-zone load balancing is on",
        [...targetInOtherZone, crossZone(true)],
        reachable,
      ),
    ],
  },
  {
    fact: "An Auto Scaling group has an instance in every zone only if it keeps as many as it has subnets",
    ...throughPrivateLink,
    cases: [
      given("it keeps two instances in two subnets", scaled(2), reachable),
      given("it keeps one instance in two subnets", scaled(1), unknown(["UNKNOWN_VALUE"])),
    ],
  },
  {
    fact: "A load balancer takes what one of its listeners takes, by protocol and port, and sends it to the listener's target group",
    ...throughPrivateLink,
    cases: [
      given(
        "its listener has another port",
        [listener("port", 8080)],
        blocked(["ELBV2_LISTENERS_MISMATCH", "set port = 80 on aws_lb_listener.web"]),
      ),
      given("its listener is for UDP", [listener("protocol", "UDP")], blocked(["ELBV2_LISTENERS_MISMATCH"])),
      given("its listener is for TCP and UDP", [listener("protocol", "TCP_UDP")], reachable),
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
          ...["aws_vpc_security_group_ingress_rule.server", "aws_vpc_security_group_egress_rule.web_load_balancer"].flatMap(
            (rule) => [set(rule, "to_port", 8080)],
          ),
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
  {
    fact: "Where a target group preserves clients' addresses, an endpoint's network interface cannot be its target",
    network: throughPrivateLink.network,
    asked: { from: "aws_instance.client", to: "aws_lb.front" },
    cases: [
      given("addresses are not preserved", frontOfEndpoint, reachable),
      given(
        "addresses are preserved",
        [
          ...frontOfEndpoint,
          set("aws_lb_target_group.front", "preserve_client_ip", true),
        ],
        blocked([
          "ELBV2_ENDPOINT_TARGET",
          'set preserve_client_ip = "false" on aws_lb_target_group.front',
        ]),
      ),
      given(
        "it is for UDP",
        [
          ...frontOfEndpoint,
          set("aws_lb_listener.front", "protocol", "UDP"),
          set("aws_lb_target_group.front", "protocol", "UDP"),
          ...[
            "egress_rule.client",
            "ingress_rule.front_load_balancer",
            "ingress_rule.endpoint_front",
            "egress_rule.front_load_balancer",
          ].map((rule) => set(`aws_vpc_security_group_${rule}`, "ip_protocol", "-1")),
          set("aws_lb_listener.web", "protocol", "TCP_UDP"),
          set("aws_lb_target_group.web", "protocol", "TCP_UDP"),
          ...["egress_rule.web_load_balancer", "ingress_rule.server"].map((rule) =>
            set(`aws_vpc_security_group_${rule}`, "ip_protocol", "-1"),
          ),
        ],
        blocked(["ELBV2_ENDPOINT_TARGET"]),
        { from: "aws_instance.client", to: "aws_lb.front", protocol: "udp" },
      ),
    ],
  },
  {
    fact: "Where a target group preserves clients' addresses, its targets are in the load balancer's VPC or in one that is peered",
    network: behindLoadBalancer(),
    asked: { from: "aws_instance.client", to: "aws_lb.web" },
    cases: [
      given(
        "a target is in a VPC that nothing connects, and addresses are preserved",
        [...peeredTarget, set("aws_lb_target_group.web", "preserve_client_ip", true)],
        blocked(
          ["ELBV2_TARGET_OUTSIDE_VPC", 'set preserve_client_ip = "false" on aws_lb_target_group.web'],
          ["NO_ROUTE_TO_DESTINATION"],
          ["ELBV2_HEALTH_CHECK_BLOCKED"],
        ),
      ),
      given(
        "a target is in a peered VPC, and addresses are preserved (peerings are not analysed yet)",
        [...peeredTarget, peering, set("aws_lb_target_group.web", "preserve_client_ip", true)],
        unknown(
          ["ELBV2_TARGET_OUTSIDE_VPC", 'set preserve_client_ip = "false" on aws_lb_target_group.web'],
          ["UNKNOWN_VALUE"],
        ),
      ),
      given(
        "a target is in a peered VPC, and addresses are not preserved (peerings are not analysed yet)",
        [...peeredTarget, peering],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
