import { describe, expect, test } from "@jest/globals";
import { type Edit, editedText, RELAYED } from "../../support/topology-text";
import { address, AZ4, block } from "../../support/values";
import { modelOf, saidOf, warnedOf } from "./reading";

describe("what networks outside AWS come to", () => {
  const { onPremises, entries } = modelOf(RELAYED);
  const user = entries.find(({ name }) => name === "user");

  test("given one that a VPC plays and one that is described, when the file is read, then both have their blocks", () => {
    expect(onPremises).toMatchObject([
      {
        kind: "simulated",
        name: "office",
        asn: 65000,
        blocks: [block("10.200.0.0/16")],
        deviceZone: "apne1-az4",
      },
      {
        kind: "external",
        name: "plant",
        asn: 65010,
        blocks: [block("10.7.0.0/16"), block("10.8.0.0/16")],
        gateway: address("203.0.113.10"),
        hosts: [{ name: "robot", address: address("10.7.0.1") }],
        forwards: [
          {
            domain: "example.internal",
            servers: [...(user?.resolver?.addresses.values() ?? [])],
          },
        ],
      },
    ]);
  });

  test("given a resolver, when the file is read, then it has an address in each zone, and the connected network may ask", () => {
    expect([...(user?.resolver?.addresses.keys() ?? [])]).toEqual(["apne1-az1", "apne1-az4"]);
    expect(user?.resolver?.addresses.get(AZ4)).toBe(address("10.0.48.53"));
    expect(user?.resolver?.clients).toEqual([block("10.7.0.0/16"), block("10.8.0.0/16")]);
  });

  test("given a network among an endpoint's clients, when the file is read, then its blocks are", () => {
    expect(user?.endpoints[0]?.clients).toEqual([
      { kind: "block", block: block("10.7.0.0/16") },
      { kind: "block", block: block("10.8.0.0/16") },
      { kind: "host", host: "pc" },
    ]);
  });

  test("given connections, when the file is read, then no two tunnels of the topology have one inside block", () => {
    const inside = entries
      .flatMap(({ vpn }) => vpn?.connections ?? [])
      .flatMap(({ insideBlocks }) => insideBlocks);
    expect(new Set(inside.map(String)).size).toBe(4);
    expect(inside.every((each) => block("169.254.0.0/16").contains(each) && each.prefixLength === 30)).toBe(
      true,
    );
  });
});

/** As many blocks as may be added to a VPC of 192.168.0.0/16. */
function added(count: number): string {
  return Array.from({ length: count }, (_, each) => `100.64.${each}.0/24`).join(", ");
}

/** Consumers with connections to the played network, each in an account of its own. */
function joinedToOffice(numbers: readonly number[], vpcOf: (number: number) => string): readonly Edit[] {
  const accounts = numbers.map((each) => `  a${each}: "44444444444${each}"\n`);
  const entries = numbers.map(
    (each) =>
      `  v${each}: { account: a${each}, vpc: ${vpcOf(each)}, vpn: { connections: { office: { routing: bgp } } } }\n`,
  );
  return [
    ['relay: "333333333333"\n', `relay: "333333333333"\n${accounts.join("")}`],
    ["flows:\n", `${entries.join("")}flows:\n`],
  ];
}

