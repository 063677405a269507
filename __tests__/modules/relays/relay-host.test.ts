import { describe, expect, test } from "@jest/globals";
import { Vpc } from "../../../modules/network";
import { RelayHost, type RelayHostProps } from "../../../modules/relays";
import type { Translation } from "../../../modules/software";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { address, AZ1, AZ4, block, PROVIDER, region, TOKYO } from "../../support/values";

const USER_DATA = "I2Nsb3VkLWNvbmZpZwo=";

const OFFICE = block("10.200.0.0/16");
const INWARD = translation([OFFICE], "172.16.0.10", 80, "172.16.0.40", 8080);
const OUTWARD = translation(
  [block("172.16.0.21/32"), block("172.16.16.21/32")],
  "172.16.0.10",
  443,
  "10.200.0.10",
  443,
);

function translation(
  sources: Translation["sources"],
  called: string,
  port: number,
  to: string,
  toPort: number,
): Translation {
  return { sources, address: address(called), port, to: { address: address(to), port: toPort } };
}

function synthesizeRelay(props: Partial<RelayHostProps> = {}): StackTerraform {
  return synthesizeIn(
    (stack) => {
      const vpc = new Vpc(stack, "vpc", {
        name: "test",
        account: PROVIDER,
        region: TOKYO,
        block: block("172.16.0.0/16"),
        subnets: [
          { tier: "private", zone: AZ1, block: block("172.16.16.0/20") },
          { tier: "private", zone: AZ4, block: block("172.16.0.0/20") },
        ],
        natGateways: "none",
        flowLogs: false,
      });
      new RelayHost(stack, "relay", {
        name: "test.relay.relay",
        account: PROVIDER,
        region: TOKYO,
        vpcId: vpc.id,
        subnet: vpc.privateSubnet(AZ4),
        address: address("172.16.0.10"),
        translations: [INWARD, OUTWARD],
        userData: USER_DATA,
        ...props,
      });
    },
    { tags: { team: "network" } },
  );
}

const terraform = synthesizeRelay();
const group = terraform.resource("aws_autoscaling_group.relay");
const template = terraform.resource("aws_launch_template.relay_launch-template");
const ofInterface = reference("aws_security_group.relay_security-group");
const ofHost = reference("aws_security_group.relay_host-security-group");
const subnet = reference("aws_subnet.vpc_private_apne1-az4");

describe("the network interface of a relay", () => {
  test("given addresses, when it is synthesized, then the first is the primary one, and the interface is found by its name", () => {
    const given = synthesizeRelay({ furtherAddresses: [address("172.16.0.9"), address("172.16.0.11")] });
    expect(given.resource("aws_network_interface.relay_interface")).toEqual({
      subnet_id: subnet,
      description: "What others call of the relay test.relay.relay",
      private_ip_list_enabled: true,
      private_ip_list: ["172.16.0.10", "172.16.0.9", "172.16.0.11"],
      source_dest_check: false,
      security_groups: [ofInterface],
      tags: { Name: "test.relay.relay" },
    });
  });

  test("given a host that is replaced, when it is, then the interface stays: neither is part of the other", () => {
    expect(terraform.resource("aws_network_interface.relay_interface")).not.toHaveProperty("attachment");
    expect(template["network_interfaces"]).toEqual([
      { associate_public_ip_address: "false", security_groups: [ofHost] },
    ]);
    expect(group["depends_on"]).toContain("aws_network_interface.relay_interface");
  });
});

describe("the security groups of a relay", () => {
  const rules = (given: StackTerraform, direction: string) =>
    given.ofType(`aws_vpc_security_group_${direction}_rule`);
  const port = (number: number) => ({ ip_protocol: "tcp", from_port: number, to_port: number });

  test("given translations, when it is synthesized, then the interface admits their sources to what they call, and nobody else", () => {
    expect(rules(terraform, "ingress")).toEqual({
      "relay_security-group_from-10-200-0-0-16-80": {
        ...port(80),
        security_group_id: ofInterface,
        cidr_ipv4: "10.200.0.0/16",
        description: "TCP 80 from 10.200.0.0/16",
      },
      "relay_security-group_from-172-16-0-21-32-443": {
        ...port(443),
        security_group_id: ofInterface,
        cidr_ipv4: "172.16.0.21/32",
        description: "TCP 443 from 172.16.0.21/32",
      },
      "relay_security-group_from-172-16-16-21-32-443": {
        ...port(443),
        security_group_id: ofInterface,
        cidr_ipv4: "172.16.16.21/32",
        description: "TCP 443 from 172.16.16.21/32",
      },
    });
  });

  test("given translations, when it is synthesized, then the interface is let out to what they lead to, and the host to HTTPS alone", () => {
    expect(rules(terraform, "egress")).toMatchObject({
      "relay_security-group_to-172-16-0-40-32-8080": {
        ...port(8080),
        security_group_id: ofInterface,
        cidr_ipv4: "172.16.0.40/32",
      },
      "relay_security-group_to-10-200-0-10-32-443": {
        ...port(443),
        security_group_id: ofInterface,
        cidr_ipv4: "10.200.0.10/32",
      },
      "relay_host-security-group_to-https": {
        ...port(443),
        security_group_id: ofHost,
        cidr_ipv4: "0.0.0.0/0",
      },
    });
    expect(Object.keys(rules(terraform, "egress"))).toHaveLength(3);
  });

  test("given translations that a group cannot tell apart, when it is synthesized, then they share a rule, whatever their order", () => {
    const other = translation([OFFICE], "172.16.0.11", 80, "172.16.0.40", 8080);
    const made = synthesizeRelay({ translations: [INWARD, other] });
    expect(Object.keys(rules(made, "ingress"))).toHaveLength(1);
    expect(synthesizeRelay({ translations: [other, INWARD] }).text).toBe(made.text);
  });
});

