import { describe, expect, test } from "@jest/globals";
import { IntervalSet, parseAddress, valueOf } from "../../../../modules/addressing";
import type { InternetGateway, NatGateway } from "../../../../analysis/network";
import { internetGatewaysOf, natGatewaysOf } from "../../../../analysis/network/build/gateways";
import { subnetsOf } from "../../../../analysis/network/build/subnets";
import { vpcsOf } from "../../../../analysis/network/build/vpcs";
import { Zones } from "../../../../analysis/network/build/zones";
import { deployed, get, key, OF_VARIABLE, reasonOf, type Resources, VARIABLE, VPC, VPC_ID } from "./stacks";

describe("an internet gateway", () => {
  const GATEWAY_ID = "${aws_internet_gateway.g.id}";
  const built = (attributes: object, ...others: readonly Resources[]): InternetGateway["vpc"] =>
    get(
      internetGatewaysOf(deployed(VPC, { aws_internet_gateway: { g: attributes } }, ...others)),
      "aws_internet_gateway.g",
    ).vpc;
  const attached = (gateway: string, name = "one"): Resources => ({
    aws_internet_gateway_attachment: { [name]: { internet_gateway_id: gateway, vpc_id: VPC_ID } },
  });
  const routed = (attributes: object): Resources => ({
    aws_route_table: { edge: { vpc_id: VPC_ID } },
    aws_route_table_association: { edge: { route_table_id: "${aws_route_table.edge.id}", ...attributes } },
  });

  test("given a VPC, an attachment, or neither, when it is built, then it is attached to that VPC or to none", () => {
    expect(built({ vpc_id: VPC_ID })).toBe(key("aws_vpc.vpc"));
    expect(built({}, attached(GATEWAY_ID))).toBe(key("aws_vpc.vpc"));
    expect(built({})).toBeNull();
  });

  test("given unknown VPCs and attachments, when it is built, then its VPC is unknown", () => {
    expect(reasonOf(built({ vpc_id: VARIABLE }))).toBe(OF_VARIABLE);
    expect(reasonOf(built({}, attached(VARIABLE)))).toBe(OF_VARIABLE);
    expect(reasonOf(built({ vpc_id: VPC_ID }, attached(GATEWAY_ID)))).toBe(
      "several attachments name its VPC",
    );
  });

  test("given its own VPC and an attachment of an unknown gateway, when it is built, then it is certain: it has one", () => {
    expect(built({ vpc_id: VPC_ID }, attached(VARIABLE))).toBe(key("aws_vpc.vpc"));
  });

  test("given a route table of its own, when it is built, then nothing is said of it", () => {
    const reason = "route tables of gateways are not analysed yet";
    expect(reasonOf(built({ vpc_id: VPC_ID }, routed({ gateway_id: GATEWAY_ID })))).toBe(reason);
    expect(reasonOf(built({ vpc_id: VPC_ID }, routed({ gateway_id: VARIABLE })))).toBe(OF_VARIABLE);
  });

  test("given the route table of a subnet, when it is built, then it is no matter of the gateway", () => {
    const subnet = { aws_subnet: { a: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24" } } };
    const ofSubnet = routed({ subnet_id: "${aws_subnet.a.id}", gateway_id: VARIABLE });
    expect(built({ vpc_id: VPC_ID }, subnet, ofSubnet)).toBe(key("aws_vpc.vpc"));
  });
});

describe("a NAT gateway", () => {
  const IN_SUBNET = { subnet_id: "${aws_subnet.a.id}" };
  const address = (text: string): number => valueOf(parseAddress(text));
  const built = (attributes: object, cidr = "10.0.0.0/24"): NatGateway => {
    const deployment = deployed(VPC, {
      aws_subnet: { a: { vpc_id: VPC_ID, cidr_block: cidr } },
      aws_nat_gateway: { n: attributes },
    });
    const gateways = natGatewaysOf(
      deployment,
      subnetsOf(deployment, vpcsOf(deployment), new Zones(deployment)),
    );
    return get(gateways, "aws_nat_gateway.n");
  };

  test("given a subnet alone, when it is built, then it is public, with any usable address of the subnet", () => {
    expect(built(IN_SUBNET)).toMatchObject({
      connectivity: "public",
      subnet: "s:aws_subnet.a",
      addresses: IntervalSet.of(address("10.0.0.4"), address("10.0.0.254")),
    });
  });

  test("given private connectivity and addresses, when it is built, then they stand", () => {
    const stated = { private_ip: "10.0.0.9", secondary_private_ip_addresses: ["10.0.0.11"] };
    expect(built({ ...IN_SUBNET, connectivity_type: "private", ...stated })).toMatchObject({
      connectivity: "private",
      addresses: IntervalSet.ofAll(
        ["10.0.0.9", "10.0.0.11"].map((each) => ({ first: address(each), last: address(each) })),
      ),
    });
  });

  test("given more addresses that AWS picks, when it is built, then they may be any of the subnet's", () => {
    const { addresses } = built({
      ...IN_SUBNET,
      private_ip: "10.0.0.9",
      secondary_private_ip_address_count: 1,
    });
    expect(addresses).toEqual(IntervalSet.of(address("10.0.0.4"), address("10.0.0.254")));
  });

  test("given what is unknown or not analysed, when it is built, then that is unknown", () => {
    expect(reasonOf(built({ ...IN_SUBNET, connectivity_type: VARIABLE }).connectivity)).toBe(OF_VARIABLE);
    expect(reasonOf(built({ ...IN_SUBNET, connectivity_type: "both" }).connectivity)).toMatch(
      /public or private/,
    );
    expect(reasonOf(built({ subnet_id: VARIABLE }).subnet)).toBe(OF_VARIABLE);
    expect(reasonOf(built({ subnet_id: VARIABLE }).addresses)).toBe(OF_VARIABLE);
    expect(reasonOf(built(IN_SUBNET, VARIABLE).addresses)).toBe(OF_VARIABLE);
    expect(reasonOf(built({ ...IN_SUBNET, private_ip: VARIABLE }).addresses)).toBe(OF_VARIABLE);
    const stated = { private_ip: "10.0.0.9", secondary_private_ip_addresses: VARIABLE };
    expect(reasonOf(built({ ...IN_SUBNET, ...stated }).addresses)).toBe(OF_VARIABLE);
    expect(reasonOf(built({ availability_mode: "regional", vpc_id: VPC_ID }).subnet)).toBe(
      "regional NAT gateways are not analysed yet",
    );
  });
});
