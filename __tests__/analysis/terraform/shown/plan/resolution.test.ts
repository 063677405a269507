import { describe, expect, test } from "@jest/globals";
import { find, names, type Parts, planOf, recorded, shown, worth } from "./plans";

const VPC = { address: "aws_vpc.main", unknown: { id: true, default_security_group_id: true } };
const ID = { id: true };

function planWith(...made: NonNullable<Parts["made"]>) {
  return shown(planOf({ made: [VPC, ...made] }));
}

const subnets = [0, 1].map((index) => ({
  address: `aws_subnet.count[${index}]`,
  expressions: { vpc_id: names("aws_vpc.main.id") },
  unknown: { id: true, vpc_id: true },
}));

describe("a value that a plan does not know", () => {
  test("given one attribute, when it is asked for, then it is that one, without an assumption", () => {
    const plan = planWith(...subnets);
    expect(worth(plan, "aws_subnet.count[0]", "vpc_id")).toBe("→aws_vpc.main.id");
    expect(plan.assumptions).toEqual([]);
  });

  test("given an attribute that leads to another, when it is asked for, then it is the other", () => {
    const table = { expressions: { vpc_id: names("aws_subnet.count[1].vpc_id") }, unknown: { vpc_id: true } };
    const plan = planWith(...subnets, { address: "aws_route_table.t", ...table });
    expect(worth(plan, "aws_route_table.t", "vpc_id")).toBe("→aws_vpc.main.id");
  });

  test("given what nobody states, when it is asked for, then it is left to the provider", () => {
    const plan = planWith();
    expect(find(plan, "aws_vpc.main").attribute("id")).toBeUndefined();
    expect(find(plan, "aws_vpc.main").names).toEqual([]);
  });

  test("given a condition between two, when it is asked for, then it is unknown, and says between which", () => {
    const route = {
      expressions: { gateway_id: names("var.public", "aws_internet_gateway.a.id", "aws_vpn_gateway.b.id") },
      unknown: { gateway_id: true },
    };
    const plan = planWith(
      { address: "aws_internet_gateway.a", unknown: ID },
      { address: "aws_vpn_gateway.b", unknown: ID },
      { address: "aws_route.r", ...route },
    );
    expect(worth(plan, "aws_route.r", "gateway_id")).toBe(
      "?a plan does not tell which of aws_internet_gateway.a.id and aws_vpn_gateway.b.id it is",
    );
  });

  test("given one that will not be there beside one that will, then it is the one that will", () => {
    const plan = planWith(...subnets, {
      address: "aws_route_table.t",
      expressions: {
        vpc_id: names("aws_vpc_ipv4_cidr_block_association.this[0].vpc_id", "aws_vpc.main.id"),
      },
      unknown: { vpc_id: true },
    });
    expect(worth(plan, "aws_route_table.t", "vpc_id")).toBe("→aws_vpc.main.id");
  });

  test("given a text that is made of something, when it is asked for, then it is unknown", () => {
    const plan = planWith({
      address: "aws_instance.a",
      expressions: { user_data: names("aws_vpc.main.id") },
      unknown: { user_data: true },
    });
    expect(worth(plan, "aws_instance.a", "user_data")).toMatch(/^\?a plan tells what its expression names/);
  });
});

