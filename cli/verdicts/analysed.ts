import { networkOf } from "../../analysis/network";
import type { Analysed } from "../../analysis/reachability";
import { readSynthesized } from "../../analysis/terraform";
import { TerraformError } from "../failure";

/**
 * Reads a folder into which stacks were synthesized, to ask about it.
 * @throws TerraformError when it cannot be read
 */
export function readAnalysed(directory: string): Analysed {
  const read = readSynthesized(directory);
  if (!read.ok) throw new TerraformError(read.problems);
  const { deployment, index } = read;
  const network = networkOf(deployment, index);
  return { deployment, network, ...(index === undefined ? {} : { index }) };
}
