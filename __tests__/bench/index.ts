import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { assertEquivalent } from "./equivalence";
import type { Verification } from "../../cli/verification";
import {
  compareAsking,
  compareJudging,
  compareProxiedJudging,
  compareVeryMany,
  type Synthesized,
} from "./judging";
import { measureInTurns, run, type Usage } from "./measure";
import { multiplied } from "./multiplied";
import { ours, requireCdktf, start, type Synthesizer, twin } from "./programs";
import { measurePlan } from "./reading-plans";
import { FEW, growth, MANY, print, ratios, seconds, VERY_MANY } from "./rows";
import type { Row } from "./table";

// Measures side by side, in one run, what the project costs. It prints ratios and whether they are what they are to be;
// it fails only when it cannot run.

const ROUNDS = { synthesis: 3, start: 7 } as const;
/** What judging may add to `npm start`. */
const MOST_FOR_VERDICTS = 1.3;

/** Fills the loader's cache and the file system's, and finds early that the twin must be mended. */
function warmUp(scratch: string): void {
  const [one, other] = [ours(scratch, 1, "on"), twin(scratch, 1)];
  for (const program of [one, other, start(scratch, "on"), requireCdktf]) run(program);
  assertEquivalent(one.outdir(), other.outdir());
}

/** @returns the folders that were synthesized */
function compareSyntheses(scratch: string): Synthesized {
  const programs = {
    one: ours(scratch, 1, "off"),
    few: ours(scratch, FEW, "off"),
    many: ours(scratch, MANY, "off"),
    judged: ours(scratch, MANY, "on"),
    twin: twin(scratch, MANY),
    lean: twin(scratch, MANY, "without-creation-stacks"),
  };
  const used = measureInTurns(programs, ROUNDS.synthesis);
  const { one, few, many, twin: theirs } = programs;
  const { stacks, resources, attributes } = assertEquivalent(many.outdir(), theirs.outdir());
  print(
    `${MANY} consumers of one service: ${stacks} stacks with ${resources} resources, all in all ${attributes} attributes, the same in both programs; no flow is judged`,
    [
      ...ratios("a bare cdktf program with cdktf's defaults", used.many, used.twin, 1.25),
      ...ratios("the same without tokens' creation stacks", used.many, used.lean),
    ],
  );
  print(`Each consumer after the first, at ${MANY} against at ${FEW}`, growth(used));
  print(`With ${2 * MANY} flows judged`, ratios("VERIFY=off", used.judged, used.many));
  return { one: one.outdir(), few: few.outdir(), many: many.outdir() };
}

/** Proxies that many share: each user has an endpoint, names, and settings of its hosts. */
function compareHubs(scratch: string): Synthesized {
  const hub = (count: number, verify: Verification): Synthesizer => ours(scratch, count, verify, "hub");
  const programs = { one: hub(1, "off"), few: hub(FEW, "off"), many: hub(MANY, "off") };
  const used = measureInTurns(programs, ROUNDS.synthesis);
  print(`Each user of one proxy hub after the first, at ${MANY} against at ${FEW}`, growth(used));
  const { one, few, many } = programs;
  return { one: one.outdir(), few: few.outdir(), many: many.outdir() };
}

function compareStarts(scratch: string): void {
  const used = measureInTurns(
    { start: start(scratch, "on"), unjudged: start(scratch, "off"), cdktf: requireCdktf },
    ROUNDS.start,
  );
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
    ...ratios("VERIFY=off", used.start, used.unjudged, MOST_FOR_VERDICTS),
  ]);
}

const scratch = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const [load = 0] = loadavg();
  process.stdout.write(
    `Node.js ${process.version}, ${cpus().length} CPUs with a load of ${load.toFixed(1)} to begin with: where others work too, wall times tell little.\nMedians of processes run in turns, after a warm-up.\n`,
  );
  warmUp(scratch);
  compareStarts(scratch);
  const folders = compareSyntheses(scratch);
  compareAsking(folders.many);
  compareVeryMany(folders.many, multiplied(folders.many, scratch, MANY, VERY_MANY));
  // Breaks the folder in the end.
  compareJudging(folders);
  compareProxiedJudging(compareHubs(scratch));
  measurePlan(scratch);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
