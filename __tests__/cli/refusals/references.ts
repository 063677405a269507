import { edited, GOOD } from "../../support/topology-text";
import { type Case, caseOf } from "./case";

const ACCOUNTS = "there is no such account; declared are consumer, provider, stranger";
const HOSTS = "there is no such host; declared are a/ec2-a, web/ec2-b";
const TWICE = "this key stands twice here; write it once, or give each its own name";
const ALREADY = "this stands in the list already; write it once";
const ZONES = "zones: [apne1-az4, apne1-az1]\n";
const withSubnets = (written: string): string =>
  edited([ZONES, `${ZONES}      subnets: { private: ${written} }\n`]);

/** Values that are wrong because of what stands elsewhere. */
export const REFERENCES: readonly Case[] = [
  caseOf(
    "a host's name twice in one map",
    edited([
      "hosts:\n      ec2-a: { zone: apne1-az4 }",
      "hosts:\n      ec2-a: { zone: apne1-az4 }\n      ec2-a: {}",
    ]),
    `28:7 consumers.a.hosts.ec2-a "ec2-a": ${TWICE}`,
    "28:7 consumers.a.hosts.ec2-a.zone: this is missing; write text",
  ),
  caseOf(
    "an entry's name twice in one map",
    edited(["consumers:\n", "consumers:\n  a: { account: consumer, vpc: { zones: [apne1-az4] } }\n"]),
    `23:3 consumers.a "a": ${TWICE}`,
  ),
  caseOf(
    "an entry's name in providers and consumers",
    edited(["  a:\n", "  web:\n"], ["from: a/", "from: web/"]),
    '22:3 consumers.web "web": an entry of providers has this name already; give each entry its own',
  ),
  {
    given: "a topology's name in two files",
    files: { "x.yaml": GOOD, "y.yaml": `# another\n${GOOD}` },
    says: [
      'y.yaml:2:11 topology "x": x.yaml has this name already, and their stacks would share states; give each topology its own',
    ],
  },
  caseOf(
    "a target twice in a list",
    edited(["targets: [ec2-b]", "targets: [ec2-b, ec2-b]"]),
    `18:26 providers.web.services.web.targets[1] "ec2-b": ${ALREADY}`,
  ),
  caseOf(
    "a block twice in a list",
    edited(["        port: 80\n", "        port: 80\n        inboundFrom: [10.0.0.0/8, 10.0.0.0/8]\n"]),
    `18:35 providers.web.services.web.inboundFrom[1] "10.0.0.0/8": ${ALREADY}`,
  ),
  caseOf(
    "two endpoints of one name",
    edited([
      "    endpoints:\n",
      "    endpoints:\n      also: { service: web/web, clients: [ec2-a], name: web.example.internal }\n",
    ]),
    '34:15 consumers.a.endpoints.web.name "web.example.internal": the endpoint also of this VPC has this name; give each its own',
  ),
  caseOf(
    "an entry's account that is not declared",
    edited(["    account: provider", "    account: providr"]),
    `9:14 providers.web.account "providr": ${ACCOUNTS}`,
  ),
  caseOf(
    "an allowed account that is not declared",
    edited(["allow: [consumer]", "allow: [consumer, consumr]"]),
    `20:27 providers.web.services.web.allow[1] "consumr": ${ACCOUNTS}`,
  ),
  caseOf(
    "a service that sends to another port than its target listens on",
    edited(["        port: 80\n", "        port: 80\n        targetPort: 81\n"]),
    '19:19 providers.web.services.web.targets[0] "ec2-b": its web server listens on port 80, and the service sends to 81; say `targetPort: 80`, or `port: 81` in its `web`',
  ),
  caseOf(
    "a flow to the host that asks",
    edited(["to: web.example.internal", "to: a/ec2-a"]),
    '35:26 flows[0].to "a/ec2-a": this is the host that asks, and packets to oneself never leave it; ask for another one',
  ),
  caseOf(
    "a target that is not declared",
    edited(["targets: [ec2-b]", "targets: [ec2-c]"]),
    '18:19 providers.web.services.web.targets[0] "ec2-c": there is no such host of web; declared are ec2-b',
  ),
  caseOf(
    "a service that is not declared",
    edited(["service: web/web", "service: web/http"]),
    '30:18 consumers.a.endpoints.web.service "web/http": there is no such service; declared are web/web',
  ),
  caseOf(
    "a client that is not declared",
    edited(["clients: [ec2-a]", "clients: [ec2-b]"]),
    '32:19 consumers.a.endpoints.web.clients[0] "ec2-b": there is no such host of a; declared are ec2-a',
  ),
  caseOf(
    "a flow from a host that is not declared",
    edited(["from: a/ec2-a", "from: a/ec2-c"]),
    `35:13 flows[0].from "a/ec2-c": ${HOSTS}`,
  ),
  caseOf(
    "a flow to a host that is not declared",
    edited(["to: web.example.internal", "to: web/ec2-c"]),
    `35:26 flows[0].to "web/ec2-c": ${HOSTS.replace("such host", "such host or environment")}`,
  ),
  caseOf(
    "a flow to a name that no endpoint has",
    edited(["to: web.example.internal", "to: wob.example.internal"]),
    '35:26 flows[0].to "wob.example.internal": there is no such name; declared are web.example.internal',
  ),
  caseOf(
    "an endpoint in a zone without the service",
    edited(["zones: [apne1-az4]\n", "zones: [apne1-az4, apne1-az2]\n"]),
    '31:28 consumers.a.endpoints.web.zones[1] "apne1-az2": the service web/web has no load balancer there; it is in apne1-az4, apne1-az1',
  ),
  caseOf(
    "an endpoint in a zone without subnets",
    edited(
      ["apne1-az1, apne1-az2]", "apne1-az2]"],
      ["zones: [apne1-az4]\n", "zones: [apne1-az4, apne1-az1]\n"],
    ),
    '31:28 consumers.a.endpoints.web.zones[1] "apne1-az1": the VPC has no subnets there; its zones are apne1-az4, apne1-az2',
  ),
  caseOf(
    "no principal for the consumer's account",
    edited(["allow: [consumer]", "allow: [stranger]"]),
    '30:18 consumers.a.endpoints.web.service "web/web": the service web/web does not allow the account consumer (111111111111); add consumer to its `allow`',
  ),
  caseOf(
    "overlapping subnets",
    withSubnets("{ apne1-az4: 10.1.1.0/24, apne1-az1: 10.1.0.0/20 }"),
    '13:40 providers.web.vpc.subnets.private.apne1-az4 "10.1.1.0/24": the private subnet of apne1-az4 overlaps the private subnet of apne1-az1, 10.1.0.0/20; give each subnet a block of its own',
  ),
  caseOf(
    "a subnet outside its VPC",
    withSubnets("{ apne1-az4: 10.2.0.0/24 }"),
    `13:40 providers.web.vpc.subnets.private.apne1-az4 "10.2.0.0/24": 10.2.0.0/24 is not inside the VPC's block 10.1.0.0/16; a subnet's block is 10.1.0.0/16 or a part of it`,
  ),
  caseOf(
    "a subnet that is too small",
    withSubnets("{ apne1-az4: 10.1.255.0/29 }"),
    `13:40 providers.web.vpc.subnets.private.apne1-az4 "10.1.255.0/29": 10.1.255.0/29 is too small for a subnet; a subnet's block is from /16 (65,536 addresses) to /28 (16 addresses)`,
  ),
];
