import type { Ipv4Block } from "../../addressing";
import {
  instancesOf,
  type NamedEntry,
  peersOf,
  privateSubnets,
  proxiesOf,
  proxyUseOf,
  proxyZones,
  subnetWith,
  vpcBlocks,
  zonesOf,
} from "../derivations";
import type { Proxies, ProxyTarget, ProxyUse } from "../model";
import type { EntryInput, ProxiesInput, ProxyUseInput, TopologyInput } from "../schema";
import { accountOf } from "./account";
import { resolveClients } from "./clients";
import { present, sorted, sortedBy } from "./lists";

/** A hub's proxies; nothing of another entry. @param entries all of the topology */
export function resolveProxies(
  input: TopologyInput,
  hub: NamedEntry<EntryInput>,
  entries: readonly NamedEntry<EntryInput>[],
): Proxies | undefined {
  const written = proxiesOf(hub.entry);
  if (written === undefined) return undefined;
  const users = entries.filter(({ entry }) => proxyUseOf(entry)?.hub === hub.name);
  const zones = sorted(zonesOf(hub.entry.vpc));
  const { min, max } = instancesOf(written, zones.length);
  const { name: dnsName, through, instanceType, organizationSharing, customDomainName } = written;
  return {
    entry: hub.name,
    account: accountOf(input, hub.entry.account),
    dnsName,
    through,
    target: targetOf(hub, written),
    zones,
    domains: sorted(written.domains),
    blocks: sortedBy(written.blocks, String),
    peeredBlocks: peeredBlocksOf(input, hub, entries),
    clients: clientsOf(hub, written, users),
    servesSystemsManager: users.some(({ entry }) => proxyUseOf(entry)?.systemsManager === "proxy"),
    instanceType,
    instances: { min, max },
    allow: [...new Set(sorted(written.allow.map((account) => accountOf(input, account))))],
    organizationSharing,
    ...(customDomainName === undefined ? {} : { customDomainName: ownedName(customDomainName) }),
  };
}

export function resolveProxyUse(
  input: TopologyInput,
  named: NamedEntry<EntryInput>,
  use: ProxyUseInput,
  proxies: Proxies,
): ProxyUse {
  const { entry } = named;
  const hosts = sorted(Object.keys(entry.hosts)).map((host) => ({ kind: "host" as const, host }));
  return {
    proxies,
    zones: proxies.through === "peering" ? [] : sorted(proxyZones(entry.vpc, use, proxies.zones)),
    clients: use.clients === undefined ? hosts : resolveClients(input, named, use.clients),
    systemsManager: use.systemsManager,
  };
}

function targetOf(hub: NamedEntry<EntryInput>, { target }: ProxiesInput): ProxyTarget {
  const { address, name, zone } = target;
  if (address !== undefined) {
    return { kind: "address", address, zone: present(subnetWith(hub, address)).zone };
  }
  return name === undefined ? { kind: "load-balancer" } : { kind: "name", ...ownedName({ name, zone }) };
}

function ownedName({ name, zone }: { readonly name: string; readonly zone?: string | undefined }): {
  readonly name: string;
  readonly zone?: string;
} {
  return { name, ...(zone === undefined ? {} : { zone }) };
}

/**
 * A resource gateway and a load balancer behind an endpoint service send with addresses of the hub's private subnets;
 * a load balancer that is called by a peered VPC keeps the client's.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
function clientsOf(
  hub: NamedEntry<EntryInput>,
  { through }: ProxiesInput,
  users: readonly NamedEntry<EntryInput>[],
): readonly Ipv4Block[] {
  const blocks =
    through === "peering"
      ? users.flatMap(({ name, entry: { vpc } }) => vpcBlocks(name, vpc))
      : privateSubnets(hub).map(({ block }) => block);
  return sortedBy([...new Map(blocks.map((block) => [block.toString(), block])).values()], String);
}

function peeredBlocksOf(
  { peerings }: TopologyInput,
  hub: NamedEntry<EntryInput>,
  entries: readonly NamedEntry<EntryInput>[],
): readonly Ipv4Block[] {
  const peers = new Set(peersOf(hub.name, peerings));
  const blocks = entries.flatMap(({ name, entry: { vpc } }) => (peers.has(name) ? vpcBlocks(name, vpc) : []));
  return sortedBy(blocks, String);
}
