import { describe, expect, test } from "@jest/globals";
import { type Edit, editedText, RELAYED } from "../../support/topology-text";
import { address, block } from "../../support/values";
import { modelOf, saidOf } from "./reading";

const MANAGED: readonly Edit[] = [["    mode: host\n    address: 172.16.0.10\n", "    mode: managed\n"]];

describe("what a relay by a host comes to", () => {
  const { entries } = modelOf(RELAYED);
  const [existing, relay] = entries;

  test("given mappings from outside, when the file is read, then each called address has a service and an endpoint with pinned addresses", () => {
    expect(existing?.services).toMatchObject([
      {
        name: "relay-172-16-0-10",
        acceptance: "automatic",
        allow: ["333333333333"],
        listeners: [{ name: "80", port: 80, targetPort: 8080, targets: { hosts: ["test02"] } }],
      },
      { name: "relay-172-16-0-11", listeners: [{ name: "443", port: 443, targetPort: 443 }] },
      { name: "web" },
    ]);
    const [endpoint] = relay?.endpoints ?? [];
    expect(endpoint).toMatchObject({
      name: "existing-172-16-0-10",
      zones: ["apne1-az4"],
      clients: [{ kind: "block", block: block("172.16.0.10/32") }],
    });
    expect([...(endpoint?.addresses.keys() ?? [])]).toEqual(["apne1-az4"]);
  });

  test("given a mapping to the outside, when the file is read, then the caller's address is the endpoint's, and the relay answers", () => {
    expect(existing?.endpoints).toMatchObject([
      {
        name: "relay-192-168-0-203",
        addresses: new Map([["apne1-az4", address("192.168.0.203")]]),
        clients: [{ kind: "host", host: "test02" }],
        service: {
          name: "existing-192-168-0-203",
          entry: "relay",
          allow: ["222222222222"],
          listeners: [
            {
              targets: { addresses: [{ name: "relay", address: address("172.16.0.10"), isOutside: false }] },
            },
          ],
        },
      },
    ]);
  });

  test("given both, when the file is read, then the relay rewrites from each side's addresses, and no two things have one", () => {
    const made = relay?.relay?.mode === "host" ? relay.relay : undefined;
    const [inward, further, outward] = made?.translations ?? [];
    const outside = relay?.services.flatMap(({ addresses }) => [...addresses.values()]) ?? [];
    const inside = relay?.endpoints.flatMap(({ addresses }) => [...addresses.values()]) ?? [];
    expect(made).toMatchObject({
      zone: "apne1-az4",
      address: address("172.16.0.10"),
      furtherAddresses: [address("172.16.0.11")],
      instanceType: "t3.small",
    });
    expect(inward).toMatchObject({
      sources: [block("10.200.0.0/16")],
      port: 80,
      to: { address: inside[0], port: 80 },
    });
    expect(further).toMatchObject({ address: address("172.16.0.11"), to: { address: inside[1], port: 443 } });
    expect(outward).toMatchObject({
      address: address("172.16.0.10"),
      to: { address: address("10.200.0.10"), port: 80 },
    });
    expect(outward?.sources.map(({ first }) => first)).toEqual(outside);
    expect(new Set([...outside, ...inside]).size).toBe(outside.length + inside.length);
  });

  test("given the mappings in another order, when the file is read, then nothing is different", () => {
    const lines = RELAYED.split("\n");
    const first = lines.findIndex((line) => line.includes("call: 172.16.0.10:80"));
    const turned = [
      ...lines.slice(0, first),
      ...lines.slice(first, first + 3).reverse(),
      ...lines.slice(first + 3),
    ];
    expect(modelOf(turned.join("\n"))).toEqual(modelOf(RELAYED));
  });
});

describe("what a managed relay comes to", () => {
  const [existing, relay] = modelOf(editedText(RELAYED, MANAGED)).entries;

  test("given mappings from outside, when the file is read, then load balancers have the called addresses, and endpoints in every zone are their targets", () => {
    const made = relay?.relay?.mode === "managed" ? relay.relay : undefined;
    const [endpoint] = relay?.endpoints ?? [];
    expect(endpoint?.zones).toEqual(["apne1-az1", "apne1-az4"]);
    expect(made?.loadBalancers).toMatchObject([
      {
        name: "office-172-16-0-10",
        zone: "apne1-az4",
        address: address("172.16.0.10"),
        clients: [block("10.200.0.0/16")],
        listeners: [{ port: 80, targets: endpoint?.addresses }],
      },
      { name: "office-172-16-0-11", listeners: [{ port: 443 }] },
    ]);
  });

  test("given a mapping to the outside, when the file is read, then the host outside is the target itself", () => {
    expect(existing?.endpoints[0]?.service.listeners).toMatchObject([
      {
        targetPort: 80,
        targets: { addresses: [{ name: "test01", address: address("10.200.0.10"), isOutside: true }] },
      },
    ]);
  });
});