describe("one of several of a block", () => {
  const association = (index: number, ...named: readonly string[]) => ({
    address: `aws_route_table_association.a[${index}]`,
    expressions: { subnet_id: names(...named) },
    unknown: { subnet_id: true },
  });

  test("given count.index, when both count alike, then it is the one of the same key, by assumption", () => {
    const plan = planWith(
      ...subnets,
      ...[0, 1].map((index) => association(index, "aws_subnet.count", "count.index")),
    );
    expect(worth(plan, "aws_route_table_association.a[1]", "subnet_id")).toBe("→aws_subnet.count[1].id");
    expect(plan.assumptions).toEqual([
      {
        at: "shop:aws_route_table_association.a[1]",
        attribute: "subnet_id",
        sentence:
          "a plan does not tell which of several aws_subnet.id its expression takes; it is taken for the one of the same key",
      },
    ]);
  });

  test("given an index beyond, when there is none of the same key, then it is unknown", () => {
    const plan = planWith(...subnets, association(5, "aws_subnet.count", "count.index"));
    expect(worth(plan, "aws_route_table_association.a[5]", "subnet_id")).toMatch(
      /^\?a plan does not tell which of/,
    );
  });

  test.each<[string, string]>([
    ["1", "→aws_subnet.count[1].id"],
    ["01x", "?"],
  ])(
    "given each.value of a counted block by the text %s, when it is asked for, then it is the one of that index",
    (key, value) => {
      const plan = planWith(...subnets, {
        address: `aws_route_table_association.a["${key}"]`,
        expressions: { subnet_id: names("each.value.id", "each.value") },
        repeat: { for_each_expression: names("aws_subnet.count") },
        unknown: { subnet_id: true },
      });
      const found = worth(plan, `aws_route_table_association.a["${key}"]`, "subnet_id");
      expect(String(found).slice(0, value.length)).toBe(value);
    },
  );

  test("given a key with a control character, when it is referred to, then it is a key like any other", () => {
    const address = 'module.m["a\u0001\tb"].aws_vpc.v';
    const table = {
      address: "aws_route_table.t",
      expressions: { vpc_id: names('module.m["a\u0001\tb"].vpc') },
      unknown: { vpc_id: true },
    };
    const outputs = { vpc: { expression: names("aws_vpc.v.id") } };
    const plan = shown(planOf({ made: [{ address, unknown: ID }, table], modules: { m: { outputs } } }));
    expect(worth(plan, "aws_route_table.t", "vpc_id")).toBe(`→${address}.id`);
  });

  test("given a module by each.key, when it has more keys than the block, then each takes its own", () => {
    const spokes = ["a", "b", "c"].map((key) => ({
      address: `module.spoke["${key}"].aws_vpc.v`,
      unknown: ID,
    }));
    const attachments = ["a", "c"].map((key) => ({
      address: `aws_ec2_transit_gateway_vpc_attachment.t["${key}"]`,
      expressions: { vpc_id: names("module.spoke", "each.key") },
      unknown: { vpc_id: true },
    }));
    const outputs = { vpc: { expression: names("aws_vpc.v.id") } };
    const plan = shown(planOf({ made: [...spokes, ...attachments], modules: { spoke: { outputs } } }));
    const taken = attachments.map(({ address }) => worth(plan, address, "vpc_id"));
    expect(taken).toEqual(['→module.spoke["a"].aws_vpc.v.id', '→module.spoke["c"].aws_vpc.v.id']);
  });

  test("given each.value of another block, when it is asked for, then it is the one of the same key", () => {
    const each = ["a", "b"].map((key) => ({ address: `aws_subnet.each["${key}"]`, unknown: ID }));
    const plan = planWith(...each, {
      address: 'aws_route_table_association.a["b"]',
      expressions: { subnet_id: names("each.value.id", "each.value") },
      repeat: { for_each_expression: names("aws_subnet.each") },
      unknown: { subnet_id: true },
    });
    expect(worth(plan, 'aws_route_table_association.a["b"]', "subnet_id")).toBe('→aws_subnet.each["b"].id');
    expect(plan.assumptions).toHaveLength(1);
  });

  test("given a key that a variable holds, when for_each goes through it, then it is the one of that key", () => {
    const each = ["a", "b"].map((key) => ({ address: `aws_subnet.each["${key}"]`, unknown: ID }));
    const host = {
      address: 'aws_instance.h["web"]',
      expressions: { subnet_id: names("aws_subnet.each", "each.value.subnet") },
      repeat: { for_each_expression: names("var.hosts") },
      unknown: { subnet_id: true },
    };
    const variables = { hosts: { value: { web: { subnet: "b" } } } };
    const plan = shown(planOf({ made: [...each, host], variables }));
    expect(worth(plan, 'aws_instance.h["web"]', "subnet_id")).toBe('→aws_subnet.each["b"].id');
  });
});

describe("a list", () => {
  const balancer = (...named: readonly string[]) => ({
    address: "aws_lb.l",
    expressions: { subnets: names(...named) },
    unknown: { id: true, subnets: true },
    sensitive: { subnets: [] },
  });

  test("given a splat, when it is asked for, then it holds all instances in the order of their keys", () => {
    const many = [10, 2, 0].map((index) => ({ address: `aws_subnet.s[${index}]`, unknown: ID }));
    const plan = planWith(...many, balancer("aws_subnet.s"));
    expect(worth(plan, "aws_lb.l", "subnets")).toEqual([
      "→aws_subnet.s[0].id",
      "→aws_subnet.s[2].id",
      "→aws_subnet.s[10].id",
    ]);
    expect(plan.assumptions.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining("it is taken for all of them"),
      expect.stringContaining("texts that are written beside references"),
    ]);
  });

  test("given a condition between two lists, when it is asked for, then it is unknown", () => {
    const other = { address: "aws_subnet.other", unknown: ID };
    const list = balancer("var.internal", "aws_subnet.count", "aws_subnet.other.id");
    const variables = { internal: { value: true } };
    const plan = shown(planOf({ made: [...subnets, other, list], variables }));
    expect(worth(plan, "aws_lb.l", "subnets")).toMatch(/^\?a plan does not tell which of/);
  });

  test("given a variable with identities beside, when it is asked for, then the list is not told to its end", () => {
    const list = balancer("aws_subnet.count", "var.more");
    const variables = { more: { value: ["subnet-0123456789abcdef0"] } };
    const plan = shown(planOf({ made: [...subnets, list], variables }));
    expect(worth(plan, "aws_lb.l", "subnets")).toEqual([
      "→aws_subnet.count[0].id",
      "→aws_subnet.count[1].id",
      "?a plan does not tell what else its expression takes",
    ]);
  });

  test("given some elements that are known, when it is asked for, then the others are told between them", () => {
    const plan = planWith(...subnets, {
      address: "aws_x.y",
      expressions: { subnet_ids: names("aws_subnet.count[1].id") },
      after: { subnet_ids: ["subnet-1", null] },
      unknown: { subnet_ids: [false, true] },
    });
    expect(worth(plan, "aws_x.y", "subnet_ids")).toEqual(["subnet-1", "→aws_subnet.count[1].id"]);
  });
});

