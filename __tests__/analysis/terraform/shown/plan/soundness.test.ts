import { describe, expect, test } from "@jest/globals";
import type { Body } from "../../../../../analysis/terraform/blocks";
import { names, type Parts, planOf, shown, worth } from "./plans";

// What a plan does not tell must come out as unknown, or be told as an assumption: each of these once came out wrong.

const ID = { id: true };
const KEYED = ["a", "b", "c"].map((key) => ({ address: `aws_subnet.k["${key}"]`, unknown: ID }));
const COUNTED = [0, 1, 2].map((index) => ({ address: `aws_subnet.s[${index}]`, unknown: ID }));
const BLOCKS = "?a plan does not tell which block names what, and leaves out dynamic blocks";
const ELSE = "?a plan does not tell what else its expression takes";

const group = (address: string) => ({ address, unknown: ID });
const host = (address: string, expression: Body, repeat: Body = {}) => ({
  address,
  expressions: { subnet_id: expression },
  repeat,
  unknown: { subnet_id: true },
});
const list = (name: string, expression: Body) => ({
  address: "aws_lb.l",
  expressions: { [name]: expression },
  unknown: { [name]: true },
  sensitive: { [name]: [] },
});

function worthIn(parts: Parts, address: string, name: string) {
  const plan = shown(planOf(parts));
  return {
    value: worth(plan, address, name),
    sentences: plan.assumptions.map(({ sentence }) => sentence).join("\n"),
  };
}

describe("one expression of all blocks, beside which dynamic ones may stand", () => {
  const ingress = (ports: readonly number[], ...named: readonly string[]) => ({
    address: "aws_security_group.db",
    expressions: { ingress: { references: named } },
    after: { ingress: ports.map((port) => ({ from_port: port })) },
    unknown: { ingress: ports.map(() => ({ security_groups: true })) },
    sensitive: { ingress: ports.map(() => ({ security_groups: [] })) },
  });
  const once = ["aws_security_group.a.id", "aws_security_group.a"];
  const asked = (...made: NonNullable<Parts["made"]>) =>
    worthIn({ made: [group("aws_security_group.a"), ...made] }, "aws_security_group.db", "ingress");

  test("given one group named once and two blocks that do not know theirs, then neither is told", () => {
    expect(asked(ingress([22, 5432], ...once)).value).toEqual([
      { from_port: 22, security_groups: BLOCKS },
      { from_port: 5432, security_groups: BLOCKS },
    ]);
  });

  test("given one group named as often as blocks do not know theirs, then it is that of each, by assumption", () => {
    const { value, sentences } = asked(ingress([22, 5432], ...once, ...once));
    expect(value).toEqual([
      { from_port: 22, security_groups: ["→aws_security_group.a.id"] },
      { from_port: 5432, security_groups: ["→aws_security_group.a.id"] },
    ]);
    expect(sentences).toContain("though dynamic blocks, which a plan leaves out, may name others");
  });

  test("given a single block that does not know its group, then it is the named one, by assumption", () => {
    const { value, sentences } = asked(ingress([22], ...once));
    expect(value).toEqual([{ from_port: 22, security_groups: ["→aws_security_group.a.id"] }]);
    expect(sentences).toContain("though dynamic blocks, which a plan leaves out, may name others");
  });

  test("given routes of which one is dynamic, when both name interfaces, then neither target is told", () => {
    const table = {
      address: "aws_route_table.mix",
      expressions: { route: names("aws_network_interface.one.id") },
      after: { route: [{ cidr_block: "10.50.0.0/16" }, { cidr_block: "10.60.0.0/16" }] },
      unknown: { route: [{ network_interface_id: true }, { network_interface_id: true }] },
    };
    const interfaces = ["one", "two"].map((name) => group(`aws_network_interface.${name}`));
    expect(worthIn({ made: [...interfaces, table] }, "aws_route_table.mix", "route").value).toEqual([
      { cidr_block: "10.50.0.0/16", network_interface_id: BLOCKS },
      { cidr_block: "10.60.0.0/16", network_interface_id: BLOCKS },
    ]);
  });
});

