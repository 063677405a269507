import { ask, parseUrl, type Verdict } from "../analysis/reachability";
import { sentenceOf } from "../modules/addressing";
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
  /** Needed unless a URL says it. */
  readonly port?: string;
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
      ? synthesizeAside(readTopologies(scenarioFiles()).topologies, (_, folder) => readAnalysed(folder))
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
  if (to.includes("://"))
    return throughProxy(from, to, { protocol, ...(port === undefined ? {} : { port }) });
  if (port === undefined)
    throw new UsageError(
      "--port is missing: write the port that is asked, 1 to 65535; only a URL has one of its own",
    );
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535)
    throw new UsageError(`--port ${JSON.stringify(port)}: this is no port; write a number from 1 to 65535`);
  if (protocol !== "tcp" && protocol !== "udp")
    throw new UsageError(`--protocol ${JSON.stringify(protocol)}: this is no protocol; write tcp or udp`);
  return { from, to, protocol, port: Number(port) };
}

/** A URL says its port, and proxies take TCP. */
function throughProxy(
  from: string,
  to: string,
  { port, protocol }: Pick<ReachOptions, "port" | "protocol">,
): WrittenQuestion {
  const url = parseUrl(to);
  if (!url.ok) throw new UsageError(`${JSON.stringify(to)}: ${sentenceOf(url.fault)}`);
  if (port !== undefined)
    throw new UsageError(`--port ${JSON.stringify(port)}: a URL says its own port; leave --port out`);
  if (protocol !== "tcp")
    throw new UsageError(
      `--protocol ${JSON.stringify(protocol)}: a proxy is asked by TCP; leave --protocol out`,
    );
  return { from, to, via: "proxy", protocol, port: url.value.port };
}
