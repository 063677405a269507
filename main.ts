import { run, EXIT } from "./cli/failure";
import { formatOrphanCount, formatOrphans } from "./cli/orphans";
import { runAsOf } from "./cli/run-as";
import { OUTDIR, scenarioFiles } from "./cli/scenarios";
import { formatSummary } from "./cli/summary";
import { synthesize } from "./cli/synthesis";
import { verificationOf, warnIfSkipped } from "./cli/verification";
import { formatWarnings } from "./cli/warnings";

/** The folder that cdktf-cli wants the output in; without the CLI, its default. */
const givenOutdir = process.env["CDKTF_OUTDIR"];
const outdir = givenOutdir ?? OUTDIR;

run(() => {
  const verification = verificationOf(process.env);
  const files = scenarioFiles(outdir);
  const { topologies, orphans, warnings } = synthesize(files, outdir, {
    verification,
    runAs: runAsOf(process.env),
  });
  // The CLI reports by itself, and would show all this twice.
  if (givenOutdir === undefined) process.stdout.write(`${formatSummary(topologies, outdir)}\n`);
  if (warnings.length > 0)
    process.stdout.write(`${givenOutdir === undefined ? "\n" : ""}${formatWarnings(warnings)}\n`);
  if (orphans.length > 0)
    process.stdout.write(
      givenOutdir === undefined ? `\n${formatOrphans(orphans, outdir)}\n` : `${formatOrphanCount(orphans)}\n`,
    );
  warnIfSkipped(verification);
  return EXIT.good;
});
