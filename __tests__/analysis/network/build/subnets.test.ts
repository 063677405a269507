import { describe, expect, test } from "@jest/globals";
import { parseBlock, valueOf } from "../../../../modules/addressing";
import type { Subnet } from "../../../../analysis/network";
import { subnetsOf } from "../../../../analysis/network/build/subnets";
import { vpcsOf } from "../../../../analysis/network/build/vpcs";
import { Zones } from "../../../../analysis/network/build/zones";
import { deployed, get, key, OF_VARIABLE, reasonOf, type Resources, VARIABLE, VPC, VPC_ID } from "./stacks";

const SUBNET = { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", availability_zone_id: "apne1-az4" };
const TABLE: Resources = { aws_route_table: { own: { vpc_id: VPC_ID } } };
const ACL: Resources = { aws_network_acl: { own: { vpc_id: VPC_ID } } };
const SUBNET_ID = "${aws_subnet.a.id}";

function subnet(attributes: object, ...others: readonly Resources[]): Subnet {
  const deployment = deployed(VPC, { aws_subnet: { a: { ...SUBNET, ...attributes } } }, ...others);
  return get(subnetsOf(deployment, vpcsOf(deployment), new Zones(deployment)), "aws_subnet.a");
}

function associated(subnetId: string, name = "one", table = "${aws_route_table.own.id}"): Resources {
  return { aws_route_table_association: { [name]: { subnet_id: subnetId, route_table_id: table } } };
}

function joined(subnetId: string, name = "one", acl = "${aws_network_acl.own.id}"): Resources {
  return { aws_network_acl_association: { [name]: { subnet_id: subnetId, network_acl_id: acl } } };
}

describe("a subnet", () => {
  test("given a block and the ID of a zone, when it is built, then the rest is its VPC's", () => {
    const built = subnet({});
    expect(built).toMatchObject({
      key: "s:aws_subnet.a",
      vpc: "s:aws_vpc.vpc",
      zone: "apne1-az4",
      routeTable: "s:aws_vpc.vpc/main-route-table",
      networkAcl: "s:aws_vpc.vpc/default-network-acl",
    });
    expect(built.block).toEqual(valueOf(parseBlock("10.0.0.0/24")));
  });

  test("given no zone, when it is built, then AWS picks it", () => {
    expect(reasonOf(subnet({ availability_zone_id: null }).zone)).toBe("left out, AWS picks a zone");
  });

  test("given a zone of a variable, a block that is none, an unknown VPC, when it is built, then they are unknown", () => {
    expect(reasonOf(subnet({ availability_zone_id: VARIABLE }).zone)).toBe(OF_VARIABLE);
    expect(reasonOf(subnet({ cidr_block: "10.0.0.1/24" }).block)).toMatch(/10\.0\.0\.0\/24/);
    const { vpc, routeTable, networkAcl } = subnet({ vpc_id: VARIABLE });
    expect([vpc, routeTable, networkAcl].map(reasonOf)).toEqual([OF_VARIABLE, OF_VARIABLE, OF_VARIABLE]);
  });
});

describe("a subnet's route table", () => {
  test("given an association, when it is built, then it is the associated one", () => {
    expect(subnet({}, TABLE, associated(SUBNET_ID)).routeTable).toBe(key("aws_route_table.own"));
  });

  test("given another main table, when it is built, then a subnet without an association has that", () => {
    const main = {
      aws_main_route_table_association: {
        main: { vpc_id: VPC_ID, route_table_id: "${aws_route_table.own.id}" },
      },
    };
    expect(subnet({}, TABLE, main).routeTable).toBe(key("aws_route_table.own"));
  });

  test("given two associations, when it is built, then it is unknown", () => {
    const { routeTable } = subnet({}, TABLE, associated(SUBNET_ID), associated(SUBNET_ID, "two"));
    expect(reasonOf(routeTable)).toBe("several route tables are associated with it");
  });

  test("given an association of an unknown subnet, when it is built, then only a subnet with its own is certain", () => {
    expect(reasonOf(subnet({}, TABLE, associated(VARIABLE)).routeTable)).toBe(OF_VARIABLE);
    const { routeTable } = subnet({}, TABLE, associated(SUBNET_ID), associated(VARIABLE, "two"));
    expect(routeTable).toBe(key("aws_route_table.own"));
  });

  test("given an association with an unknown table, when it is built, then it is unknown", () => {
    expect(reasonOf(subnet({}, associated(SUBNET_ID, "one", VARIABLE)).routeTable)).toBe(OF_VARIABLE);
  });

  test("given an association of a gateway, when it is built, then it says nothing of subnets", () => {
    const gateway: Resources = {
      aws_internet_gateway: { gateway: { vpc_id: VPC_ID } },
      aws_route_table_association: {
        gateway: {
          gateway_id: "${aws_internet_gateway.gateway.id}",
          route_table_id: "${aws_route_table.own.id}",
        },
      },
    };
    expect(subnet({}, TABLE, gateway).routeTable).toBe(key("aws_vpc.vpc", "main-route-table"));
  });
});

describe("a subnet's network ACL", () => {
  test("given an ACL that lists the subnet, when it is built, then it is that ACL", () => {
    const listing = { aws_network_acl: { own: { vpc_id: VPC_ID, subnet_ids: [SUBNET_ID] } } };
    expect(subnet({}, listing).networkAcl).toBe(key("aws_network_acl.own"));
  });

  test("given an association, when it is built, then it is the associated ACL", () => {
    expect(subnet({}, ACL, joined(SUBNET_ID)).networkAcl).toBe(key("aws_network_acl.own"));
  });

  test("given the default ACL of the VPC by either of its names, when it is built, then it is one and the same", () => {
    const managed = {
      aws_default_network_acl: { d: { default_network_acl_id: "${aws_vpc.vpc.default_network_acl_id}" } },
    };
    const byResource = joined(SUBNET_ID, "one", "${aws_default_network_acl.d.id}");
    const byVpc = joined(SUBNET_ID, "one", "${aws_vpc.vpc.default_network_acl_id}");
    const expected = key("aws_vpc.vpc", "default-network-acl");
    expect(subnet({}, managed, byResource).networkAcl).toBe(expected);
    expect(subnet({}, managed, byVpc).networkAcl).toBe(expected);
  });

  test("given two ACLs, when it is built, then it is unknown", () => {
    const other = { aws_network_acl: { other: { vpc_id: VPC_ID, subnet_ids: [SUBNET_ID] } } };
    expect(reasonOf(subnet({}, ACL, other, joined(SUBNET_ID)).networkAcl)).toBe(
      "several network ACLs are associated with it",
    );
  });

  test("given an association of an unknown subnet, when it is built, then even a subnet with its own is unknown", () => {
    const { networkAcl } = subnet({}, ACL, joined(SUBNET_ID), joined(VARIABLE, "two"));
    expect(reasonOf(networkAcl)).toBe(OF_VARIABLE);
  });

  test("given an ACL whose list of subnets is unknown, when it is built, then it is unknown", () => {
    const listing = { aws_network_acl: { own: { vpc_id: VPC_ID, subnet_ids: VARIABLE } } };
    expect(reasonOf(subnet({}, listing).networkAcl)).toBe(OF_VARIABLE);
  });
});
