import { describe, expect, test } from "@jest/globals";
import { Reference, resourceKey, Unknown, type Value } from "../../../../analysis/terraform";
import { readFiles, resourceOf, type Shown, shownDeployment, stateOf } from "../../../support/shown";

const VPC: Shown = [
  "aws_vpc.main",
  {
    id: "vpc-1",
    arn: "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1",
    default_security_group_id: "sg-1",
    default_route_table_id: "rtb-1",
    main_route_table_id: "rtb-1",
  },
];

/** What an attribute of the state b is worth, beside the state a of a VPC. */
function valueIn(values: object, more: object = {}, address = "aws_test.tested"): Value | undefined {
  const deployment = shownDeployment({
    "a.json": stateOf([VPC]),
    "b.json": stateOf([[address, values, more]]),
  });
  return deployment.find(resourceKey("b", address))?.attribute("tested");
}

const ofVpc = (attribute: string): Reference => new Reference(resourceKey("a", "aws_vpc.main"), attribute);

describe("a text of a shown stack", () => {
  test.each<[string, unknown, Value]>([
    ["the ID of what another stack makes", "vpc-1", ofVpc("id")],
    ["its ARN", "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1", ofVpc("arn")],
    ["what AWS made with it", "sg-1", ofVpc("default_security_group_id")],
    ["one that is known by two attributes", "rtb-1", ofVpc("default_route_table_id")],
    ["an ID in a list of blocks", [{ vpc: "vpc-1" }], [{ vpc: ofVpc("id") }]],
    ["an ID that nothing has", "vpc-9", "vpc-9"],
    ["a text with an ID in it", "in vpc-1", "in vpc-1"],
    ["an empty text, as providers write what is left out", [{ vpc: "" }], [{ vpc: null }]],
    [
      "a key of a prototype",
      JSON.parse('{"__proto__": "vpc-1"}') as unknown,
      Object.fromEntries([["__proto__", ofVpc("id")]]),
    ],
  ])("given %s, when it is read, then it is that", (_, written, value) => {
    const read = valueIn({ tested: written });
    expect(JSON.stringify(read)).toBe(JSON.stringify(value));
  });

  test("given texts for people, when they are read, then they lead to nothing", () => {
    const deployment = shownDeployment({
      "a.json": stateOf([VPC, ["aws_test.x", { tags: { vpc: "vpc-1" } }]]),
    });
    expect(deployment.find(resourceKey("a", "aws_test.x"))?.attribute("tags")).toEqual({ vpc: "vpc-1" });
  });

  test("given a name that is another's ID, when it is read, then it stays a name", () => {
    const role: Shown = ["aws_iam_role.x", { id: "web", name: "web" }];
    const deployment = shownDeployment({ "a.json": stateOf([role, ["aws_test.x", { tested: "web" }]]) });
    expect(deployment.find(resourceKey("a", "aws_test.x"))?.attribute("tested")).toBe("web");
  });

  test("given a route table that became the main one, when it is read, then it is what makes it", () => {
    const table: Shown = ["aws_route_table.x", { id: "rtb-2" }];
    const vpc: Shown = ["aws_vpc.x", { id: "vpc-2", main_route_table_id: "rtb-2" }];
    const deployment = shownDeployment({
      "a.json": stateOf([vpc, table, ["aws_test.x", { tested: "rtb-2" }]]),
    });
    const made = new Reference(resourceKey("a", "aws_route_table.x"), "id");
    expect(deployment.find(resourceKey("a", "aws_test.x"))?.attribute("tested")).toEqual(made);
  });

  test("given the name of a load balancer as Route 53 writes it, when it is read, then it is the load balancer's", () => {
    const balancer: Shown = ["aws_lb.x", { arn: "arn:aws:x", dns_name: "Web-1.elb.eu-west-1.amazonaws.com" }];
    const name = "dualstack.web-1.elb.eu-west-1.amazonaws.com.";
    const deployment = shownDeployment({ "a.json": stateOf([balancer, ["aws_test.x", { tested: name }]]) });
    const made = new Reference(resourceKey("a", "aws_lb.x"), "dns_name");
    expect(deployment.find(resourceKey("a", "aws_test.x"))?.attribute("tested")).toEqual(made);
  });
});

