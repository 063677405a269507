import { type Ipv4Address, type Ipv4Block, pickTunnelBlock } from "../../addressing";
import type { AzId } from "../../identity";
import {
  connectedBlocks,
  isSimulated,
  type NamedEntry,
  onPremisesBlocks,
  own,
  resolverOf,
  zonesOf,
} from "../derivations";
import type { Forward, OnPremises, Resolver, SimulatedNetwork, Vpn, VpnConnection } from "../model";
import type { EntryInput, OnPremisesInput, ResolverInput, TopologyInput, VpnInput } from "../schema";
import { accountOf } from "./account";
import type { AddressPicks } from "./address-picks";
import { present, sorted, sortedBy, sortedEntries } from "./lists";
import { resolveMadeHost, resolveMadeVpc } from "./vpc";

/** @param resolvers by the entry's name */
export function resolveOnPremises(
  input: TopologyInput,
  name: string,
  written: OnPremisesInput,
  resolvers: ReadonlyMap<string, Resolver>,
): OnPremises {
  const forwards = sortedEntries(written.forwards).map(([domain, entry]): Forward => ({
    domain,
    servers: [...present(resolvers.get(entry)).addresses.values()],
  }));
  const network = { name, asn: written.asn, blocks: onPremisesBlocks(name, written), forwards };
  if (!isSimulated(written)) {
    const hosts = sortedEntries(written.hosts).map(([host, { address }]) => ({ name: host, address }));
    return { kind: "external", ...network, gateway: written.gateway, hosts };
  }
  const [deviceZone] = sorted(written.vpc.zones);
  return {
    kind: "simulated",
    ...network,
    account: accountOf(input, written.account),
    vpc: resolveMadeVpc(name, written.vpc, written.vpc.natGateways ?? "one"),
    deviceZone: present(deviceZone),
    hosts: sortedEntries(written.hosts).map(([host, each]) => resolveMadeHost(host, each)),
    ...nameServersOf(forwards),
  };
}

/** What a VPC plays forwards all its domains to one resolver. */
function nameServersOf(forwards: readonly Forward[]): Pick<SimulatedNetwork, "nameServers"> {
  const [first] = forwards;
  if (first === undefined) return {};
  return { nameServers: { servers: first.servers, domains: forwards.map(({ domain }) => domain) } };
}

/** @param taken inside blocks of other tunnels, of which this takes further ones */
export function resolveVpn(
  { topology }: Pick<TopologyInput, "topology">,
  { name }: Pick<NamedEntry, "name">,
  { asn, connections }: VpnInput,
  taken: Set<Ipv4Address>,
): Vpn {
  return {
    asn,
    connections: sortedEntries(connections).map(([onPremises, { routing, prefixes }]): VpnConnection => {
      const inside = (tunnel: number): Ipv4Block => {
        const block = present(pickTunnelBlock([topology, name, onPremises, tunnel].join("."), taken));
        taken.add(block.first);
        return block;
      };
      return {
        onPremises,
        routing:
          routing === "bgp" ? { kind: "bgp" } : { kind: "static", prefixes: sortedBy(prefixes, String) },
        insideBlocks: [inside(1), inside(2)],
      };
    }),
  };
}

export function resolveResolver(
  input: TopologyInput,
  named: NamedEntry<EntryInput>,
  written: ResolverInput,
  picks: AddressPicks,
): Resolver {
  const zones = sorted(written.zones ?? zonesOf(named.entry.vpc));
  const addressIn = (zone: AzId): Ipv4Address =>
    own(written.addresses, zone) ?? picks.pick(named, zone, "resolver");
  return {
    zones,
    addresses: new Map(zones.map((zone) => [zone, addressIn(zone)])),
    clients: connectedBlocks(input, named.entry),
  };
}

/** The resolvers of all entries that have one. */
export function resolveResolvers(
  input: TopologyInput,
  entries: readonly NamedEntry<EntryInput>[],
  picks: AddressPicks,
): ReadonlyMap<string, Resolver> {
  return new Map(
    entries.flatMap((named) => {
      const written = resolverOf(named.entry);
      return written === undefined ? [] : [[named.name, resolveResolver(input, named, written, picks)]];
    }),
  );
}
