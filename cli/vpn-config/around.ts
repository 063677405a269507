import { formatAddress, type Ipv4Address } from "../../modules/addressing";
import type { Entry, ExternalNetwork, OnPremises, Topology } from "../../modules/topology";

/** What a network outside AWS has to know besides its VPN device, as its topology has it. */
export interface Around {
  /** The domains that its DNS forwards, by domain, and to which name servers. */
  readonly dns: readonly { readonly domain: string; readonly servers: readonly string[] }[];
  /** The relays that call it, and from which addresses: where it filters, it must let these in. */
  readonly relays: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

export function around({ entries }: Topology, network: OnPremises): Around {
  return {
    dns: forwardsOf(network).map(({ domain, servers }) => ({ domain, servers: written(servers) })),
    relays: entries.flatMap((entry) => {
      const addresses = callersOf(entry, network);
      return addresses.length === 0 ? [] : [{ name: entry.name, addresses: written(addresses) }];
    }),
  };
}

/** The hosts of a network that a VPC plays are set up by their own stack. */
function forwardsOf(network: OnPremises): ExternalNetwork["forwards"] {
  return network.kind === "external" ? network.forwards : [];
}

/** A host calls with its own address, a load balancer with that of any of its zones. */
function callersOf({ relay, services }: Entry, { blocks }: OnPremises): readonly Ipv4Address[] {
  if (relay === undefined) return [];
  const isInNetwork = (address: Ipv4Address): boolean => blocks.some((block) => block.contains(address));
  if (relay.mode === "host")
    return relay.translations.some(({ to }) => isInNetwork(to.address)) ? [relay.address] : [];
  return services
    .filter(({ listeners }) =>
      listeners.some(
        ({ targets }) =>
          targets.kind === "addresses" &&
          targets.addresses.some(({ isOutside, address }) => isOutside && isInNetwork(address)),
      ),
    )
    .flatMap(({ addresses }) => [...addresses.values()]);
}

function written(addresses: readonly Ipv4Address[]): string[] {
  return addresses.toSorted((left, right) => left - right).map(formatAddress);
}
