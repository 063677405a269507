import { describe, expect, test } from "@jest/globals";
import type { App } from "cdktf";
import { ContractStack } from "../../../modules/wiring";
import { AcceptanceStack, ConsumerVpcStack, ProviderVpcStack } from "../../../stacks";
import { reference, synthesizeApp } from "../../support/terraform";
import { AZ1, AZ4, block, CONSUMER, PROVIDER, TOKYO } from "../../support/values";

/** A provider and its consumer as a TypeScript user writes them, without a topology file. */
function build(app: App): { readonly provider: ProviderVpcStack; readonly consumer: ConsumerVpcStack } {
  const provider = new ProviderVpcStack(app, "shop.web", {
    region: TOKYO,
    account: PROVIDER,
    vpc: {
      block: block("10.1.0.0/16"),
      subnets: [
        { tier: "private", zone: AZ4, block: block("10.1.48.0/20") },
        { tier: "private", zone: AZ1, block: block("10.1.0.0/20") },
        { tier: "public", zone: AZ1, block: block("10.1.128.0/20") },
      ],
    },
    hosts: new Map([["server", { zone: AZ1, web: { port: 80, page: "Hello!" } }]]),
    services: new Map([
      [
        "web",
        {
          listeners: [{ port: 80, targets: { kind: "hosts", hosts: ["server"] } }],
          zones: [AZ4, AZ1],
          allow: [CONSUMER],
        },
      ],
    ]),
  });
  const service = new ContractStack(app, "shop.web.contract-service-web", provider.offerService("web"));
  const consumer = new ConsumerVpcStack(app, "shop.till", {
    region: TOKYO,
    account: CONSUMER,
    vpc: {
      block: block("10.0.0.0/16"),
      subnets: [{ tier: "private", zone: AZ4, block: block("10.0.48.0/20") }],
      natGateways: "none",
      flowLogs: false,
    },
    hosts: new Map([["client", { zone: AZ4, instanceType: "t4g.nano", rootVolumeSize: 10 }]]),
    endpoints: new Map([
      [
        "web",
        { service, listeners: [{ port: 80 }], zones: [AZ4], clients: [{ kind: "host", host: "client" }] },
      ],
    ]),
  });
  const endpoint = new ContractStack(app, "shop.till.contract-endpoint-web", consumer.offerEndpoint("web"));
  new AcceptanceStack(app, "shop.web.accept-till", {
    region: TOKYO,
    account: PROVIDER,
    connections: new Map([["web", { service, endpoint }]]),
  });
  return { provider, consumer };
}

describe("stacks made by hand", () => {
  const app = synthesizeApp((scope) => {
    build(scope);
  });

  test("given four kinds of stacks, when they are synthesized, then they depend on each other as their contracts flow", () => {
    expect(new Map([...app.stacks].map(([id, { dependencies }]) => [id, dependencies]))).toEqual(
      new Map([
        ["shop.web", []],
        ["shop.web.contract-service-web", ["shop.web"]],
        ["shop.till", ["shop.web.contract-service-web"]],
        ["shop.till.contract-endpoint-web", ["shop.till"]],
        ["shop.web.accept-till", ["shop.web.contract-service-web", "shop.till.contract-endpoint-web"]],
      ]),
    );
  });

  test("given the least that can be said, when the provider is synthesized, then the safe and working defaults hold", () => {
    const provider = app.stack("shop.web");
    expect(Object.keys(provider.ofType("aws_nat_gateway"))).toEqual(["vpc_public_nat"]);
    expect(Object.keys(provider.ofType("aws_flow_log"))).toEqual(["vpc_flow-logs"]);
    expect(provider.resource("aws_lb.load-balancers_web")).toMatchObject({
      internal: true,
      enable_cross_zone_load_balancing: true,
      enforce_security_group_inbound_rules_on_private_link_traffic: "off",
    });
    expect(provider.resource("aws_vpc_endpoint_service.endpoint-services_web")).toMatchObject({
      acceptance_required: true,
      network_load_balancer_arns: [reference("aws_lb.load-balancers_web", "arn")],
    });
    expect(provider.outputs["service-web"]).toMatchObject({
      value: { ports: ["80"], zones: ["apne1-az1", "apne1-az4"] },
    });
  });

  test("given what differs from the defaults, when the consumer is synthesized, then it is so", () => {
    const consumer = app.stack("shop.till");
    for (const type of ["aws_nat_gateway", "aws_flow_log", "aws_route53_zone"]) {
      expect(consumer.ofType(type)).toEqual({});
    }
    expect(consumer.resource("aws_instance.hosts_client")).toMatchObject({
      instance_type: "t4g.nano",
      root_block_device: { volume_size: 10 },
    });
  });
});

describe("a mistake in stacks made by hand", () => {
  test("given names that there are not, when they are asked for, then a sentence names those there are", () => {
    synthesizeApp((app) => {
      const { provider, consumer } = build(app);
      expect(() => provider.host("sever")).toThrow("shop.web has no host sever; it has server");
      expect(() => provider.offerService("wob")).toThrow("shop.web has no service wob; it has web");
      expect(() => consumer.offerEndpoint("wob")).toThrow("shop.till has no endpoint wob; it has web");
    });
  });

  test("given a page that does not fit into user data, when the host is made, then a sentence says by how much", () => {
    const page = "a".repeat(17_000);
    const vpc = {
      block: block("10.0.0.0/16"),
      subnets: [{ tier: "private", zone: AZ4, block: block("10.0.0.0/20") }],
      natGateways: "none",
    } as const;
    const props = { name: "t", region: TOKYO, account: CONSUMER, vpc };
    expect(() =>
      synthesizeApp((app) => {
        const hosts = new Map([["server", { zone: AZ4, web: { port: 80, page } }]]);
        new ConsumerVpcStack(app, "t.a", { ...props, hosts });
      }),
    ).toThrow(/^the user data of server has \d{5} bytes, and EC2 takes 16384; shorten its page$/);
  });
});
