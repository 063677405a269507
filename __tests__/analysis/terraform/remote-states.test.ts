import { describe, expect, test } from "@jest/globals";
import { linkStacks, Reference, resourceKey, Unknown, type Value } from "../../../analysis/terraform";
import { configurationsOf, deploymentOf, stateOf } from "../../support/deployments";

const PRODUCER = {
  resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
  output: {
    vpc: { value: { id: "${aws_vpc.main.id}", cidr: "${aws_vpc.main.cidr_block}", name: "${var.name}" } },
    "zones-1": { value: ["a", "b"] },
  },
};

const consumer = (remoteState: object, tested: unknown): object => ({
  data: { terraform_remote_state: { net: remoteState } },
  resource: { aws_test: { tested: { tested } } },
});

function valueOf(
  tested: unknown,
  remoteState = stateOf("producer"),
  producer: object = PRODUCER,
): Value | undefined {
  return deploymentOf({ consumer: consumer(remoteState, tested), producer })
    .find(resourceKey("consumer", "aws_test.tested"))
    ?.attribute("tested");
}

function sentencesOf(stacks: Readonly<Record<string, object>>): readonly string[] {
  const linked = linkStacks(configurationsOf(stacks));
  return linked.ok ? [] : linked.problems.map(({ file, sentence }) => `${file}: ${sentence}`);
}

const OUTPUTS = "data.terraform_remote_state.net.outputs";
const NAME = new Unknown("${var.name}", "variables are given when Terraform runs");

describe("an output of another stack", () => {
  test.each<[string, Value]>([
    [`\${${OUTPUTS}.vpc.cidr}`, "10.0.0.0/16"],
    [`\${${OUTPUTS}.vpc.id}`, new Reference(resourceKey("producer", "aws_vpc.main"), "id")],
    [`\${${OUTPUTS}.vpc.name}`, NAME],
    [`\${${OUTPUTS}.zones-1[1]}`, "b"],
    [`\${${OUTPUTS}["zones-1"]}`, ["a", "b"]],
    [`in \${${OUTPUTS}.vpc["cidr"]}`, "in 10.0.0.0/16"],
  ])("given %s, when it is read, then it is what its stack makes of it", (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test("given all outputs, when they are read, then each is what its stack makes of it", () => {
    expect(valueOf(`\${${OUTPUTS}}`)).toEqual({
      vpc: {
        cidr: "10.0.0.0/16",
        id: new Reference(resourceKey("producer", "aws_vpc.main"), "id"),
        name: NAME,
      },
      "zones-1": ["a", "b"],
    });
  });

  test("given an output of an output, when it is read, then it is followed through both stacks", () => {
    const deployment = deploymentOf({
      consumer: consumer(stateOf("contract"), `\${${OUTPUTS}.id}`),
      contract: {
        data: { terraform_remote_state: { net: stateOf("producer") } },
        output: { id: { value: `\${${OUTPUTS}.vpc.id}` } },
      },
      producer: PRODUCER,
    });
    expect(deployment.find(resourceKey("consumer", "aws_test.tested"))?.attribute("tested")).toEqual(
      new Reference(resourceKey("producer", "aws_vpc.main"), "id"),
    );
  });

  test("given a key that the output has not, when it is read, then it is unknown", () => {
    expect(valueOf(`\${${OUTPUTS}.vpc.x}`)).toEqual(
      new Unknown(
        `\${${OUTPUTS}.vpc.x}`,
        "the output vpc of producer has no .x",
        resourceKey("consumer", "aws_test.tested"),
      ),
    );
  });

  test("given a default for an output that is missing, when it is read, then it is the default", () => {
    const remoteState = { ...stateOf("producer"), defaults: { x: { y: 1 }, vpc: "unused" } };
    expect(valueOf(`\${${OUTPUTS}.x.y}`, remoteState)).toBe(1);
    expect(valueOf(`\${${OUTPUTS}.vpc.cidr}`, remoteState)).toBe("10.0.0.0/16");
    expect(valueOf(`\${${OUTPUTS}}`, remoteState)).toMatchObject({
      x: { y: 1 },
      vpc: { cidr: "10.0.0.0/16" },
    });
  });
});

describe("an output that is missing", () => {
  test("given a stack with other outputs, when they are linked, then a sentence names those", () => {
    expect(
      sentencesOf({ consumer: consumer(stateOf("producer"), `\${${OUTPUTS}.x}`), producer: PRODUCER }),
    ).toEqual([
      "stacks/consumer/cdk.tf.json: data.terraform_remote_state.net has no output x, since producer states only vpc, zones-1; state it there",
    ]);
  });

  test("given a stack with many outputs, when they are linked, then the sentence names some of them", () => {
    const output = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`o${index}`, { value: 1 }]));
    expect(
      sentencesOf({ consumer: consumer(stateOf("producer"), `\${${OUTPUTS}.x}`), producer: { output } }),
    ).toEqual([expect.stringContaining("only o0, o1, o2, o3, o4, o5, o6, o7, o8, o9 and 2 more;")]);
  });

  test("given it in a local value and in an output, when they are linked, then it is told once", () => {
    const sections = {
      locals: { x: `\${${OUTPUTS}.x}` },
      output: { x: { value: ["a", `b\${${OUTPUTS}.x}`] } },
    };
    expect(
      sentencesOf({ consumer: { ...consumer(stateOf("producer"), 1), ...sections }, producer: {} }),
    ).toEqual([
      "stacks/consumer/cdk.tf.json: data.terraform_remote_state.net has no output x, since producer states none; state it there",
    ]);
  });

  test("given it inside a function, when they are linked, then it is not told, since the function may expect it", () => {
    expect(valueOf(`\${try(${OUTPUTS}.x, 1)}`)).toBeInstanceOf(Unknown);
  });
});

