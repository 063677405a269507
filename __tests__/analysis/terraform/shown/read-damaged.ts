import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Runs `damaged.ts`. What it says when it fails has the seed and the path by which fast-check finds the variant again. */
export function readDamaged(kind: "plan" | "state"): {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
} {
  const loader = createRequire(__filename).resolve("tsx/cjs");
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["-r", loader, join(__dirname, "damaged.ts"), kind],
    { encoding: "utf8" },
  );
  return { stdout, stderr, status };
}
