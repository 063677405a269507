import { describe, expect, test } from "@jest/globals";
import { linkStacks, resourceKey, Unknown } from "../../../analysis/terraform";
import { configurationsOf, deploymentOf, parseObject } from "../../support/deployments";
import { CONSUMER, PROVIDER, TOKYO } from "../../support/values";

const sentencesOf = (stacks: Readonly<Record<string, object>>): readonly string[] => {
  const linked = linkStacks(configurationsOf(stacks));
  return linked.ok ? [] : linked.problems.map(({ sentence }) => sentence);
};

describe("the resources of several stacks", () => {
  const resource = { aws_vpc: { b: {}, a: {} }, aws_eip: { a: {} } };
  const deployment = deploymentOf({
    second: { resource },
    first: { resource, data: { aws_vpc: { given: {} } } },
  });

  test("given several stacks, when they are linked, then all resources are in the order of their keys", () => {
    expect(deployment.resources.map(({ key }) => key)).toEqual([
      "first:aws_eip.a",
      "first:aws_vpc.a",
      "first:aws_vpc.b",
      "first:data.aws_vpc.given",
      "second:aws_eip.a",
      "second:aws_vpc.a",
      "second:aws_vpc.b",
    ]);
  });

  test("given a type, when its resources are asked for, then data sources are not among them", () => {
    expect(deployment.ofType("aws_vpc").map(({ key }) => key)).toEqual([
      "first:aws_vpc.a",
      "first:aws_vpc.b",
      "second:aws_vpc.a",
      "second:aws_vpc.b",
    ]);
    expect(deployment.ofType("aws_subnet")).toEqual([]);
  });

  test("given a key, when it is looked for, then the resource is found, or none", () => {
    expect(deployment.find(resourceKey("first", "data.aws_vpc.given"))).toMatchObject({
      mode: "data",
      type: "aws_vpc",
    });
    expect(deployment.find(resourceKey("third", "aws_vpc.a"))).toBeUndefined();
  });
});

describe("JSON syntax", () => {
  test("given arrays of objects at each level, when they are read, then they are as objects are", () => {
    const deployment = deploymentOf({
      s: { resource: [{ aws_vpc: [{ a: [{ x: 1 }] }, { b: { x: 2 } }] }, { aws_eip: { c: {} } }] },
    });
    expect(deployment.resources.map(({ key }) => key)).toEqual(["s:aws_eip.c", "s:aws_vpc.a", "s:aws_vpc.b"]);
  });

  test("given comments and meta-arguments, when a resource is read, then they are no attributes", () => {
    const meta = { depends_on: [], lifecycle: {}, provider: "aws.x", provisioner: {}, connection: {} };
    const deployment = deploymentOf({
      s: {
        "//": 1,
        resource: {
          "//": 1,
          aws_vpc: { "//": 1, a: { "//": 1, ...meta, cidr_block: "x", block: [{ "//": 1, y: 2 }] } },
        },
      },
    });
    const vpc = deployment.find(resourceKey("s", "aws_vpc.a"));
    expect(vpc?.stated).toEqual(["cidr_block", "block"]);
    expect(vpc?.attribute("lifecycle")).toBeUndefined();
    expect(vpc?.attribute("block")).toEqual([{ y: 2 }]);
  });

  test("given names that objects have anyway, when they are read, then only what is stated is there", () => {
    const configuration = parseObject(
      '{"resource":{"aws_vpc":{"a":{"tags":{"__proto__":{"x":1},"constructor":"y"}}}}}',
    );
    const vpc = deploymentOf({ s: configuration }).find(resourceKey("s", "aws_vpc.a"));
    expect(JSON.stringify(vpc?.attribute("tags"))).toBe('{"__proto__":{"x":1},"constructor":"y"}');
    expect(vpc?.attribute("constructor")).toBeUndefined();
    expect(vpc?.attribute("__proto__")).toBeUndefined();
  });

  test.each<[object, string]>([
    [
      { resource: "x" },
      'resource is the string "x"; Terraform\'s JSON holds an object there, or an array of objects',
    ],
    [
      { resource: "x".repeat(1_000) },
      `resource is the string "${"x".repeat(159)}…; Terraform's JSON holds an object there, or an array of objects`,
    ],
    [{ resource: null }, "resource is null; leave it out instead"],
    [
      { resource: { aws_vpc: [1] } },
      "resource.aws_vpc is the number 1; Terraform's JSON holds an object there, or an array of objects",
    ],
    [
      { data: { aws_vpc: { a: true } } },
      "data.aws_vpc.a is the boolean true; Terraform's JSON holds an object there, or an array of objects",
    ],
    [
      { resource: { aws_vpc: { "a b": {} } } },
      "resource.aws_vpc.a b has no name that Terraform takes; write letters, digits, - and _ only, and a letter or _ first",
    ],
    [
      { resource: { aws_vpc: [{ a: {} }, { a: {} }] } },
      "aws_vpc.a is declared twice; give one of them another name",
    ],
    [
      { resource: { aws_vpc: { a: { count: -1 } } } },
      "the count of aws_vpc.a is the number -1; it must be a whole number from 0 to 10000",
    ],
    [
      { resource: { aws_vpc: { a: { count: 1e9 } } } },
      "the count of aws_vpc.a is the number 1000000000; it must be a whole number from 0 to 10000",
    ],
    [
      {
        resource: {
          aws_vpc: Object.fromEntries(["a", "b", "c"].map((name) => [name, { count: 10_000 }])),
        },
      },
      "the stack counts more than 20000 resources; count fewer",
    ],
    [{ output: { a: {} } }, "output.a has no value; give it one"],
    [
      { module: { net: { source: "./net" } } },
      "module.net is not read; declare what it makes in the stack itself",
    ],
    [
      { terraform: { backend: { local: {}, s3: {} } } },
      "terraform.backend names local and s3; a stack has one backend",
    ],
  ])("given %j, when it is linked, then a sentence says what is wrong", (configuration, sentence) => {
    expect(sentencesOf({ s: configuration })).toEqual([sentence]);
  });

  test("given mistakes in several stacks, when they are linked, then all are told in the order of the files", () => {
    expect(linkStacks(configurationsOf({ b: { resource: 1 }, a: { locals: 1, data: [2] } }))).toMatchObject({
      ok: false,
      problems: [
        { file: "stacks/a/cdk.tf.json", sentence: expect.stringMatching(/^data /) },
        { file: "stacks/a/cdk.tf.json", sentence: expect.stringMatching(/^locals /) },
        { file: "stacks/b/cdk.tf.json", sentence: expect.stringMatching(/^resource /) },
      ],
    });
  });

  test("given two stacks of one name, when they are linked, then a sentence says so", () => {
    const stacks = configurationsOf({ s: {} });
    expect(linkStacks([...stacks, ...stacks])).toMatchObject({
      problems: [{ sentence: "there are two stacks s; give each stack a name of its own" }],
    });
  });

  test("given a stack with a colon in its name, when it is linked, then a sentence says so", () => {
    expect(sentencesOf({ "a:b": {} })).toEqual(["the name of the stack a:b has a colon; leave it out"]);
  });
});

