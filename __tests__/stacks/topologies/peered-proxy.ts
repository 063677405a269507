import { describe, expect, test } from "@jest/globals";
import { readUserData } from "../../../modules/software";
import { assemble } from "../../../stacks/assembly";
import { postconditions } from "../../support/postconditions";
import { reference, type StackTerraform, synthesizeApp } from "../../support/terraform";
import { topologyOf } from "../../support/topologies";
import { peeredProxy } from "./synthesized";

const { app } = peeredProxy;
const stackOf = (part: string): StackTerraform => app.stack(`peered-proxy.${part}`);

/** How a stack reads an output of a contract of its own. */
const output = (reader: string, name: string): string =>
  reference(`data.terraform_remote_state.${reader}`, `outputs.${name}`);

describe("the scenario peered-proxy", () => {
  test("given two peerings, when they are synthesized, then each goes from the VPCs over the request and its acceptance to the routes", () => {
    const peering = (name: string, requester: string, accepter: string): [string, string[]][] => {
      const [own, other] = [`peered-proxy.${requester}`, `peered-proxy.${accepter}`];
      const connection = `${own}.contract-peering-${name}`;
      const acceptance = `${other}.accept-peering-${name}`;
      return [
        [`${own}.contract-peer-${name}`, [own]],
        [`${other}.contract-peer-${name}`, [other]],
        [`${own}.peering-${name}`, [`${own}.contract-network`, `${other}.contract-peer-${name}`]],
        [connection, [`${own}.peering-${name}`]],
        [acceptance, [connection, `${other}.contract-network`, `${own}.contract-peer-${name}`].sort()],
        [
          `${own}.routes-peering-${name}`,
          [connection, acceptance, `${own}.contract-network`, `${other}.contract-peer-${name}`].sort(),
        ],
      ];
    };
    const networks = ["app", "proxy", "service"].map((entry): [string, string[]] => [
      `peered-proxy.${entry}.contract-network`,
      [`peered-proxy.${entry}`],
    ]);
    const loadBalancer = "peered-proxy.proxy.contract-load-balancer-proxies";
    expect(new Map([...app.stacks].map(([id, { dependencies }]) => [id, [...dependencies].sort()]))).toEqual(
      new Map<string, string[]>([
        ["peered-proxy.proxy", []],
        [loadBalancer, ["peered-proxy.proxy"]],
        ["peered-proxy.service", []],
        ["peered-proxy.app", [loadBalancer]],
        ...networks,
        ...peering("app", "app", "proxy"),
        ...peering("service", "proxy", "service"),
      ]),
    );
  });

  test("given the clients' VPC, when it is synthesized, then its name of the proxies is their load balancer's", () => {
    const { alias } = stackOf("app").resource("aws_route53_record.proxy_name_record");
    expect(alias).toEqual({
      name: output("proxy_contract", "dns_name"),
      zone_id: output("proxy_contract", "zone_id"),
      evaluate_target_health: false,
    });
    for (const type of ["aws_vpc_endpoint", "aws_nat_gateway"])
      expect(Object.keys(stackOf("app").ofType(type))).toEqual(type === "aws_vpc_endpoint" ? ["vpc_s3"] : []);
  });

  test("given clients with addresses of their own, when the load balancer is read, then the proxies see these", () => {
    expect(
      stackOf("proxy").resource("aws_lb_target_group.load-balancers_proxies_target-group"),
    ).not.toHaveProperty("preserve_client_ip");
  });

  test("given the hub, when it is synthesized, then there is neither gateway nor service, and the proxies serve the clients' VPC", () => {
    const hub = stackOf("proxy");
    for (const type of [
      "aws_vpclattice_resource_gateway",
      "aws_vpc_endpoint_service",
      "aws_ram_resource_share",
    ])
      expect(hub.ofType(type)).toEqual({});
    const read = readUserData(
      String(hub.resource("aws_launch_template.proxies_launch-template")["user_data"]),
    );
    if (read.kind !== "proxy-server") throw new Error(`it is ${read.kind}`);
    expect(read.server.clients.map(String)).toEqual(["192.168.0.0/24"]);
    expect(read.server.blocks.map(String)).toEqual(["10.1.0.0/24"]);
    expect(read.server.ownBlocks.map(String)).toEqual(["10.0.0.0/24", "10.1.0.0/24", "192.168.0.0/24"]);
  });

  test("given what a VPC tells the other, when it is read, then it holds the groups of the peering's connections alone", () => {
    const told = (entry: string, peering: string): unknown =>
      stackOf(entry).outputs[`peer-${peering}`]?.["value"];
    const vpc = { vpc_id: reference("aws_vpc.vpc") };
    const group = (construct: string): string => reference(`aws_security_group.${construct}_security-group`);
    expect(told("app", "app")).toEqual({ ...vpc, security_group_ids: { "host.app": group("hosts_app") } });
    expect(told("proxy", "app")).toEqual({
      ...vpc,
      security_group_ids: { "proxies-load-balancer": group("load-balancers_proxies") },
    });
    expect(told("proxy", "service")).toEqual({ ...vpc, security_group_ids: { proxies: group("proxies") } });
    expect(told("service", "service")).toEqual({
      ...vpc,
      security_group_ids: { "host.web": group("hosts_web") },
    });
  });

  test("given the clients' peering, when it is accepted, then the load balancer admits the client of the other account, and routes lead back", () => {
    const acceptance = stackOf("proxy.accept-peering-app");
    expect(acceptance.providers[0]?.["allowed_account_ids"]).toEqual(["222222222222"]);
    expect(acceptance.ofType("aws_vpc_security_group_ingress_rule")).toMatchObject({
      "side_rules_proxies-load-balancer_from-host-app-3128": {
        security_group_id: output("network", 'proxy_security_group_ids["proxies-load-balancer"]'),
        referenced_security_group_id: `111111111111/${output("peer", 'security_group_ids["host.app"]')}`,
        to_port: 3128,
        depends_on: ["aws_vpc_peering_connection_accepter.acceptance"],
      },
    });
    expect(acceptance.ofType("aws_vpc_security_group_egress_rule")).toEqual({});
    expect(Object.values(acceptance.ofType("aws_route"))).toMatchObject(
      ["apne1-az1", "apne1-az4"].map((zone) => ({
        route_table_id: output("network", `private_route_table_ids["${zone}"]`),
        destination_cidr_block: "192.168.0.0/24",
        vpc_peering_connection_id: output("connection", "connection_id"),
      })),
    );
  });

  test("given the requester's side, when it is synthesized, then its client is let out to the load balancer", () => {
    const rules = stackOf("app.routes-peering-app").ofType("aws_vpc_security_group_egress_rule");
    expect(rules).toMatchObject({
      "side_rules_host-app_to-proxies-load-balancer-3128": {
        security_group_id: output("network", 'host_security_group_ids["app"]'),
        referenced_security_group_id: `222222222222/${output("peer", 'security_group_ids["proxies-load-balancer"]')}`,
        to_port: 3128,
      },
    });
  });

  test("given a subnet or a group that is gone, when Terraform plans, then a sentence names it", () => {
    const expected = postconditions(stackOf("service.accept-peering-service"), "network").slice(-3);
    expect(expected.map(({ condition }) => condition)).toEqual([
      '${try(contains(keys(self.outputs.private_route_table_ids), "apne1-az1"), true)}',
      '${try(contains(keys(self.outputs.private_route_table_ids), "apne1-az4"), true)}',
      '${try(contains(keys(self.outputs.host_security_group_ids), "web"), true)}',
    ]);
    const [peer] = postconditions(stackOf("service.accept-peering-service"), "peer").slice(-1);
    expect(peer).toEqual({
      condition: '${try(contains(keys(self.outputs.security_group_ids), "proxies"), true)}',
      error_message:
        'The VPC of peered-proxy.proxy.contract-peer-service has no security group of proxies, which a rule of this stack names; it has ${coalesce(join(", ", keys(self.outputs.security_group_ids)), "none")}. Deploy its stack again.',
    });
  });
});

