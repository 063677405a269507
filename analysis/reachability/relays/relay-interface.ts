import { type Ipv4Address, IntervalSet } from "../../../modules/addressing";
import type { Relay } from "../../../modules/software";
import {
  certainAddresses,
  elementKey,
  type Host,
  isKnown,
  type Network,
  type NetworkInterface,
} from "../../network";
import type { End, Interfaces } from "../ends";
import { calledAt, interfacesOfHost } from "../interface-lookup";

/** The interface of a relay's host that certainly has an address. */
export function interfaceWith(
  network: Network,
  interfaces: readonly NetworkInterface[],
  address: Ipv4Address,
): NetworkInterface | undefined {
  return interfaces.find((each) =>
    IntervalSet.of(address, address).isSubsetOf(certainAddresses(network, each)),
  );
}

/** A relay is called at one address of one interface, whatever others its instance has. */
export function calledEnd<To extends End>(network: Network, to: To): To | Interfaces {
  const relay = relayEnd(network, to);
  return relay === undefined
    ? to
    : { kind: "interfaces", at: relay.host.at, interfaces: [calledAt(relay.own, relay.address)], doubts: [] };
}

/** What a relay's programs send leaves by the instance's own interface: only what it passes on, by the other one. */
export function callingEnd<From extends End>(network: Network, from: From): From | Interfaces {
  const relay = relayEnd(network, from);
  if (relay === undefined) return from;
  const { interfaces, doubts } = interfacesOfHost(network, relay.host);
  const others = interfaces.filter(({ key }) => key !== relay.own.key);
  return others.length === 0 ? from : { kind: "interfaces", at: relay.host.at, interfaces: others, doubts };
}

interface RelayEnd {
  readonly host: Host;
  readonly own: NetworkInterface;
  readonly address: Relay["address"];
}

/** Nothing for other ends, and where it is not known which interface a relay is called at. */
function relayEnd(network: Network, end: End): RelayEnd | undefined {
  const host = end.kind === "interfaces" ? network.hosts.get(elementKey(end.at)) : undefined;
  if (host === undefined || !isKnown(host.software) || host.software.kind !== "relay") return undefined;
  const { address } = host.software.relay;
  const own = interfaceWith(network, interfacesOfHost(network, host).interfaces, address);
  return own && { host, own, address };
}
