import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../analysis/network";
import { deploymentOf } from "../../../support/deployments";
import { GROUP_ONE, networkWith, SUBNET_A } from "./placed";
import { key, reasonsOf, type Resources, stackOf, VARIABLE, VPC, VPC_ID } from "./stacks";

/** What may happen to which thing, by the thing's address. */
function effectsOf(...resources: readonly Resources[]): Record<string, string[]> {
  const { unmodelled } = networkWith(...resources);
  return Object.fromEntries([...unmodelled].map(([element, effects]) => [element, reasonsOf(effects)]));
}

const GATEWAY: Resources = { aws_internet_gateway: { it: { vpc_id: VPC_ID } } };

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

  test("given a listener rule, when the network is built, then its listener may do something else", () => {
    const effects = effectsOf({
      aws_lb: { it: { subnets: [SUBNET_A] } },
      aws_lb_listener: { it: { load_balancer_arn: "${aws_lb.it.arn}", port: 80, protocol: "HTTP" } },
      aws_lb_listener_rule: { it: { listener_arn: "${aws_lb_listener.it.arn}" } },
    });
    expect(Object.keys(effects)).toEqual(["s:aws_lb_listener.it"]);
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

describe("public access that is blocked for an account", () => {
  const blocked = (mode: string): Resources => ({
    aws_vpc_block_public_access_options: { it: { internet_gateway_block_mode: mode } },
  });

  test("given that it is, when the network is built, then its internet gateways may pass nothing", () => {
    expect(Object.keys(effectsOf(GATEWAY, blocked("block-ingress")))).toEqual(["s:aws_internet_gateway.it"]);
    expect(effectsOf(GATEWAY, blocked("off"))).toEqual({});
  });

  test("given that another account's is, when the network is built, then nothing may change", () => {
    const network = networkOf(
      deploymentOf({
        s: stackOf({ ...VPC, ...GATEWAY }),
        o: stackOf(blocked("block-ingress"), { account: "222222222222" }),
      }),
    );
    expect(network.internetGateways.has(key("aws_internet_gateway.it"))).toBe(true);
    expect([...network.unmodelled]).toEqual([]);
  });
});