describe("a peering within one account", () => {
  const entry = (cidr: string): object => ({
    account: "x",
    vpc: { cidr, zones: ["apne1-az1", "apne1-az4"], natGateways: "none", flowLogs: false },
    hosts: { server: { zone: "apne1-az1" } },
  });
  const home = synthesizeApp((scope) => {
    assemble(
      scope,
      topologyOf({
        topology: "home",
        region: "ap-northeast-1",
        accounts: { x: "111111111111" },
        consumers: { left: entry("10.0.0.0/16"), right: entry("10.1.0.0/16") },
        peerings: {
          both: {
            requester: { entry: "left", zones: ["apne1-az1"], destinations: ["10.1.0.0/20"] },
            accepter: { entry: "right" },
            admit: [{ from: "left/server", to: "right/server", port: 443 }],
          },
        },
      }),
    );
  });

  test("given it, when it is synthesized, then the request accepts itself, and both sides follow it", () => {
    expect(home.stack("home.left.peering-both").ofType("aws_vpc_peering_connection")).toMatchObject({
      connection: { auto_accept: true },
    });
    for (const side of ["left", "right"]) {
      expect(home.stack(`home.${side}.routes-peering-both`).dependencies).toContain(
        "home.left.contract-peering-both",
      );
    }
    expect([...home.stacks.keys()].some((id) => id.includes(".accept-"))).toBe(false);
  });

  test("given groups of one account, when a rule refers to one, then without the account", () => {
    const rules = home.stack("home.right.routes-peering-both").ofType("aws_vpc_security_group_ingress_rule");
    expect(Object.values(rules)).toMatchObject([
      { referenced_security_group_id: output("peer", 'security_group_ids["host.server"]') },
    ]);
  });

  test("given one zone and a part of the other VPC, when routes are made, then for these alone", () => {
    expect(Object.values(home.stack("home.left.routes-peering-both").ofType("aws_route"))).toMatchObject([
      {
        route_table_id: output("network", 'private_route_table_ids["apne1-az1"]'),
        destination_cidr_block: "10.1.0.0/20",
      },
    ]);
  });
});
