import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { accessOf, knownTypes } from "../../../modules/access";
import { projectFolder } from "../../support/project";

/** What our constructs can make at all: the provider's parts that their files import. The bootstrap is no deployment. */
function importedTypes(): string[] {
  const names = ["modules", "stacks"].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.startsWith("bootstrap/"))
      .flatMap((name) => [
        ...readFileSync(join(projectFolder, folder, name), "utf8").matchAll(
          /provider-aws\/lib\/([a-z0-9-]+)"/g,
        ),
      ])
      .map(([, part = ""]) => part.replaceAll("-", "_")),
  );
  return [...new Set(names)]
    .filter((name) => name !== "provider")
    .map((name) => (name.startsWith("data_aws_") ? `data.${name.slice("data_".length)}` : `aws_${name}`))
    .sort();
}

describe("which calls Terraform makes", () => {
  test("given everything that our constructs can make, when it is looked up, then it has a row", () => {
    const types = importedTypes();
    expect(types).toEqual(expect.arrayContaining(["aws_vpc", "data.aws_ssm_parameter"]));
    expect(types.filter((type) => !knownTypes.includes(type))).toEqual([]);
  });

  test("given a type without a row, when it is looked up, then it is refused by its name", () => {
    expect(() => accessOf("aws_db_instance")).toThrow("aws_db_instance");
    expect(() => accessOf("constructor")).toThrow("constructor");
  });

  test("given any type, when it is seen, then that takes calls that only look", () => {
    for (const type of knownTypes) {
      const { read } = accessOf(type);
      expect(read.length).toBeGreaterThan(0);
      // A secret's value is seen with its key.
      const seen = read.filter((call) => call !== "kms:Decrypt");
      expect(seen.filter((call) => !/^[a-z0-9-]+:(Describe|Get|List)[A-Z][A-Za-z0-9]+$/.test(call))).toEqual(
        [],
      );
    }
  });

  test("given a data source, when Terraform runs, then nothing is changed", () => {
    for (const type of knownTypes.filter((each) => each.startsWith("data."))) {
      expect(Object.keys(accessOf(type))).toEqual(["read"]);
    }
  });

  test("given a resource, when Terraform runs, then something is", () => {
    for (const type of knownTypes.filter((each) => !each.startsWith("data."))) {
      const changes = (accessOf(type).write ?? []).filter((call) => !/:(Describe|Get|List)/.test(call));
      expect(changes.length).toBeGreaterThan(0);
    }
  });
});
