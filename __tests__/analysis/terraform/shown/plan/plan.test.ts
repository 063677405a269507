import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Unknown } from "../../../../../analysis/terraform";
import { find, inShort, names, planOf, recorded, shown, tried, worth } from "./plans";

describe("what will be there", () => {
  const plan = recorded("changes");
  const addresses = plan.stack.resources.map(({ address }) => address);

  test("given a real plan of changes, when it is read, then what it deletes is not there, and was", () => {
    expect(addresses).toContain("aws_subnet.replaced");
    expect(addresses).not.toContain("aws_subnet.gone[0]");
    expect(plan.stack.former.map(({ address }) => address)).toEqual([
      "aws_network_interface.n",
      "aws_subnet.gone[0]",
      "aws_subnet.replaced",
      "aws_vpc.main",
    ]);
  });

  test("given a replaced resource, when another refers to it, then it is referred to as it will be", () => {
    expect(worth(plan, "aws_network_interface.n", "subnet_id")).toBe("→aws_subnet.replaced.id");
    expect(find(plan, "aws_subnet.replaced").attribute("cidr_block")).toBe("10.0.2.0/24");
    expect(inShort(plan.stack.outputs.get("subnet"))).toBe("→aws_subnet.replaced.id");
  });

  test("given a resource that is there, when it is asked for its identity, then it is the text", () => {
    const vpc = find(plan, "aws_vpc.main");
    expect(vpc.attribute("id")).toBe("vpc-fd60cdbb2b6290090");
    expect([vpc.observes("default_security_group_id"), vpc.observes("cidr_block")]).toEqual([
      "refreshed",
      undefined,
    ]);
    expect(find(plan, "aws_subnet.replaced").observes("map_public_ip_on_launch")).toBeUndefined();
  });

  const state = { values: { root_module: { resources: ["managed", "data"].map(stateResource) } } };
  function stateResource(mode: string) {
    const address = mode === "data" ? "data.aws_vpc.a" : "aws_vpc.a";
    return { address, mode, type: "aws_vpc", name: "a", values: { id: "vpc-1" } };
  }

  test("given a plan that only refreshes, when it is read, then all is there as it was", () => {
    const refreshed = shown(planOf({ rest: { prior_state: state, resource_changes: undefined } }));
    expect(refreshed.stack.resources.map(({ address }) => address)).toEqual(["aws_vpc.a", "data.aws_vpc.a"]);
  });

  test("given a plan that destroys all, when it is read, then nothing is there", () => {
    const gone = { address: "aws_vpc.a", actions: ["delete"], before: { id: "vpc-1" } };
    const destroyed = shown(planOf({ made: [gone], rest: { prior_state: state } }));
    expect(destroyed.stack.resources).toEqual([]);
    expect(destroyed.stack.former).toHaveLength(1);
  });

  test("given a resource that Terraform forgets, when the plan is read, then it is there as it was", () => {
    const forgotten = shown(
      planOf({ made: [{ address: "aws_vpc.a", actions: ["forget"] }], rest: { prior_state: state } }),
    );
    expect(find(forgotten, "aws_vpc.a").attribute("id")).toBe("vpc-1");
  });
});

describe("who makes it", () => {
  const providers = {
    aws: { expressions: { region: names("var.region") } },
    "aws.role": {
      expressions: {
        region: { constant_value: "eu-west-1" },
        assume_role: [{ role_arn: { constant_value: "arn:aws:iam::111111111111:role/deploy" } }],
      },
    },
    "aws.allowed": { expressions: { allowed_account_ids: { constant_value: ["222222222222"] } } },
    "aws.two": { expressions: { allowed_account_ids: { constant_value: ["222222222222", "333333333333"] } } },
    "aws.made": { expressions: { assume_role: [{ role_arn: names("var.account") }] } },
  };
  const variables = { region: { value: "ap-northeast-1" }, account: { value: "444444444444" } };
  const made = ["aws", ...Object.keys(providers)].map((provider, index) => ({
    address: `aws_vpc.v${index}`,
    provider,
  }));
  const plan = shown(planOf({ made, providers, variables }));
  const accounts = made.map(({ address }) => find(plan, address).account);

  test("given roles and allowed accounts, when accounts are asked for, then those that are told", () => {
    expect(accounts.slice(2).map((each) => (each instanceof Unknown ? "?" : each))).toEqual([
      "111111111111",
      "222222222222",
      "?",
      "444444444444",
    ]);
    expect(find(plan, "aws_vpc.v2").region).toBe("eu-west-1");
    expect(find(plan, "aws_vpc.v0").region).toBe("ap-northeast-1");
  });

  test("given an account that is not told, when two resources have one provider, then it is the same unknown", () => {
    expect(accounts[0]).toBeInstanceOf(Unknown);
    expect(accounts[0]).toBe(accounts[1]);
    expect(accounts[0]).not.toBe(accounts[4]);
  });
});

