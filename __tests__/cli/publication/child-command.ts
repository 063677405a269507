import { join } from "node:path";

/** The user and group that own nothing. */
export const NOBODY = 65534;

/** The command that runs `child.ts` in a process of its own. */
export function childCommand(
  mode: "unprivileged" | "repeat" | "signal",
  outdir: string,
  argument: string,
): [program: string, ...given: string[]] {
  const program = join(__dirname, "child.ts");
  return [process.execPath, "-r", require.resolve("tsx/cjs"), program, mode, outdir, argument];
}
