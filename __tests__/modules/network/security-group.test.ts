import { describe, expect, test } from "@jest/globals";
import { EgressRule, IngressRule, SecurityGroup } from "../../../modules/network";
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

describe("a rule of a security group", () => {
  const office = { kind: "block", block: block("10.200.0.0/16") } as const;
  const terraform = synthesizeIn((stack) => {
    const group = new SecurityGroup(stack, "group", {
      vpcId: "vpc-1",
      name: "group",
      description: "A group",
    });
    group.addIngressRule("dns", office, 53, "udp");
    group.addEgressRule("dns", office, 53, "udp");
    group.addIngressOfEverything("office", office);
    group.addEgressOfEverything("office", office);
    const tunnel = { kind: "address-reference", address: "${aws_eip.tunnel.public_ip}" } as const;
    const rule = { securityGroupId: "sg-elsewhere", peer: tunnel, port: 4500, protocol: "udp" } as const;
    const from = new IngressRule(stack, "from", { ...rule, from: "tunnel 1" });
    new EgressRule(stack, "to", { ...rule, to: "tunnel 1", dependsOn: [from] });
  });
  const ingress = (name: string) => terraform.resource(`aws_vpc_security_group_ingress_rule.${name}`);
  const egress = (name: string) => terraform.resource(`aws_vpc_security_group_egress_rule.${name}`);

  test("given UDP, when it is synthesized, then the rule is of that port of UDP", () => {
    const rule = { ip_protocol: "udp", from_port: 53, to_port: 53, cidr_ipv4: "10.200.0.0/16" };
    expect(ingress("group_from-dns")).toMatchObject({ ...rule, description: "UDP 53 from 10.200.0.0/16" });
    expect(egress("group_to-dns")).toMatchObject({ ...rule, description: "UDP 53 to 10.200.0.0/16" });
  });

  test("given everything, when it is synthesized, then the rule is of every protocol, and of no port", () => {
    const rule = {
      security_group_id: reference("aws_security_group.group"),
      ip_protocol: "-1",
      cidr_ipv4: "10.200.0.0/16",
    };
    expect(ingress("group_from-office")).toEqual({
      ...rule,
      description: "Everything from 10.200.0.0/16",
    });
    expect(egress("group_to-office")).toEqual({ ...rule, description: "Everything to 10.200.0.0/16" });
  });

  test("given an address that Terraform alone knows, when it is synthesized, then the rule is of it, and described by its name", () => {
    const rule = {
      security_group_id: "sg-elsewhere",
      ip_protocol: "udp",
      from_port: 4500,
      to_port: 4500,
      cidr_ipv4: "${aws_eip.tunnel.public_ip}/32",
    };
    expect(ingress("from")).toEqual({ ...rule, description: "UDP 4500 from tunnel 1" });
    expect(egress("to")).toEqual({
      ...rule,
      description: "UDP 4500 to tunnel 1",
      depends_on: ["aws_vpc_security_group_ingress_rule.from"],
    });
  });
});