describe("what is sensitive", () => {
  const secret = new Unknown("tested", "it is sensitive", resourceKey("b", "aws_test.tested"));

  test.each<[string, unknown, unknown, Value]>([
    ["a text", "hunter2", true, secret],
    ["a number", 5432, true, secret],
    ["a member", { a: "x", b: "y" }, { b: true }, { a: "x", b: secret }],
    ["all of a list", ["x", "vpc-1"], true, [secret, ofVpc("id")]],
    ["what is left out", "", true, null],
    ["nothing of it", "x", false, "x"],
  ])("given %s, when it is read, then only what it is the identity of is told", (_, tested, mark, value) => {
    expect(valueIn({ tested }, { sensitive_values: { tested: mark } })).toEqual(value);
  });

  test("given a resource that is so as a whole, when it is read, then it tells nothing", () => {
    expect(valueIn({ tested: "x" }, { sensitive_values: true })).toEqual(secret);
  });
});

describe("a state's resources", () => {
  test("given modules in modules, when it is read, then each has its address, and its type", () => {
    const address = 'module.a["x.y"].module.b[0].aws_vpc.main["k"]';
    const inner = { resources: [{ ...resourceOf([address, { id: "vpc-2" }]), type: "aws_vpc" }] };
    const root = { child_modules: [{ child_modules: [inner] }] };
    const deployment = shownDeployment({
      "s.json": { format_version: "1.0", values: { root_module: root } },
    });
    expect(deployment.ofType("aws_vpc").map(({ key }) => key)).toEqual([resourceKey("s", address)]);
  });

  test.each<[string, object, number]>([
    ["one that is tainted", { tainted: true }, 1],
    ["one that is deposed", { deposed_key: "abcd" }, 0],
    ["one that is there while Terraform runs", { mode: "ephemeral" }, 0],
  ])("given %s, when it is read, then it counts %s", (_, more, count) => {
    const deployment = shownDeployment({ "s.json": stateOf([[VPC[0], VPC[1], more]]) });
    expect(deployment.resources).toHaveLength(count);
  });

  test("given what is null or empty, when it is asked for what it states, then it does not", () => {
    const values = { a: null, b: "", c: [], d: {}, e: false, f: 0, g: [null] };
    const deployment = shownDeployment({ "s.json": stateOf([["aws_test.x", values]]) });
    expect(deployment.find(resourceKey("s", "aws_test.x"))?.stated).toEqual(["e", "f", "g"]);
  });
});

describe("who makes a resource of a state, and where", () => {
  const placed = (resources: readonly Shown[], address = "aws_test.x"): readonly unknown[] => {
    const found = shownDeployment({ "s.json": stateOf(resources) }).find(resourceKey("s", address));
    return [found?.account, found?.region].map((each) => (each instanceof Unknown ? "unknown" : each));
  };
  const arn = (account: string, region = "eu-west-1"): object => ({
    arn: `arn:aws:ec2:${region}:${account}:vpc/x`,
  });
  const [A, B] = ["111111111111", "222222222222"];

  test.each<[string, readonly Shown[], readonly unknown[]]>([
    ["its ARN", [["aws_test.x", arn(A)]], [A, "eu-west-1"]],
    [
      "its owner and zone",
      [["aws_test.x", { owner_id: A, availability_zone: "eu-west-1b" }]],
      [A, "eu-west-1"],
    ],
    ["a Region of its own", [["aws_test.x", { ...arn(A), region: "us-east-1" }]], [A, "us-east-1"]],
    [
      "what its provider made besides",
      [
        ["aws_test.x", {}],
        ["aws_test.y", arn(A)],
      ],
      [A, "eu-west-1"],
    ],
    [
      "who its provider is",
      [
        ["aws_test.x", {}],
        ["data.aws_caller_identity.me", { account_id: A }],
        ["data.aws_region.here", { id: "eu-west-1" }],
      ],
      [A, "eu-west-1"],
    ],
    [
      "two accounts",
      [
        ["aws_test.x", {}],
        ["aws_test.y", arn(A)],
        ["aws_test.z", arn(B)],
      ],
      ["unknown", "eu-west-1"],
    ],
    [
      "what others found",
      [
        ["aws_test.x", {}],
        ["data.aws_vpc.other", arn(B)],
      ],
      ["unknown", "unknown"],
    ],
    [
      "what it is a part of",
      [
        ["aws_test.x", { vpc_id: "vpc-1" }],
        ["aws_vpc.y", { id: "vpc-1", ...arn(B) }],
        ["aws_vpc.z", { id: "vpc-2", ...arn(A) }],
      ],
      [B, "eu-west-1"],
    ],
  ])("given %s, when it is read, then it is told by that", (_, resources, place) => {
    expect(placed(resources)).toEqual(place);
  });

  test("given nothing that tells, when it is read, then all that one provider made shares what is not known", () => {
    const { resources } = shownDeployment({
      "s.json": stateOf([
        ["aws_test.x", {}],
        ["aws_test.y", {}],
      ]),
    });
    const [one, other] = resources;
    expect(one?.account).toBeInstanceOf(Unknown);
    expect(one?.account).toBe(other?.account);
  });

  test("given two accounts, when it is read, then what is of neither is not of one", () => {
    const state = stateOf([
      ["aws_test.x", {}],
      ["aws_test.y", {}],
      ["aws_a.b", arn(A)],
      ["aws_c.d", arn(B)],
    ]);
    const [one, other] = shownDeployment({ "s.json": state }).resources.filter(
      ({ type }) => type === "aws_test",
    );
    expect(one?.account).not.toBe(other?.account);
  });
});

