import { describe, expect, test } from "@jest/globals";
import { encodeUserData, PROXY_PORT, renderProxyServer } from "../../../modules/software";
import { TOKYO } from "../../support/values";
import { type Edit, editedText, PROXIED } from "../../support/topology-text";
import { modelOf, saidOf, warnedOf } from "./reading";

describe("what a proxy hub may be", () => {
  test.each<readonly [what: string, ...Edit[]]>([
    ["the file as it is"],
    [
      "domains that stand beside each other",
      ["[.example.com]", "[.example.com, example.org, www.example.org, example.community]"],
    ],
    ["a domain that the proxies' own name is below", ["[.example.com]", "[.example.internal]"]],
    [
      "a name like one of AWS's",
      ["      name: exit.example.internal\n", "      name: exit.notamazonaws.com\n"],
      ["to: exit.example.internal", "to: exit.notamazonaws.com"],
    ],
    [
      "blocks side by side, one of them public",
      ["[10.2.0.0/16]", "[10.2.0.0/17, 10.2.128.0/17, 203.0.113.0/24]"],
    ],
    [
      "one proxy at an address",
      [
        "      domains:",
        "      target: { address: 10.0.48.10 }\n      instances: { min: 1, max: 1 }\n      domains:",
      ],
    ],
    [
      "a target's name and its zone",
      [
        "      domains:",
        "      target: { name: proxy.example.com, zone: Z0123456789ABCDEFGHIJ }\n      domains:",
      ],
    ],
    [
      "what belongs to a resource gateway",
      [
        "      domains:",
        "      organizationSharing: true\n      customDomainName: { name: proxy.example.com }\n      domains:",
      ],
    ],
    [
      "a hub without a way out, for private blocks alone",
      ["      cidr: 10.1.0.0/16\n", "      cidr: 10.1.0.0/16\n      natGateways: none\n"],
      ["      hub: relay\n", "      hub: relay\n      systemsManager: endpoints\n"],
    ],
    [
      "as many proxies at most as at least",
      ["      domains:", "      instances: { min: 3, max: 3 }\n      domains:"],
    ],
  ])("given %s, when the file is read, then it is good", (_, ...edits) => {
    expect(saidOf(editedText(PROXIED, edits))).toEqual([]);
  });
});

