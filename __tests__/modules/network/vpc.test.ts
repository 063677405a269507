import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { describe, expect, test } from "@jest/globals";
import { Vpc, type VpcProps } from "../../../modules/network";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { AZ1, AZ4, block, PROVIDER, TOKYO } from "../../support/values";

const PRIVATE = [
  { tier: "private", zone: AZ4, block: block("10.0.48.0/20") },
  { tier: "private", zone: AZ1, block: block("10.0.0.0/20") },
] as const;
const PUBLIC = [
  { tier: "public", zone: AZ4, block: block("10.0.176.0/20") },
  { tier: "public", zone: AZ1, block: block("10.0.128.0/20") },
] as const;

function synthesizeVpc(props: Partial<VpcProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new Vpc(stack, "vpc", {
      name: "test",
      account: PROVIDER,
      region: TOKYO,
      block: block("10.0.0.0/16"),
      subnets: [...PRIVATE, ...PUBLIC],
      natGateways: "one",
      ...props,
    });
  });
}

/** Where each zone's private hosts go for the internet. */
function natGatewayByZone(terraform: StackTerraform): Record<string, unknown> {
  const routes = Object.values(terraform.ofType("aws_route"));
  return Object.fromEntries(
    [AZ1, AZ4].map((zone) => {
      const table = reference(`aws_route_table.vpc_private_${zone}-routes`);
      const ownRoutes = routes.filter((route) => route["route_table_id"] === table);
      return [zone, ownRoutes.map((route) => [route["destination_cidr_block"], route["nat_gateway_id"]])];
    }),
  );
}

const natGateway = (zone: string): string => reference(`aws_nat_gateway.vpc_public_${zone}-nat`);

describe("a VPC", () => {
  const terraform = synthesizeVpc();

  test("given any VPC, when it is synthesized, then it answers DNS and names hosts, as private zones need", () => {
    expect(terraform.resource("aws_vpc.vpc")).toMatchObject({
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
    });
  });

  test("given two zones, when it is synthesized, then each tier has a subnet in each, by AZ ID", () => {
    const subnets = Object.entries(terraform.ofType("aws_subnet")).map(([name, subnet]) => [
      name,
      subnet["availability_zone_id"],
      subnet["cidr_block"],
    ]);
    expect(subnets.sort()).toEqual([
      ["vpc_private_apne1-az1", "apne1-az1", "10.0.0.0/20"],
      ["vpc_private_apne1-az4", "apne1-az4", "10.0.48.0/20"],
      ["vpc_public_apne1-az1", "apne1-az1", "10.0.128.0/20"],
      ["vpc_public_apne1-az4", "apne1-az4", "10.0.176.0/20"],
    ]);
  });

  test("given public subnets, when it is synthesized, then no subnet hands out public addresses or names a zone by its name", () => {
    for (const subnet of Object.values(terraform.ofType("aws_subnet"))) {
      expect(subnet).not.toHaveProperty("map_public_ip_on_launch");
      expect(subnet).not.toHaveProperty("availability_zone");
    }
  });

  test("given two zones, when it is synthesized, then every subnet is associated with its own tier's and zone's routes", () => {
    const associations = Object.values(terraform.ofType("aws_route_table_association"));
    const tables = new Map(associations.map((each) => [each["subnet_id"], each["route_table_id"]]));
    expect(tables).toEqual(
      new Map([
        ...[AZ1, AZ4].map((zone): [string, string] => [
          reference(`aws_subnet.vpc_private_${zone}`),
          reference(`aws_route_table.vpc_private_${zone}-routes`),
        ]),
        ...[AZ1, AZ4].map((zone): [string, string] => [
          reference(`aws_subnet.vpc_public_${zone}`),
          reference("aws_route_table.vpc_public_routes"),
        ]),
      ]),
    );
  });

  test("given any VPC, when it is synthesized, then its default security group has no rules", () => {
    const group = terraform.resource("aws_default_security_group.vpc_default-security-group");
    expect(group["vpc_id"]).toBe(reference("aws_vpc.vpc"));
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  });

  test("given any VPC, when it is synthesized, then S3 is reached from all private route tables and from no other", () => {
    expect(terraform.resource("aws_vpc_endpoint.vpc_s3")).toMatchObject({
      vpc_endpoint_type: "Gateway",
      service_name: "com.amazonaws.ap-northeast-1.s3",
      route_table_ids: [AZ1, AZ4].map((zone) => reference(`aws_route_table.vpc_private_${zone}-routes`)),
    });
  });
});

