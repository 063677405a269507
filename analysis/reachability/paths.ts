import type { Network } from "../network";
import { agreedLeg } from "./client-platforms";
import { completed } from "./completion";
import { isViaProxy, type Question } from "./ends";
import type { Path } from "./path/stage";
import { throughProxy } from "./proxies/through-proxy";
import { fromEach, startsOf } from "./starts";

/** Every way that the packets of a question may take. */
export function pathsOf(network: Network, question: Question): Path[] {
  return waysOf(network, question).map(({ choices, legs }) => ({ choices, legs: legs.map(agreedLeg) }));
}

function waysOf(network: Network, question: Question): Path[] {
  if (isViaProxy(question))
    return fromEach(question.from, question, (source) => throughProxy(network, source, question.to));
  return startsOf(network, question).flatMap((start) => completed(network, start));
}
