import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { assertEquivalent } from "./equivalence";
import { measureInTurns, run, type Usage } from "./measure";
import { ours, requireCdktf, start, twin } from "./programs";
import { formatTable, type Row } from "./table";

// Measures side by side, in one run, what the project costs. It prints ratios and whether they are what they are to be;
// it fails only when it cannot run.

const FEW = 100;
const MANY = 1000;
const ROUNDS = { synthesis: 3, start: 7 } as const;

const times = (value: number): string => `${value.toFixed(2)} x`;
const seconds = (value: number): string => `${value.toFixed(2)} s`;

/** Fills the loader's cache and the file system's, and finds early that the twin must be mended. */
function warmUp(scratch: string): void {
  const [one, other] = [ours(scratch, 1), twin(scratch, 1)];
  for (const program of [one, other, start(scratch), requireCdktf]) run(program);
  assertEquivalent(one.outdir(), other.outdir());
}

function compareSyntheses(scratch: string): void {
  const programs = {
    one: ours(scratch, 1),
    few: ours(scratch, FEW),
    ours: ours(scratch, MANY),
    twin: twin(scratch, MANY),
    lean: twin(scratch, MANY, "without-creation-stacks"),
  };
  const used = measureInTurns(programs, ROUNDS.synthesis);
  const { stacks, resources, attributes } = assertEquivalent(programs.ours.outdir(), programs.twin.outdir());
  print(
    `${MANY} consumers of one service: ${stacks} stacks with ${resources} resources, all in all ${attributes} attributes, the same in both programs`,
    [
      ...ratios("a bare cdktf program with cdktf's defaults", used.ours, used.twin, 1.25),
      ...ratios("the same without tokens' creation stacks", used.ours, used.lean),
    ],
  );
  print(`Each consumer after the first, at ${MANY} against at ${FEW}`, [
    growth("wall time", used, ({ wall }) => wall),
    growth("CPU time", used, ({ cpu }) => cpu),
  ]);
}

function ratios(what: string, one: Usage, other: Usage, target?: number): Row[] {
  const row = (kind: string, unit: string, left: number, right: number): Row => ({
    what: `${kind}, against ${what}`,
    figures: `${left.toFixed(1)} / ${right.toFixed(1)} ${unit}`,
    value: left / right,
    ...(target === undefined ? {} : { target }),
    format: times,
  });
  return [
    row("wall time", "s", one.wall, other.wall),
    row("CPU time", "s", one.cpu, other.cpu),
    row("peak memory", "MiB", one.memory, other.memory),
  ];
}

/** What starting costs is in the time for one consumer, and so is left out of the time for each further one. */
function growth(
  kind: string,
  used: Readonly<Record<"one" | "few" | "ours", Usage>>,
  of: (usage: Usage) => number,
): Row {
  const perMany = (of(used.ours) - of(used.one)) / (MANY - 1);
  const perFew = (of(used.few) - of(used.one)) / (FEW - 1);
  return {
    what: kind,
    figures: `${(1000 * perMany).toFixed(1)} / ${(1000 * perFew).toFixed(1)} ms`,
    value: perMany / perFew,
    target: 1.2,
    format: times,
  };
}

function compareStarts(scratch: string): void {
  const used = measureInTurns({ start: start(scratch), cdktf: requireCdktf }, ROUNDS.start);
  const row = (kind: string, of: (usage: Usage) => number): Row => ({
    what: `${kind} beyond node -e 'require("cdktf")'`,
    figures: `${of(used.start).toFixed(2)} - ${of(used.cdktf).toFixed(2)} s`,
    value: of(used.start) - of(used.cdktf),
    target: 1.5,
    format: seconds,
  });
  print("What npm start runs, for the scenario cross-az-web", [
    row("wall time", ({ wall }) => wall),
    row("CPU time", ({ cpu }) => cpu),
  ]);
}

function print(title: string, rows: readonly Row[]): void {
  process.stdout.write(`\n${formatTable(title, rows)}\n`);
}

const scratch = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const [load = 0] = loadavg();
  process.stdout.write(
    `Node.js ${process.version}, ${cpus().length} CPUs with a load of ${load.toFixed(1)} to begin with: where others work too, wall times tell little.\nMedians of processes run in turns, after a warm-up.\n`,
  );
  warmUp(scratch);
  compareStarts(scratch);
  compareSyntheses(scratch);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
