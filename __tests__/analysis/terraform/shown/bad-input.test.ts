import { describe, expect, test } from "@jest/globals";
import { extentOf } from "../../../../analysis/terraform/shown/extents";
import { readFiles, sentencesOf, stateOf } from "../../../support/shown";

const VPC = ["aws_vpc.main", { id: "vpc-1" }] as const;

const text = JSON.stringify(stateOf([VPC]));
const littleEndian = Buffer.from(text, "utf16le");
const bigEndian = Buffer.from(littleEndian).swap16();
const marked = (mark: readonly number[], bytes: Buffer): Buffer => Buffer.concat([Buffer.from(mark), bytes]);

describe("a file that is no plan or state", () => {
  test.each<[string, object | string | Uint8Array, RegExp]>([
    [
      "a plan as Terraform saves it",
      Buffer.from("PK\u0003\u0004\u0000"),
      /^x\.json: this is a plan as Terraform saves it; print it with terraform show -json/,
    ],
    ["something compressed", Buffer.from([0x1f, 0x8b, 0x08]), /: this is compressed; decompress it/],
    ["nothing", " \n", /: this is empty; print it again/],
    ["a text for people", "# aws_vpc.main:\nresource", /: this is not JSON; print a plan or a state/],
    ["an HCL configuration", 'resource "aws_vpc" "a" {}', /: this is not JSON; print/],
    [
      "a truncated state",
      '{"format_version": "1.0", "values": {"outp',
      /: this is not JSON: it ends too early, in line 1, column 43; print it again/,
    ],
    [
      "the log of a plan",
      '{"@level":"info"}\n{"@level":"info"}',
      /: this is what terraform plan -json tells of its work; save/,
    ],
    ["a list", "[]", /: this is neither a plan nor a state, which are JSON objects; print/],
    [
      "a state as Terraform keeps it",
      { version: 4, serial: 1, lineage: "x" },
      /: this is a state as Terraform keeps it; print it/,
    ],
    ["a configuration in JSON", { resource: {} }, /: this is a configuration; plan it/],
    ["a manifest", { version: "1", stacks: {} }, /: this is a manifest of cdktf; name the folder/],
    [
      "another object",
      { name: "x" },
      /: this is neither a plan nor a state, since it has no format_version; print/,
    ],
    [
      "an older format",
      { format_version: "0.2", values: {} },
      /: its format_version is 0\.2, and only 1\.x is read, .*; print/,
    ],
    ["a newer format", { format_version: "2.0", values: {} }, /: its format_version is 2\.0, and only 1\.x/],
    [
      "a format of no version",
      { format_version: 1 },
      /: its format_version is no version of Terraform's format, which is like "1\.2"; print/,
    ],
    [
      "schemas of providers",
      { format_version: "1.0", provider_schemas: {} },
      /: this is neither a plan nor a state, though Terraform printed it; print/,
    ],
    [
      "a plan with errors",
      { format_version: "1.2", planned_values: {}, errored: true },
      /: Terraform could not finish this plan \(errored is true\); mend/,
    ],
    [
      "a plan without values",
      { format_version: "1.2", resource_changes: [] },
      /: this plan has no planned_values, .*; print it again/,
    ],
    [
      "values that are no object",
      { format_version: "1.0", values: [] },
      /: the values of this state are no object; print/,
    ],
    [
      "a module that is none",
      { format_version: "1.0", values: { root_module: 1 } },
      /: a module in it is none that Terraform prints; print/,
    ],
    [
      "a child that is none",
      { format_version: "1.0", values: { root_module: { child_modules: [null] } } },
      /: a module in it is none/,
    ],
    [
      "a resource without an address",
      { format_version: "1.0", values: { root_module: { resources: [{}] } } },
      /: a resource in it has no address, mode, type and values/,
    ],
    [
      "lists in lists",
      `{"format_version": "1.0", "values": ${"[".repeat(1_001)}${"]".repeat(1_001)}}`,
      /: its lists and objects lie in more than 1000 others, .*; print/,
    ],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), /: this is in UTF-32; write it in UTF-8/],
    ["UTF-32 without a mark", Buffer.from([0, 0, 0, 0x7b, 0, 0, 0, 0x7d]), /: this is in UTF-32; write/],
    [
      "a file of which the end is missing",
      `${text}\u0000\u0000`,
      /: there are zero bytes in this, .*; print/,
    ],
    [
      "names without end",
      `{${Array.from({ length: 210_000 }, (_, index) => `"${index}":0`).join(",")}}`,
      /: its objects have \d+ different names .*, and at most 200000 are read; print/,
    ],
  ])("given %s, when it is read, then one sentence tells what to do", (_, content, sentence) => {
    const sentences = sentencesOf({ "x.json": content });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(sentence);
  });

  test("given several, when they are read, then each has its sentence", () => {
    expect(sentencesOf({ "a.json": "{", "b.json": "[]", "c.json": stateOf([VPC]) })).toEqual([
      expect.stringMatching(/^a\.json: /),
      expect.stringMatching(/^b\.json: /),
    ]);
  });

  test.each<[string, object | string | Uint8Array]>([
    ["an empty state", { format_version: "1.0" }],
    ["a state without values", { format_version: "1.0", terraform_version: "1.11.4", values: null }],
    ["a state of a later minor version", { format_version: "1.9", values: { root_module: {} }, checks: [] }],
    ["a state in UTF-16", marked([0xff, 0xfe], littleEndian)],
    ["a state in UTF-16 without a mark", littleEndian],
    ["a state in UTF-16 of the other order", marked([0xfe, 0xff], bigEndian)],
    ["a state in UTF-16 of the other order without a mark", bigEndian],
    ["a state with a mark of UTF-8", `\ufeff${JSON.stringify(stateOf([VPC]))}`],
  ])("given %s, when it is read, then it is what it is", (_, content) => {
    expect(readFiles({ "x.json": content })).toMatchObject({ ok: true, stacks: ["x"] });
  });
});

describe("how much a text holds", () => {
  test.each<[string, ReturnType<typeof extentOf>]>([
    ["{}", { levels: 1, values: 1, names: 0 }],
    ['{"a": [1, {"a": 2}], "b\\"": "{[,:"}', { levels: 3, values: 5, names: 2 }],
    ["[[],[[]]]", { levels: 3, values: 5, names: 0 }],
  ])("given %s, when it is counted, then it is what JSON holds", (json, extent) => {
    expect(extentOf(Buffer.from(json))).toEqual(extent);
  });
});