describe("what data sources found", () => {
  const found: Shown = ["data.aws_vpc.x", { id: "vpc-1", cidr_block: "10.0.0.0/16" }];
  const tested: Shown = ["aws_test.x", { tested: "vpc-1" }];
  const read = (files: Readonly<Record<string, object>>): ReturnType<typeof shownDeployment> =>
    shownDeployment(files);

  test("given what another stack makes, when it is read, then it is that", () => {
    const deployment = read({ "a.json": stateOf([VPC]), "b.json": stateOf([found, tested]) });
    expect(deployment.find(resourceKey("b", "aws_test.x"))?.attribute("tested")).toEqual(ofVpc("id"));
    expect(deployment.find(resourceKey("b", "data.aws_vpc.x"))?.attribute("id")).toEqual(ofVpc("id"));
    expect(deployment.existing("aws_vpc")).toEqual([]);
  });

  test("given what nobody makes, when several find it, then it is one thing, of which all tell", () => {
    const other: Shown = ["data.aws_vpc.y", { id: "vpc-1", enable_dns_support: true }];
    const deployment = read({ "b.json": stateOf([found, tested]), "c.json": stateOf([other, tested]) });
    const [thing, ...more] = deployment.existing("aws_vpc");
    expect(more).toEqual([]);
    expect(thing?.key).toBe(resourceKey("b", "data.aws_vpc.x"));
    expect(["id", "cidr_block", "enable_dns_support"].map((name) => thing?.attribute(name))).toEqual([
      "vpc-1",
      "10.0.0.0/16",
      true,
    ]);
    expect(deployment.find(resourceKey("c", "aws_test.x"))?.attribute("tested")).toEqual(
      new Reference(resourceKey("b", "data.aws_vpc.x"), "id"),
    );
  });
});

/** A synthesized folder of one stack. */
function synthesized(name: string, configuration: object): Readonly<Record<string, object>> {
  const stack = {
    name,
    synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
    workingDirectory: `stacks/${name}`,
  };
  return {
    "out/manifest.json": { version: "1", stacks: { [name]: stack } },
    [`out/stacks/${name}/cdk.tf.json`]: configuration,
  };
}

const KEPT = { terraform: { backend: { s3: { bucket: "states", key: "net.tfstate" } } } };
const PRODUCER = {
  ...KEPT,
  resource: { aws_vpc: { main: {} } },
  output: {
    vpc: { value: "${aws_vpc.main.id}" },
    list: { value: ["${aws_vpc.main.id}", "${aws_vpc.main.main_route_table_id}"] },
  },
};

function reading(outputs: object, key = "net.tfstate"): Shown {
  return ["data.terraform_remote_state.net", { backend: "s3", config: { bucket: "states", key }, outputs }];
}

