import { type NamedEntry, own, proxiesOf, proxyUseOf, proxyZones, zonesOf } from "../derivations";
import type { Path } from "../problem";
import type { ProxiesInput, ProxyUseInput } from "../schema";
import {
  type Check,
  checkHasSubnets,
  disallowedAccount,
  type Draft,
  listed,
  type Report,
  reportRepeated,
  reportUnknown,
  serviceOf,
} from "./check";
import { checkClientBlocks, checkProxyClients } from "./proxy-clients";

/** Entries whose hosts use a hub's proxies. */
export const checkProxyUses: Check = (draft, report) => {
  for (const user of draft.entries) {
    const use = proxyUseOf(user.entry);
    if (use === undefined) continue;
    const path = [user.section, user.name, "proxy"];
    checkProxyClients(draft, user, use, path, report);
    use.zones?.forEach((zone, index) => {
      checkHasSubnets(user.entry.vpc, zone, [...path, "zones", index], report);
    });
    reportRepeated(report, [...path, "zones"], use.zones ?? []);
    const hub = findHub(draft, use, path, report);
    if (hub === undefined) continue;
    const { proxies } = hub;
    checkAllowed(draft, user, hub, path, report);
    checkNames(draft, user, hub, report);
    if (proxies.through === "peering") checkPeered(draft, user, use, hub, path, report);
    else {
      checkZones(user, use, hub, path, report);
      checkClientBlocks(draft, user, use, path, report);
    }
  }
};

interface Hub extends NamedEntry {
  readonly proxies: ProxiesInput;
}

function findHub(draft: Draft, { hub: name }: ProxyUseInput, path: Path, report: Report): Hub | undefined {
  const entry = own(draft.topology.proxyHubs, name);
  const proxies = entry && proxiesOf(entry);
  if (entry !== undefined && proxies !== undefined) return { section: "proxyHubs", name, entry, proxies };
  if (entry === undefined && !draft.isWritten(["proxyHubs", name]))
    reportUnknown(report, [...path, "hub"], "proxy hub", Object.keys(draft.topology.proxyHubs));
  return undefined;
}

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html */
function checkAllowed(draft: Draft, user: NamedEntry, hub: Hub, path: Path, report: Report): void {
  const refused = disallowedAccount(draft, user, hub, hub.proxies.allow);
  if (refused === undefined) return;
  const { name, account } = refused;
  report(
    [...path, "hub"],
    `the hub ${hub.name} does not allow the account ${name} (${account}); add ${name} to the \`allow\` of its \`proxies\``,
  );
}

/** Each name of a VPC is a private zone of its own, of which it cannot have two. */
function checkNames(
  draft: Draft,
  { section, name: entryName, entry }: NamedEntry,
  hub: Hub,
  report: Report,
): void {
  const names = [hub.proxies.name, hub.proxies.customDomainName?.name];
  for (const [endpoint, written] of Object.entries(entry.endpoints)) {
    const path = [section, entryName, "endpoints", endpoint];
    const service = written.privateDns ? serviceOf(draft, written.service)?.service : undefined;
    for (const [key, name] of [
      ["name", written.name],
      ["privateDns", service?.privateDns?.name],
    ] as const) {
      if (name !== undefined && names.includes(name))
        report(
          [...path, key],
          `${name} is what this VPC calls the proxies of ${hub.name}; name one of the two otherwise`,
        );
    }
  }
}

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/use-resource-endpoint.html */
function checkZones(user: NamedEntry, use: ProxyUseInput, hub: Hub, path: Path, report: Report): void {
  const { vpc } = user.entry;
  const available = hub.entry.vpc && zonesOf(hub.entry.vpc);
  if (available === undefined) return;
  const zones = vpc === undefined ? [] : zonesOf(vpc);
  use.zones?.forEach((zone, index) => {
    // Of a zone that the VPC does not have, that has been told.
    if (!available.includes(zone) && (zones.length === 0 || zones.includes(zone)))
      report(
        [...path, "zones", index],
        `the hub ${hub.name} has no proxies there; it is in ${listed(available)}`,
      );
  });
  // A VPC without any is a mistake of its own.
  if (vpc === undefined || zones.length === 0 || proxyZones(vpc, use, available).length > 0) return;
  report(
    [...path, "hub"],
    `the hub ${hub.name} shares no zone with this VPC: it is in ${listed(available)}, and this VPC in ${listed(zones)}; add a zone of the one to the other`,
  );
}

/** Over a peering there is no endpoint: hosts come to the load balancer, whose group knows them by theirs. */
function checkPeered(
  draft: Draft,
  user: NamedEntry,
  use: ProxyUseInput,
  hub: Hub,
  path: Path,
  report: Report,
): void {
  if (use.zones !== undefined)
    report(
      [...path, "zones"],
      `the hub ${hub.name} is reached through a peering, without an endpoint that could stand in a zone; leave this out`,
      "key",
    );
  use.clients?.forEach((client, index) => {
    if (client.kind === "block")
      report(
        [...path, "clients", index],
        `the hub ${hub.name} is reached through a peering, and its load balancer admits hosts by their security groups; name hosts of ${user.name}`,
      );
  });
  // What names no entry may be meant to name one of these.
  const mayBePeered = Object.values(draft.topology.peerings).some(({ requester, accepter }) => {
    const sides = [requester.entry, accepter.entry].filter((side) => draft.entriesByName.has(side));
    const ends = [user.name, hub.name];
    return sides.length === 2
      ? ends.every((end) => sides.includes(end))
      : sides.some((side) => ends.includes(side));
  });
  if (!mayBePeered && draft.isWhole("peerings"))
    report(
      [...path, "hub"],
      `the hub ${hub.name} is reached through a peering, and its VPC and this one have none; write \`${user.name}: { requester: { entry: ${user.name} }, accepter: { entry: ${hub.name} } }\` in \`peerings\``,
    );
}