describe("the host of a relay", () => {
  test("given one interface, when it is synthesized, then there is always one host, in the interface's zone, replaced when it fails", () => {
    expect(group).toMatchObject({
      name: "test.relay.relay",
      vpc_zone_identifier: [subnet],
      min_size: 1,
      max_size: 1,
      desired_capacity: 1,
      health_check_type: "EC2",
    });
  });

  test("given another configuration, when it is deployed, then the old host goes first: only one can have the interface", () => {
    expect(group).toMatchObject({
      launch_template: {
        id: reference("aws_launch_template.relay_launch-template"),
        version: reference("aws_launch_template.relay_launch-template", "latest_version"),
      },
      instance_refresh: { strategy: "Rolling" },
      instance_maintenance_policy: { min_healthy_percentage: 0, max_healthy_percentage: 100 },
    });
    // Its preferences would come before the policy; those left out are the provider's, with 90 percent.
    expect(group["instance_refresh"]).not.toHaveProperty("preferences");
  });

  test("given its boot, when it is launched, then the interface, its rules, the ways out and the right to attach are there", () => {
    expect(group["depends_on"]).toEqual([
      "aws_network_interface.relay_interface",
      "aws_vpc_security_group_ingress_rule.relay_security-group_from-10-200-0-0-16-80",
      "aws_vpc_security_group_ingress_rule.relay_security-group_from-172-16-0-21-32-443",
      "aws_vpc_security_group_ingress_rule.relay_security-group_from-172-16-16-21-32-443",
      "aws_vpc_security_group_egress_rule.relay_security-group_to-10-200-0-10-32-443",
      "aws_vpc_security_group_egress_rule.relay_security-group_to-172-16-0-40-32-8080",
      "aws_route_table_association.vpc_private_apne1-az4-association",
      "aws_vpc_endpoint.vpc_s3",
      "aws_vpc_security_group_egress_rule.relay_host-security-group_to-https",
      "aws_iam_role_policy.relay_profile_policy-attach-interface",
    ]);
  });

  test("given user data, when it is synthesized, then the host is a private, encrypted Amazon Linux with IMDSv2 for itself alone", () => {
    expect(template).toMatchObject({
      name: "test.relay.relay",
      image_id: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
      instance_type: "t3.small",
      user_data: USER_DATA,
      iam_instance_profile: { name: reference("aws_iam_instance_profile.relay_profile", "name") },
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "true", volume_size: 8 } }],
    });
  });

  test("given a name, when it is launched, then the host has it, as the right to attach wants, and its own interface has not", () => {
    const tags = { Name: "test.relay.relay", stack: "test", team: "network" };
    expect(template["tag_specifications"]).toEqual([
      { resource_type: "instance", tags },
      { resource_type: "volume", tags },
    ]);
  });
});

describe("the role of a relay", () => {
  const policyOf = (given: StackTerraform): unknown =>
    JSON.parse(String(given.resource("aws_iam_role_policy.relay_profile_policy-attach-interface")["policy"]));

  test("given its name, when it is synthesized, then it is administered, finds interfaces, and attaches its own to itself alone", () => {
    expect(policyOf(terraform)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "ec2:DescribeNetworkInterfaces", Resource: "*" },
        {
          Effect: "Allow",
          Action: "ec2:AttachNetworkInterface",
          Resource: [
            "arn:aws:ec2:ap-northeast-1:222222222222:instance/*",
            "arn:aws:ec2:ap-northeast-1:222222222222:network-interface/*",
          ],
          Condition: { StringEquals: { "aws:ResourceTag/Name": "test.relay.relay" } },
        },
      ],
    });
    expect(Object.values(terraform.ofType("aws_iam_role_policy_attachment"))).toMatchObject([
      { policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    ]);
    expect(Object.keys(terraform.ofType("aws_iam_role_policy"))).toHaveLength(1);
  });

  test("given another partition, when it is synthesized, then the policy is about that one", () => {
    const text = JSON.stringify(policyOf(synthesizeRelay({ region: region("cn-north-1") })));
    expect(text).toContain("arn:aws-cn:ec2:cn-north-1:222222222222:instance/*");
  });
});
