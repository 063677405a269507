import type { NamedEntry } from "../derivations";
import type { Endpoint, Relay, Service } from "../model";
import { chainName, chainsOf } from "../relay-chains";
import type { EntryInput, RelayInput, TopologyInput } from "../schema";
import type { AddressPicks } from "./address-picks";
import { resolveHostRelay } from "./host-relay";
import { present, sortedBy } from "./lists";
import { resolveManagedRelay } from "./managed-relay";

/** What relays add to entries: services, endpoints, and what the relays themselves are. */
export interface ResolvedRelays {
  /** By the entry's name. */
  readonly services: ReadonlyMap<string, readonly Service[]>;
  readonly endpoints: ReadonlyMap<string, readonly Endpoint[]>;
  readonly relays: ReadonlyMap<string, Relay>;
}

/** Works out each mapping's way: the load balancer, endpoint service and endpoint between its two ends. */
export function resolveRelays(
  input: TopologyInput,
  entries: readonly NamedEntry<EntryInput>[],
  picks: AddressPicks,
): ResolvedRelays {
  const byName = new Map(entries.map((named) => [named.name, named]));
  const services = new Map<string, Service[]>();
  const endpoints = new Map<string, Endpoint[]>();
  const relays = new Map<string, Relay>();
  for (const named of entries) {
    const { entry } = named;
    if (!isRelay(entry)) continue;
    const chains = sortedBy(chainsOf(named, input), ({ entry: other, address }) => chainName(other, address));
    const ends = chains.map((chain) => {
      const other = present(byName.get(chain.entry));
      return { input, relay: named, other, chain, picks };
    });
    const { relay, links } =
      entry.mode === "host" ? resolveHostRelay(named, entry, ends) : resolveManagedRelay(ends);
    for (const { service, endpoint, endpointOf } of links) {
      services.set(service.entry, [...(services.get(service.entry) ?? []), service]);
      endpoints.set(endpointOf, [...(endpoints.get(endpointOf) ?? []), endpoint]);
    }
    relays.set(named.name, relay);
  }
  return { services, endpoints, relays };
}

function isRelay(entry: EntryInput): entry is RelayInput {
  return "mode" in entry;
}
