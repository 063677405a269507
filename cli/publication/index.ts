import { asOutputError, isSystemError, pathsOf } from "./output-error";
import { createStaging, discard, publish, recover } from "./publication";

export { REMOVED, STACKS } from "./manifest";
export { OutputError } from "./output-error";
export { createStaging, discard, publish, recover };

/**
 * Synthesizes and publishes, or leaves the output as it was.
 * @param outdir the output folder, for example `cdktf.out`
 * @param synthesize writes a whole output into the folder it is given (`new App({ outdir: staging })`) and checks
 * it; synchronous; what it throws refuses the synth and comes out of here
 * @returns what `synthesize` returns
 * @throws OutputError when the output cannot be written
 */
export function synthesizeInto<Result>(outdir: string, synthesize: (staging: string) => Result): Result {
  recover(outdir);
  const staging = createStaging(outdir);
  try {
    const result = synthesize(staging);
    publish(staging, outdir);
    return result;
  } catch (error) {
    discard(staging);
    throw isAboutOutput(error, staging) ? asOutputError(error, outdir) : error;
  }
}

/** A full disk is reported without a path. */
function isAboutOutput(error: unknown, staging: string): boolean {
  if (!isSystemError(error)) return false;
  const outOfSpace = error.code === "ENOSPC" || error.code === "EDQUOT";
  return outOfSpace || pathsOf(error).some((path) => path.startsWith(staging));
}
