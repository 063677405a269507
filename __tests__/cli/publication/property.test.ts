import { lstatSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { synthesizeInto } from "../../../cli/publication";
import {
  filesOf,
  inTemporaryFolder,
  leftovers,
  type Output,
  read,
  type Tree,
  withFolders,
  write,
} from "./support";

const stackName = fc.constantFrom("shop.web", "shop.a", "shop.a.endpoints", "office", "__proto__x");
const content = fc.constantFrom("", "1", "2", "a longer configuration");
const output: fc.Arbitrary<Output> = fc.record({
  format: fc.constantFrom("json", "hcl"),
  stacks: fc.dictionary(stackName, content, { noNullPrototype: true }),
});

/** What Terraform and the user leave beside a stack's configuration, and at the top. */
const keptInStack = fc.constantFrom(
  ".terraform/providers/x",
  ".terraform.lock.hcl",
  "plan",
  "sub/folder/file",
);
const keptAtTop = fc.constantFrom(".gitignore", "notes/a", "graph.svg", "stacks/README");
const kept = fc.record({
  inStacks: fc.array(fc.tuple(stackName, keptInStack)),
  atTop: fc.array(keptAtTop),
});

const stackFolders = (outdir: string, { stacks }: Output) =>
  Object.keys(stacks).map((name) => [name, lstatSync(join(outdir, "stacks", name)).ino] as const);

describe("publishing any output over any other", () => {
  test("given what Terraform and the user keep there, then the folder is the new output and what they keep", () => {
    fc.assert(
      fc.property(fc.array(output, { minLength: 1, maxLength: 4 }), kept, (outputs, { inStacks, atTop }) => {
        inTemporaryFolder((folder) => {
          const outdir = join(folder, "cdktf.out");
          let previous: Output = { format: "json", stacks: {} };
          let own: Tree = {};
          for (const next of outputs) {
            const before = new Map(Object.keys(own).length > 0 ? stackFolders(outdir, previous) : []);
            synthesizeInto(outdir, (staging) => {
              write(staging, filesOf(next));
              write(staging, { "stacks/.keep": "" });
            });
            own = ofStacks(own, next);
            expect(read(outdir)).toEqual(withFolders({ ...filesOf(next), "stacks/.keep": "", ...own }));
            for (const [name, inode] of stackFolders(outdir, next)) {
              expect(before.get(name) ?? inode).toBe(inode);
            }
            const left = [
              ...inStacks
                .filter(([name]) => name in next.stacks)
                .map(([name, path]) => `stacks/${name}/${path}`),
              ...atTop,
            ];
            own = { ...own, ...Object.fromEntries(left.map((path) => [path, "kept"])) };
            write(outdir, own);
            previous = next;
          }
          expect(leftovers(folder)).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** What is kept at the top and in the folders of an output's stacks; the rest goes with its stack. */
function ofStacks(files: Tree, { stacks }: Output): Tree {
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => {
      const [top, name, ...rest] = path.split("/");
      return top !== "stacks" || rest.length === 0 || (name !== undefined && name in stacks);
    }),
  );
}
