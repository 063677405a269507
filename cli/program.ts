import { Command, CommanderError } from "commander";
import { addresses } from "./addresses";
import { bootstrap } from "./bootstrap";
import { checkFiles } from "./check";
import { EXIT, UsageError } from "./failure";
import { protectionOf } from "./protection";
import { reachAsWritten, type ReachOptions, type WrittenEnds } from "./reach";
import { verificationOf, warnIfSkipped } from "./verification";
import { vpnConfig, type VpnConfigOptions } from "./vpn-config";

const HELP_ON_CHECK = `
Exits with 0 when all is good, 1 when a flow is not as expected, 2 when a file is wrong.
VERIFY=off in the environment leaves the flows unjudged, and says so.`;

const HELP_ON_REACH = `
Exits with 0 when they do, 1 when they do not or only in part, 2 when the question or what it is asked of is wrong,
3 when it depends on what cannot be told before Terraform runs. With --to and --from: 0 whatever there is, unknown ways
among it, each told apart. With --undeclared: 0 when there is nothing, 1 when there is something, 3 when there only may be.

Examples:
  npm run topology -- reach a/ec2-a web.example.internal --port 80
  npm run topology -- reach a@10.0.48.9 web/ec2-b --port 80 --json
  npm run topology -- reach cross-az-web.a:aws_instance.hosts_ec2-a internet --port 443 --terraform cdktf.out
  npm run topology -- reach project-a/app https://www.example.com/
  npm run topology -- reach --to web/ec2-b
  npm run topology -- reach --from a/ec2-a --port 443 --json
  npm run topology -- reach --undeclared --terraform cdktf.out
  npm run topology -- reach app:aws_instance.web db:aws_instance.main --port 5432 --terraform app.json db=db/plan.json`;

const HELP_ON_ADDRESSES = `
Exits with 0 whatever overlaps, 2 when a file is wrong.`;

const HELP_ON_BOOTSTRAP = `
Exits with 0 when they were made, 2 when a file is wrong or none keeps its state in S3.
PROTECT=off in the environment lets the bucket be destroyed.
npm run bootstrap makes and deploys them; see help/bootstrap.md.`;

const HELP_ON_VPN_CONFIG = `
Exits with 0 when it was printed, 2 when the network or a state of its connections is not to be found.
Local states are found by themselves; of one in S3, give what Terraform prints:
  terraform -chdir=cdktf.out/stacks/web.web.vpn-office state pull > FILE
  npm run topology -- vpn-config office --state FILE
A state may hold keys: delete the file when you are done.`;

/** @param end is told the exit code of the command that was run */
function programThat(end: (exitCode: number) => void): Command {
  const program = new Command("topology")
    .description("Works on topology files: who offers what to whom, privately, on AWS.")
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();

  program
    .command("check")
    .description("Checks topology files and proves every flow that they declare, without writing anything.")
    .argument("[files...]", "topology files; without any, those in scenarios/")
    .option("--json", "print the result as JSON")
    .addHelpText("after", HELP_ON_CHECK)
    .exitOverride()
    .action((files: string[], { json = false }: { json?: boolean }) => {
      const verification = verificationOf(process.env);
      end(checkFiles(files, json, verification));
      warnIfSkipped(verification);
    });

  program
    .command("reach")
    .description(
      "Tells whether packets get from one end to the other and the answers back, by which way, and if not, everything that stops them, each with the change that lifts it.",
    )
    .argument(
      "[ends...]",
      "who asks, as entry/host, vpc@address, stack:aws_instance.x, or internet; and who is asked: any of these, a private name, as the one who asks resolves it, or a URL, through the proxy that the host is set up to use",
    )
    .option(
      "--to <end>",
      "tell instead who can reach this end, or this endpoint service: every host, and the internet",
    )
    .option("--from <end>", "tell instead what this end can reach")
    .option(
      "--undeclared",
      "tell instead by which ways hosts of different VPCs reach each other, or the internet a host, that no flow declares",
    )
    .option(
      "--port <number>",
      "the port that is asked, 1 to 65535; a URL says its own; with --to and --from, every one without it",
    )
    .option("--protocol <protocol>", "tcp or udp; without it tcp, with --to and --from both")
    .option(
      "--terraform <paths...>",
      "ask synthesized folders like cdktf.out, plans and states (terraform show -json), instead of scenarios/; all that follows is taken for paths, so write ends before it",
    )
    .option(
      "--json",
      "print the answer as JSON: a flow as check prints it, without expect and ok; or groups, with everyone in them",
    )
    .addHelpText("after", HELP_ON_REACH)
    .exitOverride()
    .action((ends: string[], options: ReachOptions & WrittenEnds) => {
      end(reachAsWritten(ends, options, options));
    });

  program
    .command("addresses")
    .description(
      "Tells which blocks the VPCs have, which of them overlap and whether that matters, and which blocks are free.",
    )
    .argument("[files...]", "topology files; without any, those in scenarios/")
    .option("--json", "print the report as JSON")
    .addHelpText("after", HELP_ON_ADDRESSES)
    .exitOverride()
    .action((files: string[], { json = false }: { json?: boolean }) => {
      end(addresses(files, json));
    });

  program
    .command("bootstrap")
    .description(
      "Makes the stacks of the S3 buckets with states and of the roles in every account, into bootstrap.out: they are deployed before all others.",
    )
    .argument(
      "[files...]",
      "topology files, all of those that share a bucket; without any, those in scenarios/",
    )
    .addHelpText("after", HELP_ON_BOOTSTRAP)
    .exitOverride()
    .action((files: string[]) => {
      end(bootstrap(files, process.env["CDKTF_OUTDIR"], protectionOf(process.env)));
    });

  program
    .command("vpn-config")
    .description(
      "Prints what the VPN device of a network outside AWS has to be told: for strongSwan, and as a table for any other.",
    )
    .argument("<network>", "the network in onPremises, or topology/network where several topologies have one")
    .option("--state <files...>", "states of its connections' stacks, pulled or shown as JSON")
    .option("--with-keys", "print pre-shared keys, where a state holds them")
    .option("--json", "print it as JSON")
    .addHelpText("after", HELP_ON_VPN_CONFIG)
    .exitOverride()
    .action((network: string, options: VpnConfigOptions) => {
      end(vpnConfig(network, options));
    });

  return program;
}

/**
 * Does what a command line asks for.
 * @param commandLine its words, without those that start the program
 * @returns the exit code
 * @throws UsageError when the command line is wrong, and whatever its command throws
 */
export function main(commandLine: readonly string[]): number {
  let exitCode: number = EXIT.good;
  const program = programThat((code) => {
    exitCode = code;
  });
  try {
    program.parse(commandLine, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is printed and good.
    if (error.exitCode === 0) return EXIT.good;
    if (error.code === "commander.help")
      throw new UsageError("no command was named; see npm run topology -- --help");
    const sentence = error.message.replace(/^error: /, "").replaceAll("\n", " ");
    const [named] = program.commands.filter((each) => each.name() === commandLine[0]);
    throw new UsageError(
      `${sentence}; see npm run topology -- ${named === undefined ? "" : `${named.name()} `}--help`,
    );
  }
  return exitCode;
}
