import { ask, type Verdict } from "../analysis/reachability";
import { EXIT, UsageError } from "./failure";
import { printableJson } from "./printable-json";
import { readTopologies, scenarioFiles } from "./scenarios";
import { synthesizeAside } from "./synthesis";
import {
  describeAnswer,
  linesOfAnswer,
  questionOf,
  readAnalysed,
  Sources,
  type WrittenQuestion,
} from "./verdicts";

/** Options of the command line, as they were written. */
export interface ReachOptions {
  readonly port: string;
  readonly protocol: string;
  /** A synthesized folder. @default the scenarios are synthesized */
  readonly terraform?: string;
  readonly json?: boolean;
}

const EXIT_CODES: Readonly<Record<Verdict, number>> = {
  reachable: EXIT.good,
  partly: EXIT.networkIsWrong,
  blocked: EXIT.networkIsWrong,
  unknown: EXIT.unknown,
};

/**
 * Answers whether packets get from one end to the other, and prints the answer.
 * @returns the exit code
 * @throws UsageError, InputError or TerraformError when there is nothing to ask, or nothing to ask it of
 */
export function reach(
  from: string,
  to: string,
  { terraform, json = false, ...options }: ReachOptions,
): number {
  const written = writtenQuestion(from, to, options);
  const analysed =
    terraform === undefined
      ? synthesizeAside(readTopologies(scenarioFiles()), (_, folder) => readAnalysed(folder))
      : readAnalysed(terraform);
  const answer = ask(analysed.network, questionOf(analysed, written));
  const sources = new Sources(analysed.index);
  const text = json
    ? printableJson(describeAnswer(written, answer, sources))
    : linesOfAnswer(written, answer, sources).join("\n");
  process.stdout.write(`${text}\n`);
  return EXIT_CODES[answer.verdict];
}

function writtenQuestion(
  from: string,
  to: string,
  { port, protocol }: Pick<ReachOptions, "port" | "protocol">,
): WrittenQuestion {
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535)
    throw new UsageError(`--port ${JSON.stringify(port)}: this is no port; write a number from 1 to 65535`);
  if (protocol !== "tcp" && protocol !== "udp")
    throw new UsageError(`--protocol ${JSON.stringify(protocol)}: this is no protocol; write tcp or udp`);
  return { from, to, protocol, port: Number(port) };
}
