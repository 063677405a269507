import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { z } from "zod";

/** What one process took. */
export interface Usage {
  /** From before its start to after its end, in seconds. */
  readonly wall: number;
  /** Of all its threads, in user and system mode, in seconds. */
  readonly cpu: number;
  /** The most memory it had at one time, in MiB. */
  readonly memory: number;
  /** What it measured itself, in seconds: its work without what it takes to start and to load code; NaN where it did not. */
  readonly work: number;
}

/** A program of Node.js, started anew for each measurement. */
export interface Program {
  /** The arguments of `node` for the next run; asked before the clock starts. */
  readonly arguments: () => readonly string[];
  readonly folder: string;
  /** Environment variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Microseconds, KiB, milliseconds. @see https://nodejs.org/api/process.html#processresourceusage */
const reportSchema = z.object({
  userCPUTime: z.number(),
  systemCPUTime: z.number(),
  maxRSS: z.number(),
  work: z.number().default(NaN),
});

/** Runs a program once. @throws Error with what it printed when it fails */
export function run(program: Program): Usage {
  const command = ["-r", join(__dirname, "report-usage.cjs"), ...program.arguments()];
  const before = performance.now();
  const child = spawnSync(process.execPath, command, {
    cwd: program.folder,
    env: { ...process.env, ...program.environment },
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const wall = (performance.now() - before) / 1000;
  if (child.error !== undefined) throw child.error;
  if (child.status !== 0) throw new Error(`node ${command.join(" ")} failed:\n${child.stderr}`);
  const report = reportSchema.parse(JSON.parse(child.output[3] ?? ""));
  return {
    wall,
    cpu: (report.userCPUTime + report.systemCPUTime) / 1e6,
    memory: report.maxRSS / 1024,
    work: report.work / 1000,
  };
}

/**
 * Runs programs in turns (A B C A B C …), so that whatever else the machine does falls on all of them alike.
 * @param rounds how often each is run; odd
 * @returns the medians of each, by the program's name
 */
export function measureInTurns<Name extends string>(
  programs: Readonly<Record<Name, Program>>,
  rounds: number,
): Record<Name, Usage> {
  return takeTurns(programs, rounds, run);
}

/** The same for whatever takes time. */
export function takeTurns<Name extends string, Task>(
  tasks: Readonly<Record<Name, Task>>,
  rounds: number,
  measure: (task: Task) => Usage,
): Record<Name, Usage> {
  // TypeScript widens the keys of an object to text, though these are Names.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  const names = Object.keys(tasks) as Name[];
  const usages = new Map<Name, Usage[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) usages.get(name)?.push(measure(tasks[name]));
  }
  // As above.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return Object.fromEntries(names.map((name) => [name, medians(usages.get(name) ?? [])])) as Record<
    Name,
    Usage
  >;
}

function medians(usages: readonly Usage[]): Usage {
  const median = (value: (usage: Usage) => number): number =>
    usages.map(value).sort((left, right) => left - right)[Math.floor(usages.length / 2)] ?? NaN;
  return {
    wall: median(({ wall }) => wall),
    cpu: median(({ cpu }) => cpu),
    memory: median(({ memory }) => memory),
    work: median(({ work }) => work),
  };
}
