import {
  add,
  attributeOf,
  type Edit,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  privateLink,
  remove,
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

export const zones: readonly Fact[] = [
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
        "the target is registered by its address, with the availability zone all, which AWS was seen to refuse for one of the VPC",
        [
          ...targetInOtherZone,
          set("aws_lb_target_group.web", "target_type", "ip"),
          set("aws_lb_target_group_attachment.server", "target_id", "10.1.1.10"),
          set("aws_lb_target_group_attachment.server", "availability_zone", "all"),
        ],
        unknown(["UNKNOWN_VALUE"]),
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
      given(
        "it keeps one instance in two subnets",
        scaled(1),
        unknown(["ELBV2_NO_TARGETS_IN_AZ", ENABLE_CROSS_ZONE]),
      ),
      given(
        "it keeps one instance in two subnets, and cross-zone load balancing is on",
        [...scaled(1), crossZone(true)],
        reachable,
      ),
      given(
        "it keeps none, and cross-zone load balancing is on",
        [...scaled(0), crossZone(true)],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
