import { describe, expect, test } from "@jest/globals";
import { mkdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { parseAddress, parseBlock, valueOf } from "../../../modules/addressing";
import { readSynthesized, type Synthesized } from "../../../analysis/terraform";
import { inFolder, writeFiles } from "../../support/folders";
import { stateOf } from "../../support/deployments";

const entryOf = (name: string, file = "cdk.tf.json"): object => ({
  name,
  synthesizedStackPath: `stacks/${name}/${file}`,
  workingDirectory: `stacks/${name}`,
});
const manifestOf = (...names: readonly string[]): object => ({
  version: "0.21.0",
  stacks: Object.fromEntries(names.map((name) => [name, entryOf(name)])),
});

/** The folder with these files, read; an object is written as JSON. */
function read(files: Readonly<Record<string, unknown>>): { folder: string; synthesized: Synthesized } {
  return inFolder((folder) => {
    const texts = Object.entries(files).map(([name, content]): [string, string] => [
      name,
      typeof content === "string" ? content : JSON.stringify(content),
    ]);
    writeFiles(folder, Object.fromEntries(texts));
    return { folder, synthesized: readSynthesized(folder) };
  });
}

/** Each with its file, relative to the folder. */
function sentencesOf(files: Readonly<Record<string, unknown>>): readonly string[] {
  const { folder, synthesized } = read(files);
  if (synthesized.ok) return [];
  return synthesized.problems.map(({ file, sentence }) => `${file.slice(folder.length + 1)}: ${sentence}`);
}

const GOOD = {
  "manifest.json": manifestOf("b", "a"),
  "stacks/a/cdk.tf.json": { output: { x: { value: 1 } } },
  "stacks/b/cdk.tf.json": {
    data: { terraform_remote_state: { a: stateOf("a") } },
    resource: { aws_x: { x: { y: "${data.terraform_remote_state.a.outputs.x}" } } },
  },
};
const INDEX = {
  version: 1,
  topologies: { t: { file: "t.yaml", flows: [], hosts: {}, names: {}, declarations: {} } },
};

describe("a folder into which cdktf synthesized", () => {
  test("given its stacks, when it is read, then they are linked", () => {
    const { synthesized } = read(GOOD);
    expect(synthesized).toMatchObject({ ok: true, stacks: ["a", "b"] });
    expect(synthesized.ok && synthesized.deployment.ofType("aws_x")[0]?.attribute("y")).toBe(1);
    expect(synthesized).not.toHaveProperty("index");
  });

  test("given an index of topologies, when it is read, then it comes along", () => {
    expect(read({ ...GOOD, "topology.json": INDEX }).synthesized).toMatchObject({ ok: true, index: INDEX });
  });

  test("given no folder, when it is read, then a sentence says so", () => {
    inFolder((folder) => {
      expect(readSynthesized(join(folder, "x"))).toEqual({
        ok: false,
        problems: [
          {
            file: join(folder, "x"),
            sentence: "there is no such folder; name the one into which the stacks were synthesized",
          },
        ],
      });
    });
  });

  test("given no manifest, when it is read, then a sentence says so", () => {
    expect(sentencesOf({ "stacks/a/cdk.tf.json": {} })).toEqual([
      "manifest.json: there is no manifest; name a folder into which cdktf synthesized",
    ]);
  });

  test.each<[unknown, string]>([
    ["", "this is not JSON: it ends too early, in line 1, column 1; synthesize it again"],
    [
      '{\n "version": "1",\n',
      "this is not JSON: it ends too early, in line 3, column 1; synthesize it again",
    ],
    [
      '{\n "version": 1,\n}',
      "this is not JSON: expected double-quoted property name in line 3, column 1; synthesize it again",
    ],
    ["x", "this is not JSON: it has an unexpected x; synthesize it again"],
    [
      [],
      "this is no manifest that cdktf wrote: invalid input: expected object, received array; synthesize it again",
    ],
    [
      { version: "1", stacks: { a: { ...entryOf("a"), workingDirectory: 1 } } },
      "this is no manifest that cdktf wrote: invalid input: expected string, received number at stacks.a.workingDirectory; synthesize it again",
    ],
  ])("given the manifest %j, when it is read, then a sentence says what is wrong", (manifest, sentence) => {
    expect(sentencesOf({ "manifest.json": manifest })).toEqual([`manifest.json: ${sentence}`]);
  });

  test.each([
    ["synthesizedStackPath", "../a.tf.json"],
    ["synthesizedStackPath", "/etc/a.tf.json"],
    ["synthesizedStackPath", "stacks/../../a.tf.json"],
    ["workingDirectory", ".."],
  ])("given the %s %s, when it is read, then a sentence says that it leads out", (property, path) => {
    const manifest = { version: "1", stacks: { a: { ...entryOf("a"), [property]: path } } };
    expect(sentencesOf({ ...GOOD, "manifest.json": manifest })).toEqual([
      `manifest.json: the path ${path} of the stack a leads out of the folder; synthesize it again`,
    ]);
  });

  test("given a path that comes back into the folder, when it is read, then it is taken", () => {
    const manifest = { version: "1", stacks: { a: { ...entryOf("a"), workingDirectory: "x/../..a/." } } };
    expect(sentencesOf({ ...GOOD, "manifest.json": manifest })).toEqual([]);
  });
});

describe("the file of a stack", () => {
  test("given several that cannot be read, when they are read, then all are told at once", () => {
    expect(
      sentencesOf({
        "manifest.json": {
          version: "1",
          stacks: {
            a: entryOf("a"),
            b: entryOf("b"),
            c: entryOf("c"),
            d: entryOf("d", "cdk.tf"),
            e: entryOf("e", ""),
          },
        },
        "stacks/b/cdk.tf.json": '{"resource": {"aws_vpc": {"a": {"cidr_block": "10.0.',
        "stacks/c/cdk.tf.json": "[]",
        "stacks/d/cdk.tf": "",
        "stacks/e/x": "",
        "topology.json": { version: 2 },
      }),
    ).toEqual([
      "stacks/a/cdk.tf.json: there is no such file, though the manifest names it for the stack a; synthesize it again",
      "stacks/b/cdk.tf.json: this is not JSON: it ends too early, in line 1, column 53; synthesize it again",
      "stacks/c/cdk.tf.json: this is an array; Terraform's JSON is an object",
      "stacks/d/cdk.tf: the stack d is not JSON but HCL, which is not read; synthesize it without --hcl",
      "stacks/e/: this is no file; synthesize it again",
      "topology.json: its version is the number 2, and only the number 1 is read; synthesize it again",
    ]);
  });

  test("given what is not Terraform's, when it is read, then it is told with its file", () => {
    expect(sentencesOf({ ...GOOD, "stacks/a/cdk.tf.json": { resource: "x" } })).toContainEqual(
      expect.stringMatching(/^stacks\/a\/cdk\.tf\.json: resource is the string "x";/),
    );
  });

  test("given a file beyond 200 MB, when it is read, then it is refused", () => {
    inFolder((folder) => {
      writeFiles(folder, { "manifest.json": JSON.stringify(manifestOf("a")), "stacks/a/cdk.tf.json": "{}" });
      // Without content, it takes no room on the disk.
      truncateSync(join(folder, "stacks/a/cdk.tf.json"), 200_000_001);
      expect(readSynthesized(folder)).toMatchObject({
        problems: [
          {
            sentence:
              "this file has 200000001 bytes, and at most 200000000 are read; split its stack, and synthesize it again",
          },
        ],
      });
    });
  });

  test("given a name that no file can have, when it is read, then a sentence says so", () => {
    const path = `${"x".repeat(5000)}.json`;
    const manifest = { version: "1", stacks: { a: { ...entryOf("a"), synthesizedStackPath: path } } };
    expect(sentencesOf({ "manifest.json": manifest })).toEqual([
      `${path}: this path is longer than the system takes (ENAMETOOLONG); name a shorter one`,
    ]);
  });
});

describe("the index of topologies", () => {
  const withNetwork = (office: object): object => ({
    version: 1,
    topologies: { t: { ...INDEX.topologies.t, onPremises: { office } } },
  });
  const OFFICE = {
    blocks: ["10.200.0.0/16"],
    gateway: "203.0.113.10",
    asn: 65010,
    customerGateways: [{ stack: "a", address: "aws_customer_gateway.office" }],
    hosts: { test01: "10.200.0.10" },
    forwards: { "example.internal": ["10.0.0.53"] },
  };

  test("given a network outside AWS, when it is read, then its blocks and addresses are such", () => {
    const { synthesized } = read({ ...GOOD, "topology.json": withNetwork(OFFICE) });
    const office = synthesized.ok && synthesized.index?.topologies["t"]?.onPremises?.["office"];
    expect(office).toMatchObject({
      blocks: [valueOf(parseBlock("10.200.0.0/16"))],
      gateway: valueOf(parseAddress("203.0.113.10")),
      asn: 65010,
      hosts: { test01: valueOf(parseAddress("10.200.0.10")) },
      forwards: { "example.internal": [valueOf(parseAddress("10.0.0.53"))] },
    });
  });

  test("given a network whose block is none, when it is read, then a sentence says so", () => {
    expect(
      sentencesOf({ ...GOOD, "topology.json": withNetwork({ ...OFFICE, blocks: ["10.200.0.1/16"] }) }),
    ).toEqual([
      expect.stringMatching(
        /^topology\.json: this is no index of topologies: 10\.200\.0\.1\/16: .* at topologies\.t\.onPremises\.office\.blocks\.0; synthesize it again$/,
      ),
    ]);
  });

  test.each<[unknown, string]>([
    ["{", "this is not JSON: it ends too early, in line 1, column 2; synthesize it again"],
    [{ version: "1" }, 'its version is the string "1", and only the number 1 is read; synthesize it again'],
    [
      { version: 1, topologies: { t: { ...INDEX.topologies.t, file: 1 } } },
      "this is no index of topologies: invalid input: expected string, received number at topologies.t.file; synthesize it again",
    ],
  ])("given %j, when it is read, then a sentence says what is wrong", (index, sentence) => {
    expect(sentencesOf({ ...GOOD, "topology.json": index })).toEqual([`topology.json: ${sentence}`]);
  });

  test("given a folder in its place, when it is read, then a sentence says so", () => {
    inFolder((folder) => {
      writeFiles(folder, { "manifest.json": JSON.stringify(manifestOf()) });
      mkdirSync(join(folder, "topology.json"));
      expect(readSynthesized(folder)).toMatchObject({
        problems: [{ sentence: "this is no file; synthesize it again" }],
      });
    });
  });
});
