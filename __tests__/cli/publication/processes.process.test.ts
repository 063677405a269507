import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as immediate, setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { recover } from "../../../cli/publication";
import { isRunning, markOf, ownMark } from "../../../cli/publication/processes";
import { withSignalsDeferred } from "../../../cli/publication/signals";
import { childCommand } from "./child-command";
import { filesOf, leftovers, outputOf, read, withFolders, write } from "./support";

let folder: string;
let outdir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "publication-"));
  outdir = join(folder, "cdktf.out");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const treeOf = (content: string) => withFolders(filesOf(outputOf(content)));

function start(mode: "repeat", argument: string): { child: ChildProcess; said: () => string } {
  const [program, ...given] = childCommand(mode, outdir, argument);
  const child = spawn(program, given, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += String(text)));
  return { child, said: () => said };
}

async function untilSaid({ child, said }: ReturnType<typeof start>, text: string): Promise<void> {
  while (!said().includes(text)) {
    if (child.exitCode !== null) throw new Error(`it ended early: ${said()}`);
    await pause(2);
  }
}

describe("a process that is killed", () => {
  test("given synths one after another, when SIGKILL comes anywhere, then recovery leaves one of them as a whole", async () => {
    const rounds = 3;
    for (let round = 0; round < rounds; round += 1) {
      const synths = start("repeat", "AB".repeat(5_000));
      const ended = once(synths.child, "exit");
      await untilSaid(synths, "AB");
      await pause(round * 18 + Math.random() * 18);
      synths.child.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
      recover(outdir);
      expect(leftovers(folder)).toEqual([]);
      const tree = read(outdir);
      expect([treeOf("A"), treeOf("B")]).toContainEqual(tree);
    }
  }, 60_000);

  test("given SIGTERM while files move, then all are moved before it ends", () => {
    write(outdir, filesOf(outputOf("1")));
    const [program, ...given] = childCommand("signal", outdir, "SIGTERM");
    const ended = spawnSync(program, given, { encoding: "utf8" });
    expect({ out: ended.stdout, err: ended.stderr, signal: ended.signal }).toEqual({
      out: "signalled\npublished\n",
      err: "",
      signal: "SIGTERM",
    });
    expect(read(outdir)).toEqual(treeOf("2"));
    expect(leftovers(folder)).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "given %s while work is done, then it takes effect right after it, once",
    async (signal) => {
      const kill = jest.spyOn(process, "kill").mockReturnValue(true);
      try {
        withSignalsDeferred(() => {
          process.emit(signal, signal);
          process.emit(signal, signal);
        });
        expect(kill).not.toHaveBeenCalled();
        await immediate();
        expect(kill.mock.calls).toEqual([[process.pid, signal]]);
        expect(process.listenerCount(signal)).toBe(0);
      } finally {
        kill.mockRestore();
      }
    },
  );
});

describe("several synths at the same time", () => {
  test("given the same and different outputs and one process that is killed, then all others end well and the output is one as a whole", async () => {
    const contents = ["A", "A", "B"];
    const killed = start("repeat", "K".repeat(5_000));
    const others = contents.map((content) => ({ content, ...start("repeat", content.repeat(25)) }));
    const endings = others.map(({ child }) => once(child, "exit"));
    const death = once(killed.child, "exit");
    await untilSaid(killed, "K");
    await pause(Math.random() * 50);
    killed.child.kill("SIGKILL");
    await death;
    for (const [index, { content, said }] of others.entries()) {
      expect(await endings[index]).toEqual([0, null]);
      expect(said()).toBe(content.repeat(25));
    }
    recover(outdir);
    expect([...contents, "K"].map(treeOf)).toContainEqual(read(outdir));
    expect(leftovers(folder)).toEqual([]);
  }, 60_000);
});

describe("whether a process runs", () => {
  test("given this one, its parent and process 1, then they do", () => {
    expect([ownMark, markOf(process.ppid), markOf(1)].map(isRunning)).toEqual([true, true, true]);
  });

  test("given one that has ended, then it does not", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const mark = markOf(child.pid ?? 0);
    expect(isRunning(mark)).toBe(true);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    expect(isRunning(mark)).toBe(false);
  });
});