describe("what it may not be", () => {
  test.each<readonly [what: string, says: readonly string[], ...Edit[]]>([
    [
      "a host called proxies",
      [
        '14:7 proxyHubs.exit.hosts.proxies "proxies": exit/proxies is how peerings and flows call the hub\'s proxies; name this host otherwise',
      ],
      ["      admin: {", "      proxies: {"],
    ],
    [
      "neither domains nor blocks",
      [
        '15:5 proxyHubs.exit.proxies "proxies": it lists neither `domains` nor `blocks`, so that the proxies would refuse everything; write where clients may go',
      ],
      ["      domains: [.example.com]\n", ""],
    ],
    [
      "a domain that a broader one covers",
      [
        '17:17 proxyHubs.exit.proxies.domains[0] "www.example.com": .example.com covers this already, which Squid takes for a mistake; leave one of the two out',
        '17:48 proxyHubs.exit.proxies.domains[2] "example.com": .example.com covers this already, which Squid takes for a mistake; leave one of the two out',
      ],
      ["[.example.com]", "[www.example.com, .example.com, example.com]"],
    ],
    [
      "a domain and a block twice",
      [
        '17:31 proxyHubs.exit.proxies.domains[1] ".example.com": this stands in the list already; write it once',
        '18:29 proxyHubs.exit.proxies.blocks[1] "10.9.0.0/16": this stands in the list already; write it once',
      ],
      ["[.example.com]", "[.example.com, .example.com]\n      blocks: [10.9.0.0/16, 10.9.0.0/16]"],
    ],
    [
      "a block with host bits",
      [
        '27:16 proxyHubs.relay.proxies.blocks[0] "10.2.48.9/16": this does not start at the first address of a /16 block; the block that contains it is 10.2.0.0/16',
      ],
      ["[10.2.0.0/16]", "[10.2.48.9/16]"],
    ],
    [
      "blocks that no packet is routed to",
      [
        '27:29 proxyHubs.relay.proxies.blocks[1] "169.254.169.254/32": this lies in 169.254.0.0/16, which is link-local, and which AWS assigns to no VPC, so that no network is there; leave it out',
        '27:49 proxyHubs.relay.proxies.blocks[2] "127.0.0.1/32": this lies in 127.0.0.0/8, which is loopback and never leaves a host (RFC 1122, section 3.2.1.3), so that no network is there; leave it out',
      ],
      ["[10.2.0.0/16]", "[10.2.0.0/16, 169.254.169.254/32, 127.0.0.1/32]"],
    ],
    [
      "what belongs to a resource gateway, where there is none",
      [
        '27:7 proxyHubs.relay.proxies.target "target": this is of use with `through: resource` only, and these proxies are reached through a peering; leave it out, or change `through`',
        '28:7 proxyHubs.relay.proxies.organizationSharing "organizationSharing": this is of use with `through: resource` only, and these proxies are reached through a peering; leave it out, or change `through`',
        '29:7 proxyHubs.relay.proxies.customDomainName "customDomainName": this is of use with `through: resource` only, and these proxies are reached through a peering; leave it out, or change `through`',
      ],
      [
        "      through: peering\n",
        "      through: peering\n      target: { address: 10.1.48.9 }\n      organizationSharing: true\n      customDomainName: { name: proxy.example.com }\n",
      ],
    ],
    [
      "a target's address and name",
      [
        '17:38 proxyHubs.exit.proxies.target.name "name": a resource configuration has one target, and `address` is it; leave one of the two out',
      ],
      ["      domains:", "      target: { address: 10.0.48.10, name: proxy.example.com }\n      domains:"],
    ],
    [
      "a zone without a target's name",
      [
        '17:17 proxyHubs.exit.proxies.target.zone "zone": this zone is for the record of the target\'s `name`, and there is no name; write it, or leave this out',
      ],
      ["      domains:", "      target: { zone: Z0123456789ABCDEFGHIJ }\n      domains:"],
    ],
    [
      "a target outside the hub's private subnets",
      [
        '17:26 proxyHubs.exit.proxies.target.address "10.0.128.10": this is in no private subnet of the hub, where its proxies are; they are 10.0.48.0/20, 10.0.0.0/20',
      ],
      ["      domains:", "      target: { address: 10.0.128.10 }\n      domains:"],
    ],
    [
      "a target at an address of AWS's",
      [
        '17:26 proxyHubs.exit.proxies.target.address "10.0.48.1": 10.0.48.1 is the address of the VPC router in 10.0.48.0/20; a host of this subnet has an address from 10.0.48.4 to 10.0.63.254',
      ],
      ["      domains:", "      target: { address: 10.0.48.1 }\n      domains:"],
    ],
    [
      "a target at a host's address",
      [
        '17:26 proxyHubs.exit.proxies.target.address "10.0.48.9": host admin has this address already; give each its own',
      ],
      ["      domains:", "      target: { address: 10.0.48.9 }\n      domains:"],
    ],
    [
      "several proxies at one address",
      [
        "18:33 proxyHubs.exit.proxies.instances.max 2: one proxy has the target's `address`, and there is no other; write 1, or leave the address out",
      ],
      [
        "      domains:",
        "      target: { address: 10.0.48.10 }\n      instances: { min: 1, max: 2 }\n      domains:",
      ],
    ],
    [
      "fewer proxies than zones",
      [
        "17:25 proxyHubs.exit.proxies.instances.max 1: there is one proxy for each of 2 zones; write 2 or more, or a smaller `min`",
      ],
      ["      domains:", "      instances: { max: 1 }\n      domains:"],
    ],
    [
      "fewer proxies than the least",
      ["17:33 proxyHubs.exit.proxies.instances.max 2: this is less than `min`, 3; write 3 or more"],
      ["      domains:", "      instances: { min: 3, max: 2 }\n      domains:"],
    ],
    [
      "a hub without a way out, for domains",
      [
        '13:20 proxyHubs.exit.vpc.natGateways "none": domains, public blocks and Systems Manager are reached over the internet, and these proxies have no way out; write `one` or `per-zone`, or let clients go to private `blocks` alone, with `systemsManager: endpoints`',
      ],
      [
        "      cidr: 10.0.0.0/16\n      zones: [apne1-az4, apne1-az1]\n",
        "      cidr: 10.0.0.0/16\n      zones: [apne1-az4, apne1-az1]\n      natGateways: none\n",
      ],
    ],
    [
      "a hub without a way out, for Systems Manager",
      [
        '23:20 proxyHubs.relay.vpc.natGateways "none": domains, public blocks and Systems Manager are reached over the internet, and these proxies have no way out; write `one` or `per-zone`, or let clients go to private `blocks` alone, with `systemsManager: endpoints`',
      ],
      ["      cidr: 10.1.0.0/16\n", "      cidr: 10.1.0.0/16\n      natGateways: none\n"],
    ],
    [
      "a custom domain name that nobody can own",
      [
        '17:33 proxyHubs.exit.proxies.customDomainName.name "proxy.example.internal": nobody can own a domain below .alt, .example, .internal, .invalid, .local, .localhost, .onion, .test, so that AWS verifies no name there; write one below a domain of yours, like api.example.com',
      ],
      ["      domains:", "      customDomainName: { name: proxy.example.internal }\n      domains:"],
    ],
    [
      "an address for a name",
      [
        '16:13 proxyHubs.exit.proxies.name "10.0.0.5": the last part of a DNS name does not begin with a digit, by which an address is known; write it like web.example.internal',
      ],
      ["      name: exit.example.internal\n", "      name: 10.0.0.5\n"],
    ],
    [
      "a name that ends in a number",
      [
        '16:13 proxyHubs.exit.proxies.name "proxy.corp.1": the last part of a DNS name does not begin with a digit, by which an address is known; write it like web.example.internal',
      ],
      ["      name: exit.example.internal\n", "      name: proxy.corp.1\n"],
    ],
    [
      "a user's endpoint with a name that ends in a number",
      [
        '48:60 consumers.project.endpoints.http.name "web.corp.1": the last part of a DNS name does not begin with a digit, by which an address is known; write it like web.example.internal',
      ],
      ["http.example.internal", "web.corp.1"],
    ],
    [
      "no name",
      [
        "15:5 proxyHubs.exit.proxies.name: this is missing; write what VPCs call the proxies, like proxy.example.internal",
      ],
      ["      name: exit.example.internal\n", ""],
    ],
    ...["ssm.ap-northeast-1.amazonaws.com", "amazonaws.com.cn", "s3.ap-northeast-1.api.aws"].map(
      (name): readonly [what: string, says: readonly string[], ...Edit[]] => [
        `a name of AWS's own, ${name}`,
        [
          `16:13 proxyHubs.exit.proxies.name "${name}": AWS calls its own services so, which VPCs with this name would reach no more; write a name of yours, like web.example.internal`,
        ],
        ["      name: exit.example.internal\n", `      name: ${name}\n`],
      ],
    ),
    [
      "the proxies' own name as a domain",
      [
        '17:17 proxyHubs.exit.proxies.domains[0] "exit.example.internal": this is what VPCs call the proxies themselves, which serve nothing but requests to others; leave it out, or name the proxies otherwise',
      ],
      ["[.example.com]", "[exit.example.internal, .example.com]"],
    ],
    [
      "an unknown account and one twice",
      [
        '18:20 proxyHubs.exit.proxies.allow[1] "app": this stands in the list already; write it once',
        '18:25 proxyHubs.exit.proxies.allow[2] "nobody": there is no such account; declared are app, network, partner',
      ],
      ["allow: [app]\n  relay", "allow: [app, app, nobody]\n  relay"],
    ],
    [
      "a custom domain name that is the proxies' name",
      [
        '17:33 proxyHubs.exit.proxies.customDomainName.name "exit.example.com": every VPC that uses the proxies has a private zone of this name, beside which its endpoint cannot have the name too; write another one',
      ],
      [
        "      name: exit.example.internal\n",
        "      name: exit.example.com\n      customDomainName: { name: exit.example.com }\n",
      ],
      ["to: exit.example.internal", "to: exit.example.com"],
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(editedText(PROXIED, edits))).toEqual(says);
  });
});

