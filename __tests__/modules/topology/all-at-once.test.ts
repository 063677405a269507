import { describe, expect, test } from "@jest/globals";
import { edited, type Edit } from "../../support/topology-text";
import { saidOf } from "./reading";

describe("many mistakes", () => {
  test("given mistakes of every kind in one file, when it is read, then all are told in the order of lines", () => {
    const text = edited(
      ['"333333333333"', "333333333333"],
      ["cidr: 10.1.0.0/16", "cidr: 10.1.3.1/28"],
      ["zones: [apne1-az4, apne1-az1]", "zones: [apne1-az4, ap-northeast-1a]"],
      ["ec2-b: { zone: apne1-az1, web", "ec2-b: { zone: apne1-az1, wob"],
      ["targets: [ec2-b]", "targets: [ec2-b, ec2-c]"],
      ["allow: [consumer]", "allow: [consumer, nobody, consumer]"],
      ["account: consumer", "account: consumr"],
      ["ec2-a: { zone: apne1-az4 }", "ec2-a: { zone: apne1-az3 }"],
      ["service: web/web", "service: web/http"],
      ["clients: [ec2-a]", "clients: [ec2-a, ec2-z]"],
      ["port: 80, expect: reachable", "port: 0, expect: reachable"],
      ["flows:\n", "flows:\n  - { from: a/ec2-z, to: web/ec2-b, port: 80, expect: blocked, answer: no }\n"],
      ["region: ap-northeast-1", "region: ap-northeast-1\ntags: { a: b, a: c }"],
    );
    expect(saidOf(text).map((line) => line.slice(0, line.indexOf(";")))).toEqual([
      '3:15 tags.a "a": this key stands twice here',
      "7:13 accounts.stranger 333333333333: this is a number where text belongs",
      '12:13 providers.web.vpc.cidr "10.1.3.1/28": this does not start at the first address of a /28 block',
      '13:26 providers.web.vpc.zones[1] "ap-northeast-1a": this is the name of an Availability Zone, which is another zone in every account',
      '15:33 providers.web.hosts.ec2-b.wob "wob": unknown key',
      '19:26 providers.web.services.web.targets[1] "ec2-c": there is no such host of web',
      '21:27 providers.web.services.web.allow[1] "nobody": there is no such account',
      '21:35 providers.web.services.web.allow[2] "consumer": this stands in the list already',
      '24:14 consumers.a.account "consumr": there is no such account',
      '28:22 consumers.a.hosts.ec2-a.zone "apne1-az3": the VPC has no subnets there',
      '31:18 consumers.a.endpoints.web.service "web/http": there is no such service',
      '33:26 consumers.a.endpoints.web.clients[1] "ec2-z": there is no such host of a',
      '36:13 flows[0].from "a/ec2-z": there is no such host',
      '36:72 flows[0].answer "no": a blocked flow has no answer',
      "37:54 flows[1].port 0: this is too small",
    ]);
  });

  test("given a VPC that is refused, when its entry has further mistakes, then they are told as well", () => {
    const text = edited(
      ["cidr: 10.1.0.0/16", "cidr: 10.1.0.0"],
      ["targets: [ec2-b]", "targets: [ec2-c]"],
      ["account: provider", "account: nobody"],
      ["allow: [consumer]", "allow: [stranger]"],
    );
    expect(saidOf(text).map((line) => line.slice(0, line.indexOf(" ")))).toEqual(["9:14", "11:13", "18:19"]);
  });

  test("given two mistakes in one place, when they are told, then both are", () => {
    const text = edited(
      ["apne1-az1, apne1-az2]", "apne1-az1]"],
      ["zones: [apne1-az4]\n", "zones: [apne1-az4, apne1-az2]\n"],
    );
    expect(saidOf(text)).toEqual([
      '31:28 consumers.a.endpoints.web.zones[1] "apne1-az2": the service web/web has no load balancer there; it is in apne1-az4, apne1-az1',
      '31:28 consumers.a.endpoints.web.zones[1] "apne1-az2": the VPC has no subnets there; its zones are apne1-az4, apne1-az1',
    ]);
  });
});

