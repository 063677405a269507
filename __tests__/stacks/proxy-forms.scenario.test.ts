import { describe, expect, test } from "@jest/globals";
import { readUserData } from "../../modules/software";
import { assemble, type IndexedTopology } from "../../stacks/assembly";
import type { Topology } from "../../modules/topology";
import { type AppTerraform, reference, synthesizeApp } from "../support/terraform";
import { topologyOf, topologyOfFile } from "../support/topologies";

interface Synthesized {
  readonly app: AppTerraform;
  readonly index: () => IndexedTopology;
}

/** The index is the first one's. */
function synthesized(topology: Topology, ...others: readonly Topology[]): Synthesized {
  let index = (): IndexedTopology => {
    throw new Error("the index was asked for before the synthesis");
  };
  const app = synthesizeApp((scope) => {
    const made = assemble(scope, topology);
    const described = made.describe(scope);
    index = () => described;
    for (const other of others) assemble(scope, other);
  });
  return { app, index };
}

const configuration = "aws_vpclattice_resource_configuration.resource-configurations_proxies";

describe("proxies behind an endpoint service", () => {
  const { app, index } = synthesized(topologyOfFile("__tests__/terraform/topologies/proxy-service.yaml"));
  const hub = app.stack("proxy-service.proxy");

  test("given them, when the hub is synthesized, then it accepts the allowed accounts' endpoints by itself, and shares nothing", () => {
    expect(hub.resource("aws_vpc_endpoint_service.endpoint-services_proxies")).toMatchObject({
      acceptance_required: false,
      network_load_balancer_arns: [reference("aws_lb.load-balancers_proxies", "arn")],
    });
    expect(Object.keys(hub.ofType("aws_vpc_endpoint_service_allowed_principal")).sort()).toEqual([
      "endpoint-services_proxies_principal-111111111111",
      "endpoint-services_proxies_principal-333333333333",
    ]);
    expect([...app.stacks.keys()].some((id) => id.includes(".share-"))).toBe(false);
    // The endpoints' groups are the gate: through PrivateLink, the load balancer's admits without a rule.
    expect(Object.keys(hub.ofType("aws_vpc_security_group_ingress_rule"))).toEqual([
      "proxies_security-group_from-load-balancer-proxies",
    ]);
  });

  test("given clients that all come by few addresses, when the hub is synthesized, then proxies see the load balancer's", () => {
    expect(hub.resource("aws_lb_target_group.load-balancers_proxies_target-group")).toMatchObject({
      preserve_client_ip: "false",
    });
  });

  test("given a VPC that uses them, when it is synthesized, then by an interface endpoint where it is asked to be", () => {
    const user = app.stack("proxy-service.project-a");
    expect(user.resource("aws_vpc_endpoint.proxy_endpoint_endpoint")).toMatchObject({
      vpc_endpoint_type: "Interface",
      subnet_ids: [reference("aws_subnet.vpc_private_apne1-az4")],
    });
    expect(user.dependencies).toContain("proxy-service.proxy.contract-service-proxies");
    expect(index().names["proxy.example.internal"]).toEqual({
      "project-a": {
        stack: "proxy-service.project-a",
        address: "aws_route53_record.proxy_endpoint_name_record",
      },
      "project-b": {
        stack: "proxy-service.project-b",
        address: "aws_route53_record.proxy_endpoint_name_record",
      },
    });
  });

  test("given a provider that uses them, when it is synthesized, then its web server is set up to, and it still offers its service", () => {
    const provider = app.stack("proxy-service.project-b");
    const { user_data_base64: userData } = provider.resource("aws_instance.hosts_web");
    expect(readUserData(String(userData))).toMatchObject({
      web: { page: "Hello!" },
      proxyClient: { host: "proxy.example.internal" },
    });
    expect(provider.ofType("aws_vpc_endpoint_service")).toHaveProperty("endpoint-services_web");
  });

  test("given a host whose VPC has endpoints, when its settings are read, then it asks their names directly", () => {
    const { user_data_base64: userData } = app
      .stack("proxy-service.project-a")
      .resource("aws_instance.hosts_app");
    expect(readUserData(String(userData))).toMatchObject({
      proxyClient: { bypass: expect.arrayContaining(["web.example.internal"]) },
    });
  });
});

