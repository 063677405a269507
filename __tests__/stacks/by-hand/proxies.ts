import { describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { ContractStack } from "../../../modules/wiring";
import {
  ConsumerVpcStack,
  type MadeHostSpecification,
  ProxyHubStack,
  type ProxiesSpecification,
} from "../../../stacks";
import { inFolder } from "../../support/folders";
import { reference, synthesizeApp } from "../../support/terraform";
import { AZ4, block, CONSUMER, PROVIDER, TOKYO } from "../../support/values";

const vpc = {
  block: block("10.0.0.0/16"),
  subnets: [{ tier: "private", zone: AZ4, block: block("10.0.48.0/20") }],
  natGateways: "none",
  flowLogs: false,
} as const;
const client = new Map([["client", { zone: AZ4 }]]);

function hub(app: App, proxies: Partial<ProxiesSpecification> = {}): ProxyHubStack {
  return new ProxyHubStack(app, "shop.exit", {
    region: TOKYO,
    account: PROVIDER,
    vpc,
    proxies: { offer: { kind: "resource" }, clients: [block("10.0.48.0/20")], ...proxies },
  });
}

function consumer(app: App, host: MadeHostSpecification): ConsumerVpcStack {
  const props = { region: TOKYO, account: CONSUMER, vpc };
  return new ConsumerVpcStack(app, "shop.till", { ...props, hosts: new Map([["client", host]]) });
}

describe("a hub made by hand", () => {
  test("given the least that can be said, when it and its user are synthesized, then there is one proxy for each zone, for its account alone", () => {
    const app = synthesizeApp((scope) => {
      const exit = hub(scope);
      const contract = new ContractStack(scope, "shop.exit.contract", exit.offerResource());
      new ConsumerVpcStack(scope, "shop.till", {
        region: TOKYO,
        account: PROVIDER,
        vpc: { block: vpc.block, subnets: vpc.subnets, flowLogs: false },
        hosts: client,
        proxy: {
          way: { kind: "resource", contract, zones: [AZ4] },
          dnsName: "proxy.example.internal",
          clients: [
            { kind: "host", host: "client" },
            { kind: "block", block: block("10.0.48.0/24") },
          ],
        },
      });
    });
    const exit = app.stack("shop.exit");
    expect(exit.resource("aws_autoscaling_group.proxies")).toMatchObject({ min_size: 1, max_size: 2 });
    expect(exit.ofType("aws_ram_resource_share")).toEqual({});
    const till = app.stack("shop.till");
    expect(till.dependencies).toEqual(["shop.exit.contract"]);
    expect(till.ofType("aws_nat_gateway")).toEqual({});
    expect(till.ofType("aws_vpc_security_group_ingress_rule")).toMatchObject({
      "proxy_endpoint_security-group_from-client": {
        referenced_security_group_id: reference("aws_security_group.hosts_client_security-group"),
      },
      "proxy_endpoint_security-group_from-10-0-48-0-24": { cidr_ipv4: "10.0.48.0/24" },
    });
  });
});

/** Makes stacks that are never written. */
function inApp<Result>(build: (app: App) => Result): Result {
  return inFolder((outdir) => build(new App({ outdir })));
}

describe("a mistake in hubs and their users made by hand", () => {
  test("given proxies behind a resource gateway, when they are offered otherwise, then a sentence says how they are", () => {
    inApp((app) => {
      const exit = hub(app);
      expect(() => exit.offerService()).toThrow(
        "the proxies of shop.exit are not offered by an endpoint service, but otherwise: resource",
      );
      expect(() => exit.offerLoadBalancer()).toThrow(/not offered over peering connections/);
    });
  });

  test("given more domains than fit into user data, when the proxies are made, then a sentence says by how much", () => {
    const domains = Array.from({ length: 1000 }, (_, number) => `domain-${number}.example.com`);
    expect(() => inApp((app) => hub(app, { domains }))).toThrow(
      /^the user data of the proxies of shop.exit has \d{5} bytes, and EC2 takes 16384; let them go to fewer domains and blocks$/,
    );
  });

  test("given a VPC without proxies, when a peer asks for their group, then a sentence says who has them", () => {
    expect(() => inApp((app) => consumer(app, { zone: AZ4 }).offerPeer("p", [{ kind: "proxies" }]))).toThrow(
      "shop.till has no security group of proxies; only a hub has proxies",
    );
  });

  test("given a web server on Windows, when the host is made, then a sentence refuses it", () => {
    expect(() =>
      inApp((app) => consumer(app, { zone: AZ4, platform: "windows", web: { port: 80, page: "" } })),
    ).toThrow("the host client runs on Windows, and web servers run on Linux here; give it no web");
  });
});
