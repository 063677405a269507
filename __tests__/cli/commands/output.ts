import { symlinkSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { EXIT } from "../../../cli/failure";
import { synthesize } from "../../../cli/synthesis";
import { contentOf, inFolder, writeFiles } from "../../support/folders";
import { GOOD } from "../../support/topology-text";
import { outcomeOf } from "../command";

test.each([
  ["a file in its place", "taken", "taken: this is a file; remove it, or choose another output folder"],
  [
    "a path through a file",
    "taken/cdktf.out",
    "taken/cdktf.out: a part of this path is a file, not a folder; choose another output folder",
  ],
  [
    "a folder that does not exist around it",
    "nowhere/cdktf.out",
    "nowhere: this folder does not exist; create it first, to have nowhere/cdktf.out in it",
  ],
  [
    "a link that leads nowhere",
    "link",
    "link: this link leads nowhere; remove it, or create the folder it names",
  ],
  [
    "somebody else's files in it",
    "precious",
    "precious: it holds stacks, but no manifest of cdktf, so this is not the output of a synth; remove it if it is of no use, or choose another output folder",
  ],
])(
  "given an output folder with %s, when it is synthesized, then it says so and touches nothing",
  (_, outdir, says) => {
    inFolder((folder) => {
      writeFiles(folder, { "x.yaml": GOOD, taken: "mine", "precious/stacks/novel.txt": "chapter 1" });
      symlinkSync(`${folder}/missing`, `${folder}/link`);
      const before = contentOf(folder);
      const { stderr, ...rest } = outcomeOf(() => {
        synthesize([`${folder}/x.yaml`], `${folder}/${outdir}`);
        return EXIT.good;
      });
      expect(rest).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr.replaceAll(`${folder}/`, "")).toBe(`${says}\n`);
      expect(contentOf(folder)).toEqual(before);
    });
  },
);