describe("relays that cannot be", () => {
  test.each<readonly [what: string, says: readonly string[], ...Edit[]]>([
    [
      "two mappings on one address and port",
      [
        '32:31 relays.relay.mappings[1].call "172.16.0.10:80": mappings[0] leads this address and port elsewhere already; call another port or address',
      ],
      ["call: 172.16.0.11:443", "call: 172.16.0.10:80"],
    ],
    [
      "an address of AWS's five",
      [
        '29:14 relays.relay.address "172.16.0.2": 172.16.0.2 is reserved by AWS for its DNS server in 172.16.0.0/20; a host of this subnet has an address from 172.16.0.4 to 172.16.15.254',
      ],
      ["address: 172.16.0.10", "address: 172.16.0.2"],
    ],
    [
      "an address in no subnet",
      [
        '29:14 relays.relay.address "172.16.99.10": this is in no private subnet of this VPC; write an address of 172.16.0.0/20, 172.16.16.0/20',
      ],
      ["address: 172.16.0.10", "address: 172.16.99.10"],
    ],
    [
      "no address",
      [
        '21:3 relays.relay "relay": a relay by a host needs that host\'s own `address`; write one of a private subnet of this VPC',
      ],
      ["    address: 172.16.0.10\n", ""],
    ],
    [
      "called addresses of two subnets",
      [
        '32:31 relays.relay.mappings[1].call "172.16.16.11:443": 172.16.16.11 is in the subnet of apne1-az1, and the relay\'s network interface in that of apne1-az4, where all its addresses are; call an address of 172.16.0.0/20',
      ],
      ["call: 172.16.0.11:443", "call: 172.16.16.11:443"],
    ],
    [
      "a mapping to an unknown host",
      [
        '31:51 relays.relay.mappings[0].to "existing/test09:8080": there is no such host of `providers`; declared are existing/test02',
      ],
      ["existing/test02:8080", "existing/test09:8080"],
    ],
    [
      "a mapping to an unknown host outside",
      [
        '33:55 relays.relay.mappings[2].to "office/test09:80": there is no such host of office; declared are silent, test01',
      ],
      ["to: office/test01:80", "to: office/test09:80"],
    ],
    [
      "a host outside without an address",
      [
        '33:55 relays.relay.mappings[2].to "office/silent:80": a relay calls office/silent by its address, and none is stated; give it an `address`',
      ],
      ["to: office/test01:80", "to: office/silent:80"],
    ],
    [
      "on-premises' own address called in AWS, which would need a route to an endpoint",
      [
        '33:33 relays.relay.mappings[2].call "10.200.0.10:80": this is not in the VPC of existing, and a route to the endpoint\'s network interface carries nothing there: that takes packets to its own address only; call an address of 192.168.0.0/20, 192.168.16.0/20',
      ],
      ["call: 192.168.0.203:80", "call: 10.200.0.10:80"],
    ],
    [
      "UDP",
      [
        '31:83 relays.relay.mappings[0].protocol "udp": an endpoint service carries UDP behind dual-stack load balancers only, and IPv6 is not supported yet; map TCP, or let the two networks carry this another way',
      ],
      ["to: existing/test02:8080 }", "to: existing/test02:8080, protocol: udp }"],
    ],
    [
      "managed, UDP and a host's keys",
      [
        '27:5 relays.relay.instanceType "instanceType": a managed relay has no host; leave this out, or write `mode: host`',
        '30:5 relays.relay.address "address": a managed relay has no host: each address that is called is a load balancer\'s own; leave this out, or write `mode: host`',
        '32:83 relays.relay.mappings[0].protocol "udp": load balancers keep the client\'s address of UDP, and endpoints as targets do not take that; map TCP, or let the two networks carry this another way',
      ],
      ["    mode: host\n", "    mode: managed\n"],
      ["    vpn: { connections: { office", "    instanceType: t3.micro\n    vpn: { connections: { office"],
      ["to: existing/test02:8080 }", "to: existing/test02:8080, protocol: udp }"],
    ],
    [
      "managed, a host outside with a public address",
      [
        '34:55 relays.relay.mappings[3].to "lab/box:80": load balancers take targets outside their VPC with addresses of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10 only, and lab/box has 198.51.100.7; use a relay by a host',
      ],
      ...MANAGED,
      [
        "  plant:\n",
        "  lab: { blocks: [198.51.100.0/24], gateway: 203.0.113.9, hosts: { box: { address: 198.51.100.7 } } }\n  plant:\n",
      ],
      ["prefixes: [10.200.0.0/16] } }", "prefixes: [10.200.0.0/16] }, lab: { routing: bgp } }"],
      [
        "to: office/test01:80 }\n",
        "to: office/test01:80 }\n      - { from: existing, call: 192.168.0.204:80, to: lab/box:80 }\n",
      ],
    ],
    [
      "a network that is not connected to the relay",
      [
        '31:17 relays.relay.mappings[0].from "plant": no VPN connection joins plant and this relay; add plant to the relay\'s `vpn.connections`',
      ],
      ["- { from: office, call: 172.16.0.10:80", "- { from: plant, call: 172.16.0.10:80"],
    ],
    [
      "both ends outside, and both in AWS",
      [
        '31:51 relays.relay.mappings[0].to "office/test01:80": both ends are outside AWS; one end of a mapping is a host of `providers`',
        '33:55 relays.relay.mappings[2].to "existing/test02:80": both ends are in AWS, which an endpoint to a service joins without a relay; one end of a mapping is a network of `onPremises`',
      ],
      ["existing/test02:8080", "office/test01:80"],
      ["to: office/test01:80 }\nproviders", "to: existing/test02:80 }\nproviders"],
    ],
    [
      "a consumer at its end",
      [
        '33:17 relays.relay.mappings[2].from "user": user stands in consumers, and the entries that a relay serves offer and use services; write it in `providers`',
      ],
      ["- { from: existing, call", "- { from: user, call"],
    ],
    [
      "an address that somebody has",
      [
        '33:33 relays.relay.mappings[2].call "192.168.0.10:80": host test02 has this address already; give each its own',
      ],
      ["call: 192.168.0.203:80", "call: 192.168.0.10:80"],
    ],
    [
      "a caller in a zone without the relay's load balancer",
      [
        '33:33 relays.relay.mappings[2].call "192.168.32.7:80": this is in apne1-az2, where relay has no subnet for the load balancer that answers; call an address in apne1-az4, apne1-az1, or add apne1-az2 to the zones of relay',
      ],
      ["call: 192.168.0.203:80", "call: 192.168.32.7:80"],
      [
        "zones: [apne1-az4, apne1-az1]\n      subnets: { private: { apne1-az4: 192.168.0.0/20,",
        "zones: [apne1-az4, apne1-az1, apne1-az2]\n      subnets: { private: { apne1-az2: 192.168.32.0/20, apne1-az4: 192.168.0.0/20,",
      ],
    ],
    [
      "a caller without hosts",
      [
        '31:17 relays.relay.mappings[0].from "existing": existing has no host that would call; add one to its `hosts`',
      ],
      [
        "    hosts: { test02: { zone: apne1-az4, address: 192.168.0.10 } }\n    services: { web: { port: 80, targets: [test02], allow: [relay] } }\n",
        "",
      ],
      [
        "      - { from: office, call: 172.16.0.10:80, to: existing/test02:8080 }\n      - { from: office, call: 172.16.0.11:443, to: existing/test02:443 }\n",
        "",
      ],
      [
        "    endpoints: { web: { service: existing/web, clients: [pc, plant], name: web.example.internal } }\n",
        "",
      ],
      [
        "  - { from: plant/robot, to: web.example.internal, port: 80, expect: reachable }\n  - { from: relay/relay, to: existing/test02, port: 80, expect: blocked }\n",
        "",
      ],
    ],
    [
      "a host of a consumer that is to answer",
      [
        '32:52 relays.relay.mappings[1].to "user/pc:443": user stands in consumers, and the entries that a relay serves offer and use services; write it in `providers`',
      ],
      ["to: existing/test02:443", "to: user/pc:443"],
    ],
    [
      "an address of the VPC that is in none of its private subnets",
      [
        '33:33 relays.relay.mappings[2].call "192.168.99.203:80": this is in no private subnet of existing; call an address of 192.168.0.0/20, 192.168.16.0/20',
      ],
      ["call: 192.168.0.203:80", "call: 192.168.99.203:80"],
    ],
    [
      "one address that leads to two networks",
      [
        '32:52 relays.relay.mappings[1].to "other/box:443": 172.16.0.10 leads to existing at another port, and one address leads to one network; call another address',
      ],
      ["call: 172.16.0.11:443, to: existing/test02:443", "call: 172.16.0.10:443, to: other/box:443"],
      [
        "consumers:\n",
        "  other: { account: office, vpc: { cidr: 10.6.0.0/16, zones: [apne1-az4] }, hosts: { box: { zone: apne1-az4 } } }\nconsumers:\n",
      ],
    ],
    [
      "one address that two networks call",
      [
        '32:17 relays.relay.mappings[1].from "plant": 172.16.0.10 is called by office at another port, and one address is one caller\'s; call another address',
      ],
      ["- { from: office, call: 172.16.0.11:443", "- { from: plant, call: 172.16.0.10:443"],
      ["prefixes: [10.200.0.0/16] } }", "prefixes: [10.200.0.0/16] }, plant: { routing: bgp } }"],
      [
        "    account: relay\n    vpc: { cidr: 10.0.0.0/16,",
        "    account: existing\n    vpc: { cidr: 10.0.0.0/16,",
      ],
      ["allow: [relay] } }", "allow: [existing] } }"],
    ],
    [
      "a service and an endpoint with the names of the relay's",
      [
        '42:18 providers.existing.endpoints.relay-192-168-0-203 "relay-192-168-0-203": the relay\'s endpoint has this name; give this one another',
        '43:17 providers.existing.services.relay-172-16-0-10 "relay-172-16-0-10": the relay\'s endpoint service has this name; give this one another',
      ],
      ["services: { web:", "services: { relay-172-16-0-10: { port: 80, targets: [test02] }, web:"],
      [
        "    services:",
        "    endpoints: { relay-192-168-0-203: { service: existing/web, clients: [test02] } }\n    services:",
      ],
    ],
    [
      "a host with the name of the relay's own",
      ['28:14 relays.relay.hosts.relay "relay": the relay\'s own host has this name; give this one another'],
      ["    mode: host\n", "    hosts: { relay: { zone: apne1-az4 } }\n    mode: host\n"],
    ],
    [
      "more than the host can be told",
      [
        '30:5 relays.relay.mappings "mappings": the host of relay would be told of 102 sources and ports, and its user data holds 100; write fewer mappings, larger blocks of the networks that call, or `mode: managed`',
        '30:5 relays.relay.mappings "mappings": these are too many; the most of one relay is 50',
      ],
      [
        "      - { from: existing, call: 192.168.0.203:80",
        `${Array.from({ length: 49 }, (_, index) => `      - { from: existing, call: 192.168.0.203:${1000 + index}, to: office/test01:80 }\n`).join("")}      - { from: existing, call: 192.168.0.203:80`,
      ],
    ],
    [
      "a port that is none",
      [
        '31:31 relays.relay.mappings[0].call "172.16.0.10": this names no port; write it as address:port, like 172.16.0.10:80',
      ],
      ["call: 172.16.0.10:80", "call: 172.16.0.10"],
    ],
    [
      "ports that are none",
      [
        '31:31 relays.relay.mappings[0].call "172.16.0.10:0": 0 is no port; write one from 1 to 65535',
        '31:50 relays.relay.mappings[0].to "existing/test02:70000": 70000 is no port; write one from 1 to 65535',
      ],
      ["call: 172.16.0.10:80", "call: 172.16.0.10:0"],
      ["to: existing/test02:8080", "to: existing/test02:70000"],
    ],
    [
      "no connection at all",
      [
        '30:17 relays.relay.mappings[0].from "office": no VPN connection joins office and this relay; add office to the relay\'s `vpn.connections`',
      ],
      ["    vpn: { connections: { office: { routing: static, prefixes: [10.200.0.0/16] } } }\n", ""],
    ],
    [
      "no mode, and a caller that is nobody",
      ["21:3 relays.relay.mode: this is missing; write host or managed"],
      ["    mode: host\n", ""],
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(editedText(RELAYED, edits))).toEqual(says);
  });

  test("given the file as it is, in both forms, when it is read, then it is good", () => {
    expect([saidOf(RELAYED), saidOf(editedText(RELAYED, MANAGED))]).toEqual([[], []]);
  });
});
