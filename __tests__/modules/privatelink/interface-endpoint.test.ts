import { describe, expect, test } from "@jest/globals";
import { InterfaceEndpoint, type InterfaceEndpointProps } from "../../../modules/privatelink";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { address, AZ1, AZ2, AZ4, block } from "../../support/values";

function synthesizeEndpoint(props: Partial<InterfaceEndpointProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new InterfaceEndpoint(stack, "web", {
      name: "test-web",
      vpcId: "vpc-1",
      subnetIds: new Map([
        [AZ1, "subnet-1"],
        [AZ4, "subnet-4"],
      ]),
      serviceName: "com.amazonaws.vpce.ap-northeast-1.vpce-svc-1",
      listeners: [{ port: 80 }],
      clients: [
        { kind: "host", name: "client", securityGroupId: "sg-client" },
        { kind: "block", block: block("10.0.0.0/16") },
      ],
      ...props,
    });
  });
}

describe("an interface endpoint", () => {
  test("given two zones, when it is synthesized, then it has a network interface in each, behind its own group, and no private DNS of AWS's", () => {
    expect(synthesizeEndpoint().resource("aws_vpc_endpoint.web")).toEqual({
      vpc_id: "vpc-1",
      vpc_endpoint_type: "Interface",
      service_name: "com.amazonaws.vpce.ap-northeast-1.vpce-svc-1",
      subnet_ids: ["subnet-1", "subnet-4"],
      security_group_ids: [reference("aws_security_group.web_security-group")],
      ip_address_type: "ipv4",
      private_dns_enabled: false,
      tags: { Name: "test-web" },
    });
  });

  test("given that private DNS is turned on elsewhere, when it is synthesized, then it says nothing about it", () => {
    const endpoint = synthesizeEndpoint({ privateDns: true }).resource("aws_vpc_endpoint.web");
    expect(endpoint).not.toHaveProperty("private_dns_enabled");
  });

  test("given a pinned address, when it is synthesized, then that zone's subnet has it, and is listed like the others", () => {
    const endpoint = synthesizeEndpoint({ addresses: new Map([[AZ4, address("10.0.48.10")]]) });
    expect(endpoint.resource("aws_vpc_endpoint.web")).toMatchObject({
      subnet_ids: ["subnet-1", "subnet-4"],
      subnet_configuration: [{ subnet_id: "subnet-4", ipv4: "10.0.48.10" }],
    });
  });

  test("given an address pinned where it has no subnet, when it is made, then a sentence names its zones", () => {
    expect(() => synthesizeEndpoint({ addresses: new Map([[AZ2, address("10.0.16.10")]]) })).toThrow(
      "an address is pinned in apne1-az2, where the endpoint has no subnet; its zones are apne1-az1, apne1-az4",
    );
  });
});

describe("the security group of an interface endpoint", () => {
  const terraform = synthesizeEndpoint();
  const own = reference("aws_security_group.web_security-group");
  const tcp80 = { ip_protocol: "tcp", from_port: 80, to_port: 80 };

  test("given a host and a block as clients, when it is synthesized, then it admits both to the service's port, and nobody else", () => {
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toEqual({
      "web_security-group_from-client": {
        ...tcp80,
        security_group_id: own,
        referenced_security_group_id: "sg-client",
        description: "TCP 80 from client",
      },
      "web_security-group_from-10-0-0-0-16": {
        ...tcp80,
        security_group_id: own,
        cidr_ipv4: "10.0.0.0/16",
        description: "TCP 80 from 10.0.0.0/16",
      },
    });
  });

  test("given a host as client, when it is synthesized, then the host is let out to the endpoint, and the endpoint to nowhere", () => {
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toEqual({
      "web_client-client": {
        ...tcp80,
        security_group_id: "sg-client",
        referenced_security_group_id: own,
        description: "TCP 80 to test-web",
      },
    });
  });

  test("given named listeners, when it is synthesized, then every client has a rule for each, under its name", () => {
    const several = synthesizeEndpoint({
      listeners: [
        { name: "80", port: 80 },
        { name: "443", port: 443 },
      ],
    });
    const ports = (type: string) =>
      Object.fromEntries(Object.entries(several.ofType(type)).map(([name, rule]) => [name, rule["to_port"]]));
    expect(ports("aws_vpc_security_group_ingress_rule")).toEqual({
      "web_security-group_from-client-80": 80,
      "web_security-group_from-10-0-0-0-16-80": 80,
      "web_security-group_from-client-443": 443,
      "web_security-group_from-10-0-0-0-16-443": 443,
    });
    expect(ports("aws_vpc_security_group_egress_rule")).toEqual({
      "web_client-client-80": 80,
      "web_client-client-443": 443,
    });
  });
});
