import fs from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { createStaging, publish, recover } from "../../../cli/publication";
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

afterEach(() => {
  jest.restoreAllMocks();
});

const terraforms = { "stacks/a/.terraform/x": "1", "stacks/a/plan": "1", "notes.txt": "mine" };
const older: Output = { format: "json", stacks: { a: "1", removed: "1" } };
const newer: Output = { format: "hcl", stacks: { a: "2", added: "2" } };

interface Case {
  readonly title: string;
  readonly before: Tree | undefined;
  readonly next: Output;
  readonly after: Tree;
}

const changing: Case = {
  title: "an output with Terraform's files, when stacks change, come, go and change their format",
  before: { ...filesOf(older), ...terraforms, "stacks/removed/.terraform/x": "1" },
  next: newer,
  after: { ...filesOf(newer), ...terraforms },
};

const cases: Case[] = [
  changing,
  {
    title: "an output in HCL, when JSON is published",
    before: filesOf(newer),
    next: older,
    after: filesOf(older),
  },
  {
    title: "the very same output, when it is published again",
    before: { ...filesOf(older), ...terraforms },
    next: older,
    after: { ...filesOf(older), ...terraforms },
  },
  {
    title: "no output yet, when the first one is published",
    before: undefined,
    next: older,
    after: filesOf(older),
  },
];

/** Prepares the old output and a complete staging folder, and hands over the work that publishes. */
function prepared(folder: string, { before, next }: Case): { outdir: string; work: () => void } {
  const outdir = join(folder, "cdktf.out");
  if (before) write(outdir, before);
  const staging = createStaging(outdir);
  write(staging, filesOf(next));
  return {
    outdir,
    work: () => {
      publish(staging, outdir);
    },
  };
}

const isReadyLeft = (folder: string) => leftovers(folder).includes(".cdktf.out.ready");

/** Far more changes than these small outputs take. */
const ENDLESS = 200;

/** Calls it with 0, 1, 2, … changes for as long as that is too few to get to the end. */
function withMoreAndMore(killedEarly: (changes: number, folder: string) => boolean): void {
  let changes = 0;
  while (inTemporaryFolder((folder) => killedEarly(changes, folder))) {
    changes += 1;
    if (changes > ENDLESS) throw new Error(`it did not come to an end with ${changes} changes`);
  }
}

describe("killed after every single change to the file system", () => {
  test.each(cases)(
    "given $title, then after recovery the output is the old or the new as a whole",
    (each) => {
      const old = each.before && withFolders(each.before);
      const seen: string[] = [];
      withMoreAndMore((changes, folder) => {
        const { outdir, work } = prepared(folder, each);
        const killed = killedAfter(changes, work);
        const committed = seen.includes("new") || isReadyLeft(folder);
        // Before the commit point nothing has happened, without any recovery.
        if (!committed) expect(read(outdir)).toEqual(old);
        recover(outdir);
        expect(read(outdir)).toEqual(committed ? withFolders(each.after) : old);
        expect(isReadyLeft(folder)).toBe(false);
        seen.push(committed ? "new" : "old");
        return killed;
      });
      // Killed before the publisher's name is written and before the commit; and at several places after it.
      expect(seen.slice(0, 3)).toEqual(["old", "old", "new"]);
      expect(seen.length).toBeGreaterThan(6);
    },
  );

  test("given a killed publication, when its recovery is killed anywhere too, then the next one completes it", () => {
    const fresh = withFolders(changing.after);
    let pairs = 0;
    withMoreAndMore((more) => {
      let interrupted = false;
      withMoreAndMore((changesOfRecovery, folder) => {
        const { outdir, work } = prepared(folder, changing);
        // The first two changes are the publisher's name and the commit.
        killedAfter(more + 2, work);
        interrupted = isReadyLeft(folder);
        killedAfter(changesOfRecovery, () => {
          recover(outdir);
        });
        const interruptedAgain = isReadyLeft(folder);
        recover(outdir);
        expect(read(outdir)).toEqual(fresh);
        pairs += 1;
        return interruptedAgain;
      });
      return interrupted;
    });
    expect(pairs).toBeGreaterThan(40);
  });

  test("given a killed publication, when another output is published without recovery, then it is that one", () => {
    inTemporaryFolder((folder) => {
      const { outdir, work } = prepared(folder, changing);
      expect(killedAfter(4, work)).toBe(true);
      const staging = createStaging(outdir);
      write(staging, filesOf(older));
      publish(staging, outdir);
      expect(read(outdir)).toEqual(withFolders({ ...filesOf(older), ...terraforms }));
    });
  });
});

describe("two who find the same dead publication", () => {
  test("given one completes it and publishes another, when the other one wants to, then it is too late for it", () => {
    inTemporaryFolder((folder) => {
      const { outdir, work } = prepared(folder, changing);
      expect(killedAfter(4, work)).toBe(true);
      const rename = fs.renameSync;
      const overtaken = jest.spyOn(fs, "renameSync").mockImplementationOnce((from, to) => {
        const staging = createStaging(outdir);
        write(staging, filesOf(older));
        publish(staging, outdir);
        rename(from, to);
      });
      recover(outdir);
      expect(overtaken).toHaveBeenCalled();
      expect(read(outdir)).toEqual(withFolders({ ...filesOf(older), ...terraforms }));
      expect(leftovers(folder)).toEqual([]);
    });
  });
});

describe("after a power failure", () => {
  test("given a ready folder whose manifest was lost, when recovered, then it goes, and the next synth mends all", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "cdktf.out");
      write(outdir, { ...filesOf(older), "stacks/a/cdk.tf.json": "" });
      write(join(folder, ".cdktf.out.ready"), {
        ".publisher-4194305-1-lost": "",
        "manifest.json": "",
        "stacks/removed/cdk.tf.json": "",
      });
      recover(outdir);
      expect(leftovers(folder)).toEqual([]);
      const staging = createStaging(outdir);
      write(staging, filesOf(older));
      publish(staging, outdir);
      expect(read(outdir)).toEqual(withFolders(filesOf(older)));
    });
  });
});
