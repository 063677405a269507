import { describe, expect, test } from "@jest/globals";
import { AZ4, block } from "../../support/values";
import { type Edit, editedText, EXISTING } from "../../support/topology-text";
import { modelOf, saidOf } from "./reading";

function existing(...edits: readonly Edit[]): string {
  return editedText(EXISTING, edits);
}

const CONSUMER_SUBNET = `        apne1-az4:
          existing: subnet-00000000000000001
          cidr: 192.168.0.0/24
          routeTable: { id: rtb-00000000000000001, routes: { 0.0.0.0/0: nat-00000000000000001 } }
          networkAcl: open
`;
const ANOTHER_SUBNET = (key: string, cidr: string, more = ""): Edit => [
  CONSUMER_SUBNET,
  `${CONSUMER_SUBNET}        ${key}: { existing: subnet-00000000000000003, cidr: ${cidr}${more} }\n`,
];
const RULE = "sgr-00000000000000001: { protocol: all, peer: 0.0.0.0/0 }";

describe("networks that are there already", () => {
  test("given everything of them stated, when the file is read, then the model has it", () => {
    const [legacy] = modelOf(existing()).entries;
    expect(legacy?.vpc).toEqual({
      kind: "existing",
      id: "vpc-00000000000000001",
      block: block("192.168.0.0/16"),
      blocks: [block("192.168.0.0/16")],
      zones: [AZ4],
      subnets: [
        {
          zone: AZ4,
          id: "subnet-00000000000000001",
          block: block("192.168.0.0/24"),
          routeTable: {
            id: "rtb-00000000000000001",
            routes: [{ block: block("0.0.0.0/0"), target: "nat-00000000000000001" }],
          },
          networkAcl: "open",
        },
      ],
      securityGroups: [
        {
          id: "sg-00000000000000001",
          ingress: [],
          egress: [{ id: "sgr-00000000000000001", protocol: "all", peer: block("0.0.0.0/0") }],
        },
      ],
    });
    expect(legacy?.hosts).toMatchObject([{ kind: "existing", id: "i-00000000000000001", zone: AZ4 }]);
  });

  test.each<readonly [what: string, ...edits: Edit[]]>([
    ["a host that is to be made", ["      client:\n", "      worker: { zone: apne1-az4 }\n      client:\n"]],
    ["subnets side by side", ANOTHER_SUBNET("apne1-az1", "192.168.1.0/24")],
    [
      "subnets of one table",
      ANOTHER_SUBNET(
        "apne1-az1",
        "192.168.1.0/24",
        ", routeTable: { id: rtb-00000000000000001, routes: { 0.0.0.0/0: nat-00000000000000001 } }",
      ),
    ],
    [
      "a subnet that fills its VPC",
      [
        "cidr: 192.168.0.0/16\n      subnets:\n        apne1-az4:\n          existing: subnet-00000000000000001",
        "cidr: 192.168.0.0/24\n      subnets:\n        apne1-az4:\n          existing: subnet-00000000000000001",
      ],
    ],
    ["a host of whose groups nothing is said", ["        securityGroups: [sg-00000000000000001]\n", ""]],
    ["the first address that a host can have", ["address: 192.168.0.10", "address: 192.168.0.4"]],
    ["a rule about every port of TCP", [RULE, RULE.replace("all", "tcp")]],
    [
      "an endpoint's address beside the host's",
      [
        "        clients: [client]",
        "        addresses: { apne1-az4: 192.168.0.11 }\n        clients: [client, 192.168.0.11/32]",
      ],
    ],
    [
      "no route table and no network ACL",
      [CONSUMER_SUBNET, CONSUMER_SUBNET.split("\n").slice(0, 3).join("\n") + "\n"],
    ],
  ])("given %s, when the file is read, then nothing is said", (_, ...edits) => {
    expect(saidOf(existing(...edits))).toEqual([]);
  });

  test.each<readonly [what: string, says: string, ...edits: Edit[]]>([
    [
      "a zone's name in the place of its ID",
      '40:9 consumers.legacy.vpc.subnets.ap-northeast-1a "ap-northeast-1a": this is the name of an Availability Zone, which is another zone in every account; write its ID, like apne1-az4 (`aws ec2 describe-availability-zones` shows both)',
      [
        "        apne1-az4:\n          existing: subnet-00000000000000001",
        "        ap-northeast-1a:\n          existing: subnet-00000000000000001",
      ],
    ],
    [
      "a zone of another Region",
      '45:9 consumers.legacy.vpc.subnets.usw2-az1 "usw2-az1": this zone is not in ap-northeast-1; write the ID of one of its zones',
      ANOTHER_SUBNET("usw2-az1", "192.168.1.0/24"),
    ],
    [
      "no subnet",
      "39:16 consumers.legacy.vpc.subnets: no subnet is stated; state at least one, under the AZ ID of its zone",
      [`      subnets:\n${CONSUMER_SUBNET}`, "      subnets: {}\n"],
    ],
    [
      "a subnet outside the VPC's block",
      "42:17 consumers.legacy.vpc.subnets.apne1-az4.cidr \"192.169.0.0/24\": 192.169.0.0/24 is not inside the VPC's block 192.168.0.0/16; a subnet's block is 192.168.0.0/16 or a part of it",
      ["cidr: 192.168.0.0/24", "cidr: 192.169.0.0/24"],
      ["address: 192.168.0.10", "address: 192.169.0.10"],
    ],
    [
      "a block that no VPC can have",
      '38:13 consumers.legacy.vpc.cidr "192.0.0.0/8": 192.0.0.0/8 is too large for a VPC; a VPC\'s block is from /16 (65,536 addresses) to /28 (16 addresses)',
      ["vpc-00000000000000001\n      cidr: 192.168.0.0/16", "vpc-00000000000000001\n      cidr: 192.0.0.0/8"],
    ],
    [
      "subnets that overlap",
      '45:64 consumers.legacy.vpc.subnets.apne1-az1.cidr "192.168.0.128/25": the subnet of apne1-az1 overlaps that of apne1-az4, 192.168.0.0/24, which no two subnets of a VPC do; state their blocks as they are',
      ANOTHER_SUBNET("apne1-az1", "192.168.0.128/25"),
    ],
    [
      "a VPC that another entry has",
      '37:17 consumers.legacy.vpc.existing "vpc-00000000000000002": providers.web.vpc.existing has this ID already; give each thing once, with its own ID',
      ["vpc-00000000000000001", "vpc-00000000000000002"],
    ],
    [
      "a subnet that another entry has",
      '41:21 consumers.legacy.vpc.subnets.apne1-az4.existing "subnet-00000000000000002": providers.web.vpc.subnets.apne1-az4.existing has this ID already; give each thing once, with its own ID',
      ["subnet-00000000000000001", "subnet-00000000000000002"],
    ],
    [
      "an instance that is another host",
      '51:19 consumers.legacy.hosts.client.existing "i-00000000000000002": providers.web.hosts.server.existing has this ID already; give each thing once, with its own ID',
      ["i-00000000000000001", "i-00000000000000002"],
    ],
    [
      "a rule that another group has",
      '48:13 consumers.legacy.vpc.securityGroups.sg-00000000000000001.egress.sgr-00000000000000002 "sgr-00000000000000002": providers.web.vpc.securityGroups.sg-00000000000000002.ingress.sgr-00000000000000002 has this ID already; give each thing once, with its own ID',
      ["sgr-00000000000000001", "sgr-00000000000000002"],
    ],
    [
      "a host in a zone without a stated subnet",
      '52:15 consumers.legacy.hosts.client.zone "apne1-az1": the VPC has no subnets there; its zones are apne1-az4',
      [
        "        zone: apne1-az4\n        address: 192.168.0.10",
        "        zone: apne1-az1\n        address: 192.168.0.10",
      ],
    ],
    [
      "a host outside its subnet",
      '53:18 consumers.legacy.hosts.client.address "192.168.1.11": 192.168.1.11 is not in the subnet\'s block 192.168.0.0/24; a host of this subnet has an address from 192.168.0.4 to 192.168.0.254',
      ["address: 192.168.0.10", "address: 192.168.1.11"],
    ],
    [
      "an endpoint at the address of a host",
      '58:33 consumers.legacy.endpoints.web.addresses.apne1-az4 "192.168.0.10": host client has this address already; give each its own',
      [
        "        clients: [client]",
        "        addresses: { apne1-az4: 192.168.0.10 }\n        clients: [client]",
      ],
    ],
    [
      "an instance in a VPC that is to be made",
      '42:19 consumers.legacy.hosts.client.existing "i-00000000000000001": an instance that is there already is in a VPC that is there already, and this entry\'s VPC is to be made; give the VPC by its ID too, or let the host be made',
      [
        EXISTING.slice(
          EXISTING.indexOf("      existing: vpc-00000000000000001"),
          EXISTING.indexOf("    hosts:\n      client:"),
        ),
        "      cidr: 192.168.0.0/16\n      zones: [apne1-az4]\n      subnets: { private: { apne1-az4: 192.168.0.0/24 } }\n",
      ],
      ["        securityGroups: [sg-00000000000000001]\n", ""],
    ],
    [
      "a host one of whose groups is not stated",
      '54:48 consumers.legacy.hosts.client.securityGroups[1] "sg-00000000000000003": the VPC\'s securityGroups do not state its rules; stated are sg-00000000000000001: state all groups of the host there, or leave its securityGroups out',
      [
        "securityGroups: [sg-00000000000000001]",
        "securityGroups: [sg-00000000000000001, sg-00000000000000003]",
      ],
    ],
    [
      "a route to a block that is not written as AWS does",
      '43:62 consumers.legacy.vpc.subnets.apne1-az4.routeTable.routes["10.0.0.1/8"] "10.0.0.1/8": this does not start at the first address of a /8 block; the block that contains it is 10.0.0.0/8',
      ["0.0.0.0/0: nat", "10.0.0.1/8: nat"],
    ],
    [
      "a route to what carries IPv6 alone",
      '43:73 consumers.legacy.vpc.subnets.apne1-az4.routeTable.routes["0.0.0.0/0"] "eigw-00000000000000001": this is not the ID of what a route leads to; write it like nat-0123456789abcdef0',
      ["nat-00000000000000001", "eigw-00000000000000001"],
    ],
    [
      "subnets that state one table differently",
      '45:98 consumers.legacy.vpc.subnets.apne1-az1.routeTable.id "rtb-00000000000000001": the subnet of apne1-az4 states other routes of this table; state the same ones for both',
      ANOTHER_SUBNET(
        "apne1-az1",
        "192.168.1.0/24",
        ", routeTable: { id: rtb-00000000000000001, routes: {} }",
      ),
    ],
    [
      "a port of every protocol",
      "48:59 consumers.legacy.vpc.securityGroups.sg-00000000000000001.egress.sgr-00000000000000001.port 80: a rule about every protocol is about every port; leave the port out, or write tcp or udp",
      [RULE, RULE.replace("all, ", "all, port: 80, ")],
    ],
    [
      "a host as a client twice, once by its address",
      '58:27 consumers.legacy.endpoints.web.clients[1] "192.168.0.10/32": this is the address of client, which stands in the list already; write it once',
      ["clients: [client]", "clients: [client, 192.168.0.10/32]"],
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(existing(...edits))).toEqual([says]);
  });
});
