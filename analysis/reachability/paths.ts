import type { Network } from "../network";
import { agreedLeg } from "./client-platforms";
import { completed } from "./completion";
import { isFromInternet, isViaProxy, type PacketQuestion, type Question } from "./ends";
import type { Onward } from "./path/arrival";
import type { Path } from "./path/stage";
import { throughProxy } from "./proxies/through-proxy";
import { calledEnd, callingEnd } from "./relays/relay-interface";
import { fromEach, startsOf } from "./starts";

/** Every way that the packets of a question may take. */
export function pathsOf(network: Network, question: Question): Path[] {
  if (!isViaProxy(question)) return waysOf(network, question);
  return fromEach(question.from, question, (source) => throughProxy(network, source, question.to)).map(
    agreed,
  );
}

/** Of packets, with the interface that each way ends at, where it gets to one. */
export function waysOf(network: Network, question: PacketQuestion): Onward[] {
  return startsOf(network, narrowed(network, question)).flatMap((start) =>
    completed(network, start).map(agreed),
  );
}

function agreed<Way extends Path>(way: Way): Way {
  return { ...way, legs: way.legs.map(agreedLeg) };
}

/** Of the interfaces of relays those that packets leave by, or come to. */
function narrowed(network: Network, question: PacketQuestion): PacketQuestion {
  return isFromInternet(question)
    ? { ...question, to: calledEnd(network, question.to) }
    : { ...question, from: callingEnd(network, question.from), to: calledEnd(network, question.to) };
}
