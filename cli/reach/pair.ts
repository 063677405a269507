import { type Answer, type Question, ask, parseUrl, type Verdict } from "../../analysis/reachability";
import type { ResourceKey } from "../../analysis/terraform";
import { sentenceOf } from "../../modules/addressing";
import { EXIT, UsageError } from "../failure";
import { printableJson } from "../printable-json";
import { describeAnswer, linesOfAnswer, questionOf, Sources, type WrittenQuestion } from "../verdicts";
import { assumedOf } from "./assumptions";
import { linesOfRemarks, notesOn, withRemarks } from "./remarks";
import { notesOnRemoteStates } from "./remote-states";
import { portOf, protocolOf, readAsked, type ReachOptions } from "./options";

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
  const { analysed, assumptions: assumed } = readAsked(terraform);
  const question = questionOf(analysed, written);
  const answer = ask(analysed.network, question);
  const assumptions = assumedOf(assumed(), analysed.deployment, restsOn(question, answer));
  const sources = new Sources(analysed.index);
  const sentences = answer.blockers.map(({ sentence }) => sentence);
  const notes = [...notesOn(analysed, answer), ...notesOnRemoteStates(analysed.deployment, sentences)];
  const text = json
    ? printableJson(withRemarks(describeAnswer(written, answer, sources), { assumptions, notes }))
    : [...linesOfAnswer(written, answer, sources), ...linesOfRemarks({ assumptions, notes })].join("\n");
  process.stdout.write(`${text}\n`);
  return EXIT_CODES[answer.verdict];
}

function restsOn({ from, to }: Question, { trace, blockers }: Answer): readonly ResourceKey[] {
  return [
    ...[from, to].flatMap((end) => ("at" in end ? [end.at] : [])),
    ...trace.flatMap(({ at, consulted }) => [at, ...consulted]),
    ...blockers.map(({ at }) => at),
  ];
}

function writtenQuestion(
  from: string,
  to: string,
  { port, protocol = "tcp" }: Pick<ReachOptions, "port" | "protocol">,
): WrittenQuestion {
  if (to.includes("://"))
    return throughProxy(from, to, { protocol, ...(port === undefined ? {} : { port }) });
  if (port === undefined)
    throw new UsageError(
      "--port is missing: write the port that is asked, 1 to 65535; only a URL has one of its own",
    );
  return { from, to, port: portOf(port), protocol: protocolOf(protocol) };
}

/** A URL says its port, and proxies take TCP. */
function throughProxy(
  from: string,
  to: string,
  { port, protocol = "tcp" }: Pick<ReachOptions, "port" | "protocol">,
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