describe("what is hardly meant", () => {
  test.each<readonly [what: string, says: readonly string[], ...Edit[]]>([
    ["a hub that is used", []],
    [
      "a hub that nobody uses",
      [
        '19:3 proxyHubs.relay "relay": no entry uses its proxies, which cost money all the same; write `proxy: { hub: relay }` in those that shall, or leave the hub out',
      ],
      ["    proxy:\n      hub: relay\n", ""],
      ['  - { from: desk/pc, to: "http://10.2.48.9/", via: proxy, expect: reachable, answer: hello }\n', ""],
    ],
    [
      "a block inside others",
      [
        '27:29 proxyHubs.relay.proxies.blocks[1] "10.2.0.0/24": 10.2.0.0/16 holds all of this already; leave it out',
      ],
      ["[10.2.0.0/16]", "[10.2.0.0/16, 10.2.0.0/24, 10.3.0.0/24]"],
    ],
    ["a block of one owner, at its largest", [], ["[10.2.0.0/16]", "[10.0.0.0/8]"]],
    [
      "every address",
      [
        '27:16 proxyHubs.relay.proxies.blocks[0] "0.0.0.0/0": this lets clients go to nearly everything that the proxies reach; list the blocks that they need, or `domains`',
      ],
      ["[10.2.0.0/16]", "[0.0.0.0/0]"],
    ],
  ])("given %s, when the good file is read, then it is warned of", (_, says, ...edits) => {
    expect(warnedOf(editedText(PROXIED, edits))).toEqual(says);
  });
});

