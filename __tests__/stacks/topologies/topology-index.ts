import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { modelOf } from "../../modules/topology/reading";
import type { Block } from "../../support/terraform";
import { EXISTING } from "../../support/topology-text";
import { SCENARIO, topologyOfFile } from "../../support/topologies";
import { egressProxyHub, mutualServices, peeredProxy, synthesized } from "./synthesized";

const crossAzWeb = synthesized(topologyOfFile(SCENARIO));

describe.each([
  ["the scenario cross-az-web", crossAzWeb],
  ["two entries that use each other's services", mutualServices],
  ["the scenario egress-proxy-hub", egressProxyHub],
  ["the scenario peered-proxy", peeredProxy],
  ["the scenario address-class-relay", synthesized(topologyOfFile("scenarios/address-class-relay.yaml"))],
] as const)("the index of %s", (_, { topology, app, index }) => {
  test("given any resource or data source, when the index is read, then it says where that was declared, and of no other", () => {
    const known = new Map(
      Object.entries(index.declarations).map(([stack, paths]) => [stack, Object.keys(paths).sort()]),
    );
    const made = new Map(
      [...app.stacks].map(([id, { resources, dataSources }]) => [
        id,
        [...resources.keys(), ...dataSources.keys()].sort(),
      ]),
    );
    expect(known).toEqual(made);
  });

  test("given any declaration, when it is followed, then the topology has it", () => {
    const declared = new Set(
      topology.entries.flatMap((entry) => {
        const path = `${entry.section}.${entry.name}`;
        // What relays have is declared by their mappings, of which a list has no names.
        const named = (["hosts", "services", "endpoints"] as const).flatMap((kind) =>
          kind !== "hosts" && topology.name === "address-class-relay"
            ? []
            : entry[kind].map((each) => `${path}.${kind}.${each.name}`),
        );
        const proxies = entry.proxies === undefined ? [] : [`${path}.proxies`];
        const proxy = entry.proxyUse === undefined ? [] : [`${path}.proxy`];
        const relay = entry.relay === undefined ? [] : [path, `${path}.mappings`];
        const vpn = entry.vpn === undefined ? [] : [`${path}.vpn`, `${path}.vpn.connections.office`];
        return [`${path}.vpc`, ...named, ...proxies, ...proxy, ...relay, ...vpn];
      }),
    );
    for (const { name } of topology.peerings) declared.add(`peerings.${name}`);
    for (const { name, hosts } of topology.onPremises) {
      const path = `onPremises.${name}`;
      for (const each of [path, `${path}.vpc`, ...hosts.map((host) => `${path}.hosts.${host.name}`)])
        declared.add(each);
    }
    const paths = Object.values(index.declarations).flatMap((byAddress) => Object.values(byAddress));
    expect(new Set(paths)).toEqual(declared);
  });

  test("given every host and name of the topology, when the index is read, then each is a resource that there is", () => {
    const hosts = [...topology.entries, ...topology.onPremises].flatMap((entry) => [
      ...entry.hosts.map((host) => `${entry.name}/${host.name}`),
      ...("proxies" in entry ? [`${entry.name}/proxies`] : []),
      ...("relay" in entry ? [`${entry.name}/relay`] : []),
    ]);
    expect(Object.keys(index.hosts)).toEqual(hosts.sort());
    const names = topology.entries.flatMap(({ endpoints, proxyUse }) => [
      ...endpoints.flatMap(({ dnsName }) => dnsName ?? []),
      ...(proxyUse === undefined ? [] : [proxyUse.proxies.dnsName]),
    ]);
    expect(Object.keys(index.names)).toEqual([...new Set(names)].sort());
    const records = Object.values(index.names).flatMap((byEntry) => Object.values(byEntry));
    for (const [host, { stack, address }] of Object.entries(index.hosts)) {
      expect(address).toMatch(
        /\/(proxies|relay)$/.test(host) ? /^aws_autoscaling_group\./ : /^aws_instance\./,
      );
      expect(app.stack(stack).resources.has(address)).toBe(true);
    }
    for (const { stack, address } of records) {
      expect(address).toMatch(/^aws_route53_record\./);
      expect(app.stack(stack).resources.has(address)).toBe(true);
    }
  });
});