describe("a local value of another module", () => {
  const security = (module: string) => group(`${module}aws_security_group.this`);
  const rule = (address: string, expression: Body, repeat: Body = {}) => ({
    address,
    expressions: { security_group_id: expression },
    repeat,
    unknown: { security_group_id: true },
  });
  const outputs = { id: { expression: names("local.id") } };

  test("given the output of a module, then it is looked for in that module", () => {
    const made = [security(""), security("module.web."), rule("aws_x.r", names("module.web.id"))];
    const { value, sentences } = worthIn(
      { made, modules: { web: { outputs } } },
      "aws_x.r",
      "security_group_id",
    );
    expect(value).toBe("→module.web.aws_security_group.this.id");
    expect(sentences).toContain("since its module makes no other aws_security_group");
  });

  test("given a variable, then it is looked for in the module that gives it", () => {
    const made = [security(""), security("module.web."), rule("module.web.aws_x.r", names("var.group"))];
    const web = { variables: { group: {} }, call: { expressions: { group: names("local.id") } } };
    expect(worthIn({ made, modules: { web } }, "module.web.aws_x.r", "security_group_id").value).toBe(
      "→aws_security_group.this.id",
    );
  });

  test("given each.value of what is given to the module, then it is looked for where that stands", () => {
    const address = 'module.server.aws_x.r["client"]';
    const made = [
      security("module.client."),
      security("module.server."),
      rule(address, names("each.value"), { for_each_expression: names("var.sources") }),
    ];
    const server = {
      variables: { sources: {} },
      call: { expressions: { sources: names("module.client.id") } },
    };
    const modules = { client: { outputs }, server };
    expect(worthIn({ made, modules }, address, "security_group_id").value).toBe(
      "→module.client.aws_security_group.this.id",
    );
  });

  test("given a list, then what is found is never all of it", () => {
    const made = [group("aws_security_group.this"), list("security_groups", names("local.groups"))];
    expect(worthIn({ made }, "aws_lb.l", "security_groups").value).toEqual([
      "→aws_security_group.this.id",
      ELSE,
    ]);
  });
});

describe("one of several, by a key", () => {
  const several = (keys: readonly unknown[], expression: Body) =>
    keys.map((key) => host(`aws_instance.h[${JSON.stringify(key)}]`, expression));
  const first = (made: NonNullable<Parts["made"]>, address: string, variables: Body = {}) =>
    worthIn({ made, variables }, address, "subnet_id").value;
  const reason = expect.stringMatching(/^\?a plan does not tell which of/);

  test("given a known number beside, then it is not taken for an index", () => {
    const made = [...COUNTED, host("aws_instance.h", names("aws_subnet.s", "var.pick"))];
    expect(first(made, "aws_instance.h", { pick: { value: 1 } })).toEqual(reason);
  });

  test("given more instances than there are keys, then none is told", () => {
    const half = several([0, 1, 2, 3], names("aws_subnet.s", "count.index"));
    expect(first([...COUNTED, ...half], "aws_instance.h[1]")).toEqual(reason);
  });

  test.each<[string, Body]>([
    ["a local value", {}],
    ["a known map", { beside: { value: { a: "b", b: "a" } } }],
    ["a known text", { beside: { value: "b" } }],
    ["a known number", { beside: { value: 1 } }],
  ])("given %s beside each.key, then none is told", (_, variables) => {
    const beside = Object.keys(variables).length === 0 ? "local.swap" : "var.beside";
    const made = [...KEYED, ...several(["a", "b"], names("aws_subnet.k", beside, "each.key"))];
    expect(first(made, 'aws_instance.h["a"]', variables)).toEqual(reason);
  });

  test("given a condition beside count.index, when one is made of two, then it is the one of the same key", () => {
    const made = [...COUNTED, ...several([0], names("aws_subnet.s", "var.single", "count.index"))];
    expect(first(made, "aws_instance.h[0]", { single: { value: true } })).toBe("→aws_subnet.s[0].id");
  });

  test("given each.value of a map of attributes, then it is none by its key", () => {
    const repeat = { for_each_expression: names("aws_subnet.a.id", "aws_subnet.b.id") };
    const subnets = ["a", "b"].map((name) => group(`aws_subnet.${name}`));
    const made = [...subnets, host('aws_instance.h["a"]', names("each.value"), repeat)];
    expect(first(made, 'aws_instance.h["a"]')).toEqual(reason);
  });

  test("given a place in what was filtered by something, then it is not that of the whole", () => {
    const outputs = { ids: { expression: names("aws_subnet.s", "var.first") } };
    const counted = COUNTED.map(({ address }) => group(`module.net.${address}`));
    const made = [...counted, host("aws_instance.h", names("module.net.ids[0]"))];
    const net = {
      outputs,
      variables: { first: {} },
      call: { expressions: { first: { constant_value: 1 } } },
    };
    expect(worthIn({ made, modules: { net } }, "aws_instance.h", "subnet_id").value).toEqual(reason);
  });
});

