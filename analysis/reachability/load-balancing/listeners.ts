import { IntervalSet } from "../../../modules/addressing";
import type { Listener, LoadBalancer, Network, TargetGroup, TransportProtocol } from "../../network";
import { isKnown } from "../../network";
import type { PacketSet } from "../../packets";
import { PROTOCOL } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { addressOf, formatTraffic } from "../format";
import { passing, type Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import { plainHttpAtListener } from "./plain-http";

/** Ways through a load balancer's listeners. */
interface ListenerWay {
  readonly stages: readonly Stage[];
  readonly targetGroups: readonly TargetGroup[];
}

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

/** The listener that takes the packets, and the target groups that it forwards to. */
export function listenerWays(network: Network, loadBalancer: LoadBalancer, asked: PacketSet): ListenerWay[] {
  const { items, doubts } = loadBalancer.listeners;
  const taking = items.filter((listener) => accepts(listener, asked) === true);
  const [listener] = taking;
  if (listener !== undefined)
    return forward(network, listener, passing("listener", listener.at, formatTraffic(asked)));
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
    ? [{ stages: [mismatch], targetGroups: [] }]
    : forward(network, only, mismatch);
}

/** @returns nothing where it cannot be told */
function accepts({ port, protocol }: Listener, asked: PacketSet): boolean | undefined {
  if (isKnown(port) && !asked.valuesOf("destinationPorts").contains(port)) return false;
  const protocols = asked.valuesOf("protocols");
  if (isKnown(protocol) && !TRANSPORT[protocol].some((number) => protocols.contains(number))) return false;
  return isKnown(port) && isKnown(protocol) ? true : undefined;
}

/** A way to the target groups that are known, and one to those that there may be besides. */
function forward(network: Network, listener: Listener, taken: Stage): ListenerWay[] {
  const { items, doubts } = listener.targetGroups;
  const targetGroups = items.flatMap((key) => network.targetGroups.get(key) ?? []);
  const missing = items.filter((key) => !network.targetGroups.has(key));
  const unsettled = [
    ...doubts,
    ...missing.map(
      (key) => new Unknown(key, "none of the given stacks makes this target group", listener.at),
    ),
    ...unmodelledAt(network, listener.key),
  ];
  const stages = [taken, ...refusalsAt(network, listener.key), ...plainHttpAtListener(listener)];
  const known = { stages, targetGroups };
  if (unsettled.length === 0 && targetGroups.length > 0) return [known];
  const action: Stage = {
    component: "listener, action",
    at: listener.at,
    detail: "forwards to a target group",
    consulted: [],
    passes: unsettled.length > 0 ? ANYTHING : NOTHING,
    doubts: unsettled,
    blocker: {
      code: "ELBV2_LISTENER_REQUIRES_TG_ACCEPT",
      sentence: "it forwards to no target group",
    },
  };
  return [...(targetGroups.length > 0 ? [known] : []), { stages: [...stages, action], targetGroups: [] }];
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
