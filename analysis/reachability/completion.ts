import type { Network, NetworkInterface } from "../network";
import { Unknown } from "../terraform";
import { ANYTHING } from "./bounds";
import { derivedOnce } from "./derived-once";
import { addressOf, formatPorts, formatTraffic } from "./format";
import { throughLoadBalancer } from "./load-balancing/through-load-balancer";
import type { Arrival, Onward } from "./path/arrival";
import type { Leg } from "./path/stage";
import { throughEndpoint } from "./privatelink/through-endpoint";
import { relayAt, throughRelay } from "./relays/through-relay";

/** Load balancers may lead to endpoints, and these to load balancers; so far only circles go. */
const MOST_RELAYS = 8;

/** The paths that a first leg leads to, each as far as packets go without a program that takes them. */
export function completed(network: Network, start: Onward): Onward[] {
  return complete(network, start, MOST_RELAYS);
}

function complete(network: Network, start: Onward, left: number): Onward[] {
  const { choices, legs, doubts = [], arrival } = start;
  if (arrival === undefined || !sendsOn(network, arrival.interface)) return [start];
  if (left === 0) return [{ choices, legs: [...legs, inCircles(arrival)] }];
  return restOf(network, arrival, left - 1).map((rest) => ({
    ...rest,
    choices: [...choices, ...rest.choices],
    legs: [...legs, ...rest.legs],
    ...(doubts.length === 0 ? {} : { doubts: [...doubts, ...(rest.doubts ?? [])] }),
  }));
}

/** Whether the owner of an interface passes on what comes to it. */
export function sendsOn(network: Network, own: NetworkInterface): boolean {
  const { kind } = own.owner;
  return kind === "endpoint" || kind === "load-balancer" || relayAt(network, own) !== undefined;
}

function restOf(network: Network, arrival: Arrival, left: number): Onward[] {
  const rest = (): Onward[] => onwardFrom(network, arrival).flatMap((each) => complete(network, each, left));
  const { owner } = arrival.client.interface;
  if (owner.kind !== "resource-gateway") return rest();
  // Packets of all resource endpoints go on alike: with the gateway's address, whoever sent them. There may be thousands.
  const { asked } = arrival;
  const key = [
    arrival.interface.key,
    arrival.client.interface.key,
    arrival.client.speaksFor,
    formatTraffic(asked),
    formatPorts(asked.valuesOf("sourcePorts")),
    left,
  ].join(" ");
  const known = fromResourceGateways(network);
  const paths = known.get(key) ?? rest();
  known.set(key, paths);
  return paths;
}

const fromResourceGateways = derivedOnce<Network, Map<string, Onward[]>>(() => new Map());

/** What the owner of an interface does with packets to it. */
function onwardFrom(network: Network, arrival: Arrival): Onward[] {
  const { owner } = arrival.interface;
  const relay = relayAt(network, arrival.interface);
  if (relay !== undefined) return throughRelay(network, relay, arrival);
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