describe("where a state is kept", () => {
  const linked = (backend: unknown, remoteState: object): readonly string[] =>
    sentencesOf({
      consumer: consumer(remoteState, `\${${OUTPUTS}.zones-1}`),
      producer: { ...PRODUCER, terraform: { backend } },
    });
  const s3 = { bucket: "b", key: "k", region: "us-east-1" };

  test.each<[unknown, object]>([
    [{ local: { path: "../../state/x" } }, { backend: "local", config: { path: "./../.././state/x" } }],
    [{ local: [{ path: "/state/x" }] }, { backend: "local", config: { path: "../../state/x" } }],
    [{ local: {} }, stateOf("producer")],
    [[{ local: { "//": "x" } }], stateOf("producer")],
    [{ s3 }, { backend: "s3", config: { ...s3, role_arn: "${var.role}", region: "eu-west-1" } }],
    [{ s3 }, { backend: "s3", config: { ...s3, workspace_key_prefix: "env:" }, workspace: "default" }],
    [
      { gcs: { bucket: "b", workspaces: [{ name: "x" }], prefix: null } },
      { backend: "gcs", config: { workspaces: { name: "x" }, bucket: "b" } },
    ],
  ])("given the backend %j, when %j is read, then it is that stack's", (backend, remoteState) => {
    expect(linked(backend, remoteState)).toEqual([]);
  });

  test.each<[unknown, object, string]>([
    [{ local: { path: "x" } }, { backend: "local", config: { path: "x" } }, "x"],
    [{ s3 }, { backend: "s3", config: { ...s3, key: "other" } }, "s3://b/other"],
    [{ s3: { ...s3, workspace_key_prefix: "p" } }, { backend: "s3", config: s3 }, "s3://b/k"],
    [{ gcs: { bucket: "b" } }, { backend: "gcs", config: { bucket: "c" } }, 'gcs {"bucket": "c"}'],
    [{ gcs: { bucket: "b" } }, { backend: "http", config: { bucket: "b" } }, 'http {"bucket": "b"}'],
  ])("given the backend %j, when %j is read, then it is no given stack's", (backend, remoteState, place) => {
    expect(linked(backend, remoteState)).toEqual([
      `stacks/consumer/cdk.tf.json: data.terraform_remote_state.net reads the state at ${place}, where none of the given stacks keeps its state; add the stack that does`,
    ]);
  });

  test("given no reference to it, when a state that no stack keeps is read, then it is told all the same", () => {
    expect(sentencesOf({ consumer: consumer(stateOf("x"), 1) })).toHaveLength(1);
  });

  test("given two stacks with one place, when it is read, then a sentence names both", () => {
    const producer = { ...PRODUCER, terraform: { backend: { s3 } } };
    const remoteState = { backend: "s3", config: s3 };
    expect(sentencesOf({ consumer: consumer(remoteState, 1), one: producer, two: producer })).toEqual([
      "stacks/consumer/cdk.tf.json: data.terraform_remote_state.net reads the state at s3://b/k, where one and two keep theirs; give each of them a place of its own",
    ]);
    expect(sentencesOf({ one: producer, two: producer })).toEqual([]);
  });

  test.each<[object, string]>([
    [
      { backend: "s3", config: { bucket: "${var.b}", key: "k" } },
      "where the state is kept is not known before Terraform runs",
    ],
    [{ config: {} }, "where the state is kept is not known before Terraform runs"],
    [
      { backend: "gcs", config: { bucket: ["${var.b}", 1] } },
      "where the state is kept is not known before Terraform runs",
    ],
    [{ ...stateOf("producer"), workspace: "blue" }, "it reads another workspace than the default one"],
    [{ ...stateOf("producer"), workspace: "${var.w}" }, "variables are given when Terraform runs"],
    [
      { ...stateOf("producer"), count: 1 },
      "there is no data.terraform_remote_state.net.outputs in consumer, which counts 1 of them",
    ],
    [
      { ...stateOf("producer"), for_each: {} },
      "only when Terraform runs, for_each tells how many of data.terraform_remote_state.net there are",
    ],
  ])("given %j, when an output is read, then it is unknown", (remoteState, reason) => {
    expect(valueOf(`\${${OUTPUTS}.x}`, remoteState)).toEqual(
      new Unknown(`\${${OUTPUTS}.x}`, reason, resourceKey("consumer", "aws_test.tested")),
    );
  });

  test("given local values in where it is kept, when it is read, then they are resolved", () => {
    const remoteState = { backend: "local", config: { path: "../${local.stack}/terraform.tfstate" } };
    const stack = { ...consumer(remoteState, `\${${OUTPUTS}.zones-1[0]}`), locals: { stack: "producer" } };
    const deployment = deploymentOf({ consumer: stack, producer: PRODUCER });
    expect(deployment.ofType("aws_test")[0]?.attribute("tested")).toBe("a");
  });
});
