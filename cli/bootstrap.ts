import { resolve } from "node:path";
import { App, TerraformResource } from "cdktf";
import { PolicySizeError } from "../modules/access";
import { printable, type Topology } from "../modules/topology";
import { AccountStack } from "../modules/wiring";
import { assembleBootstrap } from "../stacks/assembly";
import { withoutCreationStacks } from "./creation-stacks";
import { EXIT, UsageError } from "./failure";
import { asPublished, BOOTSTRAP, formatOrphans, orphansOf } from "./orphans";
import type { Protection } from "./protection";
import { synthesizeInto } from "./publication";
import { OUTDIR, readTopologies, scenarioFiles } from "./scenarios";
import { quoted } from "./shell";
import { namesOfStacks } from "./stacks";
import { linesOf } from "./table";

/** The bootstrap's own output folder. */
const BOOTSTRAP_OUTDIR = "bootstrap.out";

/**
 * Makes the stacks of the buckets and roles that topologies with state in S3 need before anything else, and prints what
 * was made.
 * @param files all scenarios when empty
 * @param givenOutdir the folder that cdktf-cli wants the output in; without the CLI, `bootstrap.out`
 * @param protection whether Terraform refuses to destroy the buckets
 * @returns the exit code
 * @throws InputError when a file is wrong, UsageError when there is nothing to make or AWS would refuse it
 */
export function bootstrap(
  files: readonly string[],
  givenOutdir: string | undefined,
  protection: Protection = "on",
): number {
  const outdir = givenOutdir ?? BOOTSTRAP_OUTDIR;
  if (resolve(outdir) === resolve(OUTDIR))
    throw new UsageError(
      `${outdir} is the output of the topologies' own stacks, and the bootstrap is none of them; add --output ${BOOTSTRAP_OUTDIR}`,
    );
  const { topologies } = readTopologies(files.length === 0 ? scenarioFiles() : files);
  const shared = topologies.filter(({ state }) => state.backend === "s3");
  if (shared.length === 0)
    throw new UsageError(
      "no topology keeps its state in S3, so there is nothing to bootstrap; to share states, say state: { backend: s3, bucket: NAME, account: NAME } in a topology",
    );
  assertNoneLeft(topologies, files.length > 0);
  const { made, orphans } = synthesizeInto(outdir, (staging) => {
    const stacks = synthesizeBootstrap(shared, staging, protection);
    const names = new Set(stacks.map(({ name }) => name));
    // Of some files' bootstrap the others' stacks would look as if nobody wanted them.
    const isAsked = (topology: string): boolean => files.length === 0 && topology === BOOTSTRAP;
    return { made: stacks, orphans: orphansOf(outdir, names, isAsked).map(asPublished) };
  });
  // The CLI reports by itself, and would show this twice.
  if (givenOutdir === undefined) {
    process.stdout.write(`${formatMade(made, files, outdir)}\n`);
    if (orphans.length > 0) process.stdout.write(`\n${formatOrphans(orphans, outdir)}\n`);
  }
  return EXIT.good;
}

/**
 * The policies are made for what the topologies hold now: whoever has left them could not be destroyed any more. With
 * local states that can be told, and they are in no bucket.
 */
function assertNoneLeft(topologies: readonly Topology[], onlyThese: boolean): void {
  const names = new Set(topologies.map(({ name }) => name));
  const isAsked = (topology: string): boolean => (onlyThese ? names.has(topology) : topology !== BOOTSTRAP);
  const orphans = orphansOf(OUTDIR, namesOfStacks(topologies), isAsked);
  const left = orphans.filter(({ doubt }) => doubt !== undefined).map(({ stack }) => stack);
  if (left.length === 0) return;
  throw new UsageError(
    `${left.slice(0, 3).join(", ")}${left.length > 3 ? ` and ${left.length - 3} more` : ""}: in no topology any more, and perhaps deployed; the bootstrap would take away what their roles need to destroy them. Destroy them first, as npm run topology -- check tells, or delete what is left of them in ${OUTDIR} if they are gone`,
  );
}

interface BootstrapStack {
  readonly name: string;
  readonly account: string;
  readonly resources: number;
}

function synthesizeBootstrap(
  topologies: readonly Topology[],
  folder: string,
  protection: Protection,
): BootstrapStack[] {
  return withoutCreationStacks(() => {
    // The stack traces of annotations, which the manifest holds, would name this machine's paths.
    const app = new App({ outdir: folder, stackTraces: false });
    withSentence(() => {
      assembleBootstrap(app, topologies, protection);
    });
    app.synth();
    return app.node.children
      .filter((child) => child instanceof AccountStack)
      .map((stack) => ({
        name: stack.node.id,
        account: stack.account,
        resources: stack.node.findAll().filter((each) => TerraformResource.isTerraformResource(each)).length,
      }));
  });
}

/** That a policy grows too large is the user's to mend. */
function withSentence(assembly: () => void): void {
  try {
    assembly();
  } catch (error) {
    throw error instanceof PolicySizeError ? new UsageError(error.message) : error;
  }
}

function formatMade(made: readonly BootstrapStack[], files: readonly string[], outdir: string): string {
  const table = linesOf([
    { cells: ["stack", "account", "resources"], details: [] },
    ...made.map(({ name, account, resources }) => ({
      cells: [name, account, String(resources)],
      details: [],
    })),
  ]);
  // The CLI gives the app to a shell of its own.
  const app = ["node -r tsx/cjs cli/index.ts bootstrap", ...files.map(quoted)].join(" ");
  const next =
    files.length === 0
      ? "npm run bootstrap"
      : `npx cdktf deploy --app ${quoted(app)} --output ${quoted(outdir)} '*'`;
  return [
    ...table.map((line) => `  ${line}`),
    "",
    printable(`${made.length} stacks in ${outdir}. Deploy them before all others: ${next}`),
    "Their own states are files in state/: keep those.",
  ].join("\n");
}
