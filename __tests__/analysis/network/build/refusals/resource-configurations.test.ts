import { describe, expect, test } from "@jest/globals";
import { networkWith, SUBNET_A, SUBNET_B } from "../placed";
import { type Resources, VARIABLE, VPC_ID } from "../stacks";

interface Given {
  readonly configuration?: object;
  readonly gateway?: object;
  readonly endpoint?: object;
  readonly more?: Resources;
}

/** What AWS refuses and doubts of an endpoint, a resource configuration and its gateway. */
function judged({ configuration = {}, gateway = {}, endpoint = {}, more = {} }: Given): {
  readonly refused: string[];
  readonly doubtful: string[];
} {
  const { refusals, unmodelled } = networkWith(
    {
      aws_vpclattice_resource_gateway: {
        it: { vpc_id: VPC_ID, subnet_ids: [SUBNET_A], security_group_ids: [], ...gateway },
      },
      aws_vpclattice_resource_configuration: {
        it: {
          resource_gateway_identifier: "${aws_vpclattice_resource_gateway.it.id}",
          port_ranges: ["80"],
          ...configuration,
        },
      },
      aws_vpc_endpoint: {
        it: {
          vpc_id: VPC_ID,
          vpc_endpoint_type: "Resource",
          resource_configuration_arn: "${aws_vpclattice_resource_configuration.it.arn}",
          subnet_ids: [SUBNET_A],
          ...endpoint,
        },
      },
    },
    more,
  );
  return {
    refused: [...refusals].flatMap(([key, all]) => all.map(({ sentence }) => `${key}: ${sentence}`)),
    doubtful: [...unmodelled.keys()],
  };
}

const other = (zone: string): Resources => ({
  aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" }, other: { cidr_block: "10.9.0.0/16" } },
  aws_subnet: {
    a: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", availability_zone_id: "apne1-az4" },
    c: { vpc_id: "${aws_vpc.other.id}", cidr_block: "10.9.0.0/24", availability_zone_id: zone },
  },
});
const SUBNET_C = "${aws_subnet.c.id}";

const subnets = (first: object): Resources => ({
  aws_subnet: {
    a: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", availability_zone_id: "apne1-az4", ...first },
    b: { vpc_id: VPC_ID, cidr_block: "10.0.1.0/24", availability_zone_id: "apne1-az1" },
  },
});

const leadingTo = (address: string): Given => ({
  configuration: { resource_configuration_definition: { ip_resource: { ip_address: address } } },
});

