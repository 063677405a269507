import { run, EXIT } from "./cli/failure";
import { runAsOf } from "./cli/run-as";
import { scenarioFiles } from "./cli/scenarios";
import { formatSummary } from "./cli/summary";
import { synthesize } from "./cli/synthesis";
import { verificationOf, warnIfSkipped } from "./cli/verification";

/** The folder that cdktf-cli wants the output in; without the CLI, its default. */
const givenOutdir = process.env["CDKTF_OUTDIR"];
const outdir = givenOutdir ?? "cdktf.out";

run(() => {
  const verification = verificationOf(process.env);
  const topologies = synthesize(scenarioFiles(), outdir, { verification, runAs: runAsOf(process.env) });
  // The CLI reports by itself, and would show this twice.
  if (givenOutdir === undefined) process.stdout.write(`${formatSummary(topologies, outdir)}\n`);
  warnIfSkipped(verification);
  return EXIT.good;
});
