import { describe, expect, test } from "@jest/globals";
import type { Network, NetworkInterface, VpcEndpoint } from "../../../../analysis/network";
import {
  DEFAULT_GROUP,
  GROUP_ONE,
  GROUP_TWO,
  just,
  networkWith,
  range,
  SUBNET_A,
  SUBNET_B,
  USABLE_OF_A,
} from "./placed";
import { get, OF_VARIABLE, reasonOf, reasonsOf, type Resources, VARIABLE, VPC_ID } from "./stacks";

const ENDPOINT_ID = "${aws_vpc_endpoint.it.id}";
const SERVICE: Resources = { aws_vpc_endpoint_service: { web: { acceptance_required: false } } };

function network(attributes: object, ...others: readonly Resources[]): Network {
  const it = {
    vpc_id: VPC_ID,
    vpc_endpoint_type: "Interface",
    service_name: "com.amazonaws.ap-northeast-1.ssm",
    subnet_ids: [SUBNET_A],
    ...attributes,
  };
  return networkWith({ aws_vpc_endpoint: { it } }, ...others);
}

function endpoint(attributes: object, ...others: readonly Resources[]): VpcEndpoint {
  return get(network(attributes, ...others).endpoints, "aws_vpc_endpoint.it");
}

function inA(attributes: object, ...others: readonly Resources[]): NetworkInterface {
  return get(network(attributes, ...others).interfaces, "aws_vpc_endpoint.it", "s:aws_subnet.a");
}