describe("the way out of a VPC", () => {
  test("given one NAT gateway, when it is synthesized, then it stands in the lowest zone and serves all, whatever the order", () => {
    const terraform = synthesizeVpc();
    expect(Object.keys(terraform.ofType("aws_nat_gateway"))).toEqual(["vpc_public_nat"]);
    expect(terraform.resource("aws_nat_gateway.vpc_public_nat")).toMatchObject({
      subnet_id: reference(`aws_subnet.vpc_public_${AZ1}`),
    });
    const theOne = reference("aws_nat_gateway.vpc_public_nat");
    expect(natGatewayByZone(terraform)).toEqual({
      [AZ1]: [["0.0.0.0/0", theOne]],
      [AZ4]: [["0.0.0.0/0", theOne]],
    });
  });

  test("given one NAT gateway, when a lower zone is added, then it moves there and keeps its address", () => {
    const before = synthesizeVpc({ subnets: [...PRIVATE, ...PUBLIC].filter(({ zone }) => zone === AZ4) });
    const address = "aws_eip.vpc_public_nat-address";
    expect(synthesizeVpc().resource(address)).toEqual(before.resource(address));
  });

  test("given a NAT gateway per zone, when it is synthesized, then each zone goes out by its own", () => {
    const terraform = synthesizeVpc({ natGateways: "per-zone" });
    expect(natGatewayByZone(terraform)).toEqual({
      [AZ1]: [["0.0.0.0/0", natGateway(AZ1)]],
      [AZ4]: [["0.0.0.0/0", natGateway(AZ4)]],
    });
    for (const zone of [AZ1, AZ4]) {
      expect(terraform.resource(`aws_nat_gateway.vpc_public_${zone}-nat`)).toMatchObject({
        subnet_id: reference(`aws_subnet.vpc_public_${zone}`),
        allocation_id: reference(`aws_eip.vpc_public_${zone}-nat-address`),
        depends_on: ["aws_route.vpc_public_internet"],
      });
    }
  });

  test("given a NAT gateway, when it is synthesized, then only the public routes lead to the internet gateway", () => {
    const terraform = synthesizeVpc({ natGateways: "per-zone" });
    const direct = Object.values(terraform.ofType("aws_route")).filter((route) => "gateway_id" in route);
    expect(direct).toEqual([
      {
        route_table_id: reference("aws_route_table.vpc_public_routes"),
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: reference("aws_internet_gateway.vpc_public_internet-gateway"),
      },
    ]);
  });

  test("given no NAT gateway, when it is synthesized, then nothing is public and no route is added", () => {
    const terraform = synthesizeVpc({ natGateways: "none", subnets: PRIVATE });
    const types = new Set([...terraform.resources.keys()].map((address) => address.split(".")[0]));
    for (const type of ["aws_internet_gateway", "aws_eip", "aws_nat_gateway", "aws_route"]) {
      expect(types).not.toContain(type);
    }
    expect(Object.keys(terraform.ofType("aws_subnet"))).toHaveLength(2);
  });

  test.each([
    { natGateways: "one", subnets: PRIVATE, place: "any zone" },
    { natGateways: "per-zone", subnets: [...PRIVATE, PUBLIC[1]], place: "apne1-az4" },
  ] as const)(
    "given NAT gateways ($natGateways) and no public subnet in $place, when it is made, then a sentence says so",
    ({ natGateways, subnets, place }) => {
      expect(() => synthesizeVpc({ natGateways, subnets })).toThrow(
        `test/vpc/public has no subnet in ${place}, where a NAT gateway could stand; add one, or set natGateways to "none"`,
      );
    },
  );
});

describe("the secondary blocks of a VPC", () => {
  test("given one, when it is synthesized, then the VPC gets it, and the subnets in it, and no others, wait for that", () => {
    const terraform = synthesizeVpc({
      secondaryBlocks: [block("10.9.0.0/16")],
      subnets: [
        ...PRIVATE.slice(0, 1),
        ...PUBLIC,
        { tier: "private", zone: AZ1, block: block("10.9.0.0/20") },
      ],
    });
    expect(terraform.ofType("aws_vpc_ipv4_cidr_block_association")).toEqual({
      "vpc_block-10-9-0-0-16": { vpc_id: reference("aws_vpc.vpc"), cidr_block: "10.9.0.0/16" },
    });
    const waiting = Object.values(terraform.ofType("aws_subnet")).filter((subnet) => "depends_on" in subnet);
    expect(waiting).toMatchObject([
      {
        cidr_block: "10.9.0.0/20",
        depends_on: ["aws_vpc_ipv4_cidr_block_association.vpc_block-10-9-0-0-16"],
      },
    ]);
  });

  test("given none, when it is synthesized, then nothing is added, and no subnet waits", () => {
    const terraform = synthesizeVpc();
    expect(terraform.ofType("aws_vpc_ipv4_cidr_block_association")).toEqual({});
    for (const subnet of Object.values(terraform.ofType("aws_subnet")))
      expect(subnet).not.toHaveProperty("depends_on");
  });
});

test("given public subnets, when something is placed there, then what leads from its zone to the internet is known", () => {
  const terraform = synthesizeIn((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "test",
      account: PROVIDER,
      region: TOKYO,
      block: block("10.0.0.0/16"),
      subnets: [...PRIVATE, ...PUBLIC],
      natGateways: "one",
    });
    const subnet = vpc.publicSubnets.get(AZ4);
    if (subnet === undefined) throw new Error("there is no public subnet");
    const routes = [...subnet.routes];
    new NetworkInterface(stack, "interface", { subnetId: subnet.id, dependsOn: routes });
  });
  expect(terraform.resource("aws_network_interface.interface")).toEqual({
    subnet_id: reference(`aws_subnet.vpc_public_${AZ4}`),
    depends_on: [
      `aws_route_table_association.vpc_public_${AZ4}-association`,
      "aws_route.vpc_public_internet",
    ],
  });
});

test("given a VPC with a private subnet alone, when one of another zone is asked for, then the zones there are are named", () => {
  synthesizeIn((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "test",
      account: PROVIDER,
      region: TOKYO,
      block: block("10.0.0.0/16"),
      subnets: PRIVATE.slice(0, 1),
      natGateways: "none",
    });
    expect(vpc.publicSubnets.size).toBe(0);
    expect(() => vpc.privateSubnet(AZ1)).toThrow(
      "test/vpc has no private subnet in apne1-az1; it has private subnets in apne1-az4",
    );
  });
});