describe("a list of several", () => {
  const subnets = (variables: Body, ...named: readonly string[]) =>
    worthIn(
      { made: [...COUNTED, ...KEYED, list("subnets", { references: named })], variables },
      "aws_lb.l",
      "subnets",
    );
  const reason = expect.stringMatching(/^\?a plan does not tell which of/);

  test("given nothing beside, then it is all of them, and the assumption tells what would leave some out", () => {
    const { value, sentences } = subnets({}, "aws_subnet.s");
    expect(value).toHaveLength(3);
    expect(sentences).toContain("all of them, though a slice or a filter would leave some out");
  });

  test.each<[string, unknown]>([
    ["a number", 1],
    ["a text", "a"],
  ])("given %s that is no key of theirs beside, then none is told", (_, value) => {
    expect(subnets({ n: { value } }, "aws_subnet.s", "var.n").value).toEqual(reason);
  });

  test("given a list of keys beside, then it is those of the keys", () => {
    expect(subnets({ zones: { value: ["c", "a"] } }, "aws_subnet.k", "var.zones").value).toEqual([
      '→aws_subnet.k["a"].id',
      '→aws_subnet.k["c"].id',
    ]);
  });

  test("given one of them by itself beside all, then none is told", () => {
    expect(
      subnets({}, "aws_subnet.s", "aws_subnet.s[1].id", "aws_subnet.s[1]", "aws_subnet.s").value,
    ).toEqual(reason);
  });

  test("given two of each key, then none is told", () => {
    const named = { references: ["aws_subnet.s", "count.index", "aws_subnet.s", "count.index"] };
    const made = [...COUNTED, { ...list("subnets", named), address: "aws_lb.l[0]" }];
    expect(worthIn({ made }, "aws_lb.l[0]", "subnets").value).toEqual(reason);
  });

  test("given two lists, then texts beside are told to be left out of each, and that all is taken", () => {
    const made = ["a", "b"].map((name) => group(`aws_security_group.${name}`));
    const both = names("aws_security_group.a.id", "aws_security_group.b.id");
    const one = list("security_groups", both);
    const plan = shown(planOf({ made: [...made, one, { ...one, address: "aws_lb.m" }] }));
    for (const address of ["aws_lb.l", "aws_lb.m"]) worth(plan, address, "security_groups");
    expect(plan.assumptions.map(({ at, sentence }) => [at, sentence.split("; ")[1]])).toEqual(
      ["shop:aws_lb.l", "shop:aws_lb.m"].flatMap((at) => [
        [at, expect.stringContaining("all that its expression names")],
        [at, "it is taken to hold none"],
      ]),
    );
  });
});

describe("what is found by elimination", () => {
  const host = {
    address: "aws_instance.h",
    expressions: { subnet_id: { references: ["local.s"] } },
    unknown: { subnet_id: true },
  };
  const asked = (...made: NonNullable<Parts["made"]>) =>
    worthIn({ made: [group("aws_subnet.only"), host, ...made] }, "aws_instance.h", "subnet_id").value;

  test("given things that give no identity of AWS's, then it is the only one that the module makes", () => {
    expect(asked({ address: "random_id.r", unknown: ID })).toBe("→aws_subnet.only.id");
  });

  test.each(["aws_cloudformation_stack.s", "terraform_data.s", "external_thing.s"])(
    "given %s, which may give any identity and is not known yet, then none is told",
    (address) => {
      expect(asked({ address, unknown: { id: true } })).toContain("?a plan leaves out local values");
    },
  );
});
