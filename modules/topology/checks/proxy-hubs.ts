import { isPrivate } from "../../addressing";
import {
  instancesOf,
  isExisting,
  type NamedEntry,
  natGatewaysOf,
  PROXIES,
  proxiesOf,
  proxyUseOf,
  subnetPlans,
} from "../derivations";
import type { Path } from "../problem";
import type { ProxiesInput } from "../schema";
import { type Check, checkAccount, type Draft, listed, type Report, reportRepeated } from "./check";

/** Proxy hubs by themselves. What their lists let pass is for another check. */
export const checkProxyHubs: Check = (draft, report) => {
  for (const named of draft.entries) {
    const { section, name, entry } = named;
    if (section !== "proxyHubs") continue;
    if (Object.hasOwn(entry.hosts, PROXIES))
      report(
        [section, name, "hosts", PROXIES],
        `${name}/${PROXIES} is how peerings and flows call the hub's proxies; name this host otherwise`,
        "key",
      );
    const proxies = proxiesOf(entry);
    if (proxies === undefined) continue;
    const path = [section, name, "proxies"];
    checkWay(proxies, path, report);
    checkTarget(named, proxies, path, report);
    if (proxies.customDomainName?.name === proxies.name)
      report(
        [...path, "customDomainName", "name"],
        "every VPC that uses the proxies has a private zone of this name, beside which its endpoint cannot have the name too; write another one",
      );
    checkInstances(named, proxies, path, report);
    checkWayOut(draft, named, proxies, report);
    proxies.allow.forEach((account, index) => {
      checkAccount(draft, account, [...path, "allow", index], report);
    });
    reportRepeated(report, [...path, "allow"], proxies.allow);
  }
};

/** Whoever deletes the last entry that uses a hub may want to keep it for the next one. */
export const warnOfUnusedProxyHubs: Check = (draft, report) => {
  const used = new Set(draft.entries.map(({ entry }) => proxyUseOf(entry)?.hub));
  for (const { section, name } of draft.entries) {
    if (section === "proxyHubs" && !used.has(name))
      report(
        [section, name],
        `no entry uses its proxies, which cost money all the same; write \`proxy: { hub: ${name} }\` in those that shall, or leave the hub out`,
        "key",
      );
  }
};

/** What belongs to a resource gateway, where there is none. */
function checkWay(proxies: ProxiesInput, path: Path, report: Report): void {
  const { through, target, organizationSharing, customDomainName } = proxies;
  if (through === "resource") return;
  const written = {
    target: Object.values(target).some((part) => part !== undefined),
    organizationSharing,
    customDomainName: customDomainName !== undefined,
  };
  for (const [key, isWritten] of Object.entries(written)) {
    if (isWritten)
      report(
        [...path, key],
        `this is of use with \`through: resource\` only, and these proxies are reached through a ${through}; leave it out, or change \`through\``,
        "key",
      );
  }
}

function checkTarget(hub: NamedEntry, { target }: ProxiesInput, path: Path, report: Report): void {
  const at = [...path, "target"];
  const { address, name, zone } = target;
  if (address !== undefined && name !== undefined)
    report(
      [...at, "name"],
      "a resource configuration has one target, and `address` is it; leave one of the two out",
      "key",
    );
  if (zone !== undefined && name === undefined)
    report(
      [...at, "zone"],
      "this zone is for the record of the target's `name`, and there is no name; write it, or leave this out",
      "key",
    );
  const { vpc } = hub.entry;
  if (address === undefined || vpc === undefined || isExisting(vpc)) return;
  const subnets = subnetPlans(hub, vpc).flatMap(({ tier, block }) => (tier === "private" ? [block] : []));
  // Whether a host has it, and whether AWS keeps it, is asked where the subnet's other addresses are.
  if (subnets.some((block) => !block.ok || block.value.contains(address))) return;
  const blocks = subnets.flatMap((block) => (block.ok ? [block.value.toString()] : []));
  report(
    [...at, "address"],
    `this is in no private subnet of the hub, where its proxies are; they are ${listed(blocks)}`,
  );
}

function checkInstances(
  { entry: { vpc } }: NamedEntry,
  proxies: ProxiesInput,
  path: Path,
  report: Report,
): void {
  const { instances, target } = proxies;
  if (target.address !== undefined) {
    for (const key of ["min", "max"] as const) {
      if (instances[key] !== undefined && instances[key] !== 1)
        report(
          [...path, "instances", key],
          "one proxy has the target's `address`, and there is no other; write 1, or leave the address out",
        );
    }
    return;
  }
  if (vpc === undefined || isExisting(vpc)) return;
  const { min, max } = instancesOf(proxies, new Set(vpc.zones).size);
  if (max < min)
    report(
      [...path, "instances", "max"],
      instances.min === undefined
        ? `there is one proxy for each of ${min} zones; write ${min} or more, or a smaller \`min\``
        : `this is less than \`min\`, ${min}; write ${min} or more`,
    );
}

/** Proxies forward from their own VPC: over its NAT gateway, or over its peerings. */
function checkWayOut(
  draft: Draft,
  { section, name, entry }: NamedEntry,
  proxies: ProxiesInput,
  report: Report,
): void {
  const { vpc } = entry;
  if (vpc === undefined || isExisting(vpc) || natGatewaysOf(entry, vpc) !== "none") return;
  const isAskedForAws = draft.entries.some(
    (user) => proxyUseOf(user.entry)?.hub === name && proxyUseOf(user.entry)?.systemsManager === "proxy",
  );
  if (proxies.domains.length === 0 && proxies.blocks.every(isPrivate) && !isAskedForAws) return;
  report(
    [section, name, "vpc", "natGateways"],
    "domains, public blocks and Systems Manager are reached over the internet, and these proxies have no way out; write `one` or `per-zone`, or let clients go to private `blocks` alone, with `systemsManager: endpoints`",
  );
}
