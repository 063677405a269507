import { type Interval, IntervalSet } from "../../../modules/addressing";
import { isKnown, type Network } from "../../network";
import { type PacketSet, PROTOCOL } from "../../packets";
import { derivedOnce } from "../derived-once";

/** Ports that can be asked for; nobody listens on port 0. */
export const ASKED_PORTS = IntervalSet.of(1, 65535);

/**
 * Ports, in the largest intervals of which nothing in the network tells one port from another: no rule, entry, listener,
 * mapping or resource configuration. What is true of the first is true of all.
 */
export function alikePorts(network: Network, ports: IntervalSet): Interval[] {
  const starts = startsIn(network);
  let next = 0;
  return ports.intervals.flatMap(({ first, last }) => {
    while ((starts[next] ?? Infinity) <= first) next += 1;
    const alike: Interval[] = [];
    let begin = first;
    for (let start = starts[next]; start !== undefined && start <= last; start = starts[next]) {
      alike.push({ first: begin, last: start - 1 });
      begin = start;
      next += 1;
    }
    return [...alike, { first: begin, last }];
  });
}

/** Where something begins to be otherwise for ports, in ascending order. */
const startsIn = derivedOnce((network: Network): readonly number[] => {
  const starts = new Set<number>();
  const add = (first: number, last: number): void => {
    starts.add(first).add(last + 1);
  };
  const addPort = (port: unknown): void => {
    if (typeof port === "number") add(port, port);
  };
  const seen = new Set<PacketSet>();
  const addTraffic = (packets: PacketSet): void => {
    if (seen.has(packets)) return;
    seen.add(packets);
    for (const { protocols, destinationPorts } of packets.boxes) {
      if (!protocols.contains(PROTOCOL.tcp) && !protocols.contains(PROTOCOL.udp)) continue;
      for (const { first, last } of destinationPorts.intervals) add(first, last);
    }
  };
  for (const { ingress, egress } of [...network.securityGroups.values(), ...network.networkAcls.values()])
    for (const { traffic } of [...ingress.items, ...egress.items]) if (isKnown(traffic)) addTraffic(traffic);
  for (const { listeners } of network.loadBalancers.values())
    for (const { port } of listeners.items) addPort(port);
  for (const { ports } of network.resourceConfigurations.values())
    if (isKnown(ports)) for (const { first, last } of ports.intervals) add(first, last);
  for (const { software } of network.hosts.values())
    if (isKnown(software) && software.kind === "relay")
      for (const { port } of software.relay.translations) addPort(port);
  return [...starts].sort((left, right) => left - right);
});
