import { describe, expect, test } from "@jest/globals";
import type { Construct } from "constructs";
import { SecurityGroup } from "../../../modules/network";
import {
  type ListenerProps,
  NetworkLoadBalancer,
  type NetworkLoadBalancerProps,
  type Target,
} from "../../../modules/privatelink";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { address, block } from "../../support/values";

function synthesizeLoadBalancer(
  props: Partial<NetworkLoadBalancerProps> = {},
  listener: Partial<ListenerProps> = {},
  targets: readonly string[] = ["one"],
): StackTerraform {
  return synthesizeIn((stack) => {
    const instances = new Map(targets.map((name) => [name, instance(stack, name)]));
    new NetworkLoadBalancer(stack, "web", {
      name: "test-web",
      vpcId: "vpc-1",
      subnets: [{ subnetId: "subnet-1" }, { subnetId: "subnet-2" }],
      listeners: [{ port: 80, targets: instances, ...listener }],
      ...props,
    });
  });
}

function instance(scope: Construct, name: string): Target {
  const group = { vpcId: "vpc-1", name, description: name };
  return {
    kind: "made",
    instanceId: `i-${name}`,
    securityGroup: new SecurityGroup(scope, `host-${name}`, group),
  };
}

const at = (text: string, isOutside: boolean): Target => ({
  kind: "address",
  address: address(text),
  isOutside,
});

const loadBalancer = (terraform: StackTerraform) => terraform.resource("aws_lb.web");
const targetGroup = (terraform: StackTerraform) => terraform.resource("aws_lb_target_group.web_target-group");

describe("a Network Load Balancer", () => {
  const terraform = synthesizeLoadBalancer();

  test("given nothing said, when it is synthesized, then it is internal, crosses zones, and its group does not judge PrivateLink", () => {
    expect(loadBalancer(terraform)).toEqual({
      name: "test-web-9d04f005",
      internal: true,
      load_balancer_type: "network",
      subnets: ["subnet-1", "subnet-2"],
      security_groups: [reference("aws_security_group.web_security-group")],
      enable_cross_zone_load_balancing: true,
      enforce_security_group_inbound_rules_on_private_link_traffic: "off",
      tags: { Name: "test-web" },
    });
  });

  test("given a port, when it is synthesized, then it listens there on TCP and forwards to its target group", () => {
    expect(terraform.ofType("aws_lb_listener")).toEqual({
      web_listener: {
        load_balancer_arn: reference("aws_lb.web", "arn"),
        protocol: "TCP",
        port: 80,
        default_action: [
          { type: "forward", target_group_arn: reference("aws_lb_target_group.web_target-group", "arn") },
        ],
      },
    });
  });

  test("given the report's first failure, when it is asked for, then its group judges PrivateLink and admits nobody", () => {
    const enforcing = synthesizeLoadBalancer({ enforceInboundRulesOnPrivateLinkTraffic: true });
    expect(loadBalancer(enforcing)).toMatchObject({
      enforce_security_group_inbound_rules_on_private_link_traffic: "on",
    });
    expect(Object.keys(enforcing.ofType("aws_vpc_security_group_ingress_rule"))).toEqual([
      "host-one_from-load-balancer-web",
    ]);
  });

  test("given the report's second failure, when it is asked for, then zones are not crossed", () => {
    expect(loadBalancer(synthesizeLoadBalancer({ crossZone: false }))).toMatchObject({
      enable_cross_zone_load_balancing: false,
    });
  });

  test("given client blocks, when it is synthesized, then its group admits each of them to the listener's port", () => {
    const inboundFrom = [block("10.0.0.0/16"), block("10.2.0.0/16")];
    const rules = synthesizeLoadBalancer({ inboundFrom }, { targetPort: 8080 }).ofType(
      "aws_vpc_security_group_ingress_rule",
    );
    expect(rules).toMatchObject({
      "web_security-group_from-10-0-0-0-16": { cidr_ipv4: "10.0.0.0/16", from_port: 80, to_port: 80 },
      "web_security-group_from-10-2-0-0-16": { cidr_ipv4: "10.2.0.0/16", from_port: 80, to_port: 80 },
    });
  });
});

