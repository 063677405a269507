import { lstatSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { recover, synthesizeInto } from "../../../cli/publication";
import { filesOf, inTemporaryFolder, leftovers, type Output, read, withFolders, write } from "./support";

const publishOutput = (outdir: string, output: Output) => {
  synthesizeInto(outdir, (staging) => {
    write(staging, filesOf(output));
  });
};
const json = (stacks: Output["stacks"]): Output => ({ format: "json", stacks });
const hcl = (stacks: Output["stacks"]): Output => ({ format: "hcl", stacks });

describe("publishing", () => {
  test("given no output folder, when a synth is published, then the folder is exactly what was synthesized", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      publishOutput(outdir, json({ a: "1", b: "2" }));
      expect(read(outdir)).toEqual(withFolders(filesOf(json({ a: "1", b: "2" }))));
      expect(leftovers(folder)).toEqual([]);
    });
  });

  test("given a Terraform in a stack's folder, when the stack changes, then the folder and Terraform's files stay", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      const terraforms = {
        "stacks/a/.terraform/providers/aws": "binary",
        "stacks/a/.terraform.lock.hcl": "lock",
        "stacks/a/plan": "plan",
      };
      publishOutput(outdir, json({ a: "1" }));
      write(outdir, terraforms);
      const before = lstatSync(join(outdir, "stacks/a")).ino;
      publishOutput(outdir, json({ a: "2", b: "1" }));
      expect(read(outdir)).toEqual(withFolders({ ...filesOf(json({ a: "2", b: "1" })), ...terraforms }));
      expect(lstatSync(join(outdir, "stacks/a")).ino).toBe(before);
    });
  });

  test("given an output, when one stack of two changes, then the other's file is not touched", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      const identity = (name: string) => lstatSync(join(outdir, `stacks/${name}/cdk.tf.json`)).ino;
      publishOutput(outdir, json({ a: "1", b: "1" }));
      const before = { a: identity("a"), b: identity("b") };
      publishOutput(outdir, json({ a: "1", b: "2" }));
      expect(identity("a")).toBe(before.a);
      expect(identity("b")).not.toBe(before.b);
    });
  });

  test.each([
    ["JSON", "HCL", json({ a: "1" }), hcl({ a: "1" })],
    ["HCL", "JSON", hcl({ a: "1" }), json({ a: "1" })],
  ])("given %s, when %s is published, then no file of the old format is left", (_old, _new, older, newer) => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      publishOutput(outdir, older);
      publishOutput(outdir, newer);
      expect(read(outdir)).toEqual(withFolders(filesOf(newer)));
    });
  });

  test("given a stack that was initialized, when it is removed, then its folder goes; the user's own files stay", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      const own = { ".gitignore": "*", "notes/a.txt": "mine", "stacks/README": "mine" };
      publishOutput(outdir, json({ a: "1", b: "1" }));
      write(outdir, { ...own, "stacks/b/.terraform/x": "1" });
      publishOutput(outdir, json({ a: "1" }));
      expect(read(outdir)).toEqual(withFolders({ ...filesOf(json({ a: "1" })), ...own }));
    });
  });

  test("given links in the output, when stacks are removed, then nothing outside is deleted or written", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      const elsewhere = join(folder, "elsewhere");
      write(elsewhere, { "cdk.tf.json": "theirs", "sub/file": "theirs" });
      publishOutput(outdir, json({ a: "1", b: "1" }));
      symlinkSync(elsewhere, join(outdir, "stacks/b/link"));
      symlinkSync(elsewhere, join(outdir, "stacks/c"));
      publishOutput(outdir, json({ a: "2" }));
      expect(read(elsewhere)).toEqual(withFolders({ "cdk.tf.json": "theirs", "sub/file": "theirs" }));
      expect(Object.keys(read(join(outdir, "stacks")) ?? {}).sort()).toEqual(["a/", "a/cdk.tf.json", "c"]);
    });
  });

  test("given an output folder that is a link, when a synth is published, then it goes where the link leads", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      mkdirSync(join(folder, "disk/real"), { recursive: true });
      symlinkSync("disk/real", outdir);
      publishOutput(outdir, json({ a: "1" }));
      expect(readlinkSync(outdir)).toBe("disk/real");
      expect(read(join(folder, "disk"))).toEqual({
        "real/": "",
        ...prefixed("real/", withFolders(filesOf(json({ a: "1" })))),
      });
    });
  });
});

