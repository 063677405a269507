import { describe, expect, test } from "@jest/globals";
import { names, planOf, shown, worth } from "./plans";

const groups = ["a", "b"].map((name) => ({ address: `aws_security_group.${name}`, unknown: { id: true } }));
const subnets = ["a", "b"].map((name) => ({ address: `aws_subnet.${name}`, unknown: { id: true } }));
const constant = (value: unknown) => ({ constant_value: value });

describe("blocks of which not all is known", () => {
  test("given blocks in another order, when what is written out tells them, then each has its own", () => {
    const lb = {
      address: "aws_lb.l",
      expressions: {
        subnet_mapping: [
          { private_ipv4_address: constant("10.0.0.9"), subnet_id: names("aws_subnet.a.id") },
          { private_ipv4_address: constant("10.0.1.9"), subnet_id: names("aws_subnet.b.id") },
        ],
      },
      after: { subnet_mapping: [{ private_ipv4_address: "10.0.1.9" }, { private_ipv4_address: "10.0.0.9" }] },
      unknown: {
        subnet_mapping: [
          { subnet_id: true, outpost_id: true },
          { subnet_id: true, outpost_id: true },
        ],
      },
    };
    expect(worth(shown(planOf({ made: [...subnets, lb] })), "aws_lb.l", "subnet_mapping")).toEqual([
      { private_ipv4_address: "10.0.1.9", subnet_id: "→aws_subnet.b.id" },
      { private_ipv4_address: "10.0.0.9", subnet_id: "→aws_subnet.a.id" },
    ]);
  });

  test("given blocks that nothing tells apart, when they are as many, then they are taken in their order", () => {
    const lb = {
      address: "aws_lb.l",
      expressions: {
        subnet_mapping: [{ subnet_id: names("aws_subnet.a.id") }, { subnet_id: names("aws_subnet.b.id") }],
      },
      after: { subnet_mapping: [{}, {}] },
      unknown: { subnet_mapping: [{ subnet_id: true }, { subnet_id: true }] },
    };
    expect(worth(shown(planOf({ made: [...subnets, lb] })), "aws_lb.l", "subnet_mapping")).toEqual([
      { subnet_id: "→aws_subnet.a.id" },
      { subnet_id: "→aws_subnet.b.id" },
    ]);
  });

  test("given a block that could be either of two values, when it is asked for, then neither is told", () => {
    const lb = {
      address: "aws_lb.l",
      expressions: { subnet_mapping: [{ subnet_id: names("aws_subnet.a.id") }] },
      after: { subnet_mapping: [{ private_ipv4_address: "10.0.0.9" }, { private_ipv4_address: "10.0.1.9" }] },
      unknown: { subnet_mapping: [{ subnet_id: true }, { subnet_id: true }] },
    };
    const reason = "?a plan leaves out what dynamic blocks are made of";
    expect(worth(shown(planOf({ made: [...subnets, lb] })), "aws_lb.l", "subnet_mapping")).toEqual([
      { private_ipv4_address: "10.0.0.9", subnet_id: reason },
      { private_ipv4_address: "10.0.1.9", subnet_id: reason },
    ]);
  });

  test("given one expression for all blocks, when each argument takes another type, then each has its own", () => {
    const table = {
      address: "aws_route_table.t",
      expressions: { route: names("aws_internet_gateway.i.id", "aws_nat_gateway.n.id") },
      after: {
        route: [
          { cidr_block: "0.0.0.0/0", nat_gateway_id: "" },
          { cidr_block: "10.0.0.0/8", gateway_id: "" },
        ],
      },
      unknown: { route: [{ gateway_id: true }, { nat_gateway_id: true }] },
    };
    const gateways = ["aws_internet_gateway.i", "aws_nat_gateway.n"].map((address) => ({
      address,
      unknown: { id: true },
    }));
    expect(worth(shown(planOf({ made: [...gateways, table] })), "aws_route_table.t", "route")).toEqual([
      { cidr_block: "0.0.0.0/0", nat_gateway_id: "", gateway_id: "→aws_internet_gateway.i.id" },
      { cidr_block: "10.0.0.0/8", gateway_id: "", nat_gateway_id: "→aws_nat_gateway.n.id" },
    ]);
  });

  test("given a shared expression, when an argument is of no type that is told, then it takes nothing else's", () => {
    const group = {
      address: "aws_security_group.g",
      expressions: { ingress: names("aws_security_group.a.id") },
      after: { ingress: [{ from_port: 80 }] },
      unknown: { ingress: [{ cidr_blocks: true, security_groups: true }] },
      sensitive: { ingress: [{ cidr_blocks: [], security_groups: [] }] },
    };
    expect(worth(shown(planOf({ made: [...groups, group] })), "aws_security_group.g", "ingress")).toEqual([
      {
        from_port: 80,
        cidr_blocks: "?a plan tells what its expression names, and not what it makes of that",
        security_groups: ["→aws_security_group.a.id"],
      },
    ]);
  });

  const ingress = (...ports: readonly number[]) => ({
    address: "aws_security_group.g",
    expressions: { ingress: names("aws_security_group.a.id", "aws_security_group.b.id") },
    after: { ingress: ports.map((port) => ({ from_port: port })) },
    unknown: { ingress: ports.map(() => ({ security_groups: true })) },
    sensitive: { ingress: ports.map(() => ({ security_groups: [] })) },
  });

  test("given two groups in one block, when no other names groups, then it holds both", () => {
    const plan = shown(planOf({ made: [...groups, ingress(80)] }));
    expect(worth(plan, "aws_security_group.g", "ingress")).toEqual([
      { from_port: 80, security_groups: ["→aws_security_group.a.id", "→aws_security_group.b.id"] },
    ]);
  });

  test("given two blocks with a group each, when it is asked for, then neither is told", () => {
    const reason = "?a plan does not tell which block names what, and leaves out dynamic blocks";
    const plan = shown(planOf({ made: [...groups, ingress(80, 443)] }));
    expect(worth(plan, "aws_security_group.g", "ingress")).toEqual([
      { from_port: 80, security_groups: reason },
      { from_port: 443, security_groups: reason },
    ]);
  });
});
