import { describe, expect, test } from "@jest/globals";
import { checkFiles } from "../../cli/check";
import { inFolder, writeFiles } from "../support/folders";
import { GOOD } from "../support/topology-text";
import { firstSynthesisOf, outcomeOf, refusalWith, synthesisOf } from "./command";
import { DOCUMENTS } from "./refusals/documents";
import { REFERENCES } from "./refusals/references";
import { VALUES } from "./refusals/values";

describe.each([
  ["as a whole", DOCUMENTS],
  ["by themselves", VALUES],
  ["because of what stands elsewhere", REFERENCES],
])("topology files that are wrong %s", (_, cases) => {
  test.each(cases)("given $given, when it is synthesized, then it says so and writes nothing", (each) => {
    expect(synthesisOf(each.files, each.named)).toEqual(refusalWith(each.says));
  });

  test.each(cases.slice(0, 1))(
    "given $given, when it is the first to be synthesized, then it says so and writes nothing",
    (each) => {
      expect(firstSynthesisOf(each.files, each.named)).toEqual(refusalWith(each.says));
    },
  );

  test.each(cases)("given $given, when it is checked, then it says the same", (each) => {
    inFolder((folder) => {
      writeFiles(folder, each.files);
      const named = (each.named ?? Object.keys(each.files)).map((name) => `${folder}/${name}`);
      const { stderr, ...rest } = outcomeOf(() => checkFiles(named, false));
      expect(rest).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr.replaceAll(`${folder}/`, "")).toBe(`${each.says.join("\n")}\n`);
    });
  });
});

test("given the file that the mistakes are made in, when it is synthesized, then it is good", () => {
  const { exitCode, stderr, untouched } = synthesisOf({ "x.yaml": GOOD });
  expect({ exitCode, stderr, untouched }).toEqual({ exitCode: 0, stderr: "", untouched: false });
});
