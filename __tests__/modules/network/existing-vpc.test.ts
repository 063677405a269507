import { describe, expect, test } from "@jest/globals";
import { ExistingVpc, type ExistingVpcProps, type StatedSubnet } from "../../../modules/network";
import { postconditionsOf } from "../../support/postconditions";
import { type StackTerraform, synthesizeIn } from "../../support/terraform";
import { AZ1, AZ4, block } from "../../support/values";

const SUBNET: StatedSubnet = { id: "subnet-1", zone: AZ4, block: block("192.168.0.0/24") };
const TABLE = { id: "rtb-1", routes: [{ block: block("0.0.0.0/0"), target: "nat-1" }] };

const ofTable = { name: "route-table-id", values: ["rtb-1"] };

function existing(props: Partial<ExistingVpcProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new ExistingVpc(stack, "vpc", {
      id: "vpc-1",
      block: block("192.168.0.0/16"),
      subnets: [SUBNET],
      ...props,
    });
  });
}

function sentencesOf(terraform: StackTerraform, address: string): string[] {
  return postconditionsOf(terraform.dataSources.get(address)).map(({ error_message }) => error_message);
}

function conditionsOf(terraform: StackTerraform, address: string): string[] {
  return postconditionsOf(terraform.dataSources.get(address)).map(({ condition }) => condition);
}

