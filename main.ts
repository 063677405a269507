import { run, EXIT } from "./cli/failure";
import { formatSummary } from "./cli/summary";
import { scenarioFiles, synthesize } from "./cli/synthesis";

/** The folder that cdktf-cli wants the output in; without the CLI, its default. */
const givenOutdir = process.env["CDKTF_OUTDIR"];
const outdir = givenOutdir ?? "cdktf.out";

run(() => {
  const topologies = synthesize(scenarioFiles(), outdir);
  // The CLI reports by itself, and would show this twice.
  if (givenOutdir === undefined) process.stdout.write(`${formatSummary(topologies, outdir)}\n`);
  return EXIT.good;
});
