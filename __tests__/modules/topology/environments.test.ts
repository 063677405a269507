import { describe, expect, test } from "@jest/globals";
import { type Edit, edited } from "../../support/topology-text";
import { modelOf, saidOf } from "./reading";

const SERVICE = "        port: 80\n        targets: [ec2-b]\n";
const FIRST_LINE_OF_SERVICES = "    services:\n";

/** The good file with an environment that answers for its service. */
function withEnvironment(
  environment: string,
  service = "port: 80\n        environment: shop",
  ...edits: readonly Edit[]
): string {
  return edited(
    [FIRST_LINE_OF_SERVICES, `    environments:\n      shop: ${environment}\n${FIRST_LINE_OF_SERVICES}`],
    [SERVICE, `        ${service}\n`],
    ...edits,
  );
}
const WEB = "{ web: { page: hello } }";
const without = (text: string, part: string): string => text.replace(part, "");

describe("an environment that is right", () => {
  test("given little, when it is resolved, then it has an instance in each zone of its VPC, and as many again", () => {
    const [entry] = modelOf(withEnvironment(WEB)).entries.filter(({ name }) => name === "web");
    expect(entry?.environments).toMatchObject([
      {
        name: "shop",
        zones: ["apne1-az1", "apne1-az4"],
        loadBalancerZones: ["apne1-az1", "apne1-az4"],
        port: 80,
        instances: { min: 2, max: 4 },
        application: { kind: "web", page: "hello" },
      },
    ]);
    expect(entry?.services).toMatchObject([
      { listeners: [{ targets: { kind: "environment", environment: "shop" } }] },
    ]);
  });

  test.each([
    ["a bundle", withEnvironment("{ sourceBundle: { bucket: builds, key: shop.zip } }")],
    [
      "no service",
      edited([FIRST_LINE_OF_SERVICES, `    environments: { shop: ${WEB} }\n${FIRST_LINE_OF_SERVICES}`]),
    ],
    [
      "as many instances at the most as at the least",
      withEnvironment("{ instances: { min: 3, max: 3 }, web: { page: a } }"),
    ],
    [
      "a port that its service has",
      withEnvironment("{ port: 8080, web: { page: a } }", "port: 8080\n        environment: shop"),
    ],
    [
      "a flow to its instances",
      withEnvironment(WEB, undefined, [
        "to: web.example.internal, port: 80, expect: reachable, answer: hello",
        "to: web/shop, port: 80, expect: blocked",
      ]),
    ],
  ])("given %s, when it is checked, then nothing is said", (_, text) => {
    expect(saidOf(text)).toEqual([]);
  });
});

