import { loadTopologies } from "../../modules/topology";
import { EXIT, InputError } from "../failure";
import { printableJson } from "../printable-json";
import { describeProblem } from "../problems";
import { OUTDIR, scenarioFiles } from "../scenarios";
import { describeAddresses } from "./json";
import { addressReport } from "./report";
import { formatAddresses } from "./text";

/**
 * Prints which blocks the VPCs of topology files have, which of them overlap and whether that matters, and what is free.
 * @param files all scenarios when empty
 * @returns the exit code
 * @throws InputError when a file is wrong, and people are to read it
 */
export function addresses(files: readonly string[], json: boolean): number {
  const loaded = loadTopologies(files.length === 0 ? scenarioFiles(OUTDIR) : files);
  if (!loaded.ok) {
    if (!json) throw new InputError(loaded.problems);
    const nothing = { vpcs: [], overlaps: [], ranges: [] };
    print(printableJson({ ...nothing, problems: loaded.problems.map(describeProblem) }));
    return EXIT.inputIsWrong;
  }
  const report = addressReport(loaded.topologies);
  print(json ? printableJson({ ...describeAddresses(report), problems: [] }) : formatAddresses(report));
  return EXIT.good;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