describe("the account and the Region of a resource", () => {
  const placeOf = (provider: unknown, resource: object = {}, locals: object = {}): unknown => {
    const deployment = deploymentOf({
      s: { locals, ...(provider === undefined ? {} : { provider }), resource: { aws_vpc: { a: resource } } },
    });
    const [vpc] = deployment.resources;
    return [vpc?.account, vpc?.region];
  };
  const aws = { allowed_account_ids: [PROVIDER], region: TOKYO };
  const role = { role_arn: `arn:aws:iam::${CONSUMER}:role/deploy` };

  test.each<[unknown, object]>([
    [{ aws }, {}],
    [{ aws: [aws] }, {}],
    [[{ aws }], {}],
    [{ aws: { ...aws, assume_role: [role] } }, {}],
    [{ aws: [{}, { ...aws, alias: "x" }] }, { provider: "aws.x" }],
    [{ aws: [{ ...aws, alias: "x" }] }, { provider: "${aws.x}" }],
    [{ aws: { allowed_account_ids: ["${local.account}"], region: "${local.region}" } }, {}],
  ])(
    "given the provider %j and the resource %j, when they are asked for, then they are its",
    (provider, own) => {
      expect(placeOf(provider, own, { account: PROVIDER, region: TOKYO })).toEqual([PROVIDER, TOKYO]);
    },
  );

  test.each([
    { assume_role: role },
    { assume_role: [{ role_arn: "x" }, role], allowed_account_ids: [PROVIDER, CONSUMER] },
  ])("given %j, when the account is asked for, then it is that of the role that acts", (provider) => {
    expect(placeOf({ aws: { ...provider, region: TOKYO } })).toEqual([CONSUMER, TOKYO]);
  });

  test("given a resource that states a Region, when it is asked for, then it is that one", () => {
    expect(placeOf({ aws }, { region: "us-east-1" })).toEqual([PROVIDER, "us-east-1"]);
    expect(placeOf({ aws }, { region: null })).toEqual([PROVIDER, TOKYO]);
  });

  test.each<[unknown, object]>([
    [undefined, {}],
    [{ aws: {} }, {}],
    [{ aws: { allowed_account_ids: [PROVIDER, CONSUMER], region: "tokyo" } }, {}],
    [{ aws: { assume_role: "${var.role}", region: "${var.region}" } }, {}],
    [{ aws: { ...aws, alias: "x" } }, {}],
    [{ aws }, { provider: "aws.y" }],
    [{ aws: { assume_role: { role_arn: "${var.role}" } } }, { region: "${var.region}" }],
    [{ aws: { assume_role: { role_arn: "role/x" } } }, { region: "tokyo" }],
  ])(
    "given the provider %j and the resource %j, when they are asked for, then both are unknown",
    (provider, own) => {
      expect(placeOf(provider, own)).toEqual([expect.any(Unknown), expect.any(Unknown)]);
    },
  );
});