describe("an environment that is wrong", () => {
  const AT = "providers.web.environments.shop";
  const SERVED = "providers.web.services.web";
  test.each<readonly [what: string, text: string, said: string]>([
    [
      "nothing to run",
      withEnvironment("{ port: 80 }"),
      `${AT}: nothing says what it runs; write \`web\` with a page, or the \`sourceBundle\` of an application`,
    ],
    [
      "two applications",
      withEnvironment("{ web: { page: a }, sourceBundle: { bucket: builds, key: shop.zip } }"),
      `${AT}.sourceBundle "sourceBundle": it runs \`web\` already, and no more than one application; leave one of the two out`,
    ],
    [
      "a zone without subnets",
      withEnvironment("{ zones: [apne1-az2], web: { page: a } }"),
      `${AT}.zones[0] "apne1-az2": the VPC has no subnets there; its zones are apne1-az4, apne1-az1`,
    ],
    [
      "a zone twice",
      withEnvironment("{ zones: [apne1-az1, apne1-az1], web: { page: a } }"),
      `${AT}.zones[1] "apne1-az1": this stands in the list already; write it once`,
    ],
    [
      "less at the most than at the least",
      withEnvironment("{ instances: { min: 3, max: 2 }, web: { page: a } }"),
      `${AT}.instances.max 2: this is less than \`min\`, 3; write 3 or more`,
    ],
    [
      "fewer instances than zones",
      withEnvironment("{ instances: { max: 1 }, web: { page: a } }"),
      `${AT}.instances.max 1: there is one instance for each of 2 zones; write 2 or more, or a smaller \`min\``,
    ],
    [
      "no way out",
      withEnvironment(WEB, undefined, [
        "zones: [apne1-az4, apne1-az1]\n",
        "zones: [apne1-az4, apne1-az1]\n      natGateways: none\n",
      ]),
      `${AT} "shop": its instances call S3, CloudFormation and Elastic Beanstalk, and fetch their application's image, and this VPC has no way out; write \`natGateways: one\` or \`per-zone\` in its \`vpc\``,
    ],
    [
      "a host's name",
      edited([FIRST_LINE_OF_SERVICES, `    environments: { ec2-b: ${WEB} }\n${FIRST_LINE_OF_SERVICES}`]),
      'providers.web.environments.ec2-b "ec2-b": a host of web has this name already; give each its own',
    ],
    [
      "another's prefix",
      withEnvironment(
        "{ cnamePrefix: shop, web: { page: a } }\n      till: { cnamePrefix: shop, web: { page: a } }",
      ),
      'providers.web.environments.till.cnamePrefix "shop": the environment web/shop has this prefix, and AWS gives it away once in a Region; give each its own',
    ],
    [
      "an unknown name in its service",
      withEnvironment(WEB, "port: 80\n        environment: ship"),
      `${SERVED}.environment "ship": there is no such environment of web; declared are shop`,
    ],
    [
      "another port than its service",
      withEnvironment("{ port: 8080, web: { page: a } }"),
      `${SERVED}.port 80: its environment's load balancer listens on port 8080; say \`port: 8080\`, or \`port: 80\` in shop`,
    ],
    [
      "hosts beside it in its service",
      withEnvironment(WEB, "port: 80\n        targets: [ec2-b]\n        environment: shop"),
      `${SERVED}.environment "environment": \`targets\` answer for it already; leave one of the two out`,
    ],
    [
      "a target port in its service",
      withEnvironment(WEB, "port: 80\n        targetPort: 80\n        environment: shop"),
      `${SERVED}.targetPort "targetPort": an environment's platform answers on port 80, whatever the application listens on; leave this out`,
    ],
    [
      "enforcement in its service",
      withEnvironment(
        WEB,
        "port: 80\n        environment: shop\n        enforceInboundRulesOnPrivateLinkTraffic: true",
      ),
      `${SERVED}.enforceInboundRulesOnPrivateLinkTraffic "enforceInboundRulesOnPrivateLinkTraffic": Elastic Beanstalk's Network Load Balancers have no security group; leave this out, and say who may call in the endpoints' \`clients\``,
    ],
    [
      "client blocks in its service",
      withEnvironment(WEB, "port: 80\n        environment: shop\n        inboundFrom: [10.0.0.0/16]"),
      `${SERVED}.inboundFrom "inboundFrom": Elastic Beanstalk's Network Load Balancers have no security group; leave this out, and say who may call in the endpoints' \`clients\``,
    ],
    [
      "two services",
      withEnvironment(WEB, undefined, [
        "      web:\n        port: 80",
        "      also: { port: 80, environment: shop }\n      web:\n        port: 80",
      ]),
      `${SERVED}.environment "shop": the service also stands on its load balancer, and AWS lets a load balancer serve one endpoint service; give each its own environment`,
    ],
    [
      "a flow that it starts",
      withEnvironment(WEB, undefined, ["from: a/ec2-a", "from: web/shop"]),
      'flows[0].from "web/shop": there is no such host; declared are a/ec2-a, web/ec2-b',
    ],
    [
      "a flow to no host or environment",
      withEnvironment(WEB, undefined, ["to: web.example.internal", "to: web/ship"]),
      'flows[0].to "web/ship": there is no such host or environment; declared are a/ec2-a, web/ec2-b, web/shop',
    ],
  ])("given %s, when it is checked, then a sentence says so", (_, text, said) => {
    expect(saidOf(text).map((line) => line.replace(/^\d+:\d+ /, ""))).toEqual([said]);
  });

  test("given a service that nobody answers for, when it is checked, then a sentence says so", () => {
    expect(saidOf(without(edited(), "        targets: [ec2-b]\n"))).toEqual([
      "17:9 providers.web.services.web: nobody answers for it; name hosts in `targets`, or an `environment`",
    ]);
  });
});
