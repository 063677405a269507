import { lstatSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { synthesizeInto } from "../../../cli/publication";
import { stateOf } from "../../support/leftovers";
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

const STACK_NAMES = ["shop.web", "shop.a", "shop.a.endpoints", "office", "__proto__x"];
const stackName = fc.constantFrom(...STACK_NAMES);
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

/** What a synth writes into a stack's folder. */
const GENERATED = ["cdk.tf.json", "cdk.tf", "metadata.json"];

const stackFolders = (outdir: string, { stacks }: Output) =>
  Object.keys(stacks).map((name) => [name, lstatSync(join(outdir, "stacks", name)).ino] as const);

describe("publishing any output over any other", () => {
  test("given what Terraform and the user keep there, then the folder is the new output and what they keep, also of what is deployed and gone", () => {
    fc.assert(
      fc.property(
        fc.array(output, { minLength: 1, maxLength: 4 }),
        kept,
        fc.subarray(STACK_NAMES),
        (outputs, { inStacks, atTop }, deployed) => {
          inTemporaryFolder((folder) => {
            const outdir = join(folder, "cdktf.out");
            write(
              folder,
              Object.fromEntries(deployed.map((name) => [`state/${name}.tfstate`, stateOf()] as const)),
            );
            let previous: Output = { format: "json", stacks: {} };
            let tree: Tree = {};
            for (const next of outputs) {
              const before = new Map(stackFolders(outdir, previous));
              synthesizeInto(outdir, (staging) => {
                write(staging, filesOf(next));
                write(staging, { "stacks/.keep": "" });
              });
              tree = { ...keptOf(tree, next, new Set(deployed)), ...filesOf(next), "stacks/.keep": "" };
              expect(read(outdir)).toEqual(withFolders(tree));
              for (const [name, inode] of stackFolders(outdir, next))
                expect(before.get(name) ?? inode).toBe(inode);
              const left = [
                ...inStacks
                  .filter(([name]) => name in next.stacks)
                  .map(([name, path]) => `stacks/${name}/${path}`),
                ...atTop,
              ];
              const own = Object.fromEntries(left.map((path) => [path, "kept"] as const));
              tree = { ...tree, ...own };
              write(outdir, own);
              previous = next;
            }
            expect(leftovers(folder)).toEqual([]);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** What is kept of an output, and where, when another one is published. */
function keptOf(tree: Tree, { stacks }: Output, deployed: ReadonlySet<string>): Tree {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([path, text]): [string, string][] => {
      const [top = "", name = "", ...rest] = path.split("/");
      if (!["stacks", "removed"].includes(top) || rest.length === 0) return [[path, text]];
      if (name in stacks)
        return GENERATED.includes(rest.join("/")) ? [] : [[["stacks", name, ...rest].join("/"), text]];
      return deployed.has(name) ? [[["removed", name, ...rest].join("/"), text]] : [];
    }),
  );
}