describe("lists that go into user data", () => {
  const listed = (count: number, itemOf: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => itemOf(index)).join(", ");
  /** 24 bytes each, with the line's end. */
  const withDomains = (count: number): string =>
    editedText(PROXIED, [
      [
        "[.example.com]",
        `[${listed(count, (index) => `host-${String(index).padStart(6, "0")}.example.org`)}]`,
      ],
    ]);
  /** 16 bytes each at most, and 32 for what lies between two. */
  const withBlocks = (count: number): string =>
    editedText(PROXIED, [["[10.2.0.0/16]", `[${listed(count, (index) => `10.200.${index}.10/32`)}]`]]);
  const userDataOf = (text: string, hub: string): { readonly ok: boolean } => {
    const proxies = modelOf(text).entries.find(({ name }) => name === hub)?.proxies;
    if (proxies === undefined) throw new Error(`there is no hub ${hub}`);
    const { clients, domains, blocks, peeredBlocks } = proxies;
    const whole = {
      clients,
      domains,
      blocks,
      ownBlocks: peeredBlocks,
      port: PROXY_PORT,
      healthCheckers: clients,
    };
    return encodeUserData(renderProxyServer({ ...whole, region: TOKYO, logGroup: "/vpc/x.hub.proxies" }));
  };

  test("given as many domains as fit, when the file is read, then they fit into the user data", () => {
    expect(userDataOf(withDomains(320), "exit")).toMatchObject({ ok: true });
  });

  test("given one more, when the file is read, then it is said how much it is", () => {
    expect(saidOf(withDomains(321))).toEqual([
      '15:5 proxyHubs.exit.proxies "proxies": `domains` and `blocks` take 7704 bytes, and 7680 fit into the user data of its proxies; write .example.com for many names below it, or divide the hub',
    ]);
  });

  test("given as many blocks as fit, when the file is read, then they and what lies between them fit", () => {
    expect(userDataOf(withBlocks(155), "relay")).toMatchObject({ ok: true });
  });

  test("given blocks and the VPCs of peers that are too many, when the file is read, then it is said", () => {
    expect(saidOf(withBlocks(180))).toEqual([
      expect.stringMatching(
        /^24:5 proxyHubs\.relay\.proxies "proxies": `domains`, `blocks` and the VPCs peered with it take \d+ bytes/,
      ),
    ]);
  });
});
