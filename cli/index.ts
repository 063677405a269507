import { Command, CommanderError } from "commander";
import { checkFiles } from "./check";
import { EXIT, run, UsageError } from "./failure";

const program = new Command("topology")
  .description("Works on topology files: who offers what to whom, privately, on AWS.")
  .configureOutput({ writeErr: () => undefined })
  .exitOverride();

let exitCode: number = EXIT.good;

program
  .command("check")
  .description(
    "Checks topology files without writing anything. Exits with 0 when they are good, 2 when they are not.",
  )
  .argument("[files...]", "topology files; without any, those in scenarios/")
  .option("--json", "print the result as JSON")
  .exitOverride()
  .action((files: string[], { json = false }: { json?: boolean }) => {
    exitCode = checkFiles(files, json);
  });

run(() => {
  try {
    program.parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is printed and good.
    if (error.exitCode === 0) return EXIT.good;
    if (error.code === "commander.help")
      throw new UsageError("no command was named; see npm run topology -- --help");
    const sentence = error.message.replace(/^error: /, "").replaceAll("\n", " ");
    throw new UsageError(`${sentence}; see npm run topology -- --help`);
  }
  return exitCode;
});
