import { describe, expect, test } from "@jest/globals";
import { ProviderVpcStack, type ProviderVpcStackProps } from "../../stacks";
import { reference, synthesizeApp, type StackTerraform } from "../support/terraform";
import { AZ1, AZ4, block, PROVIDER, TOKYO } from "../support/values";

const ENVIRONMENT = {
  zones: [AZ1, AZ4],
  loadBalancerZones: [AZ4],
  port: 80,
  instanceType: "t3.small",
  instances: { min: 2, max: 4 },
  application: { kind: "web", page: "Hello!" },
} as const;
const LISTENER = {
  port: 80,
  targets: { kind: "environment", environment: "shop" },
  healthCheckPath: "/index.html",
} as const;
const SERVICE = { listeners: [LISTENER], zones: [AZ4] } as const;

function made(props: Partial<ProviderVpcStackProps> = {}): StackTerraform {
  return synthesizeApp((app) => {
    new ProviderVpcStack(app, "x.web", {
      region: TOKYO,
      account: PROVIDER,
      vpc: {
        block: block("10.1.0.0/16"),
        subnets: [
          { tier: "private", zone: AZ4, block: block("10.1.48.0/20") },
          { tier: "private", zone: AZ1, block: block("10.1.0.0/20") },
          { tier: "public", zone: AZ1, block: block("10.1.128.0/20") },
        ],
        flowLogs: false,
      },
      environments: new Map([["shop", ENVIRONMENT]]),
      services: new Map([["web", SERVICE]]),
      ...props,
    });
  }).stack("x.web");
}

describe("a provider with an Elastic Beanstalk environment", () => {
  test("given its service, when it is synthesized, then that stands on the environment's own load balancer, once it is as it should be", () => {
    const terraform = made();
    expect(terraform.resource("aws_vpc_endpoint_service.endpoint-services_web")).toMatchObject({
      network_load_balancer_arns: [
        reference("aws_elastic_beanstalk_environment.environments_shop", "load_balancers[0]"),
      ],
      depends_on: ["data.aws_lb.environments_shop_load-balancer"],
    });
    expect(terraform.ofType("aws_lb")).toEqual({});
    expect(terraform.resource("aws_elastic_beanstalk_environment.environments_shop")).toMatchObject({
      name: expect.stringMatching(/^x-web-shop-[0-9a-f]{8}$/),
      setting: expect.arrayContaining([
        {
          namespace: "aws:elasticbeanstalk:environment:process:default",
          name: "HealthCheckPath",
          value: "/index.html",
        },
      ]),
    });
  });

  test("given fewer zones of the load balancer, when it is synthesized, then the instances admit that zone's subnet alone", () => {
    const ingress = Object.values(made().ofType("aws_vpc_security_group_ingress_rule"));
    expect(ingress).toMatchObject([{ cidr_ipv4: "10.1.48.0/20" }]);
  });

  test.each<readonly [what: string, props: Partial<ProviderVpcStackProps>, said: string]>([
    [
      "a service of another port",
      { services: new Map([["web", { ...SERVICE, listeners: [{ ...LISTENER, port: 81 }] }]]) },
      "the service web is called on port 81, and its environment shop listens on 80; give both one port",
    ],
    [
      "two services of one environment",
      {
        services: new Map([
          ["web", SERVICE],
          ["also", SERVICE],
        ]),
      },
      "the services web and also share the environment shop; give each its own",
    ],
    [
      "a service with a second listener",
      {
        services: new Map([
          [
            "web",
            {
              ...SERVICE,
              listeners: [LISTENER, { port: 81, targets: { kind: "addresses", addresses: [] } }],
            },
          ],
        ]),
      },
      "the service web has 2 listeners, and the environment shop, which answers for it, has a load balancer with one; give the service that one alone",
    ],
    [
      "a service of no environment",
      { environments: new Map([["till", ENVIRONMENT]]) },
      "x.web has no environment shop; it has till",
    ],
  ])("given %s, when it is made, then it is refused", (_, props, said) => {
    expect(() => made(props)).toThrow(said);
  });
});
