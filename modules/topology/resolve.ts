import type { AccountId } from "../identity";
import {
  endpointZones,
  entriesOf,
  type NamedEntry,
  own,
  servicesOf,
  serviceZones,
  subnetPlans,
  vpcBlock,
} from "./derivations";
import type { Endpoint, Entry, Flow, Host, Service, Topology, Vpc } from "./model";
import type { EndpointInput, EntryInput, FlowInput, HostInput, ServiceInput, TopologyInput } from "./schema";
import { type Client, formatDestination, formatHost } from "./values";

/** Makes the model of a topology in which the checks found no mistake. */
export function resolve(file: string, input: TopologyInput): Topology {
  const entries = sortedBy(entriesOf<EntryInput>(input), ({ name }) => name);
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
  return {
    name: input.topology,
    file,
    region: input.region,
    ...(input.roles.deploy === undefined ? {} : { deployRole: input.roles.deploy }),
    tags: Object.fromEntries(sortedEntries(input.tags)),
    entries: entries.map((named) => resolveEntry(input, named, services)),
    flows: sortedBy(input.flows.map(resolveFlow), flowKey),
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
    services: sortedEntries(servicesOf(entry)).map(([service]) =>
      existing(services.get(`${name}/${service}`)),
    ),
    endpoints: sortedEntries(entry.endpoints).map(([endpoint, written]) => {
      const service = existing(services.get(`${written.service.entry}/${written.service.service}`));
      return resolveEndpoint(endpoint, written, service, named);
    }),
  };
}

function resolveVpc({ name, entry: { vpc } }: NamedEntry<EntryInput>): Vpc {
  const subnets = subnetPlans(name, vpc).map(({ tier, zone, block }) => ({
    tier,
    zone,
    block: existing(block.ok ? block.value : undefined),
  }));
  return {
    block: vpcBlock(name, vpc),
    zones: sorted(vpc.zones),
    subnets: sortedBy(subnets, ({ tier, zone }) => `${tier} ${zone}`),
    natGateways: vpc.natGateways,
    flowLogs: vpc.flowLogs,
  };
}

function resolveHost(name: string, { zone, address, instanceType, rootVolumeSize, web }: HostInput): Host {
  return {
    name,
    zone,
    instanceType,
    rootVolumeSize,
    ...(address === undefined ? {} : { address }),
    ...(web === undefined ? {} : { web }),
  };
}

function resolveService(
  input: TopologyInput,
  name: string,
  written: ServiceInput,
): Omit<Service, "entry" | "account" | "zones"> {
  return {
    name,
    port: written.port,
    targetPort: written.targetPort ?? written.port,
    targets: sorted(written.targets),
    ...(written.healthCheck === undefined ? {} : { healthCheckPath: written.healthCheck.path }),
    crossZone: written.crossZone,
    enforceInboundRulesOnPrivateLinkTraffic: written.enforceInboundRulesOnPrivateLinkTraffic,
    inboundFrom: sortedBy(written.inboundFrom, String),
    acceptance: written.acceptance,
    // Two names may stand for one account; a principal is allowed once.
    allow: [...new Set(sorted(written.allow.map((account) => accountOf(input, account))))],
  };
}

function resolveEndpoint(
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
  };
}

function resolveFlow({ from, to, protocol, port, expect, answer }: FlowInput): Flow {
  return { from, to, protocol, port, expect, ...(answer === undefined ? {} : { answer }) };
}

function flowKey({ from, to, protocol, port }: Flow): string {
  return [formatHost(from), formatDestination(to), protocol, String(port).padStart(5, "0")].join(" ");
}

function clientKey(client: Client): string {
  return client.kind === "host" ? client.host : client.block.toString();
}

function accountOf(input: TopologyInput, name: string): AccountId {
  return existing(own(input.accounts, name));
}

function existing<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a topology was resolved that had not passed its checks");
  return value;
}

function sorted<Value extends string>(values: readonly Value[]): Value[] {
  return sortedBy(values, (value) => value);
}

function sortedEntries<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return sortedBy(Object.entries(record), ([name]) => name);
}

/** Sorts by code unit: a locale's order differs between machines. */
function sortedBy<Value>(values: readonly Value[], key: (value: Value) => string): Value[] {
  return [...values].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}
