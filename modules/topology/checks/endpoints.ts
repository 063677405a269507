import type { AzId } from "../../identity";
import { endpointZones, type NamedEntry, own, servicesOf, serviceZones, zonesOf } from "../derivations";
import type { Path } from "../problem";
import type { EndpointInput } from "../schema";
import {
  accountOf,
  type Check,
  type Draft,
  type FoundService,
  isEntryWritten,
  checkHasSubnets,
  formatService,
  listed,
  type Report,
  reportRepeated,
  reportUnknown,
  serviceOf,
} from "./check";

export const checkEndpoints: Check = (draft, report) => {
  for (const consumer of draft.entries) {
    const names = new Map<string, string>();
    for (const [name, endpoint] of Object.entries(consumer.entry.endpoints)) {
      const path = [consumer.section, consumer.name, "endpoints", name];
      const found = findService(draft, endpoint, path, report);
      if (found) {
        checkPrincipal(draft, consumer, endpoint, found, path, report);
        checkServiceZones(consumer, endpoint, found, path, report);
      }
      endpoint.zones?.forEach((zone, index) => {
        checkHasSubnets(consumer.entry.vpc, zone, [...path, "zones", index], report);
      });
      reportRepeated(report, [...path, "zones"], endpoint.zones ?? []);
      checkClients(draft, consumer, endpoint, path, report);
      if (endpoint.name === undefined) continue;
      const holder = names.get(endpoint.name);
      if (holder !== undefined)
        report([...path, "name"], `the endpoint ${holder} of this VPC has this name; give each its own`);
      else names.set(endpoint.name, name);
    }
  }
};

function findService(
  draft: Draft,
  endpoint: EndpointInput,
  path: Path,
  report: Report,
): FoundService | undefined {
  const { entry, service } = endpoint.service;
  const found = serviceOf(draft, endpoint.service);
  if (found) return found;
  if (!isEntryWritten(draft, entry, "services", service)) {
    const known = draft.entries.flatMap((each) =>
      Object.keys(servicesOf(each.entry)).map((name) => `${each.name}/${name}`),
    );
    reportUnknown(report, [...path, "service"], "service", known);
  }
  return undefined;
}

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions */
function checkPrincipal(
  draft: Draft,
  consumer: NamedEntry,
  endpoint: EndpointInput,
  { provider, service }: FoundService,
  path: Path,
  report: Report,
): void {
  const name = consumer.entry.account;
  const account = accountOf(draft, name);
  const owner = accountOf(draft, provider.entry.account);
  if (name === undefined || account === undefined || owner === undefined || account === owner) return;
  if (service.allow.includes(name)) return;
  // A name without a number is a mistake already told, and may be meant to stand for this account.
  if (service.allow.some((allowed) => (accountOf(draft, allowed) ?? account) === account)) return;
  report(
    [...path, "service"],
    `the service ${formatService(endpoint.service)} does not allow the account ${name} (${account}); add ${name} to its \`allow\``,
  );
}

/** An endpoint in a zone where the service has no load balancer fails at apply. */
function checkServiceZones(
  consumer: NamedEntry,
  endpoint: EndpointInput,
  found: FoundService,
  path: Path,
  report: Report,
): void {
  const available = serviceZones(found.provider.entry, found.service);
  if (available === undefined) return;
  const service = formatService(endpoint.service);
  endpoint.zones?.forEach((zone, index) => {
    if (available.includes(zone)) return;
    report(
      [...path, "zones", index],
      `the service ${service} has no load balancer there; it is in ${listed(available)}`,
    );
  });
  if (consumer.entry.vpc === undefined) return;
  const zones = endpointZones(consumer.entry.vpc, endpoint, available);
  // A VPC without any is a mistake of its own.
  if (zones.length === 0 && zonesOf(consumer.entry.vpc).length > 0) {
    report(
      [...path, "service"],
      `the service ${service} shares no zone with this VPC: it is in ${listed(available)}; add one of them to the VPC's zones`,
    );
  }
  checkPinnedZones(zones, endpoint, path, report);
}

function checkPinnedZones(zones: readonly AzId[], endpoint: EndpointInput, path: Path, report: Report): void {
  for (const zone of Object.keys(endpoint.addresses)) {
    if (!zones.some((known) => known === zone)) {
      report(
        [...path, "addresses", zone],
        `the endpoint has no network interface there; its zones are ${listed(zones)}`,
        "key",
      );
    }
  }
}

function checkClients(
  draft: Draft,
  { section, name, entry }: NamedEntry,
  endpoint: EndpointInput,
  path: Path,
  report: Report,
): void {
  endpoint.clients.forEach((client, index) => {
    if (
      client.kind !== "host" ||
      own(entry.hosts, client.host) ||
      draft.isWritten([section, name, "hosts", client.host])
    )
      return;
    reportUnknown(report, [...path, "clients", index], `host of ${name}`, Object.keys(entry.hosts));
  });
  const written = endpoint.clients.map((client) =>
    client.kind === "host" ? client.host : client.block.toString(),
  );
  reportRepeated(report, [...path, "clients"], written);
}
