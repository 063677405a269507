import { endpointZones, type NamedEntry, own } from "../derivations";
import type { Endpoint, Service } from "../model";
import type { EndpointInput, EntryInput, TopologyInput } from "../schema";
import { resolveClients } from "./clients";
import { sorted } from "./lists";

export function resolveEndpoint(
  input: TopologyInput,
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
    clients: resolveClients(input, consumer, written.clients),
    ...(written.name === undefined ? {} : { dnsName: written.name }),
    privateDns: written.privateDns,
  };
}
