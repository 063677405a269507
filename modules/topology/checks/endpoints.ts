import type { AzId } from "../../identity";
import { endpointZones, type NamedEntry, own, servicesOf, serviceZones } from "../derivations";
import type { Path } from "../problem";
import type { EndpointInput } from "../schema";
import {
  accountOf,
  type Check,
  type Draft,
  type FoundService,
  isEntryWritten,
  listed,
  type Report,
  reportRepeated,
  reportUnknown,
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
      checkOwnZones(consumer, endpoint, path, report);
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
  const provider = draft.entriesByName.get(entry);
  const offered = provider && own(servicesOf(provider.entry), service);
  if (provider && offered) return { provider, service: offered };
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
  const account = accountOf(draft, consumer.entry.account);
  const owner = accountOf(draft, provider.entry.account);
  const allowed = service.allow.map((name) => accountOf(draft, name));
  if (account === undefined || owner === undefined || account === owner || allowed.includes(account)) return;
  report(
    [...path, "service"],
    `the service ${formatReference(endpoint.service)} does not allow the account ${consumer.entry.account} (${account}); add ${consumer.entry.account} to its \`allow\``,
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
  const service = formatReference(endpoint.service);
  endpoint.zones?.forEach((zone, index) => {
    if (available.includes(zone)) return;
    report(
      [...path, "zones", index],
      `the service ${service} has no load balancer there; it is in ${listed(available)}`,
    );
  });
  if (endpointZones(consumer.entry, endpoint, available).length === 0) {
    report(
      [...path, "service"],
      `the service ${service} shares no zone with this VPC: it is in ${listed(available)}; add one of them to the VPC's zones`,
    );
  }
  checkPinnedZones(endpointZones(consumer.entry, endpoint, available), endpoint, path, report);
}

function checkPinnedZones(zones: readonly AzId[], endpoint: EndpointInput, path: Path, report: Report): void {
  for (const zone of Object.keys(endpoint.addresses)) {
    if (!zones.some((known) => known === zone)) {
      report(
        [...path, "addresses", zone],
        `the endpoint has no network interface there; its zones are ${listed(zones)}`,
      );
    }
  }
}

function checkOwnZones(consumer: NamedEntry, endpoint: EndpointInput, path: Path, report: Report): void {
  const { zones } = consumer.entry.vpc;
  endpoint.zones?.forEach((zone, index) => {
    if (!zones.includes(zone))
      report([...path, "zones", index], `the VPC has no subnets there; its zones are ${listed(zones)}`);
  });
  reportRepeated(report, [...path, "zones"], endpoint.zones ?? []);
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

function formatReference({ entry, service }: EndpointInput["service"]): string {
  return `${entry}/${service}`;
}
