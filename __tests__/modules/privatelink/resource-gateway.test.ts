import { describe, expect, test } from "@jest/globals";
import { SecurityGroup } from "../../../modules/network";
import { ResourceGateway } from "../../../modules/privatelink";
import { reference, synthesizeIn } from "../../support/terraform";
import { AZ1, AZ4 } from "../../support/values";

describe("a resource gateway", () => {
  const terraform = synthesizeIn((stack) => {
    const gateway = new ResourceGateway(stack, "gateway", {
      name: "test.hub.proxies",
      vpcId: "vpc-1",
      subnetIds: new Map([
        [AZ1, "subnet-1"],
        [AZ4, "subnet-4"],
      ]),
    });
    const resource = { vpcId: "vpc-1", name: "proxy", description: "The proxy" };
    gateway.connectTo("proxy", new SecurityGroup(stack, "proxy", resource), 3128);
  });
  const own = reference("aws_security_group.gateway_security-group");
  const proxy = reference("aws_security_group.proxy");
  const tcp3128 = { ip_protocol: "tcp", from_port: 3128, to_port: 3128 };

  test("given two zones, when it is synthesized, then it has an IPv4 interface in each, in its own group, under a name that VPC Lattice takes", () => {
    expect(terraform.resource("aws_vpclattice_resource_gateway.gateway")).toEqual({
      name: expect.stringMatching(/^test-hub-proxies-[0-9a-f]{8}$/),
      vpc_id: "vpc-1",
      subnet_ids: ["subnet-1", "subnet-4"],
      security_group_ids: [own],
      ip_address_type: "IPV4",
      tags: { Name: "test.hub.proxies" },
    });
  });

  test("given a resource to connect to, when it is synthesized, then the gateway's group lets out to it on its port, and to nowhere else", () => {
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toEqual({
      "gateway_security-group_to-proxy": {
        ...tcp3128,
        security_group_id: own,
        referenced_security_group_id: proxy,
        description: "TCP 3128 to proxy",
      },
    });
  });

  test("given a resource to connect to, when it is synthesized, then the resource's group admits the gateway, and nobody the gateway", () => {
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toEqual({
      "proxy_from-resource-gateway-gateway": {
        ...tcp3128,
        security_group_id: proxy,
        referenced_security_group_id: own,
        description: "TCP 3128 from resource-gateway-gateway",
      },
    });
  });
});
