import type { Ipv4Address, Ipv4Block } from "../../addressing";
import type { AzId } from "../../identity";
import { type NamedEntry, own, zonesOf } from "../derivations";
import type { Endpoint, Relay, Service, ServiceListener, TargetAddress } from "../model";
import { chainName, type RelayChain } from "../relay-chains";
import type { EntryInput, MappingInput, TopologyInput } from "../schema";
import { accountOf } from "./account";
import type { AddressPicks } from "./address-picks";
import { present, sorted } from "./lists";

/** A chain with what stands at its ends. */
export interface ChainEnds {
  readonly input: TopologyInput;
  readonly relay: NamedEntry<EntryInput>;
  /** The entry at the AWS end. */
  readonly other: NamedEntry<EntryInput>;
  readonly chain: RelayChain;
  readonly picks: AddressPicks;
}

/** The part of a chain that PrivateLink carries. */
export interface Link {
  readonly service: Service;
  readonly endpoint: Endpoint;
  /** The entry that the endpoint is of. */
  readonly endpointOf: string;
}

/** A relay, and the links that its chains are of. */
export interface ResolvedRelay<Kind extends Relay> {
  readonly relay: Kind;
  readonly links: readonly Link[];
}

/**
 * From an endpoint of the relay to hosts of an entry.
 * @param zones those of the endpoint
 * @param clients who calls the endpoint
 */
export function inwardLink(ends: ChainEnds, zones: readonly AzId[], clients: readonly Ipv4Block[]): Link {
  const { relay, other, chain, picks } = ends;
  const name = chainName(other.name, chain.address);
  const service: Service = {
    ...serviceOf(ends, chainName(relay.name, chain.address), other, relay),
    listeners: listenersOf(chain, ({ to }) => ({
      targetPort: to.port,
      targets: { kind: "hosts", hosts: [to.host] },
    })),
  };
  const addresses = new Map(zones.map((zone) => [zone, picks.pick(relay, zone, `endpoints.${name}`)]));
  const callers = clients.map((block) => ({ kind: "block" as const, block }));
  return { service, endpoint: endpointOf(name, service, addresses, callers), endpointOf: relay.name };
}

/**
 * From hosts of an entry to a service of the relay.
 * @param zone that of the called address
 * @param answer where the service's load balancer sends what a mapping is about
 */
export function outwardLink(
  ends: ChainEnds,
  zone: AzId,
  answer: (mapping: MappingInput) => { readonly port: number; readonly target: TargetAddress },
): Link {
  const { relay, other, chain, picks } = ends;
  const name = chainName(other.name, chain.address);
  const unpinned = serviceOf(ends, name, relay, other);
  const service: Service = {
    ...unpinned,
    addresses: new Map(unpinned.zones.map((each) => [each, picks.pick(relay, each, `services.${name}`)])),
    listeners: listenersOf(chain, (mapping) => {
      const { port, target } = answer(mapping);
      return { targetPort: port, targets: { kind: "addresses", addresses: [target] } };
    }),
  };
  const hosts = sorted(Object.keys(other.entry.hosts)).map((host) => ({ kind: "host" as const, host }));
  const endpoint = endpointOf(
    chainName(relay.name, chain.address),
    service,
    new Map([[zone, chain.address]]),
    hosts,
  );
  return { service, endpoint, endpointOf: other.name };
}

type RemoteHosts = Readonly<Record<string, { readonly address?: Ipv4Address | undefined }>>;

/** The address of the host outside AWS that answers. */
export function outsideAddress({ input, chain }: ChainEnds, { to }: MappingInput): Ipv4Address {
  const { hosts }: { readonly hosts: RemoteHosts } = present(own(input.onPremises, chain.onPremises));
  return present(own(hosts, to.host)?.address);
}

/** A service that one account alone may use, so that nobody needs to accept it. */
function serviceOf(
  { input, relay }: ChainEnds,
  name: string,
  { name: entry, entry: { account, vpc } }: NamedEntry<EntryInput>,
  user: NamedEntry<EntryInput>,
): Omit<Service, "listeners"> {
  return {
    name,
    entry,
    account: accountOf(input, account),
    zones: sorted(zonesOf(vpc)),
    addresses: new Map(),
    crossZone: true,
    enforceInboundRulesOnPrivateLinkTraffic: false,
    inboundFrom: [],
    acceptance: "automatic",
    allow: [accountOf(input, user.entry.account)],
    relay: relay.name,
  };
}

function endpointOf(
  name: string,
  service: Service,
  addresses: Endpoint["addresses"],
  clients: Endpoint["clients"],
): Endpoint {
  return { name, service, zones: [...addresses.keys()], addresses, clients, privateDns: false };
}

function listenersOf(
  { mappings }: RelayChain,
  describe: (mapping: MappingInput) => Pick<ServiceListener, "targetPort" | "targets">,
): Service["listeners"] {
  const [first, ...others] = mappings.map((mapping): ServiceListener => ({
    name: String(mapping.call.port),
    port: mapping.call.port,
    ...describe(mapping),
  }));
  return [present(first), ...others];
}