describe("what a plan leaves out", () => {
  const local = (type: string) => ({
    address: `${type}.l`,
    expressions: { vpc_id: names("local.vpc_id") },
    unknown: { vpc_id: true },
  });

  test("given a local value and one VPC, when it is asked for, then it is that, by assumption", () => {
    const plan = planWith(local("aws_route_table"));
    expect(worth(plan, "aws_route_table.l", "vpc_id")).toBe("→aws_vpc.main.id");
    expect(plan.assumptions[0]?.sentence).toBe(
      "a plan does not tell what ${local.vpc_id} makes; it is taken for aws_vpc.main.id, since its module makes no other aws_vpc",
    );
  });

  test("given a local value and two VPCs, when it is asked for, then it is unknown", () => {
    const plan = planWith({ address: "aws_vpc.other", unknown: ID }, local("aws_route_table"));
    expect(worth(plan, "aws_route_table.l", "vpc_id")).toMatch(/^\?a plan leaves out local values/);
    expect(plan.assumptions).toEqual([]);
  });

  test("given a VPC that is there already, when another is made, then it is the one that is made", () => {
    const there = { address: "aws_vpc.there", after: { id: "vpc-1" }, actions: ["no-op"] };
    const plan = planWith(there, local("aws_route_table"));
    expect(worth(plan, "aws_route_table.l", "vpc_id")).toBe("→aws_vpc.main.id");
  });

  test("given a module and a local value, when its own VPC is not the only one, then it is its own", () => {
    const vpcs = ["a", "b"].map((key) => ({ address: `module.net["${key}"].aws_vpc.this[0]`, unknown: ID }));
    const table = { ...local("aws_route_table"), address: 'module.net["b"].aws_route_table.l' };
    const plan = shown(planOf({ made: [...vpcs, table], modules: { net: {} } }));
    expect(worth(plan, table.address, "vpc_id")).toBe('→module.net["b"].aws_vpc.this[0].id');
  });

  test("given a dynamic block, when only what is given to the module fits, then it holds that", () => {
    const plan = recorded("vpc-module");
    expect(worth(plan, "module.app.aws_security_group.this", "ingress")).toEqual([
      expect.objectContaining({
        from_port: 80,
        security_groups: [
          "→aws_security_group.client.id",
          "?a plan does not tell what else its expression takes",
        ],
      }),
    ]);
  });
});

describe("a module in the style of well-known ones", () => {
  const plan = recorded("vpc-module");
  const cases = [
    ["module.vpc.aws_subnet.private[1]", "vpc_id", "→module.vpc.aws_vpc.this[0].id"],
    ["module.vpc.aws_nat_gateway.this[0]", "subnet_id", "→module.vpc.aws_subnet.public[0].id"],
    ["module.vpc.aws_nat_gateway.this[0]", "allocation_id", "→module.vpc.aws_eip.nat[0].id"],
    [
      "module.vpc.aws_route_table_association.private[1]",
      "subnet_id",
      "→module.vpc.aws_subnet.private[1].id",
    ],
    [
      "module.vpc.aws_route_table_association.private[1]",
      "route_table_id",
      "→module.vpc.aws_route_table.private[0].id",
    ],
    [
      "module.vpc.aws_route.private_nat_gateway[0]",
      "nat_gateway_id",
      "→module.vpc.aws_nat_gateway.this[0].id",
    ],
    ["module.app.aws_instance.this[0]", "subnet_id", "→module.vpc.aws_subnet.private[0].id"],
    ["aws_security_group.client", "vpc_id", "→module.vpc.aws_vpc.this[0].id"],
  ] as const;

  test.each(cases)(
    "given a real plan, when %s is asked for its %s, then it is %s",
    (address, name, value) => {
      expect(worth(plan, address, name)).toBe(value);
    },
  );

  test("given its load balancer, when its subnets are asked for, then they are those of the other module", () => {
    expect(worth(plan, "module.app.aws_lb.this", "subnets")).toEqual([
      "→module.vpc.aws_subnet.private[0].id",
      "→module.vpc.aws_subnet.private[1].id",
    ]);
  });
});
