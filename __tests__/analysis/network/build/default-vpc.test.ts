import { describe, expect, test } from "@jest/globals";
import { parseBlock, valueOf } from "../../../../modules/addressing";
import { networkOf } from "../../../../analysis/network";
import { deploymentOf } from "../../../support/deployments";
import {
  deployed,
  get,
  key,
  reasonOf,
  reasonsOf,
  type Resources,
  stackOf,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const DEFAULT_VPC: Resources = { aws_default_vpc: { d: {} } };
const DEFAULT_SUBNET: Resources = { aws_default_subnet: { a: { availability_zone: "ap-northeast-1a" } } };

describe("a default subnet", () => {
  test("given the default VPC of its account, when it is built, then it stands there, in its zone", () => {
    const network = networkOf(deployed(DEFAULT_VPC, DEFAULT_SUBNET));
    const subnet = get(network.subnets, "aws_default_subnet.a");
    expect(subnet).toMatchObject({ vpc: key("aws_default_vpc.d"), zone: "ap-northeast-1a" });
    expect(reasonOf(subnet.block)).toBe("AWS gives a default subnet its block");
    expect(reasonOf(subnet.routeTable)).toMatch(/was there before Terraform/);
    expect(reasonOf(subnet.networkAcl)).toMatch(/was there before Terraform/);
  });

  test("given no default VPC, or another account's, when it is built, then nobody knows which it is", () => {
    const alone = networkOf(deployed(DEFAULT_SUBNET));
    expect(reasonOf(get(alone.subnets, "aws_default_subnet.a").vpc)).toMatch(/the account's default VPC/);
    const apart = networkOf(
      deploymentOf({ s: stackOf(DEFAULT_SUBNET), o: stackOf(DEFAULT_VPC, { account: "222222222222" }) }),
    );
    expect(reasonOf(get(apart.subnets, "aws_default_subnet.a").vpc)).toMatch(/the account's default VPC/);
  });

  test("given what it is in a state, when it is built, then all of it counts, and a table that is associated", () => {
    const { subnets } = networkOf(
      deployed(DEFAULT_VPC, {
        aws_default_subnet: {
          a: {
            availability_zone: "ap-northeast-1a",
            availability_zone_id: "apne1-az4",
            cidr_block: "172.31.16.0/20",
            vpc_id: "${aws_default_vpc.d.id}",
          },
        },
        aws_route_table: { own: { vpc_id: "${aws_default_vpc.d.id}" } },
        aws_route_table_association: {
          own: { subnet_id: "${aws_default_subnet.a.id}", route_table_id: "${aws_route_table.own.id}" },
        },
      }),
    );
    const subnet = get(subnets, "aws_default_subnet.a");
    expect(subnet.block).toEqual(valueOf(parseBlock("172.31.16.0/20")));
    expect(subnet).toMatchObject({ zone: "apne1-az4", routeTable: key("aws_route_table.own") });
  });

  test("given an instance there, when it is built, then it has a public address unless the subnet says no", () => {
    const hasPublic = (attributes: object): unknown =>
      get(
        networkOf(
          deployed(DEFAULT_VPC, {
            aws_default_subnet: { a: { availability_zone: "ap-northeast-1a", ...attributes } },
            aws_instance: { i: { subnet_id: "${aws_default_subnet.a.id}" } },
          }),
        ).interfaces,
        "aws_instance.i",
        "primary-network-interface",
      ).hasPublicAddress;
    expect(hasPublic({})).toBe(true);
    expect(hasPublic({ map_public_ip_on_launch: false })).toBe(false);
  });
});

describe("what names no VPC", () => {
  test("given the default VPC, when groups are built, then they are its own", () => {
    const network = networkOf(
      deployed(VPC, DEFAULT_VPC, {
        aws_security_group: { g: {} },
        aws_default_security_group: { d: {} },
      }),
    );
    expect(get(network.securityGroups, "aws_security_group.g").vpc).toBe(key("aws_default_vpc.d"));
    expect(get(network.securityGroups, "aws_default_vpc.d", "default-security-group").at).toBe(
      "s:aws_default_security_group.d",
    );
    expect(get(network.securityGroups, "aws_vpc.vpc", "default-security-group").ingress.doubts).toEqual([]);
  });

  test("given a default group that nobody knows whose it is, when it is built, then it may be any VPC's", () => {
    const doubtsWith = (attributes: object): string[] =>
      reasonsOf(
        get(
          networkOf(deployed(VPC, { aws_default_security_group: { d: attributes } })).securityGroups,
          "aws_vpc.vpc",
          "default-security-group",
        ).ingress.doubts,
      );
    expect(doubtsWith({})).toEqual([]);
    expect(doubtsWith({ vpc_id: VARIABLE })).toEqual(["variables are given when Terraform runs"]);
  });
});

describe("the main route table that a VPC names", () => {
  const built = (...associations: readonly object[]): string[] =>
    reasonsOf(
      get(
        networkOf(
          deployed(VPC, {
            aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" }, other: { cidr_block: "10.1.0.0/16" } },
            aws_route_table: { own: { vpc_id: VPC_ID } },
            aws_main_route_table_association: Object.fromEntries(
              associations.map((each, index) => [
                `m${index}`,
                { route_table_id: "${aws_route_table.own.id}", ...each },
              ]),
            ),
            aws_internet_gateway: { g: { vpc_id: VPC_ID } },
            aws_route: {
              r: {
                route_table_id: "${aws_vpc.vpc.main_route_table_id}",
                destination_cidr_block: "0.0.0.0/0",
                gateway_id: "${aws_internet_gateway.g.id}",
              },
            },
          }),
        ).routeTables,
        "aws_vpc.vpc",
        "main-route-table",
      ).routes.doubts,
    );

  test("given another table that becomes the main one of it, or may, when it is built, then it is unknown", () => {
    expect(built({ vpc_id: VPC_ID })).toEqual([expect.stringMatching(/makes another table the main one/)]);
    expect(built({ vpc_id: VARIABLE })).toEqual([expect.stringMatching(/makes another table the main one/)]);
  });

  test("given another table that becomes that of another VPC, when it is built, then it is AWS's own", () => {
    expect(built({ vpc_id: "${aws_vpc.other.id}" })).toEqual([]);
  });
});
