import { join } from "node:path";
import { writeLargePlan } from "./large-plan";
import { measureInTurns } from "./measure";
import { askPlan } from "./programs";
import { gigabytes, print, seconds } from "./rows";

const ROUNDS = 3;
const SIZE = 100e6;
const MEBIBYTE = 2 ** 20;

/** Measures a program that reads a very large plan and asks one question of it. */
export function measurePlan(scratch: string): void {
  const file = join(scratch, "large.json");
  const resources = writeLargePlan(file, SIZE);
  const { asked } = measureInTurns({ asked: askPlan(file) }, ROUNDS);
  print(`Reading a plan of ${SIZE / 1e6} MB with ${resources} resources, and answering one question`, [
    {
      what: "wall time",
      figures: `${asked.wall.toFixed(2)} s`,
      value: asked.wall,
      target: 20,
      format: seconds,
    },
    {
      what: "peak memory",
      figures: `${asked.memory.toFixed(0)} MiB`,
      value: (asked.memory * MEBIBYTE) / 1e9,
      target: 2,
      format: gigabytes,
    },
  ]);
}
