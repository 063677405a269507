import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadTopologies, type Problem, type Topology } from "../modules/topology";
import { counted } from "./counted";
import { InputError, UsageError } from "./failure";
import { orphansOf } from "./orphans";

const SCENARIOS = "scenarios";

/** Where a synth writes to, without cdktf-cli. */
export const OUTDIR = "cdktf.out";

/**
 * The topology files of the project.
 * @param outdir where an earlier synth may have written to
 * @throws UsageError when there are none
 */
export function scenarioFiles(outdir = OUTDIR): string[] {
  let names: string[];
  try {
    names = readdirSync(SCENARIOS);
  } catch {
    throw new UsageError(`there is no folder ${SCENARIOS}; run this in the project's folder`);
  }
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0) throw noTopology(outdir);
  return files.map((name) => join(SCENARIOS, name));
}

/** An output without any stack is never published: a folder that is empty by mistake must not look like a removal. */
function noTopology(outdir: string): UsageError {
  const orphans = orphansOf(outdir, new Set());
  return new UsageError(
    orphans.length === 0
      ? `${SCENARIOS} holds no topology; put one there, like ${SCENARIOS}/web.yaml`
      : `${SCENARIOS} holds no topology, and what earlier ones made may still be deployed (${counted(orphans.length, "stack")}, like ${orphans[0]?.stack}); put one of them back, if only its topology and region, to be told how to destroy them`,
  );
}

/** Topologies, and what is no mistake in their files and yet hardly meant. */
export interface ReadTopologies {
  readonly topologies: readonly Topology[];
  readonly warnings: readonly Problem[];
}

/** @throws InputError when a file is wrong */
export function readTopologies(files: readonly string[]): ReadTopologies {
  const loaded = loadTopologies(files);
  if (!loaded.ok) throw new InputError(loaded.problems);
  return loaded;
}
