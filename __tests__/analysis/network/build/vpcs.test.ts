import { describe, expect, test } from "@jest/globals";
import { vpcsOf } from "../../../../analysis/network/build/vpcs";
import { deploymentOf } from "../../../support/deployments";
import {
  deployed,
  get,
  key,
  OF_VARIABLE,
  reasonOf,
  reasonsOf,
  stackOf,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const blocksOf = (deployment: ReturnType<typeof deployed>): string[] =>
  get(vpcsOf(deployment), "aws_vpc.vpc").blocks.items.map(String);

describe("a VPC", () => {
  test("given its block alone, when it is built, then the rest is what AWS makes of it", () => {
    const vpc = get(vpcsOf(deployed(VPC)), "aws_vpc.vpc");
    expect(vpc).toMatchObject({
      key: "s:aws_vpc.vpc",
      at: "s:aws_vpc.vpc",
      account: "111111111111",
      region: "ap-northeast-1",
      dnsSupport: true,
      dnsHostnames: false,
      mainRouteTable: "s:aws_vpc.vpc/main-route-table",
    });
    expect(vpc.blocks.items.map(String)).toEqual(["10.0.0.0/16"]);
    expect(vpc.blocks.doubts).toEqual([]);
  });

  test("given DNS attributes, when it is built, then they stand", () => {
    const attributes = { enable_dns_support: false, enable_dns_hostnames: "true" };
    const deployment = deployed({ aws_vpc: { vpc: { cidr_block: "10.0.0.0/16", ...attributes } } });
    expect(get(vpcsOf(deployment), "aws_vpc.vpc")).toMatchObject({ dnsSupport: false, dnsHostnames: true });
  });

  test("given a block of a variable, or from an address manager, when it is built, then the block is doubtful", () => {
    for (const vpc of [{ cidr_block: VARIABLE }, { ipv4_ipam_pool_id: "ipam-pool-1" }]) {
      const { blocks } = get(vpcsOf(deployed({ aws_vpc: { vpc } })), "aws_vpc.vpc");
      expect(blocks.items).toEqual([]);
      expect(blocks.doubts).toHaveLength(1);
    }
  });

  test("given an added block, when it is built, then the VPC that it names has it too, and no other", () => {
    const added = {
      aws_vpc_ipv4_cidr_block_association: { more: { vpc_id: VPC_ID, cidr_block: "10.9.0.0/16" } },
    };
    const other = { aws_vpc: { other: { cidr_block: "10.1.0.0/16" } } };
    const deployment = deployed(VPC, other, added);
    expect(blocksOf(deployment)).toEqual(["10.0.0.0/16", "10.9.0.0/16"]);
    expect(get(vpcsOf(deployment), "aws_vpc.other").blocks.items.map(String)).toEqual(["10.1.0.0/16"]);
  });

  test("given a block added to an unknown VPC, when it is built, then each VPC of that account is doubtful", () => {
    const added = {
      aws_vpc_ipv4_cidr_block_association: { more: { vpc_id: VARIABLE, cidr_block: "10.9.0.0/16" } },
    };
    const vpcs = vpcsOf(
      deploymentOf({ s: stackOf({ ...VPC, ...added }), other: stackOf(VPC, { account: "222222222222" }) }),
    );
    expect(reasonsOf(get(vpcs, "aws_vpc.vpc").blocks.doubts)).toEqual([OF_VARIABLE]);
    expect([...vpcs.values()].filter(({ blocks }) => blocks.doubts.length > 0)).toHaveLength(1);
  });

  test("given blocks added to an unknown VPC of an unknown account, when it is built, then every VPC is doubtful", () => {
    const added = {
      aws_vpc_ipv4_cidr_block_association: { more: { vpc_id: VARIABLE, cidr_block: "10.9.0.0/16" } },
    };
    const vpcs = vpcsOf(deploymentOf({ s: stackOf(VPC), other: { resource: added } }));
    expect(reasonsOf(get(vpcs, "aws_vpc.vpc").blocks.doubts)).toEqual([OF_VARIABLE]);
  });

  test("given the default VPC, when it is built, then it has AWS's block and names, and what was done before is unknown", () => {
    const vpc = get(vpcsOf(deployed({ aws_default_vpc: { vpc: {} } })), "aws_default_vpc.vpc");
    expect(vpc.blocks.items.map(String)).toEqual(["172.31.0.0/16"]);
    expect(vpc.blocks.doubts).toHaveLength(1);
    expect(vpc.dnsHostnames).toBe(true);
  });
});

describe("the main route table", () => {
  const table = { aws_route_table: { main: { vpc_id: VPC_ID } } };
  const association = (vpc: string, name = "one"): object => ({
    aws_main_route_table_association: {
      [name]: { vpc_id: vpc, route_table_id: "${aws_route_table.main.id}" },
    },
  });
  const mainOf = (...associations: object[]): unknown =>
    get(vpcsOf(deployed(VPC, table, ...associations.map((each) => ({ ...each })))), "aws_vpc.vpc")
      .mainRouteTable;

  test("given an association, when it is built, then the associated table is the main one", () => {
    expect(mainOf(association(VPC_ID))).toBe(key("aws_route_table.main"));
  });

  test("given two associations, when it is built, then it is unknown", () => {
    const second = {
      aws_main_route_table_association: {
        two: { vpc_id: VPC_ID, route_table_id: "${aws_vpc.vpc.default_route_table_id}" },
      },
    };
    expect(reasonOf(mainOf(association(VPC_ID), second))).toBe(
      "several associations name a main route table",
    );
  });

  test("given an association of an unknown VPC beside a known one, when it is built, then it is unknown", () => {
    expect(reasonOf(mainOf(association(VPC_ID), association(VARIABLE, "two")))).toBe(OF_VARIABLE);
  });
});
