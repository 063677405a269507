import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Verification } from "../../cli/verification";
import type { Program } from "./measure";
import { hubOf, topologyOf } from "./topology-of";

const ROOT = resolve(__dirname, "..", "..");
/** Every TypeScript program runs as `npm start` does: same loader, same cache of what it made of each file. */
const LOADER = ["-r", createRequire(__filename).resolve("tsx/cjs")];
const SCENARIO = "cross-az-web.yaml";

/** A program that synthesizes, and the folder of its last output. */
export interface Synthesizer extends Program {
  readonly outdir: () => string;
}

/** What consumers share, and the topology in which so many of them do. */
const SHARED = { service: topologyOf, hub: hubOf } as const;

/** The whole way from a topology file with so many consumers. */
export function ours(
  scratch: string,
  count: number,
  verify: Verification,
  shared: keyof typeof SHARED = "service",
): Synthesizer {
  const file = join(scratch, `${shared}-${count}.yaml`);
  writeFileSync(file, SHARED[shared](count));
  return {
    ...synthesizer(scratch, `ours-${shared}-${count}-${verify}`, (outdir) => ["ours.ts", file, outdir]),
    environment: { VERIFY: verify },
  };
}

/** The same stacks without this project. */
export function twin(scratch: string, count: number, ...options: readonly string[]): Synthesizer {
  const name = ["twin", count, ...options].join("-");
  return synthesizer(scratch, name, (outdir) => [
    join("twin", "index.ts"),
    String(count),
    outdir,
    ...options,
  ]);
}

function synthesizer(
  scratch: string,
  name: string,
  command: (outdir: string) => readonly [script: string, ...rest: string[]],
): Synthesizer {
  let runs = 0;
  const outdir = (): string => join(scratch, `${name}-${runs}`);
  return {
    folder: ROOT,
    outdir,
    // Each run writes a folder of its own: writing over another's output is less work.
    arguments: () => {
      rmSync(outdir(), { recursive: true, force: true });
      runs += 1;
      const [script, ...rest] = command(outdir());
      return [...LOADER, join(__dirname, script), ...rest];
    },
  };
}

/** Judges every flow of a synthesized folder. @param failing how many are not as expected */
export function judge(outdir: string, failing = 0): Program {
  return {
    folder: ROOT,
    arguments: () => [...LOADER, join(__dirname, "judge.ts"), outdir, String(failing)],
  };
}

/** Asks one question of a plan. */
export function askPlan(file: string): Program {
  const ends = ["left", "right"].map((key) => `module.network["${key}"].aws_instance.this`);
  return {
    folder: ROOT,
    arguments: () => [...LOADER, join(__dirname, "ask-plan.ts"), file, ...ends],
  };
}

/** Asks a synthesized folder who reaches its service, or judges its flows; only that is its work, and not reading. */
export function answer(outdir: string, question: "who-reaches" | "flows"): Program {
  return { folder: ROOT, arguments: () => [...LOADER, join(__dirname, "answer.ts"), outdir, question] };
}

/** What `npm start` runs, in a folder with one scenario. */
export function start(scratch: string, verify: Verification): Program {
  const folder = join(scratch, `project-${verify}`);
  mkdirSync(join(folder, "scenarios"), { recursive: true });
  copyFileSync(join(ROOT, "scenarios", SCENARIO), join(folder, "scenarios", SCENARIO));
  copyFileSync(join(ROOT, "tsconfig.json"), join(folder, "tsconfig.json"));
  return { folder, arguments: () => [...LOADER, join(ROOT, "main.ts")], environment: { VERIFY: verify } };
}

/** The least that any program with cdktf takes. */
export const requireCdktf: Program = { folder: ROOT, arguments: () => ["-e", 'require("cdktf")'] };
