import { describe, expect, test } from "@jest/globals";
import { assemble } from "../../../stacks/assembly";
import { modelOf } from "../../modules/topology/reading";
import { postconditions, postconditionsOf } from "../../support/postconditions";
import { type AppTerraform, reference, synthesizeApp, synthesizeHcl } from "../../support/terraform";
import { type Edit, editedText, EXISTING } from "../../support/topology-text";

function synthesized(...edits: readonly Edit[]): AppTerraform {
  return synthesizeApp((app) => {
    assemble(app, modelOf(editedText(EXISTING, edits)));
  });
}

function conditionsIn(app: AppTerraform, stack: string, address: string): string[] {
  return postconditionsOf(app.stack(stack).dataSources.get(address)).map(({ condition }) => condition);
}

describe("entries whose networks are there already", () => {
  const app = synthesized();
  const consumer = app.stack("x.legacy");
  const provider = app.stack("x.web");

  test("given a consumer, when it is synthesized, then its endpoint and name are made, and nothing of the network", () => {
    expect([...consumer.resources.keys()]).toEqual([
      "aws_route53_record.endpoints_web_name_record",
      "aws_route53_zone.endpoints_web_name_zone",
      "aws_security_group.endpoints_web_endpoint_security-group",
      "aws_vpc_endpoint.endpoints_web_endpoint",
      "aws_vpc_security_group_ingress_rule.endpoints_web_endpoint_security-group_from-client",
    ]);
    expect(consumer.resource("aws_vpc_endpoint.endpoints_web_endpoint")).toMatchObject({
      vpc_id: reference("data.aws_vpc.vpc"),
      subnet_ids: [reference("data.aws_subnet.vpc_private_apne1-az4")],
    });
  });

  test("given a host as a client, when it is synthesized, then the endpoint admits its address, and its groups are left alone", () => {
    expect(consumer.ofType("aws_vpc_security_group_ingress_rule")).toMatchObject({
      "endpoints_web_endpoint_security-group_from-client": {
        cidr_ipv4: "192.168.0.10/32",
        from_port: 80,
        to_port: 80,
      },
    });
    expect(consumer.ofType("aws_vpc_security_group_egress_rule")).toEqual({});
  });

  test("given a host as a target, when it is synthesized, then the load balancer may reach its address alone", () => {
    expect([...provider.resources.keys()].filter((address) => address.includes("rule"))).toEqual([
      "aws_vpc_security_group_egress_rule.load-balancers_web_security-group_to-server",
    ]);
    expect(provider.ofType("aws_vpc_security_group_egress_rule")).toMatchObject({
      "load-balancers_web_security-group_to-server": { cidr_ipv4: "192.168.1.10/32", from_port: 80 },
    });
    expect(provider.ofType("aws_lb_target_group_attachment")).toMatchObject({
      "load-balancers_web_targets_server": { target_id: reference("data.aws_instance.hosts_server") },
    });
  });

  test("given an endpoint with a name, when Terraform plans, then the VPC's DNS attributes must be on; else they are nobody's business", () => {
    const attributes = ["${self.enable_dns_support == true}", "${self.enable_dns_hostnames == true}"];
    expect(conditionsIn(app, "x.legacy", "data.aws_vpc.vpc")).toEqual(expect.arrayContaining(attributes));
    const nameless = synthesized(
      ["        name: web.example.internal\n", ""],
      ["to: web.example.internal", "to: web/server"],
    );
    expect(conditionsIn(nameless, "x.legacy", "data.aws_vpc.vpc")).toHaveLength(1);
    expect(conditionsIn(app, "x.web", "data.aws_vpc.vpc")).toHaveLength(1);
  });

  test("given a host that is made, when it is synthesized, then it stands in the existing subnet, after all checks of it", () => {
    const made = synthesized(["      client:\n", "      worker: { zone: apne1-az4 }\n      client:\n"]);
    const worker = made.stack("x.legacy").resource("aws_instance.hosts_worker");
    expect(worker).toMatchObject({ subnet_id: reference("data.aws_subnet.vpc_private_apne1-az4") });
    expect(worker["depends_on"]).toEqual(
      expect.arrayContaining([
        "data.aws_subnet.vpc_private_apne1-az4",
        "data.aws_route_tables.vpc_private_apne1-az4_route-table",
        "data.aws_route_table.vpc_route-tables_rtb-00000000000000001",
        "data.aws_route_tables.vpc_route-tables_rtb-00000000000000001_blackholes",
        "data.aws_network_acls.vpc_private_apne1-az4_network-acl",
        "data.aws_network_acls.vpc_private_apne1-az4_network-acl-protocols",
      ]),
    );
  });

  test("given what is not stated, when it is synthesized, then nothing is looked at for it", () => {
    const little = synthesized(
      [
        "          routeTable: { id: rtb-00000000000000001, routes: { 0.0.0.0/0: nat-00000000000000001 } }\n          networkAcl: open\n",
        "",
      ],
      [
        "      securityGroups:\n        sg-00000000000000001:\n          egress:\n            sgr-00000000000000001: { protocol: all, peer: 0.0.0.0/0 }\n",
        "",
      ],
      ["        securityGroups: [sg-00000000000000001]\n", ""],
    );
    expect([...little.stack("x.legacy").dataSources.keys()].map((address) => address.split(".")[1])).toEqual([
      "aws_instance",
      "aws_network_interfaces",
      "aws_subnet",
      "aws_vpc",
    ]);
  });

  test("given an entry that is provider and consumer, when its endpoint is synthesized, then the contract must know the host's address", () => {
    const both = synthesized(["consumers:\n", ""], ["  legacy:\n", "  legacy:\n    services: {}\n"]);
    const apart = both.stack("x.legacy.endpoint-web");
    expect(apart.ofType("aws_vpc_security_group_ingress_rule")).toMatchObject({
      "endpoints_web_endpoint_security-group_from-client": { cidr_ipv4: "192.168.0.10/32" },
    });
    expect(postconditions(apart, "network").at(-1)).toEqual({
      condition:
        '${try(lookup(self.outputs.existing_host_addresses, "client", "no address") == "192.168.0.10", true)}',
      error_message:
        'The host client, which calls this endpoint from 192.168.0.10, has ${lookup(self.outputs.existing_host_addresses, "client", "no address")} in the VPC of x.legacy.contract-network. Deploy its stack again.',
    });
    expect(both.stack("x.legacy").outputs["network-vpc"]).toMatchObject({
      value: {
        vpc_id: reference("data.aws_vpc.vpc"),
        private_subnet_ids: { "apne1-az4": reference("data.aws_subnet.vpc_private_apne1-az4") },
        host_security_group_ids: {},
        existing_host_addresses: { client: "192.168.0.10" },
      },
    });
  });

  test("given both formats, when they are synthesized, then both say the same conditions", () => {
    const hcl = synthesizeHcl((scope) => {
      assemble(scope, modelOf(EXISTING));
    }).get("x.legacy");
    for (const [address] of consumer.dataSources) {
      for (const condition of conditionsIn(app, "x.legacy", address))
        expect(hcl).toContain(`condition = "${condition}"`);
    }
  });
});
