import { formatProblem, type Problem } from "../modules/topology";

/**
 * What is no mistake of topology files and yet hardly meant, a line each. Safe to print. It belongs on standard output:
 * cdktf-cli shows as an error what a program says on standard error.
 */
export function formatWarnings(warnings: readonly Problem[]): string {
  return warnings.map((warning) => `WARNING: ${formatProblem(warning)}`).join("\n");
}
