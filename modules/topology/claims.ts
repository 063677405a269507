import type { Ipv4Address } from "../addressing";
import type { AzId } from "../identity";
import { type NamedEntry, own, proxiesOf, resolverOf, zonesOf } from "./derivations";
import type { Path } from "./problem";
import { mappingsOf } from "./relay-chains";
import type { TopologyDraft } from "./schema";

/** A stated address of something in a VPC that is no host. */
export interface Claim {
  readonly path: Path;
  /** Left out, whichever private subnet holds the address. */
  readonly zone?: AzId;
  readonly address: Ipv4Address;
  /** Who has the address, like `endpoint web`. */
  readonly holder: string;
  /** The relay that is called there: its own address and all its mappings may be of one address. */
  readonly relay?: string;
}

/** What claims stand in: the relays of other entries are called in an entry's VPC as well. */
interface Written {
  readonly topology: Pick<TopologyDraft, "onPremises">;
  readonly entries: readonly NamedEntry[];
}

/** The stated addresses of all in an entry's VPC but its hosts. */
export function claimsOf(written: Written, named: NamedEntry): Claim[] {
  const { section, name, entry } = named;
  const zones = entry.vpc === undefined ? [] : [...new Set(zonesOf(entry.vpc))];
  const endpoints = Object.entries(entry.endpoints).flatMap(([endpoint, { addresses }]) =>
    pinned(zones, addresses, [section, name, "endpoints", endpoint, "addresses"], `endpoint ${endpoint}`),
  );
  const resolver = resolverOf(entry)?.addresses ?? {};
  return [
    ...endpoints,
    ...proxyClaims(named),
    ...pinned(zones, resolver, [section, name, "resolver", "addresses"], "the resolver"),
    ...relayClaims(written, named),
  ];
}

function proxyClaims({ section, name, entry }: NamedEntry): Claim[] {
  const address = proxiesOf(entry)?.target.address;
  const path = [section, name, "proxies", "target", "address"];
  return address === undefined ? [] : [{ path, address, holder: "the proxies' target" }];
}

/** Addresses that relays have in a VPC: their own, and those that are called there. */
function relayClaims({ topology, entries }: Written, { section, name, entry }: NamedEntry): Claim[] {
  const claimOf = (relay: string, address: Ipv4Address, path: Path): Claim => ({
    path,
    address,
    holder: `the relay ${relay}`,
    relay,
  });
  const ofHost =
    "mode" in entry && entry.address !== undefined
      ? [claimOf(name, entry.address, [section, name, "address"])]
      : [];
  const called = entries.flatMap((relay) =>
    mappingsOf(relay.entry).flatMap(({ from, call }, index) => {
      const isInward = own(topology.onPremises, from) !== undefined;
      if ((isInward ? relay.name : from) !== name) return [];
      return [claimOf(relay.name, call.address, [relay.section, relay.name, "mappings", index, "call"])];
    }),
  );
  return [...ofHost, ...called];
}

function pinned(
  zones: readonly AzId[],
  addresses: Readonly<Record<string, Ipv4Address>>,
  path: Path,
  holder: string,
): Claim[] {
  return zones.flatMap((zone) => {
    const address = own(addresses, zone);
    return address === undefined ? [] : [{ path: [...path, zone], zone, address, holder }];
  });
}
