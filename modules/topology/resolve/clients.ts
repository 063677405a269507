import { type NamedEntry, onPremisesBlocks, own } from "../derivations";
import type { EntryInput, TopologyInput } from "../schema";
import type { Client } from "../values";
import { sortedBy } from "./lists";

/** Who is meant by clients: a name is a host's of the entry, or a network's outside AWS, which stands for its blocks. */
export function resolveClients(
  { onPremises }: Pick<TopologyInput, "onPremises">,
  { entry }: NamedEntry<EntryInput>,
  clients: readonly Client[],
): readonly Client[] {
  const meant = clients.flatMap((client): readonly Client[] => {
    if (client.kind === "block" || own(entry.hosts, client.host) !== undefined) return [client];
    const network = own(onPremises, client.host);
    return network === undefined
      ? [client]
      : onPremisesBlocks(client.host, network).map((block) => ({ kind: "block", block }));
  });
  return sortedBy([...new Map(meant.map((client) => [clientKey(client), client])).values()], clientKey);
}

function clientKey(client: Client): string {
  return client.kind === "host" ? client.host : client.block.toString();
}
