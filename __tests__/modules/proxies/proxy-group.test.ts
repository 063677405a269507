import { describe, expect, test } from "@jest/globals";
import { NetworkLoadBalancer } from "../../../modules/privatelink";
import { accessLogGroup, ProxyGroup, type ProxyGroupProps } from "../../../modules/proxies";
import type { SecurityGroup } from "../../../modules/network";
import { Vpc } from "../../../modules/network";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { AZ1, AZ4, block, PROVIDER, TOKYO } from "../../support/values";

const USER_DATA = "I2Nsb3VkLWNvbmZpZwo=";

function synthesizeGroup(props: Partial<ProxyGroupProps> = {}): StackTerraform {
  return synthesizeIn(
    (stack) => {
      const vpc = new Vpc(stack, "vpc", {
        name: "test",
        account: PROVIDER,
        region: TOKYO,
        block: block("10.0.0.0/16"),
        subnets: [
          { tier: "private", zone: AZ1, block: block("10.0.0.0/20") },
          { tier: "private", zone: AZ4, block: block("10.0.16.0/20") },
        ],
        natGateways: "none",
        flowLogs: false,
      });
      const group = new ProxyGroup(stack, "proxies", {
        name: "test.hub.proxies",
        account: PROVIDER,
        region: TOKYO,
        vpcId: vpc.id,
        subnets: vpc.privateSubnets,
        instances: { min: 2, max: 4 },
        userData: USER_DATA,
        ...props,
      });
      new NetworkLoadBalancer(stack, "balancer", {
        name: "test.hub.proxies",
        vpcId: vpc.id,
        subnets: [...vpc.privateSubnets.values()].map(({ id }) => ({ subnetId: id })),
        listeners: [
          {
            port: 3128,
            healthCheckPath: "/health",
            healthCheckMatcher: "200",
            targets: new Map([["proxies", { kind: "auto-scaling-group", group }]]),
          },
        ],
      });
    },
    { tags: { team: "network" } },
  );
}

const terraform = synthesizeGroup();
const group = terraform.resource("aws_autoscaling_group.proxies");
const template = terraform.resource("aws_launch_template.proxies_launch-template");
const ownGroup: SecurityGroup["id"] = reference("aws_security_group.proxies_security-group");

describe("the Auto Scaling group of proxies", () => {
  test("given two zones, when it is synthesized, then its proxies stand in both, as many as scaling says between the limits", () => {
    expect(group).toMatchObject({
      name: "test.hub.proxies",
      vpc_zone_identifier: [
        reference("aws_subnet.vpc_private_apne1-az1"),
        reference("aws_subnet.vpc_private_apne1-az4"),
      ],
      min_size: 2,
      max_size: 4,
    });
    expect(group).not.toHaveProperty("desired_capacity");
    expect(terraform.ofType("aws_autoscaling_policy")).toEqual({
      proxies_scaling: {
        name: "processors",
        autoscaling_group_name: reference("aws_autoscaling_group.proxies", "name"),
        policy_type: "TargetTrackingScaling",
        target_tracking_configuration: {
          predefined_metric_specification: { predefined_metric_type: "ASGAverageCPUUtilization" },
          target_value: 40,
        },
      },
    });
  });

  test("given a load balancer, when it is synthesized, then the group registers itself there, once it listens, and heeds its health check", () => {
    expect(group).toMatchObject({
      target_group_arns: [reference("aws_lb_target_group.balancer_target-group", "arn")],
      health_check_type: "ELB",
      health_check_grace_period: 300,
    });
    expect(group["depends_on"]).toContain("aws_lb_listener.balancer_listener");
    expect(terraform.ofType("aws_lb_target_group_attachment")).toEqual({});
    expect(terraform.resource("aws_lb_target_group.balancer_target-group")["health_check"]).toEqual({
      protocol: "HTTP",
      port: "traffic-port",
      path: "/health",
      matcher: "200",
    });
  });

  test("given a new version of the template, when it is deployed, then proxies are replaced one by one", () => {
    expect(group).toMatchObject({
      launch_template: {
        id: reference("aws_launch_template.proxies_launch-template"),
        version: reference("aws_launch_template.proxies_launch-template", "latest_version"),
      },
      instance_refresh: { strategy: "Rolling" },
    });
  });

  test("given a proxy that is replaced for whatever reason, when another can be launched, then it is launched first", () => {
    expect(group).toMatchObject({
      instance_maintenance_policy: { min_healthy_percentage: 100, max_healthy_percentage: 110 },
    });
    // Its preferences would come before the policy; those left out are the provider's, with 90 percent.
    expect(group["instance_refresh"]).not.toHaveProperty("preferences");
  });

  test("given their one chance to fetch packages, when they are launched, then the ways out and the right to log are there first", () => {
    expect(group["depends_on"]).toEqual([
      "aws_route_table_association.vpc_private_apne1-az1-association",
      "aws_vpc_endpoint.vpc_s3",
      "aws_route_table_association.vpc_private_apne1-az4-association",
      "aws_vpc_security_group_egress_rule.proxies_security-group_to-http",
      "aws_vpc_security_group_egress_rule.proxies_security-group_to-https",
      "aws_iam_role_policy.proxies_profile_policy-write-access-log",
      "aws_cloudwatch_log_group.proxies_access-log",
      "aws_lb_listener.balancer_listener",
    ]);
  });

  test("given tags of the stack, when it is synthesized, then the group and what it launches have them, which the provider's defaults do not reach", () => {
    const tags = { Name: "test.hub.proxies", stack: "test", team: "network" };
    expect(group["tag"]).toEqual(
      Object.entries(tags).map(([key, value]) => ({ key, value, propagate_at_launch: false })),
    );
    expect(template["tag_specifications"]).toEqual([
      { resource_type: "instance", tags },
      { resource_type: "volume", tags },
    ]);
  });
});

