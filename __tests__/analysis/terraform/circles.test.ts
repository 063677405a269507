import { describe, expect, test } from "@jest/globals";
import { linkStacks } from "../../../analysis/terraform";
import { configurationsOf, deploymentOf, stateOf } from "../../support/deployments";

function sentencesOf(stacks: Readonly<Record<string, object>>): readonly string[] {
  const linked = linkStacks(configurationsOf(stacks));
  return linked.ok ? [] : linked.problems.map(({ file, sentence }) => `${file}: ${sentence}`);
}

/** Local values of which each refers to the next one. */
const chain = (length: number, reversed = false): object => {
  const entries = Array.from({ length }, (_, index): [string, string] => [
    `l${index}`,
    `\${local.l${index + 1}}`,
  ]);
  return { locals: Object.fromEntries([...(reversed ? entries.reverse() : entries), [`l${length}`, "end"]]) };
};

const nested = (levels: number): unknown => {
  let value: unknown = "${local.x}";
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
};

describe("references in a circle", () => {
  test.each<[string, object, string]>([
    [
      "a local value in itself",
      { locals: { a: ["${local.a}"] } },
      "s:local.a refers to itself; state its value",
    ],
    [
      "local values",
      { locals: { b: "${local.c}", c: "x${local.a}", a: "${local.b}" } },
      "s:local.a refers to s:local.b refers to s:local.c refers to s:local.a, in a circle; state the value of one of them",
    ],
    [
      "attributes of resources",
      { resource: { aws_a: { a: { x: "${aws_b.b.y}" } }, aws_b: { b: { y: "${aws_a.a.x}" } } } },
      "s:aws_a.a.x refers to s:aws_b.b.y refers to s:aws_a.a.x, in a circle; state the value of one of them",
    ],
    [
      "a provider's argument",
      { provider: { aws: { region: "${local.a}" } }, locals: { a: "${local.a}" } },
      "s:local.a refers to itself; state its value",
    ],
  ])("given %s, when they are linked, then a sentence names the circle", (_, configuration, sentence) => {
    expect(sentencesOf({ s: configuration })).toEqual([`stacks/s/cdk.tf.json: ${sentence}`]);
  });

  test("given outputs of two stacks, when they are linked, then a sentence names the circle", () => {
    const stack = (other: string): object => ({
      data: { terraform_remote_state: { other: stateOf(other) } },
      output: { x: { value: "${data.terraform_remote_state.other.outputs.x}" } },
    });
    expect(sentencesOf({ b: stack("a"), a: stack("b") })).toEqual([
      "stacks/a/cdk.tf.json: a:output.x refers to b:output.x refers to a:output.x, in a circle; state the value of one of them",
    ]);
  });

  test("given stacks that read other outputs of each other, when they are linked, then there is no circle", () => {
    const stack = (other: string): object => ({
      data: { terraform_remote_state: { other: stateOf(other) } },
      resource: { aws_x: { x: { y: "${data.terraform_remote_state.other.outputs.stated}" } } },
      output: { stated: { value: 1 }, x: { value: "${aws_x.x.y}" } },
    });
    const [first] = deploymentOf({ a: stack("b"), b: stack("a") }).resources;
    expect(first?.attribute("y")).toBe(1);
  });
});

describe("depth", () => {
  test("given a hundred references in a row, when they are linked, then they are followed", () => {
    expect(sentencesOf({ s: chain(100) })).toEqual([]);
  });

  test.each([false, true])(
    "given 10,000 references in a row (reversed: %j), when they are linked, then they are refused",
    (reversed) => {
      expect(sentencesOf({ s: chain(10_000, reversed) })).toContainEqual(
        expect.stringMatching(
          /: local\.l\d+ leads through more than 200 levels of lists, objects and references; state it more directly$/,
        ),
      );
    },
  );

  test("given a value of many levels, when it is linked, then it is read up to 200 and refused beyond", () => {
    const stack = (levels: number): object => ({
      locals: { x: 1 },
      resource: { aws_a: { a: { deep: nested(levels) } } },
    });
    expect(sentencesOf({ s: stack(150) })).toEqual([]);
    expect(sentencesOf({ s: stack(500) })).toEqual([
      "stacks/s/cdk.tf.json: aws_a.a.deep leads through more than 200 levels of lists, objects and references; state it more directly",
    ]);
  });

  test("given a deep value without references, when it is linked, then it is refused as well", () => {
    const [stack] = configurationsOf({ s: {} });
    const text = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const configuration = { resource: { aws_a: { a: { deep: JSON.parse(text) as unknown } } } };
    expect(linkStacks(stack === undefined ? [] : [{ ...stack, configuration }])).toMatchObject({ ok: false });
  });
});

describe("size", () => {
  test.each([
    ["lists", (name: string): unknown => [name, name]],
    ["texts", (name: string): unknown => `${name}${name}`],
  ])("given %s that double forty times, when they are read, then the largest are unknown", (_, double) => {
    const locals = Object.fromEntries(
      Array.from({ length: 40 }, (_each, index) => [`l${index + 1}`, double(`\${local.l${index}}`)]),
    );
    const deployment = deploymentOf({
      s: {
        locals: { l0: "x", ...locals },
        resource: { aws_a: { a: { x: "${local.l40}", y: "${local.l3}" } } },
      },
    });
    const [resource] = deployment.resources;
    // Doubled further, what is unknown stays so.
    expect(JSON.stringify(resource?.attribute("x")).length).toBeLessThan(10_000_000);
    expect(JSON.stringify(resource?.attribute("x"))).toContain("10000000 characters and elements");
    expect(JSON.stringify(resource?.attribute("y"))).not.toContain("characters and elements");
  });
});
