import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { createStaging, OutputError, publish, synthesizeInto } from "../../../cli/publication";
import { markOf } from "../../../cli/publication/processes";
import { filesOf, inTemporaryFolder, leftovers, type Output, read, withFolders, write } from "./support";

const output: Output = { format: "json", stacks: { a: "1" } };

/** The sentence that a synth into this folder is refused with. */
function refusal(outdir: string): string {
  try {
    synthesizeInto(outdir, (staging) => {
      write(staging, filesOf(output));
    });
  } catch (error) {
    if (error instanceof OutputError) return error.message;
    throw error;
  }
  throw new Error(`nothing is wrong with ${outdir}`);
}

describe("an output folder that cannot be used", () => {
  test("given a file, then the sentence says so and the file stays", () => {
    inTemporaryFolder((folder) => {
      write(folder, { "cdktf.out": "mine" });
      const outdir = join(folder, "cdktf.out");
      expect(refusal(outdir)).toBe(`${outdir}: this is a file; remove it, or choose another output folder`);
      expect(read(folder)).toEqual({ "cdktf.out": "mine" });
    });
  });

  test("given a path through a file, then the sentence says so", () => {
    inTemporaryFolder((folder) => {
      write(folder, { file: "mine" });
      expect(refusal(join(folder, "file/cdktf.out"))).toContain(
        "a part of this path is a file, not a folder",
      );
      expect(refusal(join(folder, "file/deep/cdktf.out"))).toContain("a part of this path is a file");
      expect(read(folder)).toEqual({ file: "mine" });
    });
  });

  test("given a folder in none, then the sentence names the missing folder", () => {
    inTemporaryFolder((folder) => {
      const missing = join(folder, "missing");
      expect(refusal(join(missing, "cdktf.out"))).toBe(
        `${missing}: this folder does not exist; create it first, to have ${missing}/cdktf.out in it`,
      );
    });
  });

  test("given a link that leads nowhere, then the sentence says so", () => {
    inTemporaryFolder((folder) => {
      symlinkSync("nowhere", join(folder, "cdktf.out"));
      expect(refusal(join(folder, "cdktf.out"))).toContain("this link leads nowhere");
    });
  });

  test.each([
    ["a project's folder with stacks of its own", { "stacks/web.ts": "mine" }, "it holds stacks, but"],
    ["a website's manifest", { "manifest.json": '{"name":"site"}' }, "it holds manifest.json, but"],
    ["somebody's topology.json", { "topology.json": "mine" }, "it holds topology.json, but"],
  ])("given %s, then it is not taken for an old output, and stays", (_what, files, sentence) => {
    inTemporaryFolder((folder) => {
      write(join(folder, "project"), files);
      expect(refusal(join(folder, "project"))).toContain(sentence);
      expect(read(join(folder, "project"))).toEqual(withFolders(files));
      expect(leftovers(folder)).toEqual([]);
    });
  });

  test.each([
    ["a folder where a file goes", "stacks/a/cdk.tf.json/x", "this is a folder, where a synth writes a file"],
    ["a file where a folder goes", "stacks/a", "this is not a folder, where a synth writes a folder"],
  ])("given %s, then the sentence says so and the old output stays", (_what, path, sentence) => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      const old = { ...filesOf({ format: "json", stacks: {} }), [path]: "mine" };
      write(outdir, old);
      expect(refusal(outdir)).toContain(sentence);
      expect(read(outdir)).toEqual(withFolders(old));
      expect(leftovers(folder)).toEqual([]);
    });
  });

  test("given a full disk, then the sentence says so and the old output stays", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      synthesizeInto(outdir, (staging) => {
        write(staging, filesOf(output));
      });
      const full = () => {
        synthesizeInto(outdir, (staging) => {
          write(staging, filesOf({ format: "json", stacks: { a: "2" } }));
          writeFileSync("/dev/full", "one byte too many");
        });
      };
      expect(full).toThrow(OutputError);
      expect(full).toThrow(/no space is left on this file system; free some space/);
      expect(read(outdir)).toEqual(withFolders(filesOf(output)));
      expect(leftovers(folder)).toEqual([]);
    });
  });

  test("given a fault of the synth's own in reading, then it comes out as it is", () => {
    inTemporaryFolder((folder) => {
      const read = () => {
        synthesizeInto(join(folder, "cdktf.out"), () => {
          mkdirSync(join(folder, "missing/folder"));
        });
      };
      expect(read).toThrow("ENOENT");
      expect(read).not.toThrow(OutputError);
    });
  });
});

describe("another synth at work", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test("given it is about to publish the first output, then that is not taken for something of the user's", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      write(outdir, { "stacks/a/cdk.tf.json": "1" });
      write(folder, { [`.cdktf.out.ready/.publisher-${markOf(process.ppid)}-x`]: "" });
      expect(leftovers(folder)).toEqual([".cdktf.out.ready"]);
      const staging = createStaging(outdir);
      expect(read(staging)).toEqual({});
    });
  });

  test("given it never ends, when the patience is over, then the sentence names it and the output stays", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      write(outdir, filesOf(output));
      const ready = join(folder, ".cdktf.out.ready");
      write(ready, { [`.publisher-${markOf(process.ppid)}-x`]: "" });
      const staging = createStaging(outdir);
      write(staging, filesOf({ format: "json", stacks: { a: "2" } }));
      let now = 0;
      jest.spyOn(Date, "now").mockImplementation(() => (now += 20_000));
      expect(() => {
        publish(staging, outdir);
      }).toThrow(`${ready}: process ${process.ppid} has been publishing for more than 30 s; end it`);
      expect(read(outdir)).toEqual(withFolders(filesOf(output)));
    });
  });
});
