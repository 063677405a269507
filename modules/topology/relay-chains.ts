import { formatAddress, type Ipv4Address } from "../addressing";
import { type NamedEntry, own } from "./derivations";
import type { EntryDraft, MappingInput, TopologyDraft } from "./schema";

/** What a relay's mappings come to: for each address that is called, one way to those who answer. */
export interface RelayChain {
  /** `inward`: a network outside AWS calls, an entry answers. `outward`: the other way round. */
  readonly direction: "inward" | "outward";
  /** The name of the network outside AWS at the one end, and of the entry at the other. */
  readonly onPremises: string;
  readonly entry: string;
  readonly address: Ipv4Address;
  /** By port. */
  readonly mappings: readonly MappingInput[];
}

/**
 * What a relay's endpoint service, endpoint or load balancer for one called address is called.
 * @param other the name of who stands at the other end of it
 */
export function chainName(other: string, address: Ipv4Address): string {
  return `${other}-${formatAddress(address).replaceAll(".", "-")}`;
}

/** A relay's mappings; none of another entry, or where they were refused. */
export function mappingsOf(entry: EntryDraft): readonly MappingInput[] {
  return "mappings" in entry ? (entry.mappings ?? []) : [];
}

/** The chains of a relay whose mappings lead from or to networks outside AWS that there are. */
export function chainsOf(relay: NamedEntry, { onPremises }: Pick<TopologyDraft, "onPremises">): RelayChain[] {
  const chains = new Map<string, RelayChain>();
  const byPort = mappingsOf(relay.entry).toSorted((left, right) => left.call.port - right.call.port);
  for (const mapping of byPort) {
    const { from, call, to } = mapping;
    const isInward = own(onPremises, from) !== undefined;
    if (!isInward && own(onPremises, to.entry) === undefined) continue;
    const chain: RelayChain = {
      direction: isInward ? "inward" : "outward",
      onPremises: isInward ? from : to.entry,
      entry: isInward ? to.entry : from,
      address: call.address,
      mappings: [],
    };
    const key = `${isInward ? relay.name : from} ${call.address}`;
    const known = chains.get(key) ?? chain;
    chains.set(key, { ...known, mappings: [...known.mappings, mapping] });
  }
  return [...chains.values()];
}