describe("a refused synth", () => {
  test("given an output, when the synth throws, then that comes out, the output stays, and no folder is left", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      publishOutput(outdir, json({ a: "1" }));
      const refusal = new Error("the web service cannot be reached");
      const refused = () => {
        synthesizeInto(outdir, (staging) => {
          write(staging, filesOf(json({ a: "2" })));
          throw refusal;
        });
      };
      expect(refused).toThrow(refusal);
      expect(read(outdir)).toEqual(withFolders(filesOf(json({ a: "1" }))));
      expect(leftovers(folder)).toEqual([]);
    });
  });

  test("given a synth that wrote no manifest, when it is published, then it is refused and the output stays", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      publishOutput(outdir, json({ a: "1" }));
      expect(() => {
        synthesizeInto(outdir, (staging) => {
          write(staging, { "stacks/a/cdk.tf.json": "2" });
        });
      }).toThrow("call app.synth() before publishing");
      expect(read(outdir)).toEqual(withFolders(filesOf(json({ a: "1" }))));
      expect(leftovers(folder)).toEqual([]);
    });
  });
});

describe("under cdktf-cli", () => {
  afterEach(() => {
    delete process.env["CDKTF_OUTDIR"];
  });

  test("given a removed stack, when it is published, then its folder is emptied, since the CLI fails if it is gone", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      publishOutput(outdir, json({ a: "1", b: "1" }));
      write(outdir, { "stacks/b/.terraform/x": "1" });
      process.env["CDKTF_OUTDIR"] = outdir;
      publishOutput(outdir, json({ a: "1" }));
      const emptied = { ...withFolders(filesOf(json({ a: "1" }))), "stacks/b/": "" };
      expect(read(outdir)).toEqual(emptied);
      publishOutput(outdir, json({ a: "1" }));
      expect(read(outdir)).toEqual(emptied);
    });
  });
});

describe("with cdktf", () => {
  test("given an app, when it is synthesized as JSON and then as HCL, then the output is cdktf's own", () => {
    inTemporaryFolder((folder) => {
      const synthesize = (outdir: string, hclOutput: boolean) => {
        const app = new App({ outdir, hclOutput });
        const stack = new TerraformStack(app, "shop.web");
        new TerraformOutput(stack, "answer", { value: "42" });
        app.synth();
      };
      for (const hclOutput of [false, true]) {
        synthesize(join(folder, `bare.${String(hclOutput)}`), hclOutput);
        synthesizeInto(join(folder, "cdktf.out"), (staging) => {
          synthesize(staging, hclOutput);
        });
        expect(read(join(folder, "cdktf.out"))).toEqual(read(join(folder, `bare.${String(hclOutput)}`)));
      }
    });
  });
});

describe("recovering", () => {
  test("given staging folders, when a synth starts, then those of dead processes go and others stay", () => {
    inTemporaryFolder((folder) => {
      const random = "00000000-0000-0000-0000-000000000000";
      // Larger than any process id of Linux; and this very number, but of a process that started long ago.
      const dead = [
        `.cdktf.out.staging-4194305-1-${random}`,
        `.cdktf.out.staging-${process.pid}-1-${random}`,
      ];
      const others = [".cdktf.out.notes", ".cdktf.out.staging-mine"];
      for (const name of [...dead, ...others]) mkdirSync(join(folder, name));
      writeFileSync(join(folder, ".cdktf.outer"), "");
      recover(join(folder, "cdktf.out"));
      expect(leftovers(folder)).toEqual(others);
    });
  });

  test("given nothing at all, when recovered, then nothing is made", () => {
    inTemporaryFolder((folder) => {
      recover(join(folder, "cdktf.out"));
      recover(join(folder, "missing/cdktf.out"));
      expect(read(folder)).toEqual({});
    });
  });
});

function prefixed(prefix: string, tree: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).map(([path, content]) => [prefix + path, content]));
}
