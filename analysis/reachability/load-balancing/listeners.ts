import { IntervalSet } from "../../../modules/addressing";
import type { Listener, LoadBalancer, Network, TransportProtocol } from "../../network";
import { isKnown } from "../../network";
import type { PacketSet } from "../../packets";
import { PROTOCOL } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { addressOf, formatTraffic } from "../format";
import { passing, type Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { forward } from "./forward-action";
import { plainHttpAtListener } from "./plain-http";
import { type ListenerWay, ruleWays } from "./rule-ways";

/** The protocols that a listener's connections have on the wire. */
const TRANSPORT: Readonly<Record<TransportProtocol, readonly number[]>> = {
  TCP: [PROTOCOL.tcp],
  TLS: [PROTOCOL.tcp],
  HTTP: [PROTOCOL.tcp],
  HTTPS: [PROTOCOL.tcp],
  UDP: [PROTOCOL.udp],
  QUIC: [PROTOCOL.udp],
  TCP_UDP: [PROTOCOL.tcp, PROTOCOL.udp],
  TCP_QUIC: [PROTOCOL.tcp, PROTOCOL.udp],
  GENEVE: [PROTOCOL.udp],
};

/** The listener that takes the packets, and what it does with them. */
export function listenerWays(network: Network, loadBalancer: LoadBalancer, asked: PacketSet): ListenerWay[] {
  const { items, doubts } = loadBalancer.listeners;
  const taking = items.filter((listener) => accepts(listener, asked) === true);
  const [listener] = taking;
  if (listener !== undefined)
    return beyondListener(
      network,
      loadBalancer,
      listener,
      asked,
      passing("listener", listener.at, formatTraffic(asked)),
    );
  const undecided = items.filter((each) => accepts(each, asked) === undefined);
  const unsettled = [
    ...doubts,
    ...undecided.flatMap(({ port, protocol }) =>
      [port, protocol].filter((value) => value instanceof Unknown),
    ),
  ];
  const mismatch: Stage = {
    component: "load balancer, listeners",
    at: loadBalancer.at,
    detail: formatTraffic(asked),
    consulted: items.map(({ at }) => at),
    passes: unsettled.length > 0 ? ANYTHING : NOTHING,
    doubts: unsettled,
    blocker: {
      code: "ELBV2_LISTENERS_MISMATCH",
      sentence: sentenceFor(items, asked),
      ...fixFor(loadBalancer, items, asked),
    },
  };
  // What else is wrong shows beyond, as if the only listener took the packets.
  const [only, ...others] = items;
  return only === undefined || others.length > 0 || unsettled.length > 0
    ? [{ asked, choices: [], stages: [mismatch], targetGroups: [] }]
    : beyondListener(network, loadBalancer, only, asked, mismatch);
}

/** @returns nothing where it cannot be told */
function accepts({ port, protocol }: Listener, asked: PacketSet): boolean | undefined {
  if (isKnown(port) && !asked.valuesOf("destinationPorts").contains(port)) return false;
  const protocols = asked.valuesOf("protocols");
  if (isKnown(protocol) && !TRANSPORT[protocol].some((number) => protocols.contains(number))) return false;
  return isKnown(port) && isKnown(protocol) ? true : undefined;
}

/** What a listener does with packets that it takes. */
function beyondListener(
  network: Network,
  loadBalancer: LoadBalancer,
  listener: Listener,
  asked: PacketSet,
  taken: Stage,
): ListenerWay[] {
  const stages = [
    taken,
    ...refusalsAt(network, listener.key),
    ...plainHttpAtListener(loadBalancer, listener),
  ];
  if (loadBalancer.type === "application") return ruleWays(network, listener, asked, stages);
  const ofRules = rulesStage(listener);
  return forward(network, listener, [...stages, ...ofRules]).map((way) => ({ ...way, asked, choices: [] }));
}

/** Those of Network Load Balancers tell IPv4 from IPv6, which is not analysed. */
function rulesStage({ at, rules: { items, doubts } }: Listener): Stage[] {
  const all = [
    ...items.map(
      (rule) => new Unknown(addressOf(rule.at), "rules of such listeners are not analysed", rule.at),
    ),
    ...doubts,
  ];
  if (all.length === 0) return [];
  const detail = "forwards by its default action";
  return [{ component: "listener", at, detail, consulted: [], passes: ANYTHING, doubts: all }];
}

const MOST_TOLD = 5;

function sentenceFor(listeners: readonly Listener[], asked: PacketSet): string {
  const has = listeners
    .slice(0, MOST_TOLD)
    .map(({ at, protocol, port }) => `${addressOf(at)} takes ${known(protocol)} ${known(port)}`);
  const left = listeners.length > MOST_TOLD ? ` and ${listeners.length - MOST_TOLD} others` : "";
  return `it has no listener for ${formatTraffic(asked)}${has.length === 0 ? "" : `; ${has.join(", ")}${left}`}`;
}

function known(value: string | number | Unknown): string {
  return value instanceof Unknown ? value.expression : String(value);
}

function fixFor(
  { key }: LoadBalancer,
  listeners: readonly Listener[],
  asked: PacketSet,
): Pick<NonNullable<Stage["blocker"]>, "fix"> {
  const [only, ...others] = listeners;
  const [port] = asked.valuesOf("destinationPorts").intervals;
  if (only === undefined || others.length > 0 || port === undefined) return {};
  const protocols = isKnown(only.protocol) ? TRANSPORT[only.protocol] : [];
  if (
    !asked
      .valuesOf("protocols")
      .equals(IntervalSet.ofAll(protocols.map((number) => ({ first: number, last: number }))))
  )
    return {};
  return { fix: { kind: "set-listener-port", loadBalancer: key, listener: only.key, port: port.first } };
}
