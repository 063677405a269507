import { describe, expect, test } from "@jest/globals";
import { allocateSubnetBlock, allocateVpcBlock, valueOf } from "../../../modules/addressing";
import type { Entry } from "../../../modules/topology";
import { AZ1, AZ4, address, block } from "../../support/values";
import { type Edit, edited, editedText, PROXIED } from "../../support/topology-text";
import { modelOf } from "./reading";

const SMALL = `topology: small
region: ap-northeast-1
accounts: { p: "222222222222", c: "111111111111" }
providers:
  shop:
    account: p
    vpc: { zones: [apne1-az4, apne1-az1] }
    hosts: { web: { zone: apne1-az4 } }
    services: { http: { port: 8080, targets: [web], allow: [c] } }
consumers:
  client:
    account: c
    vpc: { zones: [apne1-az2, apne1-az1] }
    endpoints: { shop: { service: shop/http, clients: [10.0.0.0/8] } }
`;

describe("what a file leaves out", () => {
  const { entries, flows, tags, ...rest } = modelOf(SMALL);
  const [client, shop] = entries;

  test("given a file without it, when it is read, then there are no flows, tags or role", () => {
    expect({ flows, tags, ...rest }).toEqual({
      name: "small",
      file: "x.yaml",
      region: "ap-northeast-1",
      roles: {},
      state: { backend: "local" },
      onPremises: [],
      peerings: [],
      flows: [],
      undeclared: "allow",
      liveChecks: false,
      tags: {},
    });
  });

  test("given a VPC without blocks, when it is read, then they follow from its name, its zones and their tiers", () => {
    const whole = allocateVpcBlock("shop");
    expect(shop?.vpc).toEqual({
      kind: "made",
      block: whole,
      blocks: [whole],
      secondaryBlocks: [],
      zones: [AZ1, AZ4],
      natGateways: "one",
      flowLogs: true,
      subnets: (["private", "public"] as const).flatMap((tier) =>
        [AZ1, AZ4].map((zone) => ({
          tier,
          zone,
          block: valueOf(allocateSubnetBlock(whole, tier, Number(zone.at(-1)))),
        })),
      ),
    });
  });

  test("given a VPC without NAT gateways, when it is read, then it has no public subnets", () => {
    const text = SMALL.replace(
      "zones: [apne1-az4, apne1-az1]",
      "zones: [apne1-az4, apne1-az1], natGateways: none",
    );
    expect(modelOf(text).entries[1]?.vpc.subnets).toMatchObject([{ tier: "private" }, { tier: "private" }]);
  });

  test("given a host with a zone alone, when it is read, then it is small and has no address of its own", () => {
    expect(shop?.hosts).toEqual([
      {
        kind: "made",
        name: "web",
        zone: AZ4,
        platform: "linux",
        instanceType: "t3.micro",
        rootVolumeSize: 8,
      },
    ]);
  });

  test("given a service with its port, targets and accounts, when it is read, then the rest is the safe choice", () => {
    expect(shop?.services).toEqual([
      {
        name: "http",
        entry: "shop",
        account: "222222222222",
        listeners: [{ port: 8080, targetPort: 8080, targets: { kind: "hosts", hosts: ["web"] } }],
        addresses: new Map(),
        zones: [AZ1, AZ4],
        crossZone: true,
        enforceInboundRulesOnPrivateLinkTraffic: false,
        inboundFrom: [],
        acceptance: "manual",
        allow: ["111111111111"],
      },
    ]);
  });

  test("given an endpoint without zones, when it is read, then it is where the VPC and the service both are", () => {
    expect(client?.endpoints).toEqual([
      {
        name: "shop",
        service: shop?.services[0],
        zones: [AZ1],
        addresses: new Map(),
        clients: [{ kind: "block", block: block("10.0.0.0/8") }],
        privateDns: false,
      },
    ]);
  });
});