describe("the launch template of proxies", () => {
  test("given user data, when it is synthesized, then a proxy is a private, encrypted Amazon Linux with IMDSv2 for itself alone", () => {
    expect(template).toMatchObject({
      name: "test.hub.proxies",
      instance_type: "t3.small",
      user_data: USER_DATA,
      iam_instance_profile: { name: reference("aws_iam_instance_profile.proxies_profile", "name") },
      network_interfaces: [{ associate_public_ip_address: "false", security_groups: [ownGroup] }],
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      block_device_mappings: [
        {
          device_name: "/dev/xvda",
          ebs: { encrypted: "true", volume_type: "gp3", volume_size: 20, delete_on_termination: "true" },
        },
      ],
    });
    expect(template).not.toHaveProperty("key_name");
  });

  test.each([
    ["t3.small", "x86_64"],
    ["t4g.small", "arm64"],
  ])(
    "given a %s, when AWS publishes a new image for %s, then the next launch takes it, and no plan sees it",
    (instanceType, architecture) => {
      const given = synthesizeGroup({ instanceType });
      expect(given.resource("aws_launch_template.proxies_launch-template")["image_id"]).toBe(
        `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
      );
      expect(given.dataSources.size).toBe(0);
    },
  );
});

describe("the security group of proxies", () => {
  const port = (number: number) => ({ ip_protocol: "tcp", from_port: number, to_port: number });

  test("given a load balancer, when it is synthesized, then the proxies admit it, and nobody else", () => {
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toEqual({
      "proxies_security-group_from-load-balancer-balancer": {
        ...port(3128),
        security_group_id: ownGroup,
        referenced_security_group_id: reference("aws_security_group.balancer_security-group"),
        description: "TCP 3128 from load-balancer-balancer",
      },
    });
  });

  test("given any proxies, when they are synthesized, then they may ask the web everywhere, and the load balancer the proxies", () => {
    const rules = terraform.ofType("aws_vpc_security_group_egress_rule");
    const anywhere = { security_group_id: ownGroup, cidr_ipv4: "0.0.0.0/0" };
    expect(rules).toMatchObject({
      "proxies_security-group_to-http": { ...port(80), ...anywhere },
      "proxies_security-group_to-https": { ...port(443), ...anywhere },
      "balancer_security-group_to-proxies": { ...port(3128), referenced_security_group_id: ownGroup },
    });
    expect(Object.keys(rules)).toHaveLength(3);
  });
});

describe("the role of proxies", () => {
  test("given a log group, when it is synthesized, then they are administered, and write there alone", () => {
    expect(accessLogGroup("test.hub.proxies")).toBe("/vpc/test.hub.proxies/access-log");
    expect(terraform.ofType("aws_cloudwatch_log_group")).toEqual({
      "proxies_access-log": { name: "/vpc/test.hub.proxies/access-log", retention_in_days: 90 },
    });
    expect(terraform.ofType("aws_iam_role_policy")).toEqual({
      "proxies_profile_policy-write-access-log": {
        name: "write-access-log",
        role: reference("aws_iam_role.proxies_profile_role"),
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
              Resource:
                "arn:aws:logs:ap-northeast-1:222222222222:log-group:/vpc/test.hub.proxies/access-log:*",
            },
          ],
        }),
      },
    });
    expect(Object.values(terraform.ofType("aws_iam_role_policy_attachment"))).toMatchObject([
      { policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    ]);
    expect(terraform.resource("aws_iam_role.proxies_profile_role")["name"]).toBe("test.hub.proxies");
  });
});
