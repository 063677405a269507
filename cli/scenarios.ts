import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadTopologies, type Topology } from "../modules/topology";
import { InputError, UsageError } from "./failure";

const SCENARIOS = "scenarios";

/** The topology files of the project. @throws UsageError when there are none */
export function scenarioFiles(): string[] {
  let names: string[];
  try {
    names = readdirSync(SCENARIOS);
  } catch {
    throw new UsageError(`there is no folder ${SCENARIOS}; run this in the project's folder`);
  }
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0)
    throw new UsageError(`${SCENARIOS} holds no topology; put one there, like ${SCENARIOS}/web.yaml`);
  return files.map((name) => join(SCENARIOS, name));
}

/** @throws InputError when a file is wrong */
export function readTopologies(files: readonly string[]): readonly Topology[] {
  const loaded = loadTopologies(files);
  if (!loaded.ok) throw new InputError(loaded.problems);
  return loaded.topologies;
}
