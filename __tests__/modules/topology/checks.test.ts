import { describe, expect, test } from "@jest/globals";
import { edited, type Edit } from "../../support/topology-text";
import { saidOf } from "./reading";

const ZONES: Edit[0] = "zones: [apne1-az4, apne1-az1]\n";
const subnets = (written: string): Edit => [ZONES, `${ZONES}      subnets: ${written}\n`];
const pinned = (...lines: readonly string[]): Edit => [
  "zones: [apne1-az4]\n",
  `zones: [apne1-az4]\n        ${lines.join("\n        ")}\n`,
];
const CONSUMER_CIDR: Edit = ["apne1-az1, apne1-az2]", "apne1-az1, apne1-az2]\n      cidr: 10.0.0.0/16"];

describe("what is allowed", () => {
  test.each<readonly [what: string, ...Edit[]]>([
    ["the file as it is"],
    ["a topology with a name of 32 letters and hyphens", ["topology: x", `topology: ${"ab-".repeat(10)}ab`]],
    ["tags of its own", ["topology: x", "topology: x\ntags: { owner: a, stacks: b }"]],
    ["a topology called internals", ["topology: x", "topology: internals"]],
    ["a topology called sgw", ["topology: x", "topology: sgw"]],
    ["a VPC of /24, cut into sixteen", ["10.1.0.0/16", "10.1.0.0/24"]],
    [
      "a VPC of /28 that is one subnet",
      ["10.1.0.0/16", "10.1.0.0/28"],
      [
        ZONES,
        "zones: [apne1-az1]\n      natGateways: none\n      subnets: { private: { apne1-az1: 10.1.0.0/28 } }\n",
      ],
      ["zones: [apne1-az4]\n", "zones: [apne1-az1]\n"],
    ],
    ["a publicly routable VPC", ["10.1.0.0/16", "203.0.112.0/20"]],
    ["VPCs that overlap", CONSUMER_CIDR, ["10.1.0.0/16", "10.0.0.0/16"]],
    ["subnets side by side", subnets("{ private: { apne1-az4: 10.1.0.0/25, apne1-az1: 10.1.0.128/25 } }")],
    [
      "the first and the last address that a host can have",
      subnets("{ private: { apne1-az1: 10.1.240.0/28 } }"),
      [
        "      ec2-b: {",
        "      ec2-c: { zone: apne1-az1, address: 10.1.240.14 }\n      ec2-b: { address: 10.1.240.4,",
      ],
    ],
    ["an address for each zone", CONSUMER_CIDR, pinned("addresses: { apne1-az4: 10.0.48.9 }")],
    [
      "a load balancer in fewer zones than the VPC",
      ["        port: 80\n", "        port: 80\n        zones: [apne1-az4]\n"],
    ],
    [
      "a target in another zone than the load balancer",
      ["        port: 80\n", "        port: 80\n        zones: [apne1-az4]\n        crossZone: true\n"],
    ],
    [
      "one host of several services",
      [
        "      web:\n        port: 80",
        "      also: { port: 81, targetPort: 80, targets: [ec2-b] }\n      web:\n        port: 80",
      ],
    ],
    [
      "one question by two protocols",
      [
        "flows:\n",
        "flows:\n  - { from: a/ec2-a, to: web.example.internal, port: 80, protocol: udp, expect: blocked }\n",
      ],
    ],
    [
      "a provider's own endpoint",
      ["    services:\n", "    endpoints: { self: { service: web/web, clients: [ec2-b] } }\n    services:\n"],
    ],
  ])("given %s, when the file is read, then it is good", (_, ...edits) => {
    expect(saidOf(edited(...edits))).toEqual([]);
  });
});

describe("what is not", () => {
  test.each<readonly [what: string, says: string, ...Edit[]]>([
    [
      "a subnet for a zone that the VPC is not in",
      '13:29 providers.web.vpc.subnets.private.apne1-az2 "apne1-az2": the VPC has no such zone; its zones are apne1-az4, apne1-az1',
      subnets("{ private: { apne1-az2: 10.1.240.0/24 } }"),
    ],
    [
      "a public subnet without NAT gateways",
      '13:39 providers.web.vpc.subnets.public.apne1-az1 "10.1.240.0/24": public subnets hold NAT gateways, and this VPC has none; leave the block out, or set natGateways',
      [ZONES, `${ZONES}      subnets: { public: { apne1-az1: 10.1.240.0/24 } }\n      natGateways: none\n`],
    ],
    [
      "a host in a zone without subnets",
      '27:22 consumers.a.hosts.ec2-a.zone "apne1-az3": the VPC has no subnets there; its zones are apne1-az4, apne1-az1, apne1-az2',
      ["ec2-a: { zone: apne1-az4 }", "ec2-a: { zone: apne1-az3 }"],
    ],
    [
      "a host at the VPC router's address",
      '14:42 providers.web.hosts.ec2-b.address "10.1.0.1": 10.1.0.1 is the address of the VPC router in 10.1.0.0/20; a host of this subnet has an address from 10.1.0.4 to 10.1.15.254',
      ["zone: apne1-az1, web", "zone: apne1-az1, address: 10.1.0.1, web"],
    ],
    [
      "a host outside its subnet",
      `14:42 providers.web.hosts.ec2-b.address "10.1.16.9": 10.1.16.9 is not in the subnet's block 10.1.0.0/20; a host of this subnet has an address from 10.1.0.4 to 10.1.15.254`,
      ["zone: apne1-az1, web", "zone: apne1-az1, address: 10.1.16.9, web"],
    ],
    [
      "an endpoint at a host's address",
      '33:33 consumers.a.endpoints.web.addresses.apne1-az4 "10.0.48.9": host ec2-a has this address already; give each its own',
      CONSUMER_CIDR,
      ["ec2-a: { zone: apne1-az4 }", "ec2-a: { zone: apne1-az4, address: 10.0.48.9 }"],
      pinned("addresses: { apne1-az4: 10.0.48.9 }"),
    ],
    [
      "an address in a zone without the endpoint",
      '33:22 consumers.a.endpoints.web.addresses.apne1-az1 "apne1-az1": the endpoint has no network interface there; its zones are apne1-az4',
      CONSUMER_CIDR,
      pinned("addresses: { apne1-az1: 10.0.0.9 }"),
    ],
    [
      "a load balancer in a zone without subnets",
      '18:17 providers.web.services.web.zones[0] "apne1-az2": the VPC has no subnets there; its zones are apne1-az4, apne1-az1',
      ["        port: 80\n", "        port: 80\n        zones: [apne1-az2, apne1-az4]\n"],
    ],
    [
      "an endpoint and a service that share no zone",
      '30:18 consumers.a.endpoints.web.service "web/web": the service web/web shares no zone with this VPC: it is in apne1-az4, apne1-az1; add one of them to the VPC\'s zones',
      ["zones: [apne1-az4, apne1-az1, apne1-az2]", "zones: [apne1-az2]"],
      ["        zones: [apne1-az4]\n", ""],
      ["ec2-a: { zone: apne1-az4 }", "ec2-a: { zone: apne1-az2 }"],
    ],
    [
      "a question that is asked twice",
      "36:5 flows[1]: flows[0] asks the same; ask once",
      ["flows:\n", "flows:\n  - { from: a/ec2-a, to: web.example.internal, port: 80, expect: blocked }\n"],
    ],
    [
      "an answer of a flow that is blocked",
      '35:83 flows[0].answer "hello": a blocked flow has no answer; leave it out, or expect reachable',
      ["expect: reachable", "expect: blocked"],
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(edited(...edits))).toEqual([says]);
  });
});
