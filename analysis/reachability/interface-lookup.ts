import { addressFromInteger, formatAddress, type Ipv4Address, IntervalSet } from "../../modules/addressing";
import {
  certainAddresses,
  type ElementKey,
  elementKey,
  type Host,
  isKnown,
  type Network,
  type NetworkInterface,
  type OnPremisesNetwork,
} from "../network";
import { Unknown } from "../terraform";
import { derivedOnce } from "./derived-once";
import { subnetsIn } from "./subnet-lookup";

/** The interfaces of a host, and what is not known of them. */
export function interfacesOfHost(
  network: Network,
  { interfaces }: Host,
): { readonly interfaces: readonly NetworkInterface[]; readonly doubts: readonly Unknown[] } {
  return {
    interfaces: interfaces.items.flatMap((key) => network.interfaces.get(key) ?? []),
    doubts: interfaces.doubts,
  };
}

/** The host that has an interface. */
export function hostOf(network: Network, { owner }: NetworkInterface): Host | undefined {
  return owner.kind === "host" ? network.hosts.get(owner.host) : undefined;
}

/** The interface of a VPC that certainly has an address. */
export function interfaceAt(
  network: Network,
  vpc: ElementKey,
  address: Ipv4Address,
): NetworkInterface | undefined {
  return pinnedInterfaces(network.subnets)(network.interfaces).get(`${vpc} ${address}`);
}

const pinnedInterfaces = derivedOnce((subnets: Network["subnets"]) =>
  derivedOnce((interfaces: Network["interfaces"]) => pinnedAmong(interfaces, subnets)),
);

function pinnedAmong(
  interfaces: Network["interfaces"],
  subnets: Network["subnets"],
): ReadonlyMap<string, NetworkInterface> {
  const pinned = new Map<string, NetworkInterface>();
  for (const each of interfaces.values()) {
    if (!isKnown(each.subnet) || each.subnet === null) continue;
    const vpc = subnets.get(each.subnet)?.vpc;
    if (vpc === undefined || !isKnown(vpc)) continue;
    const certain = certainAddresses({ subnets }, each);
    for (const address of addressesIn(certain))
      pinned.set(`${vpc} ${address}`, certain.size === 1 ? each : calledAt(each, address));
  }
  return pinned;
}

/** An interface as those see it who call one of its addresses. */
export function calledAt(own: NetworkInterface, address: Ipv4Address): NetworkInterface {
  return { ...own, addresses: IntervalSet.of(address, address) };
}

function addressesIn({ intervals }: IntervalSet): Ipv4Address[] {
  return intervals.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => addressFromInteger(first + index)),
  );
}

/**
 * What has an address of a VPC: the interface that certainly does, or one that nothing else is known of.
 * @returns nothing where no subnet holds the address
 */
export function interfaceOrUnheld(
  network: Network,
  vpc: ElementKey,
  address: Ipv4Address,
): NetworkInterface | undefined {
  const held = interfaceAt(network, vpc, address);
  if (held !== undefined) return held;
  const subnet = subnetsIn(network, vpc).find(({ block }) => isKnown(block) && block.contains(address));
  if (subnet === undefined) return undefined;
  const text = formatAddress(address);
  const why = new Unknown(text, "none of the given stacks says what has this address", subnet.at);
  return {
    key: elementKey(subnet.at, text),
    at: subnet.at,
    owner: { kind: "none" },
    subnet: subnet.key,
    securityGroups: { items: [], doubts: [why] },
    addresses: IntervalSet.of(address, address),
    hasPublicAddress: why,
    sourceDestinationCheck: why,
  };
}

/** What has an address of a network outside AWS: one of the hosts that are declared, or one of which nothing is. */
export function hostOfNetwork(
  network: Network,
  { key, at, hosts }: OnPremisesNetwork,
  address: Ipv4Address,
): NetworkInterface {
  const addresses = IntervalSet.of(address, address);
  const declared = [...hosts.values()]
    .flatMap((each) => network.interfaces.get(each) ?? [])
    .find((each) => isKnown(each.addresses) && each.addresses.equals(addresses));
  return (
    declared ?? {
      key: elementKey(at, formatAddress(address)),
      at,
      owner: { kind: "on-premises", network: key },
      subnet: null,
      securityGroups: { items: [], doubts: [] },
      addresses,
      hasPublicAddress: false,
      sourceDestinationCheck: false,
    }
  );
}
