import { describe, expect, test } from "@jest/globals";
import { type Edit, editedText, EXISTING, PROXIED } from "../../support/topology-text";
import { block } from "../../support/values";
import { modelOf, saidOf } from "./reading";

describe("peerings that AWS makes", () => {
  test.each<readonly [what: string, ...Edit[]]>([
    [
      "a part of the other VPC, from one zone",
      [
        "accepter: { entry: relay }",
        "accepter: { entry: relay, zones: [apne1-az4], destinations: [10.3.0.0/20] }",
      ],
    ],
    [
      "a part of a block that is added to the other VPC",
      [
        "requester: { entry: relay }\n    accepter: { entry: service }",
        "requester: { entry: relay, destinations: [10.9.0.0/20] }\n    accepter: { entry: service }",
      ],
      ["      cidr: 10.2.0.0/16\n", "      cidr: 10.2.0.0/16\n      secondaryCidrs: [10.9.0.0/16]\n"],
    ],
    ["blocks that touch", ["      cidr: 10.3.0.0/16\n", "      cidr: 10.0.0.0/16\n"]],
    [
      "connections both ways",
      [
        "to: service/web, port: 80 }\nflows",
        "to: service/web, port: 80 }\n      - { from: service/web, to: desk/pc, port: 80 }\nflows",
      ],
      [
        "    requester: { entry: relay }\n    accepter: { entry: service }",
        "    requester: { entry: desk }\n    accepter: { entry: service }",
      ],
      [
        "      - { from: relay/proxies, to: service/web, port: 80 }\n",
        "      - { from: desk/pc, to: service/web, port: 80 }\n",
      ],
    ],
    [
      "two VPCs of one block, each from a zone of its own",
      [
        "peerings:\n",
        "peerings:\n  project: { requester: { entry: relay, zones: [apne1-az1] }, accepter: { entry: project } }\n  exit: { requester: { entry: relay, zones: [apne1-az4] }, accepter: { entry: exit } }\n",
      ],
    ],
    [
      "two VPCs of one block, each with a part of it",
      [
        "peerings:\n",
        "peerings:\n  project: { requester: { entry: relay, destinations: [10.0.0.0/17] }, accepter: { entry: project } }\n  exit: { requester: { entry: relay, destinations: [10.0.128.0/17] }, accepter: { entry: exit } }\n",
      ],
    ],
  ])("given %s, when the file is read, then it is good", (_, ...edits) => {
    expect(saidOf(editedText(PROXIED, edits))).toEqual([]);
  });
});

describe("VPCs with added blocks", () => {
  test("given peerings with them, when the file is read, then routes lead to all blocks, and proxies know all of them", () => {
    const text = editedText(PROXIED, [
      ["      cidr: 10.2.0.0/16\n", "      cidr: 10.2.0.0/16\n      secondaryCidrs: [10.9.0.0/16]\n"],
      ["      cidr: 10.3.0.0/16\n", "      cidr: 10.3.0.0/16\n      secondaryCidrs: [10.8.0.0/16]\n"],
    ]);
    const { peerings, entries } = modelOf(text);
    expect(peerings).toMatchObject([
      { accepter: { destinations: [block("10.3.0.0/16"), block("10.8.0.0/16")] } },
      { requester: { destinations: [block("10.2.0.0/16"), block("10.9.0.0/16")] } },
    ]);
    expect(entries.find(({ name }) => name === "relay")?.proxies).toMatchObject({
      clients: [block("10.3.0.0/16"), block("10.8.0.0/16")],
      peeredBlocks: ["10.2.0.0/16", "10.3.0.0/16", "10.8.0.0/16", "10.9.0.0/16"].map(block),
    });
  });
});

