import { UsageError } from "../failure";
import type { ReachOptions } from "./options";
import { reach } from "./pair";
import { reachedFrom, reachingTo, undeclared } from "./sets";

export type { ReachOptions } from "./options";
export { reach } from "./pair";

/** Which ends were written, and by which options. */
export interface WrittenEnds {
  readonly from?: string;
  readonly to?: string;
  readonly undeclared?: boolean;
}

/**
 * Answers a question about packets, between two ends or without one of them.
 * @param ends written one after the other
 * @returns the exit code
 * @throws UsageError, InputError or TerraformError when there is nothing to ask, or nothing to ask it of
 */
export function reachAsWritten(
  ends: readonly string[],
  { from, to, undeclared: isUndeclared = false }: WrittenEnds,
  options: ReachOptions,
): number {
  const ways = [ends.length > 0, from !== undefined, to !== undefined, isUndeclared];
  if (ways.filter(Boolean).length !== 1)
    throw new UsageError(
      `this is no question: write two ends, or one of --to END, --from END and --undeclared${takenForPaths(options)}; see npm run topology -- reach --help`,
    );
  if (to !== undefined) return reachingTo(to, options);
  if (from !== undefined) return reachedFrom(from, options);
  if (isUndeclared) return undeclared(options);
  const [source, destination, third] = ends;
  if (source === undefined || destination === undefined)
    throw new UsageError(
      `${JSON.stringify(source)} alone is no question: write the other end behind it, or --from or --to before it${takenForPaths(options)}`,
    );
  if (third !== undefined)
    throw new UsageError(
      `${JSON.stringify(third)}: a question has two ends, and this is the third; write ends with spaces or brackets in quotes`,
    );
  return reach(source, destination, options);
}

/** It takes all that follows it up to the next option. */
function takenForPaths({ terraform }: ReachOptions): string {
  const paths = [terraform ?? []].flat();
  return paths.length < 2
    ? ""
    : `; everything after --terraform was taken for paths (${paths.join(", ")}): write the ends before it`;
}