describe("AWS's judgement of an endpoint of type Resource", () => {
  test.each<[string, Given]>([
    ["a zone in common", {}],
    ["a zone in common and one of its own", { endpoint: { subnet_ids: [SUBNET_A, SUBNET_B] } }],
    ["the protocol TCP", { configuration: { protocol: "TCP" } }],
    ["a custom domain name", { configuration: { custom_domain_name: "proxy.example.com" } }],
    ["a group without one", { configuration: { type: "GROUP" } }],
    ...["10.0.0.1", "100.64.0.0", "100.127.255.255", "172.31.0.9", "192.168.1.1"].map(
      (address): [string, Given] => [`the address ${address}`, leadingTo(address)],
    ),
    ["a gateway with IPv4", { gateway: { ip_address_type: "IPV4" } }],
    [
      "a gateway with both families in a subnet with both",
      { gateway: { ip_address_type: "DUALSTACK" }, more: subnets({ ipv6_cidr_block: "2001:db8::/64" }) },
    ],
  ])("given %s, when it is judged, then nothing is refused", (_, given) => {
    expect(judged(given)).toEqual({ refused: [], doubtful: [] });
  });

  test.each<[string, Given, RegExp]>([
    [
      "no zone in common",
      { endpoint: { subnet_ids: [SUBNET_B] } },
      /^s:aws_vpc_endpoint\.it: AWS refuses an endpoint without a zone of aws_vpclattice_resource_gateway\.it, which is in apne1-az4, and not in apne1-az1; /,
    ],
    [
      "UDP",
      { configuration: { protocol: "UDP" } },
      /^s:aws_vpclattice_resource_configuration\.it: AWS refuses a resource configuration for UDP/,
    ],
    [
      "a gateway with both families in a subnet without IPv6",
      { gateway: { ip_address_type: "DUALSTACK" }, more: subnets({ ipv6_native: false }) },
      /^s:aws_vpclattice_resource_gateway\.it: AWS refuses it addresses of both families in aws_subnet\.a, /,
    ],
    ...["Interface", "Gateway", undefined].map((type): [string, Given, RegExp] => [
      `an endpoint of the type ${type}`,
      { endpoint: { vpc_endpoint_type: type, subnet_ids: [SUBNET_A] } },
      /^s:aws_vpc_endpoint\.it: AWS refuses a resource configuration to an endpoint of type (Interface|Gateway); /,
    ]),
    ...["8.8.8.8", "100.128.0.0", "172.32.0.1", "11.0.0.1"].map((address): [string, Given, RegExp] => [
      `the address ${address}`,
      leadingTo(address),
      /^s:aws_vpclattice_resource_configuration\.it: AWS refuses an address outside 10\.0\.0\.0\/8, /,
    ]),
    [
      "the address of an interface outside",
      {
        ...leadingTo("${aws_network_interface.it.private_ip}"),
        more: {
          aws_vpc: { vpc: { cidr_block: "198.51.100.0/24" } },
          aws_subnet: {
            a: { vpc_id: VPC_ID, cidr_block: "198.51.100.0/28", availability_zone_id: "apne1-az4" },
            b: { vpc_id: VPC_ID, cidr_block: "198.51.100.16/28", availability_zone_id: "apne1-az1" },
          },
          aws_network_interface: { it: { subnet_id: SUBNET_A } },
        },
      },
      /AWS refuses an address outside 10\.0\.0\.0\/8, /,
    ],
    [
      "a group with a custom domain name",
      { configuration: { type: "GROUP", custom_domain_name: "proxy.example.com" } },
      /^s:aws_vpclattice_resource_configuration\.it: AWS refuses a custom domain name to a GROUP/,
    ],
    [
      "a gateway with subnets of another VPC",
      { gateway: { subnet_ids: [SUBNET_C] }, more: other("apne1-az4") },
      /^s:aws_vpclattice_resource_gateway\.it: AWS refuses it with subnets of another VPC/,
    ],
    [
      "a gateway for IPv6 alone",
      { gateway: { ip_address_type: "IPV6" } },
      /^s:aws_vpclattice_resource_gateway\.it: AWS refuses it IPv4 addresses/,
    ],
  ])("given %s, when it is judged, then it is refused", (_, given, reason) => {
    expect(judged(given)).toEqual({ refused: [expect.stringMatching(reason)], doubtful: [] });
  });

  test.each<[string, Given]>([
    ["an endpoint of a type", { endpoint: { vpc_endpoint_type: VARIABLE } }],
    ["an endpoint in a subnet", { endpoint: { subnet_ids: [VARIABLE] } }],
    ["a gateway in a subnet", { gateway: { subnet_ids: [VARIABLE] } }],
    [
      "an endpoint in a zone",
      { endpoint: { vpc_id: "${aws_vpc.other.id}", subnet_ids: [SUBNET_C] }, more: other("${var.zone}") },
    ],
  ])("given %s that is not known, when it is judged, then it may be refused", (_, given) => {
    expect(judged(given)).toEqual({ refused: [], doubtful: ["s:aws_vpc_endpoint.it"] });
  });

  test("given IPv6 of a subnet that is not known, when it is judged, then its gateway may be refused", () => {
    const gateway = { ip_address_type: "DUALSTACK" };
    expect(judged({ gateway, more: subnets({ ipv6_cidr_block: VARIABLE }) })).toEqual({
      refused: [],
      doubtful: ["s:aws_vpclattice_resource_gateway.it"],
    });
  });
});
