import { type NamedEntry, PROXIES, proxiesOf, proxyUseOf, vpcBlocks, zonesOf } from "../derivations";
import type { PeeredConnection, PeeredGroup, Peering, PeeringSide } from "../model";
import type { EntryInput, PeeringInput, TopologyInput } from "../schema";
import type { HostReference } from "../values";
import { accountOf } from "./account";
import { present, sorted, sortedBy, sortedEntries } from "./lists";

/** The port of forward proxies. */
const PROXY_PORT = 3128;

/** A connection and the entries of its ends. */
interface Directed extends PeeredConnection {
  readonly fromEntry: string;
  readonly toEntry: string;
}

export function resolvePeerings(input: TopologyInput, entries: readonly NamedEntry<EntryInput>[]): Peering[] {
  const byName = new Map(entries.map((named) => [named.name, named]));
  return sortedEntries(input.peerings).map(([name, written]) => {
    const [requester, accepter] = [written.requester, written.accepter].map(({ entry }) =>
      present(byName.get(entry)),
    );
    const connections = connectionsOf(written, present(requester), present(accepter));
    const sideOf = (
      side: PeeringInput["requester"],
      own: NamedEntry<EntryInput>,
      other: NamedEntry<EntryInput>,
    ): PeeringSide => ({
      entry: own.name,
      account: accountOf(input, own.entry.account),
      zones: sorted(side.zones ?? zonesOf(own.entry.vpc)),
      destinations: sortedBy(side.destinations ?? vpcBlocks(other.name, other.entry.vpc), String),
      egress: connections.filter(({ fromEntry }) => fromEntry === own.name).map(undirected),
      ingress: connections.filter(({ toEntry }) => toEntry === own.name).map(undirected),
    });
    return {
      name,
      requester: sideOf(written.requester, present(requester), present(accepter)),
      accepter: sideOf(written.accepter, present(accepter), present(requester)),
    };
  });
}

/** What is admitted by name, and clients of proxies to their load balancer. */
function connectionsOf(
  { admit }: PeeringInput,
  requester: NamedEntry<EntryInput>,
  accepter: NamedEntry<EntryInput>,
): Directed[] {
  const stated = admit.map(({ from, to, port }) => ({
    fromEntry: from.entry,
    from: groupOf(from, from.entry === requester.name ? requester : accepter),
    toEntry: to.entry,
    to: groupOf(to, to.entry === requester.name ? requester : accepter),
    port,
  }));
  const connections = [...stated, ...toProxies(requester, accepter), ...toProxies(accepter, requester)];
  return sortedBy(connections, (each) => JSON.stringify(each));
}

function toProxies(user: NamedEntry<EntryInput>, hub: NamedEntry<EntryInput>): Directed[] {
  const use = proxyUseOf(user.entry);
  if (use?.hub !== hub.name || proxiesOf(hub.entry)?.through !== "peering") return [];
  const clients =
    use.clients ?? Object.keys(user.entry.hosts).map((host) => ({ kind: "host" as const, host }));
  return clients.flatMap((client) =>
    client.kind === "host"
      ? [
          {
            fromEntry: user.name,
            from: { kind: "host" as const, host: client.host },
            toEntry: hub.name,
            to: { kind: "proxies-load-balancer" as const },
            port: PROXY_PORT,
          },
        ]
      : [],
  );
}

/** A hub has no host of that name. */
function groupOf({ host }: HostReference, { entry }: NamedEntry<EntryInput>): PeeredGroup {
  return host === PROXIES && proxiesOf(entry) !== undefined ? { kind: "proxies" } : { kind: "host", host };
}

function undirected({ from, to, port }: Directed): PeeredConnection {
  return { from, to, port };
}
