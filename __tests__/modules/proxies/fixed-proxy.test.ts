import { describe, expect, test } from "@jest/globals";
import { FixedProxy } from "../../../modules/proxies";
import { synthesizeIn } from "../../support/terraform";
import { address, PROVIDER, TOKYO } from "../../support/values";

describe("a fixed proxy", () => {
  const terraform = synthesizeIn((stack) => {
    new FixedProxy(stack, "proxy", {
      name: "test.hub.proxies",
      account: PROVIDER,
      region: TOKYO,
      vpcId: "vpc-1",
      subnet: { id: "subnet-1", routes: [] },
      address: address("10.0.0.10"),
      userData: "I2Nsb3VkLWNvbmZpZwo=",
    });
  });
  const instance = terraform.resource("aws_instance.proxy_host");

  test("given an address, when it is synthesized, then it is one private instance that has it, and new user data makes a new one", () => {
    expect(instance).toMatchObject({
      private_ip: "10.0.0.10",
      subnet_id: "subnet-1",
      instance_type: "t3.small",
      associate_public_ip_address: false,
      user_data_base64: "I2Nsb3VkLWNvbmZpZwo=",
      user_data_replace_on_change: true,
      root_block_device: { encrypted: true, volume_size: 20 },
    });
  });

  test("given the packages of its first boot, when it is made, then the ways out and the right to log are there first", () => {
    expect(instance["depends_on"]).toEqual([
      "aws_cloudwatch_log_group.proxy_access-log",
      "aws_vpc_security_group_egress_rule.proxy_host_security-group_to-http",
      "aws_vpc_security_group_egress_rule.proxy_host_security-group_to-https",
      "aws_iam_role_policy.proxy_host_profile_policy-write-access-log",
    ]);
  });

  test("given nobody to admit, when it is synthesized, then its group admits nobody, and lets it ask the web", () => {
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toEqual({});
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toMatchObject({
      "proxy_host_security-group_to-http": { cidr_ipv4: "0.0.0.0/0", from_port: 80, to_port: 80 },
      "proxy_host_security-group_to-https": { cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 },
    });
  });
});
