import { commandsFor } from "./command";
import type { Orphan } from "./orphan";

/** An orphan, for a program. */
export function describeOrphan(orphan: Orphan, outdir: string): object {
  const { stack, step, account, doubt, obstacles, rejects } = orphan;
  return {
    stack,
    step,
    ...(account === undefined ? {} : { account }),
    deployed: doubt === undefined ? "yes" : "unknown",
    ...(doubt === undefined ? {} : { doubt }),
    obstacles,
    ...(rejects === undefined ? {} : { rejects }),
    commands: commandsFor(orphan, outdir),
  };
}