describe("what a resource gateway leads to", () => {
  const { app, index } = synthesized(
    topologyOfFile("__tests__/terraform/topologies/proxy-address.yaml"),
    topologyOfFile("__tests__/terraform/topologies/proxy-public-name.yaml"),
  );
  const [fixed, named] = [app.stack("proxy-address.proxy"), app.stack("proxy-public-name.proxy")] as const;

  test("given an address, when the hub is synthesized, then one proxy has it, with no load balancer between", () => {
    expect(fixed.resource("aws_instance.proxies_host")).toMatchObject({ private_ip: "10.0.0.10" });
    expect(fixed.resource(configuration)).toMatchObject({
      resource_configuration_definition: [{ ip_resource: [{ ip_address: "10.0.0.10" }] }],
    });
    for (const type of ["aws_lb", "aws_autoscaling_group"]) expect(fixed.ofType(type)).toEqual({});
    expect(
      fixed.resource(
        "aws_vpc_security_group_egress_rule.resource-gateways_proxies_security-group_to-proxies",
      ),
    ).toMatchObject({
      referenced_security_group_id: reference("aws_security_group.proxies_host_security-group"),
      to_port: 3128,
    });
    expect(index().hosts["proxy/proxies"]).toEqual({
      stack: "proxy-address.proxy",
      address: "aws_instance.proxies_host",
    });
  });

  test("given a name and its zone, when the hub is synthesized, then a record there leads to the load balancer", () => {
    expect(named.data("aws_route53_zone")["public-name_zone"]).toMatchObject({
      zone_id: "Z0123456789ABCDEFGHIJ",
    });
    expect(named.resource("aws_route53_record.public-name")).toMatchObject({
      zone_id: reference("data.aws_route53_zone.public-name_zone"),
      name: "proxy.example.com",
      alias: { name: reference("aws_lb.load-balancers_proxies", "dns_name") },
    });
    expect(named.resource(configuration)).toMatchObject({
      resource_configuration_definition: [
        { dns_resource: [{ domain_name: reference("aws_route53_record.public-name", "fqdn") }] },
      ],
    });
  });

  test("given no other account that may use it, when the hub is synthesized, then it is shared with none", () => {
    expect(named.ofType("aws_ram_resource_share")).toEqual({});
    expect(named.outputs["resource-proxies"]).toMatchObject({ value: { share_arn: "" } });
    expect(app.stack("proxy-public-name.project").dependencies).toEqual([
      "proxy-public-name.proxy.contract-resource-proxies",
    ]);
  });

  test("given an organization that shares by itself, when an account uses it, then the share is looked up, and must be the hub's", () => {
    expect(fixed.resource("aws_ram_resource_share.resource-shares_proxies")).toMatchObject({
      allow_external_principals: false,
    });
    const share = app.stack("proxy-address.proxy.share-111111111111");
    expect(share.resources.size).toBe(0);
    expect(share.data("aws_ram_resource_share")["share"]).toEqual({
      name: "proxy-address.proxy.proxies",
      resource_owner: "OTHER-ACCOUNTS",
      resource_share_status: "ACTIVE",
      lifecycle: {
        postcondition: [
          {
            condition:
              '${self.arn == data.terraform_remote_state.contract.outputs.share_arn && self.status == "ACTIVE"}',
            error_message:
              "The share proxy-address.proxy.proxies that this account sees is ${self.arn}, ${self.status}, and proxy-address.proxy.contract-resource-proxies tells of ${data.terraform_remote_state.contract.outputs.share_arn}. Deploy the stack that offers it again, and turn on sharing within the organization in AWS RAM, or leave organizationSharing out.",
          },
        ],
      },
    });
    const dependencies = app.stack("proxy-address.project").dependencies;
    expect(dependencies).toContain("proxy-address.proxy.share-111111111111");
  });
});

describe("names of others", () => {
  const vpc = { zones: ["apne1-az1"], flowLogs: false };
  const { app } = synthesized(
    topologyOf({
      topology: "t",
      region: "ap-northeast-1",
      accounts: { x: "111111111111", y: "222222222222" },
      proxyHubs: {
        proxy: {
          account: "x",
          vpc,
          proxies: {
            name: "proxy.example.internal",
            domains: [".example.com"],
            target: { name: "proxy.example.net" },
            customDomainName: { name: "proxy.example.com", zone: "Z0123456789ABCDEFGHIJ" },
            allow: ["y"],
          },
        },
      },
      consumers: {
        a: { account: "y", vpc, hosts: { app: { zone: "apne1-az1" } }, proxy: { hub: "proxy" } },
      },
    }),
  );
  const hub = app.stack("t.proxy");

  test("given a name that somebody else keeps, when the hub is synthesized, then it leads there, and no record is made of it", () => {
    expect(hub.resource(configuration)).toMatchObject({
      resource_configuration_definition: [{ dns_resource: [{ domain_name: "proxy.example.net" }] }],
    });
    expect(hub.ofType("aws_route53_record")).not.toHaveProperty("public-name");
    expect(Object.keys(hub.ofType("aws_lb"))).toEqual(["load-balancers_proxies"]);
  });

  test("given a custom domain name, when it is synthesized, then endpoints resolve it, and the hub alone wants a newer provider", () => {
    expect(hub.resource(configuration)).toMatchObject({ custom_domain_name: "proxy.example.com" });
    const versions = (id: string): unknown => app.stack(id).terraform["required_providers"];
    expect(versions("t.proxy")).toMatchObject({ aws: { version: ">= 6.22.0, < 7.0.0" } });
    expect(versions("t.a")).toMatchObject({ aws: { version: ">= 5.100.0, < 7.0.0" } });
    expect(app.stack("t.a").resource("aws_vpc_endpoint.proxy_endpoint")).toMatchObject({
      private_dns_enabled: true,
    });
  });
});
