import { formatAddress, type Ipv4Address, IntervalSet } from "../../modules/addressing";
import {
  type ElementKey,
  elementKey,
  type Host,
  isKnown,
  type Network,
  type NetworkInterface,
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
    // One that AWS picks from the subnet's is not certain.
    if (!isKnown(each.addresses) || !isKnown(each.subnet) || each.addresses.size !== 1) continue;
    const vpc = subnets.get(each.subnet)?.vpc;
    if (vpc === undefined || !isKnown(vpc)) continue;
    for (const { first } of each.addresses.intervals) pinned.set(`${vpc} ${first}`, each);
  }
  return pinned;
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