describe("what a file states", () => {
  test("given every key, when the file is read, then the model has what it says", () => {
    const model = modelOf(
      edited(
        ["flows:", "roles: { deploy: deployer }\ntags: { owner: me }\nflows:"],
        [
          "cidr: 10.1.0.0/16",
          "cidr: 10.1.0.0/16\n      subnets: { private: { apne1-az1: 10.1.240.0/24 } }\n      natGateways: per-zone\n      flowLogs: false",
        ],
        [
          "zone: apne1-az1, web",
          "zone: apne1-az1, address: 10.1.240.9, instanceType: t4g.small, rootVolumeSize: 20, web",
        ],
        [
          "allow: [consumer]",
          "allow: [consumer]\n        targetPort: 8080\n        zones: [apne1-az4]\n        crossZone: false\n        enforceInboundRulesOnPrivateLinkTraffic: true\n        inboundFrom: [10.0.0.0/8]\n        acceptance: automatic",
        ],
        ["{ page: hello }", "{ page: hello, port: 8080 }"],
        ["apne1-az1, apne1-az2]", "apne1-az1, apne1-az2]\n      cidr: 10.0.0.0/16"],
        ["service: web/web\n", "service: web/web\n        addresses: { apne1-az4: 10.0.48.9 }\n"],
      ),
    );
    const [consumer, provider] = model.entries;
    expect(model).toMatchObject({ roles: { deploy: "deployer" }, tags: { owner: "me" } });
    expect(provider?.vpc).toMatchObject({
      block: block("10.1.0.0/16"),
      natGateways: "per-zone",
      flowLogs: false,
    });
    expect(provider?.vpc.subnets[0]).toEqual({ tier: "private", zone: AZ1, block: block("10.1.240.0/24") });
    expect(provider?.hosts).toEqual([
      {
        kind: "made",
        name: "ec2-b",
        zone: AZ1,
        address: address("10.1.240.9"),
        platform: "linux",
        instanceType: "t4g.small",
        rootVolumeSize: 20,
        web: { page: "hello", port: 8080 },
      },
    ]);
    expect(provider?.services[0]).toMatchObject({
      listeners: [{ targetPort: 8080, healthCheckPath: "/index.html" }],
      zones: [AZ4],
      crossZone: false,
      enforceInboundRulesOnPrivateLinkTraffic: true,
      inboundFrom: [block("10.0.0.0/8")],
      acceptance: "automatic",
    });
    expect(consumer?.endpoints[0]).toMatchObject({
      zones: [AZ4],
      addresses: new Map([[AZ4, address("10.0.48.9")]]),
      clients: [{ kind: "host", host: "ec2-a" }],
      dnsName: "web.example.internal",
    });
    expect(model.flows).toEqual([
      {
        from: { entry: "a", host: "ec2-a" },
        to: { kind: "name", name: "web.example.internal" },
        protocol: "tcp",
        port: 80,
        expect: "reachable",
        answer: "hello",
      },
    ]);
  });
});

describe("proxies", () => {
  const hubOf = (...edits: readonly Edit[]): Entry | undefined =>
    modelOf(editedText(PROXIED, edits)).entries.find(({ name }) => name === "exit");

  test("given a hub that says no more than it must, when it is read, then it has a proxy in each zone and twice as many at most", () => {
    expect(hubOf()?.proxies).toMatchObject({
      through: "resource",
      target: { kind: "load-balancer" },
      zones: [AZ1, AZ4],
      instances: { min: 2, max: 4 },
      clients: [block("10.0.0.0/20"), block("10.0.48.0/20")],
      peeredBlocks: [],
    });
  });

  test("given peerings from either side, when the hub is read, then the other sides' blocks are its network's", () => {
    const relay = modelOf(PROXIED).entries.find(({ name }) => name === "relay");
    expect(relay?.proxies).toMatchObject({ peeredBlocks: [block("10.2.0.0/16"), block("10.3.0.0/16")] });
  });

  test("given a target's address, when the hub is read, then one proxy in the zone of the address is all", () => {
    const hub = hubOf(["      domains:", "      target: { address: 10.0.48.10 }\n      domains:"]);
    expect(hub?.proxies).toMatchObject({
      target: { kind: "address", address: address("10.0.48.10"), zone: AZ4 },
      instances: { min: 1, max: 1 },
    });
  });

  test("given hosts that use proxies, when their entry is read, then it has no NAT gateway, and Windows a larger host", () => {
    const { entries } = modelOf(PROXIED);
    const desk = entries.find(({ name }) => name === "desk");
    expect(desk).toMatchObject({
      vpc: { natGateways: "none" },
      hosts: [{ name: "pc", platform: "windows", instanceType: "t3.medium", rootVolumeSize: 30 }],
      proxyUse: { proxies: { entry: "relay" }, zones: [], clients: [{ kind: "host", host: "pc" }] },
    });
  });
});

describe("accounts", () => {
  test("given two names of one number, when a service allows both, then it allows one principal", () => {
    const text = edited(
      ['stranger: "333333333333"', 'stranger: "111111111111"'],
      ["allow: [consumer]", "allow: [stranger, consumer]"],
    );
    expect(modelOf(text).entries[1]?.services[0]?.allow).toEqual(["111111111111"]);
  });

  test("given another name of the consumer's number, when a service allows that, then the endpoint may connect", () => {
    const text = edited(
      ['stranger: "333333333333"', 'stranger: "111111111111"'],
      ["allow: [consumer]", "allow: [stranger]"],
    );
    expect(modelOf(text).entries[0]?.endpoints).toHaveLength(1);
  });

  test("given a consumer in the provider's own account, when nobody is allowed, then the endpoint may connect", () => {
    const text = edited(["account: consumer", "account: provider"], ["        allow: [consumer]\n", ""]);
    expect(modelOf(text).entries[0]?.endpoints[0]?.service.allow).toEqual([]);
  });

  test("given a leading zero in a number, when it stands in quotes, then it is kept", () => {
    expect(modelOf(edited(["111111111111", "000000000001"])).entries[0]?.account).toBe("000000000001");
  });
});

test("given aliases, when the file is read, then they stand for what their anchors do", () => {
  const text = edited(
    ["zones: [apne1-az4, apne1-az1]\n", "zones: &zones [apne1-az4, apne1-az1]\n"],
    ["zones: [apne1-az4, apne1-az1, apne1-az2]", "zones: *zones"],
  );
  expect(modelOf(text).entries.map(({ vpc }) => vpc.zones)).toEqual([
    [AZ1, AZ4],
    [AZ1, AZ4],
  ]);
});
