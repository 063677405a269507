import type { AzId } from "../../identity";
import { endpointZones, type NamedEntry, servicesOf, serviceZones, zonesOf } from "../derivations";
import type { Path } from "../problem";
import type { EndpointInput } from "../schema";
import {
  type Check,
  checkClients,
  disallowedAccount,
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
      checkClients(draft, consumer, endpoint.clients, [...path, "clients"], report);
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
  const refused = disallowedAccount(draft, consumer, provider, service.allow);
  if (refused === undefined) return;
  const { name, account } = refused;
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
