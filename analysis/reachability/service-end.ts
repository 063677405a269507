import {
  type ElementKey,
  type EndpointService,
  isKnown,
  type LoadBalancer,
  type Network,
  type VpcEndpoint,
} from "../network";
import { Unknown } from "../terraform";
import { derivedOnce } from "./derived-once";
import type { Interfaces, Internet, Service } from "./ends";
import { siteOf } from "./sites";

type Entrance = VpcEndpoint | LoadBalancer;

/** An endpoint service as an end: what leads to it is its endpoints and its load balancers. */
export function serviceEnd(network: Network, service: EndpointService): Service {
  const entrances = [...endpointsOf(network, service), ...loadBalancersOf(network, service)];
  return {
    kind: "service",
    at: service.at,
    entrances: new Set(entrances.map(({ at }) => at)),
    askedBy: (from) => asInterfaces(network, service, entrancesFor(network, service, from), from),
  };
}

/**
 * What packets for a service are sent to: its endpoints in the VPC of the one who asks, or else its load balancers there;
 * where none of them is there, any.
 */
function entrancesFor(network: Network, service: EndpointService, from: Interfaces | Internet): Entrance[] {
  const [endpoints, loadBalancers] = [endpointsOf(network, service), loadBalancersOf(network, service)];
  // No public address leads to an endpoint.
  if (from.kind === "internet") return loadBalancers;
  const sites = sitesOf(network, from);
  const isNear = ({ interfaces: { items } }: Entrance): boolean => standsIn(network, items, sites);
  const near = endpoints.filter(isNear);
  if (near.length > 0) return near;
  const own = loadBalancers.filter(isNear);
  return own.length > 0 ? own : [...endpoints, ...loadBalancers];
}

function asInterfaces(
  network: Network,
  service: EndpointService,
  entrances: readonly Entrance[],
  from: Interfaces | Internet,
): Interfaces {
  const sites = from.kind === "internet" ? undefined : sitesOf(network, from);
  // One in the VPC of the one who asks may be the service's.
  const unclear = [...network.endpoints.values()].flatMap(({ service: identity, interfaces: { items } }) =>
    !isKnown(identity) && sites !== undefined && standsIn(network, items, sites) ? [identity] : [],
  );
  return {
    kind: "interfaces",
    at: service.at,
    interfaces: entrances
      .flatMap(({ interfaces: { items } }) => items)
      .flatMap((key) => network.interfaces.get(key) ?? []),
    doubts: [
      ...entrances.flatMap(({ interfaces: { doubts } }) => doubts),
      ...service.loadBalancers.doubts,
      ...unclear,
      ...(entrances.length === 0 ? [withoutEntrance(service)] : []),
    ],
  };
}

/** Its consumers may be in stacks that are not given. */
function withoutEntrance({ at }: EndpointService): Unknown {
  return new Unknown("its endpoints", "none of the given stacks makes one, or a load balancer of it", at);
}

function endpointsOf(network: Network, { key }: EndpointService): readonly VpcEndpoint[] {
  return byService(network).get(key) ?? [];
}

const byService = derivedOnce((network: Network): ReadonlyMap<ElementKey, readonly VpcEndpoint[]> => {
  const found = new Map<ElementKey, VpcEndpoint[]>();
  for (const endpoint of network.endpoints.values()) {
    const { service } = endpoint;
    if (!isKnown(service) || service.kind !== "endpoint-service") continue;
    const others = found.get(service.service);
    if (others === undefined) found.set(service.service, [endpoint]);
    else others.push(endpoint);
  }
  return found;
});

function loadBalancersOf(network: Network, { loadBalancers }: EndpointService): LoadBalancer[] {
  return loadBalancers.items.flatMap((key) => network.loadBalancers.get(key) ?? []);
}

function sitesOf(network: Network, { interfaces }: Interfaces): ReadonlySet<ElementKey | undefined> {
  return new Set(interfaces.map((own) => siteOf(network, own)?.key));
}

function standsIn(
  network: Network,
  interfaces: readonly ElementKey[],
  sites: ReadonlySet<ElementKey | undefined>,
): boolean {
  return interfaces
    .flatMap((key) => network.interfaces.get(key) ?? [])
    .some((own) => sites.has(siteOf(network, own)?.key));
}
