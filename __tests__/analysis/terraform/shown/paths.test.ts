import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readTerraform } from "../../../../analysis/terraform";
import { inFolder } from "../../../support/folders";
import { readFiles, sentencesOf, stateOf } from "../../../support/shown";

const VPC = ["aws_vpc.main", { id: "vpc-1" }] as const;
const [one, other] = [stateOf([VPC]), stateOf([["aws_vpc.main", { id: "vpc-2" }]])];

describe("the paths of Terraform", () => {
  test("given a folder of files, when it is read, then it has a stack of each, and none of what lies beside", () => {
    const files = {
      "f/shop.front.json": one,
      "f/b.json": other,
      "f/x.tf.json": "{}",
      "f/y.tfvars.json": "{}",
      "f/plan": "",
    };
    expect(readFiles(files, ["f"])).toMatchObject({ ok: true, stacks: ["b", "shop.front"] });
  });

  test("given a folder without any, when it is read, then a sentence tells what it must have", () => {
    expect(sentencesOf({ "f/x.tfstate": "{}" }, ["f"])).toEqual([
      expect.stringMatching(/^f: there is neither a manifest in this folder, .*; name a folder/),
    ]);
  });

  test("given a file that is not there, when it is read, then a sentence says so", () => {
    expect(sentencesOf({}, ["x.json"])).toEqual([
      "x.json: there is no such file or folder; name one that is there",
    ]);
  });

  test("given files of one name, when they are read, then a sentence names both and tells how to name them", () => {
    expect(sentencesOf({ "a/plan.json": one, "b/plan.json": other })).toEqual([
      "b/plan.json: this and a/plan.json are both called plan; name one of them otherwise, like b=b/plan.json, or give one alone where both are of one stack",
    ]);
  });

  test("given names before files, when they are read, then their stacks have these names", () => {
    const files = { "a/plan.json": one, "b/plan.json": other };
    expect(readFiles(files, ["a=a/plan.json", "b=b/plan.json"])).toMatchObject({
      ok: true,
      stacks: ["a", "b"],
    });
  });

  test.each([
    ["x:y=a.json", /^a\.json: its stack would be called "x:y", .*no colon; name it otherwise/],
    ["=a.json", /^a\.json: its stack would be called "", .*; name it otherwise, like web=a\.json$/],
    [" =a.json", /^a\.json: its stack would be called " ", .*; name it/],
    ["\u001b=a.json", /^a\.json: its stack would be called "\\u001b", .*nothing that cannot be seen/],
    ["__proto__=a.json", /^a\.json: its stack would be called "__proto__", .*; name it/],
    ["x=b.json", /^b\.json: there is no such file or folder, which is to be the stack "x"; name one/],
    ["a.json/b", /^a\.json\/b: a part of this path is a file and no folder \(ENOTDIR\); name a file/],
    ["y".repeat(300), /^y+: this path is longer than the system takes \(ENAMETOOLONG\); name a shorter one$/],
    ["x=f", /^f: this is a folder, .*; name a file of one, like x=FILE/],
  ])("given %s, when it is read, then a sentence tells what is wrong", (path, sentence) => {
    expect(sentencesOf({ "a.json": one, "f/b.json": other }, [path])).toEqual([
      expect.stringMatching(sentence),
    ]);
  });

  test("given one file twice, when it is read, then it counts once", () => {
    expect(readFiles({ "a.json": one }, ["a.json", "./a.json"])).toMatchObject({ ok: true, stacks: ["a"] });
  });

  test("given two files that make one thing, when they are read, then a sentence names both", () => {
    expect(sentencesOf({ "a.json": one, "b.json": one })).toEqual([
      "b.json: this and a.json are of one stack, since both make a:aws_vpc.main and b:aws_vpc.main; give one of them",
    ]);
  });

  test.each(["", "a=", "="])(
    "given the path %p, when it is read, then a sentence says that it is none",
    (path) => {
      const read = readTerraform([path]);
      expect(read).toEqual({
        ok: false,
        problems: [
          {
            file: JSON.stringify(path),
            sentence: "there is no path in this; write a file or a folder, or NAME=FILE",
          },
        ],
      });
    },
  );

  test("given links that lead in a circle, when they are read, then a sentence says so", () => {
    inFolder((folder) => {
      const link = join(folder, "a.json");
      symlinkSync("a.json", link);
      expect(readTerraform([link])).toMatchObject({
        problems: [{ file: link, sentence: expect.stringMatching(/in a circle \(ELOOP\); name what/) }],
      });
    });
  });

  test("given one file of two names, when it is read, then a sentence names both", () => {
    expect(sentencesOf({ "a.json": one }, ["x=a.json", "y=a.json"])).toEqual([
      "a.json: this is the stack y, and a.json is the same file and the stack x; name it once",
    ]);
  });
});

describe("a folder with JSON of another kind", () => {
  const others = { "f/package.json": { name: "x" }, "f/list.json": [] };

  test("given a state as well, when it is read, then the others are left out", () => {
    expect(readFiles({ ...others, "f/a.json": one }, ["f"])).toMatchObject({ ok: true, stacks: ["a"] });
  });

  test("given nothing else, when it is read, then each has its sentence", () => {
    expect(sentencesOf(others, ["f"])).toHaveLength(2);
  });

  test("given one that is named as well, when it is read, then it has its sentence", () => {
    expect(sentencesOf({ ...others, "f/a.json": one }, ["f", "f/list.json"])).toEqual([
      expect.stringMatching(/^f\/list\.json: this is neither a plan nor a state/),
    ]);
  });

  test("given a state that is not whole, when it is read, then it is not left out", () => {
    expect(sentencesOf({ "f/a.json": one, "f/b.json": "{" }, ["f"])).toEqual([
      expect.stringMatching(/^f\/b\.json: this is not JSON/),
    ]);
  });
});

describe("two files of one working directory", () => {
  const planned = stateOf([["aws_vpc.main", { cidr_block: "10.0.0.0/16" }]]);
  const sentence = (place: string): string =>
    `w/b.json: this and w/a.json are of one stack, since both keep their state in ${place}; give one of them, or keep b in its own folder where it is of another`;

  test.each([
    ["w/main.tf", "", "terraform.tfstate"],
    [
      "w/.terraform/terraform.tfstate",
      { backend: { type: "s3", config: { bucket: "b", key: "k" } } },
      "s3://b/k",
    ],
  ])("given %s, when they are read, then a sentence names both", (file, content, place) => {
    expect(
      sentencesOf({ "w/a.json": one, "w/b.json": planned, [file]: content }, ["w/a.json", "w/b.json"]),
    ).toEqual([sentence(place)]);
  });

  test.each([
    ["that have other things", stateOf([["aws_vpc.b", { cidr_block: "10.0.0.0/16" }]])],
    ["that have the same names for other things", other],
  ])("given files %s, when they are read, then they are two stacks", (_, content) => {
    const files = { "w/a.json": one, "w/b.json": content, "w/main.tf": "" };
    expect(readFiles(files, ["w/a.json", "w/b.json"])).toMatchObject({ ok: true, stacks: ["a", "b"] });
  });

  test("given a note of a backend that is no file or too long, when it is read, then it tells nothing", () => {
    const long = `{"backend": null}${" ".repeat(1_000_000)}`;
    const files = { "w/a.json": one, "w/b.json": planned, "w/.terraform/environment/x": "" };
    for (const note of ["w/.terraform/terraform.tfstate", "w/.terraform/terraform.tfstate/x"])
      expect(readFiles({ ...files, [note]: long }, ["w/a.json", "w/b.json"])).toMatchObject({ ok: true });
  });
});