describe("the targets of a Network Load Balancer", () => {
  test("given an HTTP path, when it is synthesized, then health is an answer from there", () => {
    expect(targetGroup(synthesizeLoadBalancer({}, { healthCheckPath: "/index.html" }))).toMatchObject({
      target_type: "instance",
      protocol: "TCP",
      port: 80,
      health_check: { protocol: "HTTP", port: "traffic-port", path: "/index.html", matcher: "200-399" },
    });
  });

  test("given status codes of its own, when it is synthesized, then no other answer is healthy", () => {
    const given = { healthCheckPath: "/index.html", healthCheckMatcher: "200" };
    expect(targetGroup(synthesizeLoadBalancer({}, given))["health_check"]).toMatchObject({ matcher: "200" });
  });

  test("given no path, when it is synthesized, then health is a TCP connection", () => {
    expect(targetGroup(synthesizeLoadBalancer())["health_check"]).toEqual({
      protocol: "TCP",
      port: "traffic-port",
    });
  });

  test("given targets that need not know their clients, when it is synthesized, then they see its own addresses alone", () => {
    expect(targetGroup(synthesizeLoadBalancer())).not.toHaveProperty("preserve_client_ip");
    const hiding = synthesizeLoadBalancer({ preserveClientAddresses: false });
    expect(targetGroup(hiding)).toMatchObject({ preserve_client_ip: "false" });
  });

  test("given targets, when it is synthesized, then each is attached, and it and the load balancer admit only each other, on the target port", () => {
    // The name of a target may be any word, even one that the load balancer uses itself.
    const terraform = synthesizeLoadBalancer({}, { targetPort: 8080 }, ["one", "group"]);
    expect(terraform.ofType("aws_lb_target_group_attachment")).toMatchObject({
      web_targets_one: { target_id: "i-one" },
      web_targets_group: { target_id: "i-group" },
    });
    const balancer = reference("aws_security_group.web_security-group");
    for (const name of ["one", "group"]) {
      const host = reference(`aws_security_group.host-${name}`);
      const port = { ip_protocol: "tcp", from_port: 8080, to_port: 8080 };
      expect(
        terraform.resource(`aws_vpc_security_group_ingress_rule.host-${name}_from-load-balancer-web`),
      ).toMatchObject({ ...port, security_group_id: host, referenced_security_group_id: balancer });
      expect(
        terraform.resource(`aws_vpc_security_group_egress_rule.web_security-group_to-${name}`),
      ).toMatchObject({ ...port, security_group_id: balancer, referenced_security_group_id: host });
    }
  });
});

describe("the targets of a Network Load Balancer that are addresses", () => {
  const targets = new Map([
    ["inside", at("172.16.0.10", false)],
    ["outside", at("10.200.0.10", true)],
  ]);
  const terraform = synthesizeLoadBalancer({}, { targetPort: 8080, targets });

  test("given one outside the VPC, when it is synthesized, then it counts in every zone, and one inside in its own", () => {
    const group = reference("aws_lb_target_group.web_target-group", "arn");
    expect(targetGroup(terraform)["target_type"]).toBe("ip");
    expect(terraform.ofType("aws_lb_target_group_attachment")).toEqual({
      web_targets_inside: { target_group_arn: group, target_id: "172.16.0.10" },
      web_targets_outside: { target_group_arn: group, target_id: "10.200.0.10", availability_zone: "all" },
    });
  });

  test("given endpoints, which do not take their clients' addresses, when it is synthesized, then they see its own, whatever is asked", () => {
    const asking = synthesizeLoadBalancer({ preserveClientAddresses: true }, { targets });
    expect(targetGroup(asking)["preserve_client_ip"]).toBe("false");
  });

  test("given addresses, when it is synthesized, then it is let out to each, on the target port", () => {
    const port = { ip_protocol: "tcp", from_port: 8080, to_port: 8080 };
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toMatchObject({
      "web_security-group_to-inside": { ...port, cidr_ipv4: "172.16.0.10/32" },
      "web_security-group_to-outside": { ...port, cidr_ipv4: "10.200.0.10/32" },
    });
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toEqual({});
  });

  test("given an instance among them, when it is made, then a sentence says to part them", () => {
    expect(() =>
      synthesizeIn((stack) => {
        new NetworkLoadBalancer(stack, "web", {
          name: "test-web",
          vpcId: "vpc-1",
          subnets: [{ subnetId: "subnet-1" }],
          listeners: [{ port: 80, targets: new Map([...targets, ["host", instance(stack, "host")]]) }],
        });
      }),
    ).toThrow(
      "a listener of test/web has both instances and addresses as targets, inside, outside, host; give each kind a listener of its own",
    );
  });
});

