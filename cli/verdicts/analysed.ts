import { networkOf } from "../../analysis/network";
import type { Analysed } from "../../analysis/reachability";
import { type Assumption, readTerraform } from "../../analysis/terraform";
import { TerraformError } from "../failure";

/** What questions are asked of, and what had to be taken for so to make it of plans. */
export interface ReadAnalysed extends Analysed {
  /** Those of what has been asked for until then: an answer may ask for more. */
  readonly assumptions: () => readonly Assumption[];
}

/**
 * Reads Terraform to ask about it.
 * @param paths folders into which stacks were synthesized, plans and states: see `readTerraform`
 * @throws TerraformError when it cannot be read
 */
export function readAnalysed(...paths: readonly string[]): ReadAnalysed {
  const read = readTerraform(paths);
  if (!read.ok) throw new TerraformError(read.problems);
  const { deployment, index, assumptions } = read;
  const network = networkOf(deployment, index);
  return { deployment, network, assumptions, ...(index === undefined ? {} : { index }) };
}