describe("the index of the scenario cross-az-web", () => {
  const { index } = crossAzWeb;

  test("given its flows, when the index is read, then they are there as declared, without a line number", () => {
    expect(index.file).toBe(SCENARIO);
    expect(index.flows).toEqual([
      {
        from: "a/ec2-a",
        to: "web.example.internal",
        protocol: "tcp",
        port: 80,
        expect: "reachable",
        answer: "Hello!",
      },
      { from: "a/ec2-a", to: "web/ec2-b", protocol: "tcp", port: 80, expect: "blocked" },
    ]);
  });

  test("given a part of the service or of the endpoint, when it is looked up, then its declaration is the part's own", () => {
    expect(index.declarations["cross-az-web.web"]).toMatchObject({
      "aws_lb.load-balancers_web": "providers.web.services.web",
      "aws_vpc_endpoint_service.endpoint-services_web": "providers.web.services.web",
      "aws_instance.hosts_ec2-b": "providers.web.hosts.ec2-b",
      "aws_subnet.vpc_private_apne1-az1": "providers.web.vpc",
    });
    expect(index.declarations["cross-az-web.web.accept-a"]).toEqual({
      "aws_vpc_endpoint_connection_accepter.connections_web": "consumers.a.endpoints.web",
    });
  });
});

describe("the index of networks that are there already", () => {
  const { index } = synthesized(modelOf(EXISTING));

  test("given hosts by their IDs, when they are looked up, then they are the data sources that look at them", () => {
    expect(index.hosts).toEqual({
      "legacy/client": { stack: "x.legacy", address: "data.aws_instance.hosts_client" },
      "web/server": { stack: "x.web", address: "data.aws_instance.hosts_server" },
    });
  });

  test("given what is stated, when it is looked up, then its declaration is where that stands", () => {
    const vpc = "consumers.legacy.vpc";
    expect(index.declarations["x.legacy"]).toMatchObject({
      "data.aws_vpc.vpc": vpc,
      "data.aws_subnet.vpc_private_apne1-az4": `${vpc}.subnets.apne1-az4`,
      "data.aws_route_table.vpc_route-tables_rtb-00000000000000001": `${vpc}.subnets.apne1-az4.routeTable`,
      "data.aws_security_group.vpc_security-groups_sg-00000000000000001": `${vpc}.securityGroups.sg-00000000000000001`,
      "data.aws_instance.hosts_client": "consumers.legacy.hosts.client",
    });
  });
});

/** Where a resolver endpoint answers. */
function addressesOf(resolver: Block): string[] {
  const { ip_address } = z.object({ ip_address: z.array(z.object({ ip: z.string() })) }).parse(resolver);
  return ip_address.map(({ ip }) => ip);
}

describe("the index of the scenario beanstalk-service", () => {
  const { app, index } = synthesized(topologyOfFile("scenarios/beanstalk-service.yaml"));
  const address = "aws_elastic_beanstalk_environment.environments_eb-privatelink";

  test("given the environment, when the index is read, then flows find it like a host", () => {
    expect(index.hosts["eb/eb-privatelink"]).toEqual({ stack: "beanstalk-service.eb", address });
  });

  test("given all that is made for it, when the index is read, then it was declared with the environment", () => {
    const declared = Object.entries(index.declarations["beanstalk-service.eb"] ?? {});
    const own = declared.filter(([each]) => each.includes(".environments_eb-privatelink"));
    expect(own.length).toBeGreaterThan(10);
    expect(new Set(own.map(([, path]) => path))).toEqual(
      new Set(["providers.eb.environments.eb-privatelink"]),
    );
  });

  test("given a network outside AWS, when the index is read, then it says what Terraform does not know of it", () => {
    const stack = "beanstalk-service.office.vpn-headquarters";
    const customerGateway = "aws_customer_gateway.connection_customer-gateway";
    expect(app.stack(stack).resource(customerGateway)).toMatchObject({ ip_address: "203.0.113.10" });
    const resolver = app.stack("beanstalk-service.office").resource("aws_route53_resolver_endpoint.resolver");
    expect(index.onPremises).toEqual({
      headquarters: {
        blocks: ["192.168.100.0/24"],
        gateway: "203.0.113.10",
        asn: 65010,
        customerGateways: [{ stack, address: customerGateway }],
        hosts: { pc: "192.168.100.10" },
        forwards: { "example.internal": addressesOf(resolver) },
      },
    });
    expect(index.declarations[stack]).toMatchObject({
      [customerGateway]: "consumers.office.vpn.connections.headquarters",
    });
    expect(index.declarations["beanstalk-service.office"]).toMatchObject({
      "aws_vpn_gateway.vpn-gateway": "consumers.office.vpn",
      "aws_route53_resolver_endpoint.resolver": "consumers.office.resolver",
    });
  });
});