describe("a Network Load Balancer with several listeners", () => {
  const terraform = synthesizeIn((stack) => {
    const targets = new Map([["one", instance(stack, "one")]]);
    new NetworkLoadBalancer(stack, "web", {
      name: "test-web",
      vpcId: "vpc-1",
      subnets: [{ subnetId: "subnet-1" }],
      listeners: [
        { name: "80", port: 80, targets },
        { name: "443", port: 443, targetPort: 8443, targets },
        { name: "22", port: 22, targets: new Map([["one", at("10.200.0.10", true)]]) },
      ],
      inboundFrom: [block("10.200.0.0/16")],
    });
  });

  test("given their names, when it is synthesized, then each has its own target group and targets, under them", () => {
    const groupOf = (name: string) => reference(`aws_lb_target_group.web_target-group-${name}`, "arn");
    const forwarding = (name: string) => [{ type: "forward", target_group_arn: groupOf(name) }];
    expect(terraform.ofType("aws_lb_listener")).toMatchObject({
      "web_listener-80": { port: 80, default_action: forwarding("80") },
      "web_listener-443": { port: 443, default_action: forwarding("443") },
      "web_listener-22": { port: 22, default_action: forwarding("22") },
    });
    expect(terraform.ofType("aws_lb_target_group")).toMatchObject({
      "web_target-group-80": { target_type: "instance", port: 80, tags: { Name: "test-web-80" } },
      "web_target-group-443": { target_type: "instance", port: 8443, tags: { Name: "test-web-443" } },
      "web_target-group-22": { target_type: "ip", port: 22, tags: { Name: "test-web-22" } },
    });
    expect(terraform.ofType("aws_lb_target_group_attachment")).toMatchObject({
      "web_targets-80_one": { target_group_arn: groupOf("80"), target_id: "i-one" },
      "web_targets-443_one": { target_group_arn: groupOf("443"), target_id: "i-one" },
      "web_targets-22_one": { target_group_arn: groupOf("22"), target_id: "10.200.0.10" },
    });
  });

  test("given clients and targets, when it is synthesized, then every listener has its rules for them", () => {
    const ports = (rules: StackTerraform["outputs"]) =>
      Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule["from_port"]]));
    expect(ports(terraform.ofType("aws_vpc_security_group_ingress_rule"))).toEqual({
      "web_security-group_from-10-200-0-0-16-80": 80,
      "web_security-group_from-10-200-0-0-16-443": 443,
      "web_security-group_from-10-200-0-0-16-22": 22,
      "host-one_from-load-balancer-web-80": 80,
      "host-one_from-load-balancer-web-443": 8443,
    });
    expect(ports(terraform.ofType("aws_vpc_security_group_egress_rule"))).toEqual({
      "web_security-group_to-one-80": 80,
      "web_security-group_to-one-443": 8443,
      "web_security-group_to-one-22": 22,
    });
  });
});

describe("the addresses of a Network Load Balancer", () => {
  test("given a pinned one, when it is synthesized, then each subnet is mapped, and AWS picks the others", () => {
    const subnets = [{ subnetId: "subnet-1", address: address("172.16.0.20") }, { subnetId: "subnet-2" }];
    const pinned = loadBalancer(synthesizeLoadBalancer({ subnets }));
    expect(pinned["subnet_mapping"]).toEqual([
      { subnet_id: "subnet-1", private_ipv4_address: "172.16.0.20" },
      { subnet_id: "subnet-2" },
    ]);
    expect(pinned).not.toHaveProperty("subnets");
  });
});

describe("the names of a Network Load Balancer", () => {
  const LONG = "a-topology-with-a-long-name-an-entry-too";

  test("given long names that differ at their end, when they are synthesized, then each fits and all differ", () => {
    const made = [`${LONG}-web`, `${LONG}-api`].map(
      (name) => loadBalancer(synthesizeLoadBalancer({ name }))["name"],
    );
    for (const name of made) expect(name).toMatch(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/);
    expect(new Set(made).size).toBe(2);
  });

  test("given a target group that must be replaced, when it is, then the new one has a name of its own and is made first", () => {
    const group = targetGroup(synthesizeLoadBalancer({}));
    expect(group).toMatchObject({ name_prefix: "nlb-", lifecycle: { create_before_destroy: true } });
    expect(group).not.toHaveProperty("name");
  });
});
