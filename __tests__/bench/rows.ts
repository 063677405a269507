import type { Usage } from "./measure";
import { formatTable, type Row } from "./table";

/** How many consumers use the one service. */
export const FEW = 100;
export const MANY = 1000;
export const VERY_MANY = 10_000;

export const times = (value: number): string => `${value.toFixed(2)} x`;
export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const gigabytes = (value: number): string => `${value.toFixed(2)} GB`;

/** What one takes against what another does. */
export function ratios(what: string, one: Usage, other: Usage, target?: number): Row[] {
  const row = (kind: string, figures: string, left: number, right: number): Row => ({
    what: `${kind}, against ${what}`,
    figures,
    value: left / right,
    ...(target === undefined ? {} : { target }),
    format: times,
  });
  return [
    row("wall time", `${one.wall.toFixed(2)} / ${other.wall.toFixed(2)} s`, one.wall, other.wall),
    row("CPU time", `${one.cpu.toFixed(2)} / ${other.cpu.toFixed(2)} s`, one.cpu, other.cpu),
    row("peak memory", `${one.memory.toFixed(0)} / ${other.memory.toFixed(0)} MiB`, one.memory, other.memory),
  ];
}

/**
 * What each further consumer takes among many, against among few. What starting costs is in what one consumer takes,
 * and so is left out.
 */
export function growth(used: Readonly<Record<"one" | "few" | "many", Usage>>): Row[] {
  const row = (kind: string, of: (usage: Usage) => number): Row => {
    const perMany = (of(used.many) - of(used.one)) / (MANY - 1);
    const perFew = (of(used.few) - of(used.one)) / (FEW - 1);
    return {
      what: kind,
      figures: `${(1000 * perMany).toFixed(2)} / ${(1000 * perFew).toFixed(2)} ms`,
      value: perMany / perFew,
      target: 1.2,
      format: times,
    };
  };
  return [row("wall time", ({ wall }) => wall), row("CPU time", ({ cpu }) => cpu)];
}

export function print(title: string, rows: readonly Row[]): void {
  process.stdout.write(`\n${formatTable(title, rows)}\n`);
}
