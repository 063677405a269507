import { describe, expect, test } from "@jest/globals";
import { GROUP_ONE, networkWith, SUBNET_A } from "./placed";
import { reasonsOf, type Resources, VARIABLE, VPC_ID } from "./stacks";

/** What may happen to which thing, by the thing's address. */
function effectsOf(...resources: readonly Resources[]): Record<string, string[]> {
  const { unmodelled } = networkWith(...resources);
  return Object.fromEntries([...unmodelled].map(([element, effects]) => [element, reasonsOf(effects)]));
}

describe("a resource of a type that is not analysed", () => {
  test("given a reference at any depth, when the network is built, then what it refers to may change", () => {
    const reason =
      "aws_networkfirewall_firewall.it refers to it, and aws_networkfirewall_firewall is not analysed";
    expect(
      effectsOf({
        aws_networkfirewall_firewall: { it: { vpc_id: VPC_ID, subnet_mapping: [{ subnet_id: SUBNET_A }] } },
      }),
    ).toEqual({ "s:aws_vpc.vpc": [reason], "s:aws_subnet.a": [reason], "s:aws_subnet.b": [reason] });
  });

  test("given the same reference twice, when the network is built, then it is told once", () => {
    expect(Object.values(effectsOf({ aws_new_thing: { it: { a: GROUP_ONE, b: [GROUP_ONE] } } }))).toEqual([
      [expect.stringMatching(/aws_new_thing/)],
    ]);
  });

  test("given one that refers to a listener and a rule, when the network is built, then these may do something else", () => {
    const effects = effectsOf({
      aws_lb: { it: { subnets: [SUBNET_A] } },
      aws_lb_listener: { it: { load_balancer_arn: "${aws_lb.it.arn}", port: 80, protocol: "HTTP" } },
      aws_lb_listener_rule: { it: { listener_arn: "${aws_lb_listener.it.arn}", priority: 1 } },
      aws_magic_filter: { it: { of: ["${aws_lb_listener.it.arn}", "${aws_lb_listener_rule.it.arn}"] } },
    });
    expect(Object.keys(effects).toSorted()).toEqual(["s:aws_lb_listener.it", "s:aws_lb_listener_rule.it"]);
  });

  test.each([
    ["that is analysed", { aws_subnet: { more: { vpc_id: VPC_ID, cidr_block: "10.0.2.0/24" } } }],
    ["that moves no packets", { aws_flow_log: { it: { vpc_id: VPC_ID, subnet_id: SUBNET_A } } }],
    [
      "that manages what is analysed",
      { aws_vpc_peering_connection_options: { it: { vpc_peering_connection_id: VARIABLE, vpc: VPC_ID } } },
    ],
    [
      "that only attaches them",
      { aws_ec2_transit_gateway_vpc_attachment: { it: { vpc_id: VPC_ID, subnet_ids: [SUBNET_A] } } },
    ],
    ["of another provider", { null_resource: { it: { triggers: { vpc: VPC_ID } } } }],
    ["that refers to it in its tags", { aws_new_thing: { it: { tags: { vpc: VPC_ID } } } }],
    [
      "that only knows where it is",
      {
        aws_nat_gateway: { nat: { subnet_id: SUBNET_A, allocation_id: "eipalloc-1" } },
        aws_wafv2_ip_set: { it: { addresses: ["${aws_nat_gateway.nat.public_ip}/32"] } },
      },
    ],
    [
      "that only sends to it",
      {
        aws_lb: { front: { subnets: [SUBNET_A] } },
        aws_cloudfront_distribution: { it: { origin: [{ domain_name: "${aws_lb.front.dns_name}" }] } },
      },
    ],
    ["that only stands there", { aws_db_instance: { it: { vpc_security_group_ids: [GROUP_ONE] } } }],
  ])("given one %s, when the network is built, then nothing may change", (_, resources) => {
    expect(effectsOf(resources)).toEqual({});
  });

  test("given one that stands in a subnet and adds targets, when the network is built, then the group may change", () => {
    const effects = effectsOf({
      aws_lb_target_group: { it: { port: 80, protocol: "TCP" } },
      aws_ecs_service: {
        it: {
          network_configuration: { subnets: [SUBNET_A], security_groups: [GROUP_ONE] },
          load_balancer: [{ target_group_arn: "${aws_lb_target_group.it.arn}" }],
        },
      },
    });
    expect(Object.keys(effects)).toEqual(["s:aws_lb_target_group.it"]);
  });
});

describe("what refers to a load balancer", () => {
  test.each([
    ["a firewall of requests", "aws_wafv2_web_acl_association", "resource_arn"],
    ["a private link of an API", "aws_api_gateway_vpc_link", "target_arns"],
  ])("given %s, when the network is built, then it may pass less", (_, type, argument) => {
    const effects = effectsOf({
      aws_lb: { front: { subnets: [SUBNET_A] } },
      [type]: { it: { [argument]: "${aws_lb.front.arn}" } },
    });
    expect(Object.keys(effects)).toEqual(["s:aws_lb.front"]);
  });
});

describe("what changes how names resolve", () => {
  const options = (servers: unknown): Resources => ({
    aws_vpc_dhcp_options: { it: { domain_name_servers: servers } },
    aws_vpc_dhcp_options_association: {
      it: { vpc_id: VPC_ID, dhcp_options_id: "${aws_vpc_dhcp_options.it.id}" },
    },
  });

  test.each([
    ["another resolver", options(["10.0.0.9"])],
    ["an unknown one", options(VARIABLE)],
    [
      "a rule of resolving",
      { aws_route53_resolver_rule_association: { it: { vpc_id: VPC_ID, resolver_rule_id: "r" } } },
    ],
  ])("given %s, when the network is built, then the VPC's names may resolve otherwise", (_, resources) => {
    expect(effectsOf(resources)).toEqual({
      "s:aws_vpc.vpc": [expect.stringMatching(/may change which names resolve there and to what/)],
    });
  });

  test("given Amazon's resolver, as every VPC has it, when the network is built, then nothing may change", () => {
    expect(effectsOf(options(["AmazonProvidedDNS"]))).toEqual({});
  });
});