describe("those that it does not", () => {
  test.each<readonly [what: string, says: readonly string[], ...Edit[]]>([
    [
      "an unknown entry",
      [
        '62:25 peerings.desk.requester.entry "desc": there is no such entry; declared are desk, exit, project, relay, service',
      ],
      ["requester: { entry: desk }", "requester: { entry: desc }"],
    ],
    [
      "a VPC with itself",
      [
        '66:24 peerings.service.accepter.entry "relay": this is the requester itself, and inside a VPC no peering is needed; name another entry',
      ],
      ["    accepter: { entry: service }\n", "    accepter: { entry: relay }\n"],
    ],
    [
      "VPCs that overlap",
      [
        '66:24 peerings.service.accepter.entry "service": its block 10.1.0.0/20 overlaps 10.1.0.0/16 of relay, and AWS peers no VPCs that overlap; offer what is needed by an endpoint service, or by proxies with `through: resource`, neither of which minds, or state another `cidr`',
      ],
      ["      cidr: 10.2.0.0/16\n", "      cidr: 10.1.0.0/20\n"],
      ["address: 10.2.48.9, ", ""],
    ],
    [
      "a VPC with an added block that the other one has",
      [
        '67:24 peerings.service.accepter.entry "service": its block 10.2.0.0/16 overlaps 10.2.128.0/20 of relay, and AWS peers no VPCs that overlap; offer what is needed by an endpoint service, or by proxies with `through: resource`, neither of which minds, or state another `cidr`',
      ],
      ["      cidr: 10.1.0.0/16\n", "      cidr: 10.1.0.0/16\n      secondaryCidrs: [10.2.128.0/20]\n"],
    ],
    [
      "two peerings of a VPC whose added blocks overlap",
      [
        '67:25 peerings.service.requester.entry "relay": the subnet of apne1-az4 in relay has a route to 10.9.0.0/17 through the peering desk already; write `destinations` or `zones` so that the two have none in common',
      ],
      ["      cidr: 10.2.0.0/16\n", "      cidr: 10.2.0.0/16\n      secondaryCidrs: [10.9.0.0/16]\n"],
      [
        "      cidr: 10.3.0.0/16\n      zones: [apne1-az1]\n",
        "      cidr: 10.3.0.0/16\n      secondaryCidrs: [10.9.0.0/17]\n      zones: [apne1-az1]\n",
      ],
    ],
    [
      "a destination that is an added block of the own VPC",
      [
        "66:47 peerings.service.requester.destinations[0] \"10.9.0.0/20\": 10.9.0.0/16 is this side's own VPC, inside which no packet takes a peering; write the other VPC's block or parts of it",
      ],
      ["      cidr: 10.1.0.0/16\n", "      cidr: 10.1.0.0/16\n      secondaryCidrs: [10.9.0.0/16]\n"],
      ["requester: { entry: relay }", "requester: { entry: relay, destinations: [10.9.0.0/20] }"],
    ],
    [
      "two VPCs twice",
      [
        '62:3 peerings.desk "desk": the peering again joins these two VPCs already, and AWS joins two VPCs once; leave one of them out',
      ],
      [
        "peerings:\n",
        "peerings:\n  again: { requester: { entry: relay }, accepter: { entry: desk, zones: [apne1-az1] } }\n",
      ],
    ],
    [
      "zones without subnets, and twice",
      [
        '62:50 peerings.desk.requester.zones[1] "apne1-az4": the VPC has no subnets there; its zones are apne1-az1',
        '62:61 peerings.desk.requester.zones[2] "apne1-az1": this stands in the list already; write it once',
      ],
      ["requester: { entry: desk }", "requester: { entry: desk, zones: [apne1-az1, apne1-az4, apne1-az1] }"],
    ],
    [
      "a destination behind the other VPC",
      [
        '62:59 peerings.desk.requester.destinations[1] "10.2.0.0/16": relay is 10.1.0.0/16, and a peering leads no further: not to other peerings of that VPC, nor to its internet gateway, NAT gateways, VPN or gateway endpoints; write parts of this block only, and go further by relay/proxies, with `proxy: { hub: relay }` in desk',
      ],
      ["requester: { entry: desk }", "requester: { entry: desk, destinations: [10.1.0.0/16, 10.2.0.0/16] }"],
    ],
    [
      "a destination behind a VPC without proxies",
      [
        '61:70 peerings.direct.requester.destinations[1] "10.1.0.0/16": service is 10.2.0.0/16, and a peering leads no further: not to other peerings of that VPC, nor to its internet gateway, NAT gateways, VPN or gateway endpoints; write parts of this block only, and go further by proxies: a hub (`proxyHubs`) whose VPC is peered with both',
      ],
      [
        "peerings:\n",
        "peerings:\n  direct: { requester: { entry: project, destinations: [10.2.0.0/17, 10.1.0.0/16] }, accepter: { entry: service } }\n",
      ],
      [
        "      cidr: 10.0.0.0/16\n      zones: [apne1-az4]\n",
        "      cidr: 10.4.0.0/16\n      zones: [apne1-az4]\n",
      ],
    ],
    [
      "the internet behind the other VPC",
      [
        '62:46 peerings.desk.requester.destinations[0] "203.0.113.0/24": relay is 10.1.0.0/16, and a peering leads no further: not to other peerings of that VPC, nor to its internet gateway, NAT gateways, VPN or gateway endpoints; write parts of this block only, and go further by relay/proxies, with `proxy: { hub: relay }` in desk',
      ],
      ["requester: { entry: desk }", "requester: { entry: desk, destinations: [203.0.113.0/24] }"],
    ],
    [
      "everything behind the other VPC",
      [
        '62:46 peerings.desk.requester.destinations[0] "0.0.0.0/0": relay is 10.1.0.0/16, and a peering leads no further: not to other peerings of that VPC, nor to its internet gateway, NAT gateways, VPN or gateway endpoints; write parts of this block only, and go further by relay/proxies, with `proxy: { hub: relay }` in desk',
      ],
      ["requester: { entry: desk }", "requester: { entry: desk, destinations: [0.0.0.0/0] }"],
    ],
    [
      "a destination in the own VPC, and one twice",
      [
        "62:46 peerings.desk.requester.destinations[0] \"10.3.0.0/24\": 10.3.0.0/16 is this side's own VPC, inside which no packet takes a peering; write the other VPC's block or parts of it",
        '62:72 peerings.desk.requester.destinations[2] "10.1.0.0/16": this stands in the list already; write it once',
      ],
      [
        "requester: { entry: desk }",
        "requester: { entry: desk, destinations: [10.3.0.0/24, 10.1.0.0/16, 10.1.0.0/16] }",
      ],
    ],
    [
      "routes of one subnet to two VPCs",
      [
        "62:54 peerings.project.requester.destinations: the subnet of apne1-az1 in desk has a route to 10.0.0.0/16 through the peering exit already; write `destinations` or `zones` so that the two have none in common",
      ],
      [
        "peerings:\n",
        "peerings:\n  exit: { requester: { entry: desk }, accepter: { entry: exit } }\n  project: { requester: { entry: desk, destinations: [10.0.48.0/20] }, accepter: { entry: project } }\n",
      ],
    ],
    [
      "ends of another VPC, and in one",
      [
        '68:17 peerings.service.admit[0].from "desk/pc": this is in neither VPC of the peering, which carries packets of these two only; its entries are relay and service',
        '69:34 peerings.service.admit[1].to "service/web": both ends are in service, and no peering is between them; name a host of the other VPC',
      ],
      [
        "      - { from: relay/proxies, to: service/web, port: 80 }",
        "      - { from: desk/pc, to: service/web, port: 80 }\n      - { from: service/web, to: service/web, port: 80 }",
      ],
    ],
    [
      "unknown hosts",
      [
        '68:17 peerings.service.admit[0].from "relay/squid": there is no such host of relay; declared are proxies',
        '68:34 peerings.service.admit[0].to "service/app": there is no such host of service; declared are web',
      ],
      [
        "{ from: relay/proxies, to: service/web, port: 80 }\nflows",
        "{ from: relay/squid, to: service/app, port: 80 }\nflows",
      ],
    ],
    [
      "the proxies as who answers",
      [
        '64:34 peerings.desk.admit[0].to "relay/proxies": hosts come to proxies through their load balancer, which lets in who uses them; write `proxy: { hub: relay }` in desk instead',
      ],
      [
        "    accepter: { entry: relay }\n",
        "    accepter: { entry: relay }\n    admit: [{ from: desk/pc, to: relay/proxies, port: 3128 }]\n",
      ],
    ],
    [
      "a connection twice",
      ["69:9 peerings.service.admit[1]: admit[0] says the same; write it once"],
      [
        "to: service/web, port: 80 }\nflows",
        "to: service/web, port: 80 }\n      - { from: relay/proxies, to: service/web, port: 80 }\nflows",
      ],
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(editedText(PROXIED, edits))).toEqual(says);
  });
});

test("given a VPC that is there already, when it is peered, then it is said that nothing of it is changed", () => {
  const text = editedText(EXISTING, [
    [
      "flows:\n",
      "  new: { account: consumer, vpc: { cidr: 10.1.0.0/16, zones: [apne1-az4] } }\npeerings:\n  x: { requester: { entry: new }, accepter: { entry: legacy } }\nflows:\n",
    ],
  ]);
  expect(saidOf(text)).toEqual([
    expect.stringMatching(
      /^62:54 peerings\.x\.accepter\.entry "legacy": its VPC is there already, of which nothing is changed/,
    ),
  ]);
});

test("given a peering that is refused, when hosts need one for their proxies, then of these nothing is said", () => {
  const text = editedText(PROXIED, [["requester: { entry: desk }", "requester: { entri: desk }"]]);
  expect(saidOf(text)).toHaveLength(2);
  expect(saidOf(text).every((line) => line.includes("peerings.desk.requester"))).toBe(true);
});
