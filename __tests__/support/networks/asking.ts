import { networkOf } from "../../../analysis/network";
import {
  type Answer,
  ask,
  findEnd,
  type Analysed,
  questionBetween,
  type Verdict,
} from "../../../analysis/reachability";
import { type Parsed, sentenceOf } from "../../../modules/addressing";
import { deploymentOf } from "../deployments";
import { type Resources, stackOf } from "./resources";

/** Who asks whom, as the command line takes it; addresses of resources without the stack. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  /** @default tcp */
  readonly protocol?: "tcp" | "udp";
  /** @default that of a URL, and otherwise 80 */
  readonly port?: number;
  /** What the flow must be. @default nothing is expected */
  readonly expected?: Verdict;
}

const STACK = "example";

/** The answer about a network that one stack makes. @throws with the sentence of what is wrong with the question */
export function answerAbout(resources: Resources, asked: Asked): Answer {
  const deployment = deploymentOf({ [STACK]: stackOf(resources) });
  return answerOf({ deployment, network: networkOf(deployment) }, asked);
}

export function answerOf(analysed: Analysed, { from, to, protocol = "tcp", port, expected }: Asked): Answer {
  const end = (text: string): string => (text.startsWith("aws_") ? `${STACK}:${text}` : text);
  const asked = foundIn(findEnd(analysed, end(to)));
  const question = questionBetween(
    foundIn(findEnd(analysed, end(from))),
    asked,
    protocol,
    port ?? (asked.kind === "url" ? asked.port : 80),
  );
  return ask(analysed.network, foundIn(question), expected);
}

function foundIn<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new Error(sentenceOf(parsed.fault));
}