describe("outputs", () => {
  const subnets = ["a", "b"].map((key) => ({ address: `aws_subnet.s["${key}"]`, unknown: { id: true } }));
  const output = (name: string, change: object, expression: object) =>
    inShort(
      shown(
        planOf({
          made: subnets,
          outputs: { [name]: { expression } },
          plannedOutputs: { [name]: { sensitive: false } },
          outputChanges: { [name]: change },
        }),
      ).stack.outputs.get(name),
    );

  test("given a map by the keys of a block, when it is asked for, then each has the one of its key", () => {
    const change = { after: {}, after_unknown: { a: true, b: true } };
    expect(output("subnets", change, names("aws_subnet.s"))).toEqual({
      a: '→aws_subnet.s["a"].id',
      b: '→aws_subnet.s["b"].id',
    });
  });

  test("given a list of which one is known, when it is asked for, then the other is told", () => {
    const change = { after: [null, "x"], after_unknown: [true, false] };
    expect(output("pair", change, names('aws_subnet.s["b"].id'))).toEqual(['→aws_subnet.s["b"].id', "x"]);
  });

  test("given a secret, when it is asked for, then it is unknown, and told nowhere", () => {
    const plan = shown(planOf({ plannedOutputs: { key: { sensitive: true, value: "s3cret" } } }));
    const value = plan.stack.outputs.get("key");
    expect(value).toBeInstanceOf(Unknown);
    expect(JSON.stringify(value)).not.toContain("s3cret");
  });
});

describe("user data and mentions", () => {
  const HASH = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

  test("given a hash, when the configuration has the text, then it is the text; else it is unknown", () => {
    const instance = (expressions: object) =>
      shown(
        planOf({
          made: [{ address: "aws_instance.i", expressions: { ...expressions }, after: { user_data: HASH } }],
        }),
      );
    const text = { user_data: { constant_value: "#!/bin/sh" } };
    expect(worth(instance(text), "aws_instance.i", "user_data")).toBe("#!/bin/sh");
    expect(worth(instance({ user_data: names("local.a") }), "aws_instance.i", "user_data")).toMatch(
      /only a hash/,
    );
  });

  test("given expressions through a variable and an output, when mentions are asked for, then what they lead to", () => {
    const plan = recorded("vpc-module");
    expect(find(plan, "module.app.aws_lb.this").mentions).toEqual([
      "shop:module.vpc.aws_subnet.private[0]",
      "shop:module.vpc.aws_subnet.private[1]",
    ]);
    expect(find(plan, "module.vpc.aws_route_table_association.public[0]").mentions).toEqual([
      "shop:module.vpc.aws_subnet.public[0]",
      "shop:module.vpc.aws_route_table.public[0]",
    ]);
  });
});

describe("a plan that is not whole", () => {
  test("given no configuration, when it is read, then one sentence says so", () => {
    expect(tried({ planned_values: {} })).toEqual({
      plan: undefined,
      problems: [
        {
          file: "shop.json",
          sentence:
            "this plan is not whole: it lacks configuration; print it again with terraform show -json",
        },
      ],
    });
  });

  test("given a resource without its change, when it is read, then one sentence names it", () => {
    const resource = { address: "aws_vpc.a", mode: "managed", type: "aws_vpc", name: "a" };
    const rest = { planned_values: { root_module: { resources: [resource] } } };
    expect(tried(planOf({ rest })).problems.map(({ sentence }) => sentence)).toEqual([
      "this plan is not whole: it lacks what happens to aws_vpc.a; print it again with terraform show -json",
    ]);
  });

  test("given an output that leads to itself, when it is asked for, then it is unknown", () => {
    const plan = shown(
      planOf({
        made: [
          { address: "aws_x.a", expressions: { vpc_id: names("aws_x.a.vpc_id") }, unknown: { vpc_id: true } },
        ],
      }),
    );
    expect(worth(plan, "aws_x.a", "vpc_id")).toMatch(/^\?/);
  });

  test("given anything in any place, when it is read, then nothing breaks", () => {
    const places = [
      "resource_changes",
      "planned_values",
      "configuration",
      "variables",
      "prior_state",
      "output_changes",
    ];
    const whole = planOf({
      made: [{ address: "aws_vpc.a", expressions: { x: names("var.a") }, unknown: { x: true } }],
    });
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        const { plan } = tried({ ...whole, [place]: value });
        for (const each of plan?.stack.resources ?? []) each.names.forEach((name) => each.attribute(name));
        expect(plan?.assumptions ?? []).toBeInstanceOf(Array);
      }),
      { numRuns: 100 },
    );
  });
});
