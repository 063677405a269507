import { describe, expect, test } from "@jest/globals";
import { type Edit, editedText, PROXIED } from "../../support/topology-text";
import { saidOf, warnedOf } from "./reading";

describe("who may use a hub", () => {
  test.each<readonly [what: string, ...Edit[]]>([
    [
      "a hub of the same account, which allows nobody",
      ["allow: [app]\n  relay", "allow: []\n  relay"],
      ["  project:\n    account: app", "  project:\n    account: network"],
      ["targets: [web], allow: [app]", "targets: [web], allow: [network]"],
    ],
    [
      "an account that the hub allows by another name",
      ["allow: [app]\n  relay", "allow: [again]\n  relay"],
      ["accounts:\n", 'accounts:\n  again: "111111111111"\n'],
    ],
    [
      "a zone of several",
      ["      hub: exit", "      hub: exit\n      zones: [apne1-az4]\n      clients: [app, 10.0.128.0/17]"],
    ],
    [
      "a block of a VPC that it is peered with",
      ["      hub: exit", "      hub: exit\n      clients: [app, 10.2.48.0/20]"],
      [
        "peerings:\n",
        "peerings:\n  project: { requester: { entry: project }, accepter: { entry: service } }\n",
      ],
    ],
    [
      "blocks of clients and no host",
      [
        "    hosts:\n      app: { zone: apne1-az4 }\n    endpoints:\n      http: { service: service/http, clients: [app], name: http.example.internal }\n",
        "",
      ],
      ["      hub: exit", "      hub: exit\n      clients: [10.0.0.0/16]"],
      [
        '  - { from: project/app, to: "https://www.example.com/", via: proxy, expect: reachable }\n  - { from: project/app, to: exit.example.internal, port: 3128, expect: reachable }\n',
        "",
      ],
    ],
    [
      "a peering that the hub asks for",
      [
        "    requester: { entry: desk }\n    accepter: { entry: relay }",
        "    requester: { entry: relay }\n    accepter: { entry: desk }",
      ],
    ],
  ])("given %s, when the file is read, then it is good", (_, ...edits) => {
    expect(saidOf(editedText(PROXIED, edits))).toEqual([]);
  });
});