describe("states that stacks read of each other", () => {
  const made = (attribute: string): Reference => new Reference(resourceKey("net", "aws_vpc.main"), attribute);
  const tested: Shown = ["aws_test.x", { tested: ["vpc-1", "rtb-1"] }];

  test.each<[string, Shown, readonly Value[], number]>([
    ["what the stack will output", reading({ vpc: "vpc-1" }), [made("id"), "rtb-1"], 0],
    [
      "members of a list",
      reading({ list: ["vpc-1", "rtb-1"] }),
      [made("id"), made("main_route_table_id")],
      1,
    ],
    ["a list of another length", reading({ list: ["rtb-1"] }), ["vpc-1", "rtb-1"], 0],
    ["another state", reading({ vpc: "vpc-1" }, "other.tfstate"), ["vpc-1", "rtb-1"], 0],
  ])(
    "given %s, when a stack that is only synthesized is beside, then it is that",
    (_, remote, value, assumed) => {
      const read = readFiles({ ...synthesized("net", PRODUCER), "c.json": stateOf([remote, tested]) }, [
        "out",
        "c.json",
      ]);
      if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join());
      expect(read.deployment.find(resourceKey("c", "aws_test.x"))?.attribute("tested")).toEqual(value);
      expect(read.assumptions()).toHaveLength(assumed);
    },
  );

  const CONSUMER = {
    data: {
      terraform_remote_state: { net: { backend: "s3", config: { bucket: "states", key: "net.tfstate" } } },
    },
    resource: { aws_test: { x: { tested: "${data.terraform_remote_state.net.outputs.vpc}" } } },
  };

  test("given a stack that is synthesized and reads a state, when the state is given by its name, then it has its outputs, as is noted", () => {
    const files = { ...synthesized("c", CONSUMER), "net.json": stateOf([VPC], { vpc: "vpc-1" }) };
    const read = readFiles(files, ["out", "net.json"]);
    if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join());
    expect(read.deployment.find(resourceKey("c", "aws_test.x"))?.attribute("tested")).toEqual(made("id"));
    expect(read.assumptions()).toEqual([
      {
        at: resourceKey("c", "data.terraform_remote_state.net"),
        attribute: "outputs",
        sentence: "the state that it reads is taken for the one of net, since it is called so",
      },
    ]);
  });

  test("given the state of a stack that is synthesized as well, when it is read, then it takes the stack's place", () => {
    const files = { ...synthesized("net", PRODUCER), "net.json": stateOf([VPC], { vpc: "vpc-1" }) };
    const read = readFiles(files, ["out", "net.json"]);
    if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join());
    expect(read.stacks).toEqual(["net"]);
    expect(read.deployment.find(resourceKey("net", "aws_vpc.main"))?.attribute("main_route_table_id")).toBe(
      "rtb-1",
    );
  });

  test("given a state that is sensitive, when a stack reads it, then it is not told", () => {
    const net = {
      format_version: "1.0",
      values: { outputs: { vpc: { sensitive: true, value: "hunter2" } } },
    };
    const read = readFiles({ ...synthesized("c", CONSUMER), "net.json": net }, ["out", "net.json"]);
    expect(read).toMatchObject({ ok: true });
    if (!read.ok) return;
    const value = read.deployment.find(resourceKey("c", "aws_test.x"))?.attribute("tested");
    expect(value).toBeInstanceOf(Unknown);
    expect(JSON.stringify(value)).not.toContain("hunter2");
  });

  test.each<[string, Readonly<Record<string, object | string>>, boolean]>([
    [
      "a backend that Terraform noted",
      {
        "net/.terraform/terraform.tfstate": {
          backend: {
            type: "s3",
            config: { bucket: "states", key: "net.tfstate", workspace_key_prefix: null },
          },
        },
      },
      true,
    ],
    [
      "another workspace",
      {
        "net/.terraform/terraform.tfstate": {
          backend: { type: "s3", config: { bucket: "states", key: "net.tfstate" } },
        },
        "net/.terraform/environment": "test",
      },
      false,
    ],
    [
      "another backend",
      { "net/.terraform/terraform.tfstate": { backend: { type: "s3", config: { bucket: "x", key: "y" } } } },
      false,
    ],
    ["a working directory without a backend", { "net/main.tf": "" }, false],
  ])("given %s beside a file, when its state is read, then it counts", (_, beside, isRead) => {
    const plain = stateOf([VPC], { vpc: "vpc-1" });
    const files = { ...synthesized("c", CONSUMER), "net/x.json": plain, ...beside };
    expect(readFiles(files, ["out", "net/x.json"]).ok).toBe(isRead);
  });
});
