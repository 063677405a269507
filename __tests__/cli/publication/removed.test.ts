import { lstatSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createStaging, publish, recover, synthesizeInto } from "../../../cli/publication";
import { EMPTY_STATE, stateOf } from "../../support/leftovers";
import { killedAfter } from "./kill-switch";
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

const json = (...stacks: string[]): Output => ({
  format: "json",
  stacks: Object.fromEntries(stacks.map((stack) => [stack, "1"])),
});
const hcl = (...stacks: string[]): Output => ({ ...json(...stacks), format: "hcl" });
const publishOutput = (outdir: string, output: Output): void => {
  synthesizeInto(outdir, (staging) => {
    write(staging, filesOf(output));
  });
};

const TERRAFORMS = { ".terraform/providers/x": "binary", ".terraform.lock.hcl": "lock" };

/** A stack's files, with what Terraform keeps there, in some folder of the output. */
const stackIn = (parent: string, stack: string, output: Output, more: Tree = TERRAFORMS): Tree => {
  const own = Object.entries(filesOf(output)).flatMap(([path, text]) =>
    path.startsWith(`stacks/${stack}/`) ? [[path.slice(`stacks/${stack}/`.length), text] as const] : [],
  );
  const files = Object.entries({ ...more, ...Object.fromEntries(own) });
  return Object.fromEntries(files.map(([name, text]) => [`${parent}/${stack}/${name}`, text]));
};

/** Two stacks in the output, both initialized, the second deployed. */
function deployed(folder: string, output = json("x.a", "x.b")): string {
  const outdir = join(folder, "cdktf.out");
  publishOutput(outdir, output);
  for (const stack of ["x.a", "x.b"]) write(outdir, stackIn("stacks", stack, output));
  write(folder, { "state/x.b.tfstate": stateOf() });
  return outdir;
}

describe("a stack that is no more", () => {
  test.each([
    ["JSON", json],
    ["HCL", hcl],
  ])("given it is deployed, in %s, then its folder is kept, as deep as before", (_, output) => {
    inTemporaryFolder((folder) => {
      const outdir = deployed(folder, output("x.a", "x.b"));
      const before = lstatSync(join(outdir, "stacks/x.b")).ino;
      publishOutput(outdir, output("x.a"));
      expect(read(outdir)).toEqual(
        withFolders({
          ...filesOf(output("x.a")),
          ...stackIn("stacks", "x.a", output("x.a")),
          ...stackIn("removed", "x.b", output("x.b")),
        }),
      );
      expect(lstatSync(join(outdir, "removed/x.b")).ino).toBe(before);
    });
  });

  test.each([
    ["was never deployed", {}],
    ["has been destroyed", { "state/x.b.tfstate": EMPTY_STATE }],
  ])("given it %s, then its folder goes", (_, states) => {
    inTemporaryFolder((folder) => {
      const outdir = deployed(folder);
      rmSync(join(folder, "state"), { recursive: true });
      write(folder, states);
      publishOutput(outdir, json("x.a"));
      expect(Object.keys(read(outdir) ?? {}).filter((path) => path.includes("x.b"))).toEqual([]);
      expect(read(join(outdir, "removed"))).toBeUndefined();
    });
  });

  test("given it was kept, when other synths follow, then it stays until it is destroyed, and then goes", () => {
    inTemporaryFolder((folder) => {
      const outdir = deployed(folder);
      publishOutput(outdir, json("x.a"));
      const kept = read(join(outdir, "removed"));
      publishOutput(outdir, json("x.a", "x.c"));
      expect(read(join(outdir, "removed"))).toEqual(kept);
      write(folder, { "state/x.b.tfstate": EMPTY_STATE });
      publishOutput(outdir, json("x.a", "x.c"));
      expect(read(join(outdir, "removed"))).toBeUndefined();
    });
  });

  test("given others are kept and the user has a file there, when one is destroyed, then only that goes", () => {
    inTemporaryFolder((folder) => {
      const outdir = deployed(folder);
      write(folder, { "state/x.a.tfstate": stateOf() });
      publishOutput(outdir, json());
      write(outdir, { "removed/notes/a": "mine" });
      write(folder, { "state/x.b.tfstate": EMPTY_STATE });
      publishOutput(outdir, json());
      expect(read(join(outdir, "removed"))).toEqual({
        ...withFolders({ "notes/a": "mine" }),
        ...Object.fromEntries(
          Object.entries(withFolders(stackIn("removed", "x.a", json("x.a"))))
            .filter(([path]) => path !== "removed/")
            .map(([path, text]) => [path.slice("removed/".length), text]),
        ),
      });
    });
  });

  test.each([
    ["the same format", json],
    ["the other format", hcl],
  ])(
    "given it comes back in %s, then it has what Terraform kept, and nothing is left where it was",
    (_, output) => {
      inTemporaryFolder((folder) => {
        const outdir = deployed(folder);
        publishOutput(outdir, json("x.a"));
        publishOutput(outdir, output("x.a", "x.b"));
        const whole = output("x.a", "x.b");
        expect(read(outdir)).toEqual(
          withFolders({
            ...filesOf(whole),
            ...stackIn("stacks", "x.a", whole),
            ...stackIn("stacks", "x.b", whole),
          }),
        );
      });
    },
  );

  test("given a copy of an earlier time is kept already, then the later one takes its place", () => {
    inTemporaryFolder((folder) => {
      const outdir = deployed(folder);
      write(outdir, { "removed/x.b/cdk.tf.json": "old", "removed/x.b/plan": "old" });
      publishOutput(outdir, json("x.a"));
      expect(read(join(outdir, "removed/x.b"))).toEqual(
        withFolders({ ...TERRAFORMS, "cdk.tf.json": filesOf(json("x.b"))["stacks/x.b/cdk.tf.json"] ?? "" }),
      );
      write(outdir, { "stacks/x.b/plan": "new" });
      publishOutput(outdir, json("x.a", "x.b"));
      expect(read(join(outdir, "removed"))).toBeUndefined();
      expect(read(join(outdir, "stacks/x.b"))).toMatchObject({ plan: "new" });
    });
  });
});