describe("who may not", () => {
  test.each<readonly [what: string, says: readonly string[], ...Edit[]]>([
    [
      "an unknown hub",
      ['50:12 consumers.project.proxy.hub "exot": there is no such proxy hub; declared are exit, relay'],
      ["      hub: exit", "      hub: exot"],
    ],
    [
      "an entry that is no hub",
      ['50:12 consumers.project.proxy.hub "service": there is no such proxy hub; declared are exit, relay'],
      ["      hub: exit", "      hub: service"],
    ],
    [
      "a hub that does not allow the account",
      [
        '50:12 consumers.project.proxy.hub "exit": the hub exit does not allow the account app (111111111111); add app to the `allow` of its `proxies`',
      ],
      ["allow: [app]\n  relay", "allow: [partner]\n  relay"],
    ],
    [
      "no zone in common",
      [
        '50:12 consumers.project.proxy.hub "exit": the hub exit shares no zone with this VPC: it is in apne1-az4, apne1-az1, and this VPC in apne1-az2; add a zone of the one to the other',
      ],
      ["zones: [apne1-az4]\n", "zones: [apne1-az2]\n"],
      ["app: { zone: apne1-az4 }", "app: { zone: apne1-az2 }"],
      ["      http: { service: service/http, clients: [app], name: http.example.internal }\n", "      {}\n"],
    ],
    [
      "zones that the VPC or the hub does not have",
      [
        '51:26 consumers.project.proxy.zones[1] "apne1-az1": the VPC has no subnets there; its zones are apne1-az4',
        '51:37 consumers.project.proxy.zones[2] "apne1-az2": the VPC has no subnets there; its zones are apne1-az4',
        '51:48 consumers.project.proxy.zones[3] "apne1-az4": this stands in the list already; write it once',
      ],
      ["      hub: exit", "      hub: exit\n      zones: [apne1-az4, apne1-az1, apne1-az2, apne1-az4]"],
    ],
    [
      "zones and blocks of clients over a peering",
      [
        '60:7 consumers.desk.proxy.zones "zones": the hub relay is reached through a peering, without an endpoint that could stand in a zone; leave this out',
        '61:21 consumers.desk.proxy.clients[1] "10.3.0.0/16": the hub relay is reached through a peering, and its load balancer admits hosts by their security groups; name hosts of desk',
      ],
      ["      hub: relay", "      hub: relay\n      zones: [apne1-az1]\n      clients: [pc, 10.3.0.0/16]"],
    ],
    [
      "a zone that the VPC has and the hub does not",
      [
        '51:26 consumers.project.proxy.zones[1] "apne1-az2": the hub exit has no proxies there; it is in apne1-az4, apne1-az1',
      ],
      ["zones: [apne1-az4]\n", "zones: [apne1-az4, apne1-az2]\n"],
      ["      hub: exit", "      hub: exit\n      zones: [apne1-az4, apne1-az2]"],
    ],
    [
      "blocks of clients elsewhere",
      [
        '51:22 consumers.project.proxy.clients[1] "10.9.0.0/16": this is neither in the block of this VPC nor in that of one that it is peered with, and the proxies are for these; write a part of 10.0.0.0/16',
        '51:35 consumers.project.proxy.clients[2] "0.0.0.0/0": this is neither in the block of this VPC nor in that of one that it is peered with, and the proxies are for these; write a part of 10.0.0.0/16',
      ],
      ["      hub: exit", "      hub: exit\n      clients: [app, 10.9.0.0/16, 0.0.0.0/0]"],
    ],
    [
      "no peering to the hub",
      [
        '59:12 consumers.desk.proxy.hub "relay": the hub relay is reached through a peering, and its VPC and this one have none; write `desk: { requester: { entry: desk }, accepter: { entry: relay } }` in `peerings`',
      ],
      ["    requester: { entry: desk }", "    requester: { entry: project }"],
    ],
    [
      "unknown and repeated clients",
      [
        '51:35 consumers.project.proxy.clients[2] "app": this stands in the list already; write it once',
        '51:40 consumers.project.proxy.clients[3] "nobody": there is no such host of project; declared are app',
        '51:48 consumers.project.proxy.clients[4] "10.0.9.0/24": this stands in the list already; write it once',
      ],
      ["      hub: exit", "      hub: exit\n      clients: [app, 10.0.9.0/24, app, nobody, 10.0.9.0/24]"],
    ],
    [
      "nobody who would ask",
      [
        '45:5 consumers.project.proxy "proxy": the entry has no host that would ask; add one to its `hosts`, or name `clients`',
      ],
      [
        "    hosts:\n      app: { zone: apne1-az4 }\n    endpoints:\n      http: { service: service/http, clients: [app], name: http.example.internal }\n",
        "",
      ],
      [
        '  - { from: project/app, to: "https://www.example.com/", via: proxy, expect: reachable }\n  - { from: project/app, to: exit.example.internal, port: 3128, expect: reachable }\n',
        "",
      ],
    ],
    [
      "an endpoint that is called like the proxies",
      [
        '48:60 consumers.project.endpoints.http.name "exit.example.internal": exit.example.internal is what this VPC calls the proxies of exit; name one of the two otherwise',
      ],
      ["http.example.internal", "exit.example.internal"],
    ],
    [
      "a service's name that is that of the proxies",
      [
        "48:66 consumers.project.endpoints.http.privateDns true: exit.example.com is what this VPC calls the proxies of exit; name one of the two otherwise",
      ],
      ["exit.example.internal\n", "exit.example.com\n"],
      ["targets: [web], allow", "targets: [web], privateDns: { name: exit.example.com }, allow"],
      ["name: http.example.internal", "privateDns: true"],
      ["to: exit.example.internal", "to: exit.example.com"],
    ],
    [
      "an endpoint that is called like the resource itself",
      [
        '49:60 consumers.project.endpoints.http.name "exit.example.com": exit.example.com is what this VPC calls the proxies of exit; name one of the two otherwise',
      ],
      ["      domains:", "      customDomainName: { name: exit.example.com }\n      domains:"],
      ["http.example.internal", "exit.example.com"],
    ],
    [
      "an environment, whose instances have no way out but the proxies",
      [
        '39:7 providers.service.environments.shop "shop": its instances call S3, CloudFormation and Elastic Beanstalk, and fetch their application\'s image, and this VPC has no way out; write `natGateways: one` or `per-zone` in its `vpc`',
      ],
      [
        "    services:\n",
        "    proxy: { hub: exit }\n    environments:\n      shop: { web: { page: hello } }\n    services:\n",
      ],
      ["allow: [app]\n  relay", "allow: [app, partner]\n  relay"],
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(editedText(PROXIED, edits))).toEqual(says);
  });
});

test.each([
  ["blocks alone", "[10.0.0.0/16]", true],
  ["blocks and a host", "[app, 10.0.128.0/17]", false],
])(
  "given clients that are %s, when the good file is read, then hosts without a proxy are warned of",
  (_, clients, isTold) => {
    const text = editedText(PROXIED, [
      ["      hub: exit", `      hub: exit\n      clients: ${clients}`],
      ['  - { from: project/app, to: "https://www.example.com/", via: proxy, expect: reachable }\n', ""],
    ]);
    expect(warnedOf(text)).toEqual(
      isTold
        ? [
            '51:7 consumers.project.proxy.clients "clients": no host of project is among the clients, so that none is set up to use the proxies, or let out to them; name them as well, or leave this out for all of them',
          ]
        : [],
    );
  },
);

test("given a peering that is refused, when blocks of clients are nowhere, then they may be in its VPC", () => {
  const text = editedText(PROXIED, [
    ["      hub: exit", "      hub: exit\n      clients: [app, 10.9.0.0/16]"],
    ["requester: { entry: desk }", "requester: { entri: desk }"],
  ]);
  expect(saidOf(text).filter((line) => line.includes("clients"))).toEqual([]);
});

test("given a hub that is refused, when others refer to it, then of these nothing is said", () => {
  const text = editedText(PROXIED, [["name: exit.example.internal", "name: exit"]]);
  expect(saidOf(text)).toEqual([
    '16:13 proxyHubs.exit.proxies.name "exit": this is not a DNS name; write it in lower case, like web.example.internal',
  ]);
});

test("given a host that is refused, when its entry has no other, then somebody would ask all the same", () => {
  const text = editedText(PROXIED, [["app: { zone: apne1-az4 }", "app: { zone: four }"]]);
  expect(saidOf(text)).toEqual([
    '46:20 consumers.project.hosts.app.zone "four": this is not the ID of an Availability Zone; write it like apne1-az4',
  ]);
});