describe("a VPC endpoint", () => {
  test("given a subnet and a service of AWS, when it is built, then it has AWS's defaults", () => {
    expect(endpoint({})).toEqual({
      key: "s:aws_vpc_endpoint.it",
      at: "s:aws_vpc_endpoint.it",
      type: "Interface",
      account: "111111111111",
      region: "ap-northeast-1",
      vpc: "s:aws_vpc.vpc",
      service: { kind: "elsewhere", name: "com.amazonaws.ap-northeast-1.ssm" },
      interfaces: just("s:aws_vpc_endpoint.it/s:aws_subnet.a"),
      privateDns: false,
      privateDnsWhenMade: false,
      autoAccept: false,
    });
    expect(inA({})).toEqual({
      key: "s:aws_vpc_endpoint.it/s:aws_subnet.a",
      at: "s:aws_vpc_endpoint.it",
      owner: { kind: "endpoint", endpoint: "s:aws_vpc_endpoint.it" },
      subnet: "s:aws_subnet.a",
      securityGroups: just(DEFAULT_GROUP),
      addresses: USABLE_OF_A,
      hasPublicAddress: false,
      sourceDestinationCheck: true,
    });
  });

  test("given no type, when it is built, then it is a gateway endpoint, which has no interface", () => {
    expect(endpoint({ vpc_endpoint_type: null, subnet_ids: null })).toMatchObject({
      type: "Gateway",
      interfaces: just(),
    });
  });

  test("given a type of endpoint that is not analysed, when it is built, then its interfaces are unknown", () => {
    const { interfaces } = endpoint({ vpc_endpoint_type: "GatewayLoadBalancer" });
    expect(interfaces.items).toEqual([]);
    expect(reasonsOf(interfaces.doubts)).toEqual(["endpoints of this type are not analysed"]);
  });

  test("given a service of the stacks, when it is built, then it is its service", () => {
    const stated = {
      service_name: "${aws_vpc_endpoint_service.web.service_name}",
      private_dns_enabled: true,
    };
    expect(endpoint(stated, SERVICE)).toMatchObject({
      service: { kind: "endpoint-service", service: "s:aws_vpc_endpoint_service.web" },
      privateDns: true,
      privateDnsWhenMade: true,
    });
  });

  test("given a service that is unknown, absent or of another Region, when it is built, then it is unknown", () => {
    expect(reasonOf(endpoint({ service_name: VARIABLE }).service)).toBe(OF_VARIABLE);
    expect(reasonOf(endpoint({ service_name: null }).service)).toMatch(/endpoints without a service/);
    expect(reasonOf(endpoint({ service_region: "us-east-1" }).service)).toMatch(/another Region/);
    expect(endpoint({ service_region: "ap-northeast-1" }).service).toMatchObject({ kind: "elsewhere" });
  });

  test("given a resource configuration of the stacks, when it is built, then it leads to that", () => {
    const resource = {
      vpc_endpoint_type: "Resource",
      service_name: null,
      resource_configuration_arn: "${aws_vpclattice_resource_configuration.it.arn}",
    };
    const configuration = { aws_vpclattice_resource_configuration: { it: { port_ranges: ["80"] } } };
    expect(endpoint(resource, configuration)).toMatchObject({
      type: "Resource",
      service: {
        kind: "resource-configuration",
        configuration: "s:aws_vpclattice_resource_configuration.it",
      },
      interfaces: just("s:aws_vpc_endpoint.it/s:aws_subnet.a"),
      privateDns: false,
    });
    const elsewhere = { ...resource, resource_configuration_arn: "arn:aws:vpc-lattice:x" };
    expect(reasonOf(endpoint(elsewhere).service)).toMatch(/^none of the given stacks makes it/);
    expect(reasonOf(endpoint({ ...resource, resource_configuration_arn: VARIABLE }).service)).toBe(
      OF_VARIABLE,
    );
  });

  test("given a service network that no stack makes, when it is built, then what it leads to is unknown", () => {
    const network = { vpc_endpoint_type: "ServiceNetwork", service_name: null, service_network_arn: "arn:x" };
    expect(reasonOf(endpoint(network).service)).toBe(
      "none of the given stacks makes it as aws_vpclattice_service_network",
    );
  });

  test("given private DNS for a resource, when it is built, then that depends on its name's verification", () => {
    const resource = (options: object): VpcEndpoint =>
      endpoint({ vpc_endpoint_type: "Resource", private_dns_enabled: true, ...options });
    expect(reasonOf(resource({}).privateDns)).toMatch(/gets verified is not in the Terraform$/);
    expect(
      reasonOf(resource({ dns_options: [{ private_dns_preference: "VERIFIED_DOMAINS_ONLY" }] }).privateDns),
    ).toMatch(/gets verified/);
    expect(resource({ dns_options: [{ private_dns_preference: "ALL_DOMAINS" }] }).privateDns).toBe(true);
    expect(resource({ private_dns_enabled: false }).privateDns).toBe(false);
  });

  test("given values that are unknown, when it is built, then they are", () => {
    const { type, vpc, privateDns, interfaces } = endpoint({
      vpc_endpoint_type: VARIABLE,
      vpc_id: VARIABLE,
      private_dns_enabled: VARIABLE,
    });
    expect([type, vpc, privateDns].map(reasonOf)).toEqual([OF_VARIABLE, OF_VARIABLE, OF_VARIABLE]);
    expect(interfaces.items).toEqual([]);
    expect(reasonsOf(interfaces.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonOf(endpoint({ vpc_endpoint_type: "Portal" }).type)).toBe(
      "this is not a type of VPC endpoint",
    );
  });

  test("given private DNS by a resource of its own, when it is built, then that counts", () => {
    const enabled = (value: unknown): Resources => ({
      aws_vpc_endpoint_private_dns: { it: { vpc_endpoint_id: ENDPOINT_ID, private_dns_enabled: value } },
    });
    expect(endpoint({}, enabled(true))).toMatchObject({ privateDns: true, privateDnsWhenMade: false });
    expect(endpoint({ private_dns_enabled: true }, enabled(false))).toMatchObject({
      privateDns: false,
      privateDnsWhenMade: true,
    });
    expect(reasonOf(endpoint({}, enabled(VARIABLE)).privateDns)).toBe(OF_VARIABLE);
  });
});

describe("private DNS by several resources", () => {
  test("given that they contradict each other, when the endpoint is built, then it is unknown", () => {
    const on = { vpc_endpoint_id: ENDPOINT_ID, private_dns_enabled: true };
    const both = endpoint(
      {},
      {
        aws_vpc_endpoint_private_dns: { on, off: { ...on, private_dns_enabled: false } },
      },
    );
    expect(reasonOf(both.privateDns)).toMatch(/contradict/);
  });
});

describe("an endpoint's subnets", () => {
  const joined = (id: string, subnet: string): Resources => ({
    aws_vpc_endpoint_subnet_association: { it: { vpc_endpoint_id: id, subnet_id: subnet } },
  });

  test("given an association, when it is built, then it has an interface there too", () => {
    expect(endpoint({}, joined(ENDPOINT_ID, SUBNET_B)).interfaces).toEqual(
      just("s:aws_vpc_endpoint.it/s:aws_subnet.a", "s:aws_vpc_endpoint.it/s:aws_subnet.b"),
    );
  });

  test("given a fixed address, when it is built, then its interface there has it", () => {
    const configured = { subnet_configuration: [{ subnet_id: SUBNET_A, ipv4: "10.0.0.9" }] };
    expect(inA(configured).addresses).toEqual(range("10.0.0.9"));
    expect(endpoint(configured).interfaces).toEqual(just("s:aws_vpc_endpoint.it/s:aws_subnet.a"));
    const elsewhere = { subnet_configuration: [{ subnet_id: SUBNET_B, ipv4: "10.0.1.9" }] };
    expect(inA(elsewhere).addresses).toEqual(USABLE_OF_A);
    expect(reasonsOf(endpoint(elsewhere).interfaces.doubts)).toEqual([
      "subnet_ids does not have the subnet of this block",
    ]);
  });

  test("given subnets or addresses that are unknown, when it is built, then there is a doubt", () => {
    const doubts = (...built: Parameters<typeof endpoint>): string[] =>
      reasonsOf(endpoint(...built).interfaces.doubts);
    expect(doubts({ subnet_ids: [SUBNET_A, VARIABLE] })).toEqual([OF_VARIABLE]);
    expect(doubts({}, joined(ENDPOINT_ID, VARIABLE))).toEqual([OF_VARIABLE]);
    expect(doubts({}, joined(VARIABLE, SUBNET_B))).toEqual([OF_VARIABLE]);
    expect(reasonOf(inA({ subnet_configuration: VARIABLE }).addresses)).toBe(OF_VARIABLE);
  });
});

describe("an endpoint's security groups", () => {
  const added = (attributes: object): Resources => ({
    aws_vpc_endpoint_security_group_association: {
      it: { vpc_endpoint_id: ENDPOINT_ID, security_group_id: GROUP_TWO, ...attributes },
    },
  });

  test("given groups, when it is built, then they are in the place of the default one", () => {
    expect(inA({ security_group_ids: [GROUP_ONE] }).securityGroups).toEqual(just("s:aws_security_group.one"));
  });

  test("given an association, when it is built, then its group is added", () => {
    expect(inA({ security_group_ids: [GROUP_ONE] }, added({})).securityGroups).toEqual(
      just("s:aws_security_group.one", "s:aws_security_group.two"),
    );
    expect(inA({}, added({})).securityGroups).toEqual(just(DEFAULT_GROUP, "s:aws_security_group.two"));
  });

  test("given one that replaces the default group, when it is built, then that is gone", () => {
    expect(inA({}, added({ replace_default_association: true })).securityGroups).toEqual(
      just("s:aws_security_group.two"),
    );
  });

  test("given groups that are unknown, when it is built, then there is a doubt", () => {
    for (const unclear of [
      inA({ security_group_ids: VARIABLE }),
      inA({}, added({ security_group_id: VARIABLE })),
      inA({}, added({ vpc_endpoint_id: VARIABLE })),
      inA({}, added({ replace_default_association: VARIABLE })),
    ])
      expect(reasonsOf(unclear.securityGroups.doubts)).toEqual([OF_VARIABLE]);
  });
});
