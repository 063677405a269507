import {
  entriesOf,
  environmentsOf,
  type NamedEntry,
  proxyUseOf,
  servicesOf,
  serviceZones,
  vpnOf,
} from "../derivations";
import type { Ipv4Address } from "../../addressing";
import type { Endpoint, Entry, Flow, Proxies, Relay, Resolver, Service, Topology } from "../model";
import type { EntryInput, FlowInput, TopologyInput } from "../schema";
import { formatDestination, formatHost } from "../values";
import { accountOf } from "./account";
import { AddressPicks } from "./address-picks";
import { resolveEndpoint } from "./endpoint";
import { present, sorted, sortedBy, sortedEntries } from "./lists";
import { resolveOnPremises, resolveResolvers, resolveVpn } from "./on-premises";
import { resolvePeerings } from "./peerings";
import { resolveProxies, resolveProxyUse } from "./proxies";
import { resolveRelays } from "./relays";
import { resolveEnvironment, resolveService } from "./service";
import { resolveRoles, resolveState } from "./settings";
import { resolveHost, resolveVpc } from "./vpc";

/** Makes the model of a topology in which the checks found no mistake. */
export function resolve(file: string, input: TopologyInput): Topology {
  const entries = sortedBy(entriesOf<EntryInput>(input), ({ name }) => name);
  const proxies = new Map(
    entries.flatMap((named) => {
      const resolved = resolveProxies(input, named, entries);
      return resolved === undefined ? [] : [[named.name, resolved] as const];
    }),
  );
  const services = new Map<string, Service>();
  for (const { name, entry } of entries) {
    const account = accountOf(input, entry.account);
    for (const [service, written] of Object.entries(servicesOf(entry))) {
      services.set(`${name}/${service}`, {
        ...resolveService(input, service, written),
        entry: name,
        account,
        zones: sorted(serviceZones(entry, written)),
      });
    }
  }
  const picks = new AddressPicks(input, entries);
  const resolvers = resolveResolvers(input, entries, picks);
  const relayed = resolveRelays(input, entries, picks);
  const insideBlocks = new Set<Ipv4Address>();
  return {
    name: input.topology,
    file,
    region: input.region,
    state: resolveState(input),
    roles: resolveRoles(input),
    tags: Object.fromEntries(sortedEntries(input.tags)),
    entries: entries.map((named) => {
      const resolved = resolveEntry(input, named, services);
      const { name } = named;
      return {
        ...resolved,
        services: joined(resolved.services, relayed.services.get(name)),
        endpoints: joined(resolved.endpoints, relayed.endpoints.get(name)),
        ...withProxies(input, named, proxies),
        ...withVpn(input, named, insideBlocks, resolvers.get(name), relayed.relays.get(name)),
      };
    }),
    onPremises: sortedEntries(input.onPremises).map(([name, written]) =>
      resolveOnPremises(input, name, written, resolvers),
    ),
    peerings: resolvePeerings(input, entries),
    flows: sortedBy(input.flows.map(resolveFlow), flowKey),
    undeclared: input.undeclared,
    liveChecks: input.liveChecks,
  };
}

/** What is written, and what relays add. */
function joined<Part extends Service | Endpoint>(
  written: readonly Part[],
  added: readonly Part[] = [],
): Part[] {
  return sortedBy([...written, ...added], ({ name }) => name);
}

/** How an entry's VPC and networks outside AWS reach each other. */
function withVpn(
  input: TopologyInput,
  named: NamedEntry<EntryInput>,
  insideBlocks: Set<Ipv4Address>,
  resolver: Resolver | undefined,
  relay: Relay | undefined,
): Pick<Entry, "vpn" | "resolver" | "relay"> {
  const vpn = vpnOf(named.entry);
  return {
    ...(vpn === undefined ? {} : { vpn: resolveVpn(input, named, vpn, insideBlocks) }),
    ...(resolver === undefined ? {} : { resolver }),
    ...(relay === undefined ? {} : { relay }),
  };
}

/** What an entry offers and uses of proxies. */
function withProxies(
  input: TopologyInput,
  named: NamedEntry<EntryInput>,
  proxies: ReadonlyMap<string, Proxies>,
): Pick<Entry, "proxies" | "proxyUse"> {
  const offered = proxies.get(named.name);
  const use = proxyUseOf(named.entry);
  return {
    ...(offered === undefined ? {} : { proxies: offered }),
    ...(use === undefined
      ? {}
      : { proxyUse: resolveProxyUse(input, named, use, present(proxies.get(use.hub))) }),
  };
}

function resolveEntry(
  input: TopologyInput,
  named: NamedEntry<EntryInput>,
  services: ReadonlyMap<string, Service>,
): Entry {
  const { section, name, entry } = named;
  return {
    section,
    name,
    account: accountOf(input, entry.account),
    vpc: resolveVpc(named),
    hosts: sortedEntries(entry.hosts).map(([host, written]) => resolveHost(host, written)),
    environments: sortedEntries(environmentsOf(entry)).map(([environment, written]) =>
      resolveEnvironment(environment, written, entry),
    ),
    services: sortedEntries(servicesOf(entry)).map(([service]) =>
      present(services.get(`${name}/${service}`)),
    ),
    endpoints: sortedEntries(entry.endpoints).map(([endpoint, written]) => {
      const service = present(services.get(`${written.service.entry}/${written.service.service}`));
      return resolveEndpoint(input, endpoint, written, service, named);
    }),
  };
}

function resolveFlow({ from, to, via, protocol, port, expect, answer }: FlowInput): Flow {
  return {
    from,
    to,
    ...(via === undefined ? {} : { via }),
    protocol,
    port: to.kind === "url" ? to.port : present(port),
    expect,
    ...(answer === undefined ? {} : { answer }),
  };
}

function flowKey({ from, to, protocol, port }: Flow): string {
  return [formatHost(from), formatDestination(to), protocol, String(port).padStart(5, "0")].join(" ");
}
