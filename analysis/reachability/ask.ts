import type { Network } from "../network";
import type { Answer } from "./answer";
import type { Question } from "./ends";
import { withTriedFixes } from "./fixes";
import { pathsOf } from "./paths";
import { answerOf } from "./verdict";

/**
 * Whether packets get from one end to the other and the answers back, by which way, and if not, everything that stops
 * them. Fixes that it offers were tried on the network.
 */
export function ask(network: Network, question: Question): Answer {
  return withTriedFixes(network, judge(network, question), (changed) => judge(changed, question));
}

function judge(network: Network, question: Question): Answer {
  return answerOf(pathsOf(network, question));
}