describe("what is in the way of what is kept", () => {
  test.each(["removed", "removed/x.b"])(
    "given a link or a file at %s, then the output stays as it was",
    (path) => {
      inTemporaryFolder((folder) => {
        const outdir = deployed(folder);
        mkdirSync(join(folder, "elsewhere"));
        if (path !== "removed") mkdirSync(join(outdir, "removed"));
        symlinkSync(join(folder, "elsewhere"), join(outdir, path));
        const before = read(folder);
        expect(() => {
          publishOutput(outdir, json("x.a"));
        }).toThrow(`${path}: this is not a folder, where a synth writes a folder; move it elsewhere`);
        expect(read(folder)).toEqual(before);
      });
    },
  );

  test("given a folder in the place of Terraform that comes back, then the output stays as it was", () => {
    inTemporaryFolder((folder) => {
      const outdir = deployed(folder);
      publishOutput(outdir, json("x.a"));
      write(outdir, { "removed/x.b/cdk.tf/mine": "" });
      const before = read(folder);
      expect(() => {
        publishOutput(outdir, hcl("x.a", "x.b"));
      }).toThrow("removed/x.b/cdk.tf: this is a folder, where a synth writes a file; move it elsewhere");
      expect(read(folder)).toEqual(before);
    });
  });
});

describe("under cdktf-cli", () => {
  afterEach(() => {
    delete process.env["CDKTF_OUTDIR"];
  });

  test("given a deployed stack, when it goes, stays away and comes back, then the CLI always has a folder to delete, and no other", () => {
    inTemporaryFolder((folder) => {
      const outdir = deployed(folder);
      process.env["CDKTF_OUTDIR"] = outdir;
      const folders = (): string[] =>
        Object.keys(read(outdir) ?? {})
          .filter((path) => /^(stacks|removed)\/[^/]*\/$/.test(path))
          .sort();
      publishOutput(outdir, json("x.a"));
      expect(folders()).toEqual(["removed/x.b/", "stacks/x.a/", "stacks/x.b/"]);
      expect(read(join(outdir, "stacks/x.b"))).toEqual({});
      publishOutput(outdir, json("x.a"));
      expect(folders()).toEqual(["removed/x.b/", "stacks/x.a/", "stacks/x.b/"]);
      publishOutput(outdir, json("x.a", "x.b"));
      expect(folders()).toEqual(["stacks/x.a/", "stacks/x.b/"]);
      expect(read(join(outdir, "stacks/x.b"))).toMatchObject(TERRAFORMS);
    });
  });
});

describe("killed after every single change to the file system", () => {
  const old = json("x.a", "x.b");
  /** x.b was kept and comes back, x.a goes and is kept, x.c was kept and has been destroyed. */
  const BEFORE = {
    ...filesOf(json("x.a")),
    ...stackIn("stacks", "x.a", old),
    ...stackIn("removed", "x.b", old),
    ...stackIn("removed", "x.c", json("x.c")),
  };
  const AFTER = {
    ...filesOf(hcl("x.b")),
    ...stackIn("stacks", "x.b", hcl("x.b")),
    ...stackIn("removed", "x.a", old),
  };
  const prepare = (folder: string): { outdir: string; work: () => void } => {
    const outdir = join(folder, "cdktf.out");
    write(outdir, BEFORE);
    for (const stack of ["x.a", "x.b"]) write(folder, { [`state/${stack}.tfstate`]: stateOf() });
    const staging = createStaging(outdir);
    write(staging, filesOf(hcl("x.b")));
    return {
      outdir,
      work: () => {
        publish(staging, outdir);
      },
    };
  };

  test("given stacks that go, come back and were destroyed, then after recovery all is done, or nothing", () => {
    const isKilledAt = (changes: number): boolean =>
      inTemporaryFolder((folder) => {
        const { outdir, work } = prepare(folder);
        const isKilled = killedAfter(changes, work);
        recover(outdir);
        // The first two changes are the publisher's name and the commit.
        expect(read(outdir)).toEqual(withFolders(changes >= 2 ? AFTER : BEFORE));
        expect(leftovers(folder)).not.toContain(".cdktf.out.ready");
        return isKilled;
      });
    let changes = 0;
    while (isKilledAt(changes)) changes += 1;
    expect(changes).toBeGreaterThan(10);
  });
});
