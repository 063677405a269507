import { describe, expect, test } from "@jest/globals";
import { type Edit, edited } from "../../support/topology-text";
import { saidOf } from "./reading";

const service = (written: string): Edit => [
  "        allow: [consumer]\n",
  `        allow: [consumer]\n        privateDns: ${written}\n`,
];
const NAMED = service("{ name: api.example.com }");
const RESOLVED: Edit = [
  "        name: web.example.internal\n",
  "        name: web.example.internal\n        privateDns: true\n",
];
const second = (written: string): Edit => [
  "    endpoints:\n      web:\n",
  `    endpoints:\n      also: { service: web/web, clients: [ec2-a], ${written} }\n      web:\n`,
];
const RESERVED =
  "nobody can own a domain below .alt, .example, .internal, .invalid, .local, .localhost, .onion, .test, so that AWS verifies no name there; write one below a domain of yours, like api.example.com";

describe("private DNS names that are allowed", () => {
  test.each<readonly [what: string, ...Edit[]]>([
    ["a service's name that nobody resolves", NAMED],
    ["a zone for its proof", service("{ name: api.example.com, zone: Z0123456789ABCDEFGHIJ }")],
    ["a name below a domain that is called like a reserved one", service("{ name: api.internal.com }")],
    ["an endpoint that resolves it beside a name of its own", NAMED, RESOLVED],
    ["two endpoints of which one resolves it", NAMED, RESOLVED, second("privateDns: false")],
    ["a flow to it", NAMED, RESOLVED, ["to: web.example.internal, port", "to: api.example.com, port"]],
  ])("given %s, when the file is read, then it is good", (_, ...edits) => {
    expect(saidOf(edited(...edits))).toEqual([]);
  });
});

describe("private DNS names that are not", () => {
  test.each<readonly [what: string, says: string, ...Edit[]]>([
    [
      "a name that nobody can own",
      `21:29 providers.web.services.web.privateDns.name "web.example.internal": ${RESERVED}`,
      service("{ name: web.example.internal }"),
    ],
    [
      "a name without a domain",
      '21:29 providers.web.services.web.privateDns.name "web": this is not a DNS name; write it in lower case, like web.example.internal',
      service("{ name: web }"),
    ],
    [
      "an endpoint that resolves a name which its service has not",
      "34:21 consumers.a.endpoints.web.privateDns true: the service web/web has no private DNS name; give it one in its `privateDns`, or leave this out",
      RESOLVED,
    ],
    [
      "a flow to a name that no endpoint resolves",
      '36:26 flows[0].to "api.example.com": there is no such name; declared are web.example.internal',
      NAMED,
      ["to: web.example.internal, port", "to: api.example.com, port"],
    ],
    [
      "two endpoints of one VPC that resolve one name",
      "36:21 consumers.a.endpoints.web.privateDns true: the endpoint also of this VPC has the private DNS name api.example.com already, and a VPC resolves it to one endpoint only; leave this out of one of them",
      NAMED,
      RESOLVED,
      second("privateDns: true"),
    ],
    [
      "an endpoint's own name that is its private DNS name",
      '34:15 consumers.a.endpoints.web.name "api.example.com": this is the private DNS name that `privateDns` of the endpoint web makes this VPC resolve; leave one of them out',
      NAMED,
      ["        name: web.example.internal\n", "        name: api.example.com\n        privateDns: true\n"],
      ["to: web.example.internal, port", "to: api.example.com, port"],
    ],
    [
      "an endpoint's own name that another endpoint resolves",
      '30:57 consumers.a.endpoints.also.name "api.example.com": this is the private DNS name that `privateDns` of the endpoint web makes this VPC resolve; leave one of them out',
      NAMED,
      RESOLVED,
      second("name: api.example.com"),
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(edited(...edits))).toEqual([says]);
  });

  test("given a service whose private DNS name is wrong, when an endpoint resolves it, then nothing more is said", () => {
    expect(saidOf(edited(service("{ name: web }"), RESOLVED))).toHaveLength(1);
  });
});