describe("a VPC that is there already", () => {
  test("given it with a subnet, when it is synthesized, then Terraform looks at both and makes nothing", () => {
    const terraform = existing();
    expect(terraform.resources.size).toBe(0);
    expect([...terraform.dataSources.keys()]).toEqual([
      "data.aws_subnet.vpc_private_apne1-az4",
      "data.aws_vpc.vpc",
    ]);
    expect(conditionsOf(terraform, "data.aws_subnet.vpc_private_apne1-az4")).toEqual([
      '${self.vpc_id == "vpc-1"}',
      '${self.cidr_block == "192.168.0.0/24"}',
      '${self.availability_zone_id == "apne1-az4"}',
    ]);
    expect(sentencesOf(terraform, "data.aws_vpc.vpc")).toEqual([
      expect.stringMatching(
        /^The VPC vpc-1 is stated to have the block 192\.168\.0\.0\/16, and it has \$\{.*\}\. State its block as it is; a VPC of several blocks cannot be given\.$/,
      ),
    ]);
  });

  test("given two subnets of one route table, when they are synthesized, then the table is looked at once", () => {
    const other = { ...SUBNET, id: "subnet-2", zone: AZ1, block: block("192.168.1.0/24"), routeTable: TABLE };
    const terraform = existing({ subnets: [{ ...SUBNET, routeTable: TABLE }, other] });
    expect(Object.keys(terraform.data("aws_route_table"))).toEqual(["vpc_route-tables_rtb-1"]);
    expect(conditionsOf(terraform, "data.aws_route_tables.vpc_private_apne1-az1_route-table")).toEqual([
      '${coalesce(one(self.ids), data.aws_vpc.vpc.main_route_table_id) == "rtb-1"}',
    ]);
  });

  test("given routes in any order, when they are synthesized, then their condition is the same", () => {
    const routes = [...TABLE.routes, { block: block("10.0.0.0/8"), target: "tgw-1" }];
    const conditions = [routes, routes.toReversed()].map((each) =>
      conditionsOf(
        existing({ subnets: [{ ...SUBNET, routeTable: { id: "rtb-1", routes: each } }] }),
        "data.aws_route_table.vpc_route-tables_rtb-1",
      ),
    );
    expect(conditions[0]).toEqual(conditions[1]);
    expect(conditions[0]?.[1]).toMatch(/ == "0\.0\.0\.0\/0 nat-1,10\.0\.0\.0\/8 tgw-1"\}$/);
  });

  test("given a table without routes, when it is synthesized, then it must have none but local ones", () => {
    const terraform = existing({ subnets: [{ ...SUBNET, routeTable: { id: "rtb-1", routes: [] } }] });
    const address = "data.aws_route_table.vpc_route-tables_rtb-1";
    expect(conditionsOf(terraform, address)[1]).toMatch(/ == ""\}$/);
    expect(sentencesOf(terraform, address)[1]).toContain("is stated to have no routes but local ones");
  });

  test("given a table, when it is synthesized, then no gateway may propagate routes to it, and none may lead nowhere", () => {
    const terraform = existing({ subnets: [{ ...SUBNET, routeTable: TABLE }] });
    const table = "data.aws_route_tables.vpc_route-tables_rtb-1";
    expect(
      ["propagated", "blackholes"].map((each) => terraform.dataSources.get(`${table}_${each}`)),
    ).toMatchObject([
      { filter: [ofTable, { name: "route.origin", values: ["EnableVgwRoutePropagation"] }] },
      { filter: [ofTable, { name: "route.state", values: ["blackhole"] }] },
    ]);
    expect(conditionsOf(terraform, `${table}_blackholes`)).toEqual(["${length(self.ids) == 0}"]);
    expect(sentencesOf(terraform, `${table}_blackholes`)).toEqual([
      "The route table rtb-1 is stated to have the routes 0.0.0.0/0 nat-1, and a route of it is a blackhole: what it leads to has gone, or is attached no longer. Delete that route, or give it another target, and state it so.",
    ]);
  });

  test("given an open network ACL, when it is synthesized, then it must allow something, and choose no protocol", () => {
    const terraform = existing({ subnets: [{ ...SUBNET, networkAcl: "open" }] });
    const acl = "data.aws_network_acls.vpc_private_apne1-az4_network-acl";
    const ofSubnet = { name: "association.subnet-id", values: ["subnet-1"] };
    expect([acl, `${acl}-protocols`].map((each) => terraform.dataSources.get(each))).toMatchObject([
      { filter: [ofSubnet, { name: "entry.rule-action", values: ["allow"] }] },
      { filter: [ofSubnet, { name: "entry.protocol", values: ["1", "6", "17", "icmp", "tcp", "udp"] }] },
    ]);
    expect([acl, `${acl}-protocols`].map((each) => conditionsOf(terraform, each))).toEqual([
      ["${length(self.ids) == 1}"],
      ["${length(self.ids) == 0}"],
    ]);
  });

  test("given a network ACL of which nothing is stated, when it is synthesized, then it is not looked at", () => {
    expect(existing().data("aws_network_acls")).toEqual({});
  });

  test("given a security group, when it is synthesized, then it must have these rules, and each must be as stated", () => {
    const terraform = existing({
      securityGroups: [
        {
          id: "sg-1",
          ingress: [{ id: "sgr-2", protocol: "tcp", port: 80, peer: block("10.0.0.0/8") }],
          egress: [{ id: "sgr-1", protocol: "all", peer: block("0.0.0.0/0") }],
        },
      ],
    });
    const group = "vpc_security-groups_sg-1";
    expect(conditionsOf(terraform, `data.aws_vpc_security_group_rules.${group}_rules`)).toEqual([
      '${toset(self.ids) == toset(["sgr-1", "sgr-2"])}',
    ]);
    expect(conditionsOf(terraform, `data.aws_vpc_security_group_rule.${group}_sgr-2`)).toEqual([
      "${self.is_egress == false}",
      '${self.ip_protocol == "tcp"}',
      "${self.from_port == 80}",
      "${self.to_port == 80}",
      '${self.cidr_ipv4 == "10.0.0.0/8"}',
    ]);
    expect(conditionsOf(terraform, `data.aws_vpc_security_group_rule.${group}_sgr-1`)).toEqual([
      "${self.is_egress == true}",
      '${self.ip_protocol == "-1"}',
      '${self.cidr_ipv4 == "0.0.0.0/0"}',
    ]);
  });

  test("given a security group without rules, when it is synthesized, then it must have none", () => {
    const terraform = existing({ securityGroups: [{ id: "sg-1", ingress: [], egress: [] }] });
    expect(
      conditionsOf(terraform, "data.aws_vpc_security_group_rules.vpc_security-groups_sg-1_rules"),
    ).toEqual(["${length(self.ids) == 0}"]);
  });

  test("given a zone without a stated subnet, when its subnet is asked for, then it is refused with those there are", () => {
    synthesizeIn((stack) => {
      const vpc = new ExistingVpc(stack, "vpc", {
        id: "vpc-1",
        block: block("192.168.0.0/16"),
        subnets: [SUBNET],
      });
      expect(() => vpc.privateSubnet(AZ1)).toThrow(
        "test/vpc has no private subnet in apne1-az1; it has private subnets in apne1-az4",
      );
    });
  });
});