describe("one mistake that others would follow from", () => {
  const HOSTS_OF_WEB = "    hosts:\n      ec2-b: { zone: apne1-az1, web: { page: hello } }";
  const SERVICES_OF_WEB = "    services:\n      web:\n        port: 80\n";
  const cases: readonly (readonly [what: string, says: string, ...Edit[]])[] = [
    ["accounts is misspelt", "3:1 acounts ", ["accounts:", "acounts:"]],
    ["accounts is a list", "3:11 accounts:", ["accounts:", "accounts: [a]\ntags:"]],
    ["an account's name is no name", "4:3 accounts.Consumer ", ["  consumer: ", "  Consumer: "]],
    ["an account's number is none", "4:13 accounts.consumer ", ["111111111111", "11"]],
    ["the Region is none", "2:9 region ", ["ap-northeast-1", "tokyo"]],
    ["the topology's name is none", "1:11 topology ", ["topology: x", "topology: X"]],
    ["providers is misspelt", "7:1 provider ", ["providers:", "provider:"]],
    ["consumers is misspelt", "21:1 consumer ", ["consumers:", "consumer:"]],
    ["an entry's name is no name", "22:3 consumers.A ", ["  a:\n", "  A:\n"]],
    ["an entry's account is no name", "9:14 providers.web.account ", ["account: provider", "account: 5"]],
    [
      "a VPC's zones are none",
      "25:15 consumers.a.vpc.zones[0] ",
      ["[apne1-az4, apne1-az1, apne1-az2]", "[apne1]"],
    ],
    [
      "a VPC's block is too large",
      "11:13 providers.web.vpc.cidr ",
      ["10.1.0.0/16", "10.0.0.0/8"],
      ["zone: apne1-az1,", "zone: apne1-az1, address: 10.99.0.9,"],
    ],
    [
      "hosts is misspelt",
      "13:5 providers.web.host ",
      ["    hosts:\n      ec2-b", "    host:\n      ec2-b"],
      ["web.example.internal, port", "web/ec2-b, port"],
    ],
    ["hosts is a list", "13:12 providers.web.hosts:", [HOSTS_OF_WEB, "    hosts: [ec2-b]"]],
    ["hosts is empty", "13:11 providers.web.hosts ", [HOSTS_OF_WEB, "    hosts:"]],
    ["a host's name is no name", "27:7 consumers.a.hosts.EC2-a ", ["      ec2-a:", "      EC2-a:"]],
    ["a host is wrong", "27:22 consumers.a.hosts.ec2-a.zone ", ["zone: apne1-az4 }", "zone: 4 }"]],
    [
      "services is misspelt",
      "15:5 providers.web.service ",
      [SERVICES_OF_WEB, SERVICES_OF_WEB.replace("services", "service")],
    ],
    [
      "a service is wrong",
      "17:15 providers.web.services.web.port ",
      ["        port: 80", "        port: http"],
    ],
    ["endpoints is misspelt", "28:5 consumers.a.endpoint ", ["    endpoints:", "    endpoint:"]],
    [
      "an endpoint is wrong",
      "31:17 consumers.a.endpoints.web.zones[0] ",
      ["zones: [apne1-az4]\n", "zones: [four]\n"],
    ],
    [
      "an endpoint's name is misspelt",
      "33:9 consumers.a.endpoints.web.nmae ",
      ["        name:", "        nmae:"],
    ],
    ["a section stands twice", '34:1 providers "providers": this key', ["flows:", "providers: {}\nflows:"]],
    ["hosts stands twice", "28:5 consumers.a.hosts ", ["    endpoints:", "    hosts: {}\n    endpoints:"]],
    ["a flow is wrong", "35:54 flows[0].port ", ["port: 80, expect", "port: http, expect"]],
    [
      "a zone stands twice",
      "25:37 consumers.a.vpc.zones[2] ",
      ["apne1-az1, apne1-az2]", "apne1-az1, apne1-az1]"],
      ["zones: [apne1-az4]\n", "addresses: { apne1-az1: 10.202.0.9 }\n"],
    ],
    [
      "an allowed account is misspelt",
      "20:17 providers.web.services.web.allow[0] ",
      ["allow: [consumer]", "allow: [consumr]"],
    ],
  ];

  test.each(cases)("given that %s, when the file is read, then that alone is told", (_, says, ...edits) => {
    const said = saidOf(edited(...edits));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^${says.replace(/[[\]]/g, String.raw`\$&`)}`));
  });
});
