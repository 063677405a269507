import type { Network } from "../network";
import { Unknown } from "../terraform";
import { ANYTHING } from "./bounds";
import type { Question } from "./ends";
import { addressOf } from "./format";
import { throughLoadBalancer } from "./load-balancing/through-load-balancer";
import type { Arrival, Onward } from "./path/arrival";
import type { Leg, Path } from "./path/stage";
import { throughEndpoint } from "./privatelink/through-endpoint";
import { startsOf } from "./starts";

/** Load balancers may lead to endpoints, and these to load balancers; so far only circles go. */
const MOST_RELAYS = 8;

/** Every way that the packets of a question may take. */
export function pathsOf(network: Network, question: Question): Path[] {
  return startsOf(network, question).flatMap((start) => complete(network, start, MOST_RELAYS));
}

function complete(network: Network, { choices, legs, next }: Onward, left: number): Path[] {
  if (next === undefined) return [{ choices, legs }];
  if (left === 0) return [{ choices, legs: [...legs, inCircles(next)] }];
  return onwardFrom(network, next).flatMap((each) =>
    complete(
      network,
      { ...each, choices: [...choices, ...each.choices], legs: [...legs, ...each.legs] },
      left - 1,
    ),
  );
}

/** What the owner of an interface does with packets to it. */
function onwardFrom(network: Network, arrival: Arrival): Onward[] {
  const { owner } = arrival.interface;
  if (owner.kind === "endpoint") {
    const endpoint = network.endpoints.get(owner.endpoint);
    if (endpoint !== undefined) return throughEndpoint(network, endpoint, arrival);
  }
  if (owner.kind === "load-balancer") {
    const loadBalancer = network.loadBalancers.get(owner.loadBalancer);
    if (loadBalancer !== undefined) return throughLoadBalancer(network, loadBalancer, arrival);
  }
  throw new Error(`${arrival.interface.key} sends packets on, and its owner is not in the network`);
}

function inCircles({ asked, interface: { at } }: Arrival): Leg {
  const why = new Unknown(addressOf(at), `it sends packets on through more than ${MOST_RELAYS} others`, at);
  return {
    asked,
    stages: [
      {
        component: "network interface",
        at,
        detail: "leads to a host",
        consulted: [],
        passes: ANYTHING,
        doubts: [why],
      },
    ],
  };
}