describe("networks and connections that cannot be", () => {
  test.each<readonly [what: string, says: readonly (string | RegExp)[], ...Edit[]]>([
    [
      "static routing without prefixes",
      [
        '27:46 relays.relay.vpn.connections.office.routing "static": with static routing AWS knows of nothing at the other end until it is told; list blocks of the network in `prefixes`, or write bgp',
      ],
      ["{ routing: static, prefixes: [10.200.0.0/16] }", "{ routing: static }"],
    ],
    [
      "prefixes with BGP",
      [
        '49:62 consumers.user.vpn.connections.plant.prefixes "prefixes": with BGP the VPN device announces its blocks, and AWS takes no others; leave this out, or write `routing: static`',
      ],
      ["{ routing: bgp }", "{ routing: bgp, prefixes: [10.7.0.0/16] }"],
    ],
    [
      "a prefix of nobody",
      [
        '27:65 relays.relay.vpn.connections.office.prefixes[0] "10.201.0.0/16": this is no block of office, nor part of one; its blocks are 10.200.0.0/16',
      ],
      ["prefixes: [10.200.0.0/16]", "prefixes: [10.201.0.0/16]"],
    ],
    [
      "a block that the VPC has itself",
      [
        '49:39 consumers.user.vpn.connections.plant "plant": 10.0.0.0/15 of plant overlaps this VPC\'s 10.0.0.0/16, so that packets to it would stay in the VPC; give the VPC another block, or let a relay between them call by other addresses',
      ],
      ["blocks: [10.7.0.0/16, 10.8.0.0/16]", "blocks: [10.7.0.0/16, 10.0.0.0/15]"],
    ],
    [
      "two networks of one block at one VPN gateway",
      [
        '50:64 consumers.user.vpn.connections.other "other": 10.7.128.0/17 of other overlaps a block of plant, which is connected to the same VPN gateway, so that one of them would get the other\'s packets; connect them to VPCs of their own',
      ],
      ["relays:\n  relay:", "  other: { blocks: [10.7.128.0/17], gateway: 203.0.113.11 }\nrelays:\n  relay:"],
      ["{ plant: { routing: bgp } }", "{ plant: { routing: bgp }, other: { routing: bgp } }"],
    ],
    [
      "numbers that are none, and one number on both sides",
      [
        "17:10 onPremises.plant.asn 0: this cannot be the BGP ASN of a network outside AWS; write one from 1 to 4294967294, but neither 23456 and 65535, which are reserved, nor 7224, 9059, 10124 and 17943, which are AWS's own; private networks have one from 64512 to 65534, or from 4200000000 to 4294967294",
        "49:17 consumers.user.vpn.asn 65000000: AWS takes private ASNs alone for its own side; write one from 64512 to 65534, or from 4200000000 to 4294967294",
      ],
      ["asn: 65010", "asn: 0"],
      ["asn: 64520", "asn: 65000000"],
    ],
    [
      "a number of AWS's own",
      [
        "17:10 onPremises.plant.asn 9059: this cannot be the BGP ASN of a network outside AWS; write one from 1 to 4294967294, but neither 23456 and 65535, which are reserved, nor 7224, 9059, 10124 and 17943, which are AWS's own; private networks have one from 64512 to 65534, or from 4200000000 to 4294967294",
      ],
      ["asn: 65010", "asn: 9059"],
    ],
    [
      "one number on both sides of BGP",
      [
        '49:57 consumers.user.vpn.connections.plant.routing "bgp": both sides have the ASN 65010, and BGP between them wants two; change `vpn.asn`, or `asn` of plant',
      ],
      ["asn: 64520", "asn: 65010"],
    ],
    [
      "a private gateway, and a host elsewhere",
      [
        '16:14 onPremises.plant.gateway "10.7.0.254": Amazon\'s side finds the VPN device on the internet, and this is no public address; write the one that the device has there, or that is translated to it',
        '18:32 onPremises.plant.hosts.robot.address "10.9.0.1": 10.9.0.1 is in none of the network\'s blocks; these are 10.7.0.0/16, 10.8.0.0/16',
      ],
      ["gateway: 203.0.113.10", "gateway: 10.7.0.254"],
      ["address: 10.7.0.1 ", "address: 10.9.0.1 "],
    ],
    [
      "an unknown network",
      [
        '49:64 consumers.user.vpn.connections.plants "plants": there is no such network of `onPremises`; declared are office, plant',
      ],
      ["{ plant: { routing: bgp } }", "{ plant: { routing: bgp }, plants: { routing: bgp } }"],
    ],
    [
      "a network's name that an entry has",
      [
        '20:3 onPremises.user "user": an entry of consumers has this name already; give each network and entry its own',
      ],
      ["relays:\n  relay:", "  user: { blocks: [10.9.0.0/16], gateway: 203.0.113.11 }\nrelays:\n  relay:"],
    ],
    [
      "two VPCs of one account at one network",
      [
        '27:27 relays.relay.vpn.connections.office "office": user of the same account (333333333333) is connected to office already, and AWS has one customer gateway for its address in an account; connect one of them, or put one into another account',
      ],
      ["{ plant: { routing: bgp } }", "{ plant: { routing: bgp }, office: { routing: bgp } }"],
    ],
    [
      "a network among the clients of a VPC that it is not connected to",
      [
        '48:62 consumers.user.endpoints.web.clients[1] "office": no VPN connection joins office and this VPC, so that nothing of it would call; add office to the `vpn.connections` of user',
      ],
      ["clients: [pc, plant]", "clients: [pc, office]"],
    ],
    [
      "a domain forwarded to a VPC without resolver or connection",
      [
        '19:35 onPremises.plant.forwards["example.internal"] "existing": existing has no resolver that would answer; give it a `resolver`',
        '19:35 onPremises.plant.forwards["example.internal"] "existing": no VPN connection joins plant and existing; add plant to the `vpn.connections` of existing',
      ],
      ["forwards: { example.internal: user }", "forwards: { example.internal: existing }"],
    ],
    [
      "a played network that forwards to two resolvers, and a Windows host there",
      [
        '14:40 onPremises.office.hosts.pc.platform "windows": hosts that forward domains are set up so on Linux only; leave this out, or forward nothing',
        '15:55 onPremises.office.forwards["example.test"] "relay": hosts of a network that a VPC plays ask one resolver for all domains, here that of user; forward all domains there',
      ],
      [
        "      silent: { zone: apne1-az4 }\n",
        "      silent: { zone: apne1-az4 }\n      pc: { zone: apne1-az4, platform: windows }\n    forwards: { example.internal: user, example.test: relay }\n",
      ],
      ["    mode: host\n", "    resolver: {}\n    mode: host\n"],
      [
        "    account: relay\n    vpc: { cidr: 10.0.0.0/16,",
        "    account: existing\n    vpc: { cidr: 10.0.0.0/16,",
      ],
      ["{ plant: { routing: bgp } }", "{ plant: { routing: bgp }, office: { routing: bgp } }"],
    ],
    [
      "a played network with more connections than its device can be told of",
      [
        /^61:\d+ consumers\.v5\.vpn\.connections\.office "office": the user data of the VPN device of office may take \d{5} bytes, and EC2 takes 16384: it is told of each connection, and of each block at both ends; connect fewer VPCs, or VPCs with fewer blocks, or let another network be played$/,
      ],
      ...joinedToOffice([1, 2, 3, 4, 5, 6], (each) => `{ cidr: 10.3${each}.0.0/16, zones: [apne1-az4] }`),
    ],
    [
      "a played network with more blocks at the other end than its device can be told of",
      [
        /^52:\d+ consumers\.v1\.vpn\.connections\.office "office": the user data of the VPN device of office may take 1[78]\d{3} bytes/,
      ],
      ...joinedToOffice(
        [1],
        () =>
          `{ cidr: 10.31.0.0/16, zones: [apne1-az4], secondaryCidrs: [${Array.from({ length: 30 }, (_, each) => `10.40.${each}.0/24`).join(", ")}] }`,
      ),
    ],
    [
      "a played host whose page and forwarded domains are too long",
      [
        /^14:5 onPremises\.office\.forwards "forwards": with 200 domains, of which every host of the network is told, the user data of test01 may take 1[678]\d{3} bytes, and EC2 takes 16384; forward a domain that others are below, or shorten the page of test01$/,
      ],
      ["web: { page: one }", `web: { page: ${"x".repeat(7_500)} }`],
      [
        "      silent: { zone: apne1-az4 }\n",
        `      silent: { zone: apne1-az4 }\n    forwards: { ${Array.from({ length: 200 }, (_, each) => `d${each}.example.internal: user`).join(", ")} }\n`,
      ],
      [
        "    account: relay\n    vpc: { cidr: 10.0.0.0/16,",
        "    account: existing\n    vpc: { cidr: 10.0.0.0/16,",
      ],
      ["{ plant: { routing: bgp } }", "{ plant: { routing: bgp }, office: { routing: bgp } }"],
    ],
    [
      "two VPCs with one block at one network",
      [
        '51:102 consumers.twin.vpn.connections.plant "plant": 10.0.128.0/17 of this VPC overlaps 10.0.0.0/16 of user, which is connected to plant as well, so that the VPN device there would have two routes for one block; give one of the VPCs another block, or connect a relay with a block of its own instead of it (`relays`)',
      ],
      [
        "flows:\n",
        "  twin: { account: existing, vpc: { cidr: 10.0.128.0/17, zones: [apne1-az4] }, vpn: { connections: { plant: { routing: bgp } } } }\nflows:\n",
      ],
    ],
    [
      "two networks with one gateway",
      [
        '20:44 onPremises.other.gateway "203.0.113.10": plant has the gateway 203.0.113.10 already, and an address is one VPN device\'s; write both as one network with the blocks of both, or the address of another device',
      ],
      ["relays:\n  relay:", "  other: { blocks: [10.9.0.0/16], gateway: 203.0.113.10 }\nrelays:\n  relay:"],
    ],
    [
      "a network of everything",
      [
        '15:14 onPremises.plant.blocks[0] "0.0.0.0/0": this is more than a network has; write its own blocks, of which none is larger than a /8',
      ],
      ["blocks: [10.7.0.0/16, 10.8.0.0/16]", "blocks: [0.0.0.0/0, 10.7.0.0/16]"],
    ],
    [
      "both forms of a network, and a key that neither has",
      [
        '9:5 onPremises.office.blocks "blocks": a network has either `vpc`, which plays it, or `blocks` and `gateway`; leave one of them out',
        '10:5 onPremises.office.block "block": unknown key; the keys here are account, vpc, hosts, asn, forwards',
      ],
      [
        "    account: office\n    vpc",
        "    blocks: [10.7.0.0/16]\n    block: 10.7.0.0/16\n    account: office\n    vpc",
      ],
    ],
    [
      "a connection without its routing",
      ["49:39 consumers.user.vpn.connections.plant.routing: this is missing; write static or bgp"],
      ["{ plant: { routing: bgp } }", "{ plant: {} }"],
    ],
    [
      "a resolver in one zone",
      [
        '50:17 consumers.user.resolver.zones "zones": AWS wants a resolver endpoint to have two addresses at least, here one in each zone; give it two zones',
      ],
      ["resolver: { zones: [apne1-az4, apne1-az1], addresses", "resolver: { zones: [apne1-az4], addresses"],
    ],
    [
      "a resolver's address that a host has",
      [
        '50:72 consumers.user.resolver.addresses.apne1-az4 "10.0.48.53": host pc has this address already; give each its own',
      ],
      ["hosts: { pc: { zone: apne1-az4 } }", "hosts: { pc: { zone: apne1-az4, address: 10.0.48.53 } }"],
    ],
    [
      "a block without hosts",
      [
        '15:27 onPremises.plant.blocks[1] "224.0.0.0/8": this lies in 224.0.0.0/4, which is for multicast groups (RFC 1112, section 4); write a block that hosts of the network have addresses of',
      ],
      ["blocks: [10.7.0.0/16, 10.8.0.0/16]", "blocks: [10.7.0.0/16, 224.0.0.0/8]"],
    ],
    [
      "two hosts with one address",
      [
        '18:61 onPremises.plant.hosts.twin.address "10.7.0.1": host robot has this address already; give each its own',
      ],
      ["robot: { address: 10.7.0.1 } }", "robot: { address: 10.7.0.1 }, twin: { address: 10.7.0.1 } }"],
    ],
    [
      "a played network without a public subnet",
      [
        '10:66 onPremises.office.vpc.natGateways "none": the VPN device stands in a public subnet, which this VPC would not have; write one, or leave this out',
      ],
      [
        "zones: [apne1-az4], subnets: { private: { apne1-az4: 10.200.0.0/24 } } }",
        "zones: [apne1-az4], natGateways: none, subnets: { private: { apne1-az4: 10.200.0.0/24 } } }",
      ],
    ],
    [
      "a domain forwarded to nobody",
      [
        '19:35 onPremises.plant.forwards["example.internal"] "users": there is no such entry; declared are existing, relay, user',
      ],
      ["forwards: { example.internal: user }", "forwards: { example.internal: users }"],
    ],
    [
      "a VPN gateway without connections",
      [
        '41:12 providers.existing.vpn.connections "connections": this joins nothing; name a network of `onPremises`',
      ],
      ["    hosts: { test02:", "    vpn: { connections: {} }\n    hosts: { test02:"],
    ],
    [
      "a VPN gateway and a resolver of a VPC that is there already",
      [
        '49:5 consumers.user.vpn "vpn": the VPC is there already, and of such nothing is changed: it gets neither a VPN gateway attached to it, nor routes; let this VPC be made, or use a relay\'s',
        '50:5 consumers.user.resolver "resolver": the VPC is there already, and of such nothing is changed: it gets neither a resolver, nor groups for it; let this VPC be made, or use a relay\'s',
      ],
      [
        "    vpc: { cidr: 10.0.0.0/16, zones: [apne1-az4, apne1-az1] }\n    hosts: { pc: { zone: apne1-az4 } }",
        "    vpc: { existing: vpc-00000000000000001, cidr: 10.0.0.0/16, subnets: { apne1-az4: { existing: subnet-00000000000000001, cidr: 10.0.48.0/20 }, apne1-az1: { existing: subnet-00000000000000002, cidr: 10.0.0.0/20 } } }\n    hosts: { pc: { existing: i-00000000000000001, zone: apne1-az4, address: 10.0.48.10 } }",
      ],
    ],
    [
      "a resolver that nobody comes to",
      [
        '41:5 providers.existing.resolver "resolver": nobody outside the VPC would come to it; add a `vpn`, or leave it out',
      ],
      ["    hosts: { test02:", "    resolver: {}\n    hosts: { test02:"],
    ],
    [
      "a resolver's address in a zone that it has not",
      [
        '50:61 consumers.user.resolver.addresses.apne1-az2 "apne1-az2": the resolver has no network interface there; its zones are apne1-az4, apne1-az1',
      ],
      ["addresses: { apne1-az4: 10.0.48.53 }", "addresses: { apne1-az2: 10.0.48.53 }"],
    ],
    [
      "a block of another private class added to a VPC",
      [
        '39:24 providers.existing.vpc.secondaryCidrs[0] "172.16.0.0/16": 172.16.0.0/16, of 172.16.0.0/12, cannot be added to a VPC that has 192.168.0.0/16; a VPC grows within the private range that it has already, within 100.64.0.0/10, or by publicly routable blocks; whoever must call by another private range\'s address needs a relay (`relays`)',
      ],
      ["      cidr: 192.168.0.0/16\n", "      cidr: 192.168.0.0/16\n      secondaryCidrs: [172.16.0.0/16]\n"],
    ],
    [
      "a block added to a VPC that has it already",
      [
        '39:24 providers.existing.vpc.secondaryCidrs[0] "192.168.1.0/24": 192.168.1.0/24 overlaps 192.168.0.0/16, which the VPC has already; the blocks of one VPC have no address in common',
      ],
      [
        "      cidr: 192.168.0.0/16\n",
        "      cidr: 192.168.0.0/16\n      secondaryCidrs: [192.168.1.0/24]\n",
      ],
    ],
    [
      "more blocks than AWS adds to a VPC",
      [
        '39:7 providers.existing.vpc.secondaryCidrs "secondaryCidrs": these are 50, and AWS raises the quota of a VPC\'s IPv4 blocks, which is 5, to 50 at most, the first one among them; add 49 at most, or give the VPC larger ones',
      ],
      ["      cidr: 192.168.0.0/16\n", `      cidr: 192.168.0.0/16\n      secondaryCidrs: [${added(50)}]\n`],
    ],
    [
      "an address of no block",
      ['52:32 flows[0].to "relay@10.0.0.1": relay has no such address; its blocks are 172.16.0.0/16'],
      ["to: relay@172.16.0.10", "to: relay@10.0.0.1"],
    ],
    [
      "an unknown host outside",
      [
        '53:13 flows[1].from "plant/cobot": there is no such host; declared are existing/test02, office/silent, office/test01, plant/robot, relay/relay, user/pc',
      ],
      ["from: plant/robot", "from: plant/cobot"],
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(editedText(RELAYED, edits))).toEqual(
      says.map((each) => (typeof each === "string" ? each : expect.stringMatching(each))),
    );
  });

  test("given as many blocks as AWS adds to a VPC, when the file is read, then it is good", () => {
    const text = editedText(RELAYED, [
      ["      cidr: 192.168.0.0/16\n", `      cidr: 192.168.0.0/16\n      secondaryCidrs: [${added(49)}]\n`],
    ]);
    expect(saidOf(text)).toEqual([]);
  });

  test("given a block of the same range added to a VPC, and a subnet of it, when the file is read, then it is good", () => {
    const text = editedText(RELAYED, [
      [
        "cidr: 10.0.0.0/16, zones: [apne1-az4, apne1-az1] }",
        "cidr: 10.0.0.0/16, zones: [apne1-az4, apne1-az1], secondaryCidrs: [10.4.0.0/16], subnets: { private: { apne1-az1: 10.4.0.0/20 } } }",
      ],
    ]);
    expect(saidOf(text)).toEqual([]);
  });

  test("given a network that nobody is connected to, when the file is read, then that is a warning", () => {
    const text = editedText(RELAYED, [
      ["relays:\n  relay:", "  other: { blocks: [10.9.0.0/16], gateway: 203.0.113.11 }\nrelays:\n  relay:"],
    ]);
    expect(warnedOf(text)).toEqual([
      '20:3 onPremises.other "other": nothing is connected to this network; name it in the `vpn.connections` of an entry, or remove it',
    ]);
  });
});
