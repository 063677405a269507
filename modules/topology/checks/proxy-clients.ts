import { connectedBlocks, isExisting, type NamedEntry, proxyUseOf } from "../derivations";
import type { Path } from "../problem";
import type { ProxyUseInput } from "../schema";
import { blocksOf, type Check, checkClients, type Draft, listed, type Report } from "./check";

/** Who may ask a hub's proxies from an entry's VPC. */
export function checkProxyClients(
  draft: Draft,
  user: NamedEntry,
  { clients }: ProxyUseInput,
  path: Path,
  report: Report,
): void {
  if (clients !== undefined) checkClients(draft, user, clients, [...path, "clients"], report);
  // A host that was refused is one.
  else if (Object.keys(user.entry.hosts).length === 0 && draft.isWhole(user.section))
    report(path, "the entry has no host that would ask; add one to its `hosts`, or name `clients`", "key");
}

/** The proxies' name is the VPC's alone, and its endpoint is for those whose packets come to it. */
export function checkClientBlocks(
  draft: Draft,
  user: NamedEntry,
  { clients = [] }: ProxyUseInput,
  path: Path,
  report: Report,
): void {
  const vpcs = [user, ...peersOf(draft, user.name).map((name) => draft.entriesByName.get(name))].map(
    blocksOf,
  );
  // A peering that was refused may be with the VPC that is meant.
  if (vpcs.some((blocks) => blocks.length === 0) || !draft.isWhole("peerings")) return;
  const outside = connectedBlocks(draft.topology, user.entry);
  const blocks = [...vpcs.flat(), ...outside];
  clients.forEach((client, index) => {
    if (client.kind === "host" || blocks.some((block) => block.contains(client.block))) return;
    report(
      [...path, "clients", index],
      `this is neither in the block of this VPC nor in that of one that it is peered with${outside.length === 0 ? "" : ", nor in a network's that a VPN connection joins to it"}, and the proxies are for these; write a part of ${listed(blocks.map(String))}`,
    );
  });
}

/** Blocks of clients may be meant for what is not in the file; its own hosts are rarely to go without. */
export const warnOfHostsWithoutProxy: Check = (draft, report) => {
  for (const { section, name, entry } of draft.entries) {
    const clients = proxyUseOf(entry)?.clients;
    if (clients === undefined || clients.some(({ kind }) => kind === "host")) continue;
    if (Object.values(entry.hosts).every(isExisting)) continue;
    report(
      [section, name, "proxy", "clients"],
      `no host of ${name} is among the clients, so that none is set up to use the proxies, or let out to them; name them as well, or leave this out for all of them`,
      "key",
    );
  }
};

function peersOf({ topology }: Draft, name: string): string[] {
  return Object.values(topology.peerings).flatMap(({ requester, accepter }) => {
    const ends = [requester.entry, accepter.entry];
    return ends.includes(name) ? ends.filter((end) => end !== name) : [];
  });
}
