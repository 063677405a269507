import { describe, expect, test } from "@jest/globals";
import { IntervalSet, parseAddress, valueOf } from "../../../../modules/addressing";
import { type Network, networkOf, type ResourceConfiguration } from "../../../../analysis/network";
import { deploymentOf } from "../../../support/deployments";
import { GROUP_ONE, just, networkWith, SUBNET_A, SUBNET_B, USABLE_OF_A } from "./placed";
import {
  get,
  OF_VARIABLE,
  reasonOf,
  reasonsOf,
  type Resources,
  stackOf,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const GATEWAY = { vpc_id: VPC_ID, subnet_ids: [SUBNET_A, SUBNET_B], security_group_ids: [GROUP_ONE] };

function gateway(attributes: object = {}): Resources {
  return { aws_vpclattice_resource_gateway: { it: { ...GATEWAY, ...attributes } } };
}

const address = (ip: unknown): object => ({ ip_resource: [{ ip_address: ip }] });
const named = (name: unknown, family = "IPV4"): object => ({
  dns_resource: [{ domain_name: name, ip_address_type: family }],
});

function network(attributes: object, ...others: readonly Resources[]): Network {
  const it = {
    resource_gateway_identifier: "${aws_vpclattice_resource_gateway.it.id}",
    port_ranges: ["3128"],
    resource_configuration_definition: [address("10.0.0.55")],
    ...attributes,
  };
  return networkWith(gateway(), { aws_vpclattice_resource_configuration: { it } }, ...others);
}

function configuration(attributes: object, ...others: readonly Resources[]): ResourceConfiguration {
  return get(
    network(attributes, ...others).resourceConfigurations,
    "aws_vpclattice_resource_configuration.it",
  );
}

describe("a resource gateway", () => {
  test("given subnets and a group, when it is built, then it has an interface with that group in each", () => {
    const built = networkWith(gateway());
    expect(get(built.resourceGateways, "aws_vpclattice_resource_gateway.it")).toEqual({
      key: "s:aws_vpclattice_resource_gateway.it",
      at: "s:aws_vpclattice_resource_gateway.it",
      vpc: "s:aws_vpc.vpc",
      interfaces: just(
        "s:aws_vpclattice_resource_gateway.it/s:aws_subnet.a",
        "s:aws_vpclattice_resource_gateway.it/s:aws_subnet.b",
      ),
    });
    expect(get(built.interfaces, "aws_vpclattice_resource_gateway.it", "s:aws_subnet.a")).toEqual({
      key: "s:aws_vpclattice_resource_gateway.it/s:aws_subnet.a",
      at: "s:aws_vpclattice_resource_gateway.it",
      owner: { kind: "resource-gateway", gateway: "s:aws_vpclattice_resource_gateway.it" },
      subnet: "s:aws_subnet.a",
      securityGroups: just("s:aws_security_group.one"),
      addresses: USABLE_OF_A,
      hasPublicAddress: false,
      sourceDestinationCheck: true,
    });
    expect([...built.unmodelled]).toEqual([]);
  });

  test("given no group, when it is built, then which one it has is not known", () => {
    const { interfaces } = networkWith(gateway({ security_group_ids: null }));
    const { items, doubts } = get(
      interfaces,
      "aws_vpclattice_resource_gateway.it",
      "s:aws_subnet.a",
    ).securityGroups;
    expect(items).toEqual([]);
    expect(reasonsOf(doubts)).toEqual([expect.stringMatching(/not documented$/)]);
  });

  test("given a subnet that is not known, when it is built, then it may have more interfaces", () => {
    const { resourceGateways } = networkWith(gateway({ subnet_ids: [SUBNET_A, VARIABLE] }));
    const { interfaces } = get(resourceGateways, "aws_vpclattice_resource_gateway.it");
    expect(interfaces.items).toEqual(["s:aws_vpclattice_resource_gateway.it/s:aws_subnet.a"]);
    expect(reasonsOf(interfaces.doubts)).toEqual([OF_VARIABLE]);
  });
});

describe("a resource configuration", () => {
  test("given an address and a port, when it is built, then it leads there and nowhere else", () => {
    expect(configuration({})).toEqual({
      key: "s:aws_vpclattice_resource_configuration.it",
      at: "s:aws_vpclattice_resource_configuration.it",
      account: "111111111111",
      region: "ap-northeast-1",
      gateway: "s:aws_vpclattice_resource_gateway.it",
      ports: IntervalSet.of(3128, 3128),
      target: { kind: "address", address: valueOf(parseAddress("10.0.0.55")) },
      customDomainName: undefined,
      shares: just(),
    });
  });

  test("given the name of a load balancer, when it is built, then it leads to that", () => {
    const balancer = { aws_lb: { it: { load_balancer_type: "network", subnets: [SUBNET_A] } } };
    const definition = { resource_configuration_definition: named("${aws_lb.it.dns_name}") };
    expect(configuration(definition, balancer).target).toEqual({
      kind: "load-balancer",
      loadBalancer: "s:aws_lb.it",
    });
  });

  test("given an instance's address, when it is built, then it leads to its interface", () => {
    const host = { aws_instance: { host: { subnet_id: SUBNET_A } } };
    const definition = { resource_configuration_definition: [address("${aws_instance.host.private_ip}")] };
    expect(configuration(definition, host).target).toEqual({
      kind: "interface",
      interface: "s:aws_instance.host/primary-network-interface",
    });
  });

  test("given a name that is written out, when it is built, then it is that name", () => {
    const definition = { resource_configuration_definition: named("Proxy.Example.COM.") };
    expect(configuration(definition).target).toEqual({ kind: "name", name: "proxy.example.com" });
  });

  describe("given the name of a record", () => {
    const PUBLIC = [{ condition: "${self.private_zone == false}", error_message: "It is private." }];
    const FOUND = "${data.aws_route53_zone.found.id}";
    const NOT_PUBLIC = "no postcondition says that this zone is public";

    function targetOf(
      zoneId: string,
      { record = {}, zone = {}, found = {}, postcondition = PUBLIC, through = {} } = {},
    ): ResourceConfiguration["target"] {
      const alias = { name: "${aws_lb.it.dns_name}", zone_id: "Z1", evaluate_target_health: false };
      const it = { zone_id: zoneId, name: "proxy.example.com", type: "A", alias, ...record };
      const resources = {
        ...VPC,
        aws_vpclattice_resource_gateway: { it: { vpc_id: VPC_ID, ...through } },
        aws_lb: { it: { load_balancer_type: "network" } },
        aws_instance: { host: {} },
        aws_route53_record: { it },
        aws_route53_zone: { made: { name: "example.com", ...zone } },
        aws_vpclattice_resource_configuration: {
          it: {
            resource_gateway_identifier: "${aws_vpclattice_resource_gateway.it.id}",
            port_ranges: ["3128"],
            resource_configuration_definition: named("${aws_route53_record.it.fqdn}"),
          },
        },
      };
      const lookedUp = { zone_id: "Z0123456789ABCDEFGHIJ", ...found, lifecycle: { postcondition } };
      const stack = { ...stackOf(resources), data: { aws_route53_zone: { found: lookedUp } } };
      const { resourceConfigurations } = networkOf(deploymentOf({ s: stack }));
      return get(resourceConfigurations, "aws_vpclattice_resource_configuration.it").target;
    }

    const balancer = { kind: "load-balancer", loadBalancer: "s:aws_lb.it" };

    test("when its zone was there before and must be public, then it leads where the record does", () => {
      expect(targetOf(FOUND)).toEqual(balancer);
      const host = { alias: null, records: ["${aws_instance.host.private_ip}"] };
      expect(targetOf(FOUND, { record: host })).toMatchObject({ kind: "interface" });
      const other = { alias: null, type: "CNAME", records: ["Proxy.example.net."] };
      expect(targetOf(FOUND, { record: other })).toEqual({ kind: "name", name: "proxy.example.net" });
    });

    test("when a stack makes its zone, then it is a name that is looked up as any other, whatever the zone", () => {
      const name = { kind: "name", name: "proxy.example.com" };
      expect(targetOf("${aws_route53_zone.made.zone_id}")).toEqual(name);
      expect(targetOf("${aws_route53_zone.made.id}", { record: { name: "proxy" } })).toEqual(name);
      expect(reasonOf(targetOf("${aws_route53_zone.made.id}", { zone: { name: VARIABLE } }))).toBe(
        OF_VARIABLE,
      );
    });

    test("when its zone is sought among public ones by its name, then the zone is public", () => {
      const sought = { zone_id: null, name: "example.com", private_zone: false };
      expect(targetOf(FOUND, { found: sought, postcondition: [] })).toEqual(balancer);
    });

    test("when nothing says that its zone is public, then it is unknown", () => {
      expect(reasonOf(targetOf(FOUND, { postcondition: [] }))).toBe(NOT_PUBLIC);
      expect(reasonOf(targetOf(FOUND, { found: { private_zone: false }, postcondition: [] }))).toBe(
        NOT_PUBLIC,
      );
      const isPrivate = [{ condition: "${self.private_zone == true}", error_message: "It is public." }];
      expect(reasonOf(targetOf(FOUND, { postcondition: isPrivate }))).toBe(NOT_PUBLIC);
      expect(reasonOf(targetOf("Z0123456789ABCDEFGHIJ"))).toMatch(
        /^none of the given stacks makes this zone/,
      );
      expect(reasonOf(targetOf(VARIABLE))).toBe(OF_VARIABLE);
    });

    test("when it leads to several things, or nobody knows where, then it is unknown", () => {
      const addresses = { alias: null, records: ["10.0.0.5", "10.0.0.6"] };
      expect(reasonOf(targetOf(FOUND, { record: addresses }))).toMatch(/^what is analysed is a record/);
      expect(reasonOf(targetOf(FOUND, { record: { alias: VARIABLE } }))).toBe(OF_VARIABLE);
      const weighted = { set_identifier: "one", weighted_routing_policy: { weight: 10 } };
      expect(reasonOf(targetOf(FOUND, { record: weighted }))).toMatch(/is not analysed$/);
      const through = { resource_config_dns_resolution: "IN_VPC" };
      expect(reasonOf(targetOf(FOUND, { through }))).toMatch(/resolves in its VPC are not analysed$/);
    });
  });

  test("given a gateway that resolves names in its VPC, when it is built, then what a name leads to is unknown", () => {
    const definition = { resource_configuration_definition: named("proxy.example.internal") };
    const resolving = (where: string): Resources => gateway({ resource_config_dns_resolution: where });
    expect(reasonOf(configuration(definition, resolving("IN_VPC")).target)).toMatch(/not analysed$/);
    expect(configuration(definition, resolving("PUBLIC")).target).toMatchObject({ kind: "name" });
    expect(configuration({}, resolving("IN_VPC")).target).toMatchObject({ kind: "address" });
  });

  test.each([
    ["nothing", null, /one address or one name$/],
    ["an ARN", [{ arn_resource: [{ arn: "arn:aws:rds:x" }] }], /one address or one name$/],
    ["both", [{ ...address("10.0.0.1"), ...named("a.example.com") }], /one address or one name$/],
    ["IPv6 names", named("a.example.com", "IPV6"), /IPv6/],
    ["names of both families", named("a.example.com", "DUALSTACK"), /IPv6/],
    ["a name to come", named("${aws_instance.host.private_dns}"), /^none of the given stacks makes it/],
    ["an unknown address", address(VARIABLE), OF_VARIABLE],
    ["no address", address("host"), /IPv4/i],
    ["unknown definitions", VARIABLE, OF_VARIABLE],
  ])("given %s, when it is built, then its target is unknown", (_, definition, reason) => {
    const { target } = configuration(
      { resource_configuration_definition: definition },
      { aws_instance: { host: { subnet_id: SUBNET_A } } },
    );
    expect(reasonOf(target)).toMatch(reason);
  });

  test.each(["GROUP", "CHILD", "ARN"])("given the type %s, when it is built, then it is unknown", (type) => {
    const { gateway: through, ports, target } = configuration({ type });
    const reason = "resource configurations of this type are not analysed";
    expect([through, ports, target].map(reasonOf)).toEqual([reason, reason, reason]);
  });

  test("given the type SINGLE and a custom name, when it is built, then endpoints may answer to it", () => {
    expect(configuration({ type: "SINGLE", custom_domain_name: "Proxy.Example.com" })).toMatchObject({
      customDomainName: "proxy.example.com",
      gateway: "s:aws_vpclattice_resource_gateway.it",
    });
    expect(reasonOf(configuration({ custom_domain_name: VARIABLE }).customDomainName)).toBe(OF_VARIABLE);
  });

  test("given an association with a service network, when it is built, then that changes nothing for its endpoints", () => {
    const association = {
      aws_vpclattice_service_network_resource_association: {
        it: { resource_configuration_identifier: "${aws_vpclattice_resource_configuration.it.id}" },
      },
    };
    expect([...network({}, association).unmodelled]).toEqual([]);
    const policy = {
      aws_vpclattice_resource_policy: {
        it: { resource_arn: "${aws_vpclattice_resource_configuration.it.arn}" },
      },
    };
    expect([...network({}, policy).unmodelled.keys()]).toEqual([
      "s:aws_vpclattice_resource_configuration.it",
    ]);
  });
});
