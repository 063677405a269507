import { describe, expect, test } from "@jest/globals";
import { EgressRule, SecurityGroup } from "../../../modules/network";
import { reference, synthesizeIn } from "../../support/terraform";
import { block } from "../../support/values";

describe("a security group", () => {
  const terraform = synthesizeIn((stack) => {
    const group = new SecurityGroup(stack, "group", {
      vpcId: "vpc-1",
      name: "group",
      description: "A group",
    });
    group.addIngressRule("client", { kind: "security-group", id: "sg-client" }, 8080);
    group.addIngressRule("10-0-0-0-16", { kind: "block", block: block("10.0.0.0/16") }, 80);
    group.addEgressRule("server", { kind: "security-group", id: "sg-server" }, 443);
    new EgressRule(stack, "rule", {
      securityGroupId: "sg-elsewhere",
      to: "here",
      peer: { kind: "security-group", id: group.id },
      port: 80,
    });
  });
  const id = reference("aws_security_group.group");

  test("given rules, when it is synthesized, then the group itself holds none", () => {
    expect(terraform.resource("aws_security_group.group")).toEqual({
      vpc_id: "vpc-1",
      name: "group",
      description: "A group",
      tags: { Name: "group" },
    });
  });

  test("given rules, when it is synthesized, then each is a resource named after its peer, of one TCP port", () => {
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toEqual({
      "group_from-client": {
        security_group_id: id,
        referenced_security_group_id: "sg-client",
        ip_protocol: "tcp",
        from_port: 8080,
        to_port: 8080,
        description: "TCP 8080 from client",
      },
      "group_from-10-0-0-0-16": {
        security_group_id: id,
        cidr_ipv4: "10.0.0.0/16",
        ip_protocol: "tcp",
        from_port: 80,
        to_port: 80,
        description: "TCP 80 from 10.0.0.0/16",
      },
    });
    expect(terraform.resource("aws_vpc_security_group_egress_rule.group_to-server")).toEqual({
      security_group_id: id,
      referenced_security_group_id: "sg-server",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      description: "TCP 443 to server",
    });
  });

  test("given a group of another stack, when it is let out, then the rule is its own and names its peer", () => {
    expect(terraform.resource("aws_vpc_security_group_egress_rule.rule")).toEqual({
      security_group_id: "sg-elsewhere",
      referenced_security_group_id: id,
      ip_protocol: "tcp",
      from_port: 80,
      to_port: 80,
      description: "TCP 80 to here",
    });
  });
});
