import { endpointZones, type NamedEntry, own } from "../derivations";
import type { Endpoint, Service } from "../model";
import type { EndpointInput, EntryInput } from "../schema";
import type { Client } from "../values";
import { sorted, sortedBy } from "./lists";

export function resolveEndpoint(
  name: string,
  written: EndpointInput,
  service: Service,
  consumer: NamedEntry<EntryInput>,
): Endpoint {
  const zones = sorted(endpointZones(consumer.entry.vpc, written, service.zones));
  return {
    name,
    service,
    zones,
    addresses: new Map(
      zones.flatMap((zone) => {
        const address = own(written.addresses, zone);
        return address === undefined ? [] : [[zone, address]];
      }),
    ),
    clients: sortedBy(written.clients, clientKey),
    ...(written.name === undefined ? {} : { dnsName: written.name }),
    privateDns: written.privateDns,
  };
}

function clientKey(client: Client): string {
  return client.kind === "host" ? client.host : client.block.toString();
}
