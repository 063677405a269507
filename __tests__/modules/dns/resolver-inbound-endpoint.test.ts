import { describe, expect, test } from "@jest/globals";
import { ResolverInboundEndpoint, type ResolverInboundEndpointProps } from "../../../modules/dns";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { address, AZ1, AZ4, block } from "../../support/values";

function synthesizeResolver(props: Partial<ResolverInboundEndpointProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new ResolverInboundEndpoint(stack, "resolver", {
      name: "test.hub.resolver",
      vpcId: "vpc-1",
      subnetIds: new Map([
        [AZ1, "subnet-1"],
        [AZ4, "subnet-4"],
      ]),
      addresses: new Map([
        [AZ4, address("10.0.16.53")],
        [AZ1, address("10.0.0.53")],
      ]),
      clients: [block("10.200.0.0/16")],
      ...props,
    });
  });
}

describe("a Resolver inbound endpoint", () => {
  const terraform = synthesizeResolver();
  const own = reference("aws_security_group.resolver_security-group");

  test("given two zones, when it is synthesized, then it answers DNS at its pinned address in each, behind its own group", () => {
    expect(terraform.resource("aws_route53_resolver_endpoint.resolver")).toEqual({
      name: "test-hub-resolver-684f03ed",
      direction: "INBOUND",
      resolver_endpoint_type: "IPV4",
      protocols: ["Do53"],
      security_group_ids: [own],
      ip_address: [
        { subnet_id: "subnet-1", ip: "10.0.0.53" },
        { subnet_id: "subnet-4", ip: "10.0.16.53" },
      ],
      tags: { Name: "test.hub.resolver" },
    });
  });

  test("given clients, when it is synthesized, then its group admits them to TCP and UDP 53, nobody else, and lets nothing out", () => {
    const rule = { security_group_id: own, cidr_ipv4: "10.200.0.0/16", from_port: 53, to_port: 53 };
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toEqual({
      "resolver_security-group_from-10-200-0-0-16-tcp": {
        ...rule,
        ip_protocol: "tcp",
        description: "TCP 53 from 10.200.0.0/16",
      },
      "resolver_security-group_from-10-200-0-0-16-udp": {
        ...rule,
        ip_protocol: "udp",
        description: "UDP 53 from 10.200.0.0/16",
      },
    });
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toEqual({});
  });

  test("given one subnet, which is too few for AWS, when it is made, then a sentence says so", () => {
    expect(() => synthesizeResolver({ subnetIds: new Map([[AZ1, "subnet-1"]]) })).toThrow(
      "the resolver test.hub.resolver has 1 subnets, and Route 53 Resolver wants 2 at least; add another zone",
    );
  });

  test("given a zone without an address, when it is made, then a sentence names those that have one", () => {
    expect(() => synthesizeResolver({ addresses: new Map([[AZ4, address("10.0.16.53")]]) })).toThrow(
      "the resolver has no address in apne1-az1; it has them in apne1-az4",
    );
  });
});
