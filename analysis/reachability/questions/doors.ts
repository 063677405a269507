import { IntervalSet } from "../../../modules/addressing";
import {
  type ElementKey,
  type EndpointService,
  isKnown,
  type LoadBalancer,
  type Network,
  type NetworkInterface,
  type VpcEndpoint,
} from "../../network";
import { EVERY_ADDRESS, PacketSet, PROTOCOL } from "../../packets";
import type { ResourceKey } from "../../terraform";
import { completed } from "../completion";
import { derivedOnce } from "../derived-once";
import type { Interfaces } from "../ends";
import { endAt } from "../end-at";
import { internetParty } from "../internet/party";
import { CLIENT_PORTS } from "../packets-asked";
import type { Onward } from "../path/arrival";
import { shareOfPath } from "../path/stage";
import { takenByAny } from "../relays/translations";
import { relayAt } from "../relays/through-relay";
import { called, hostsIn, ownerAt } from "./parties";

/** Something that packets are sent to, and what they may come to behind it. */
export interface Door {
  readonly end: Interfaces;
  readonly behind: Behind;
  /** An endpoint of a service, that many VPCs may have alike. */
  readonly endpoint?: VpcEndpoint;
}

/** What something passes packets on to, and these on. */
interface Behind {
  /** The owners of the interfaces. */
  readonly owners: ReadonlySet<ResourceKey>;
  /** Whether it may be others as well, that are not known. */
  readonly isOpen: boolean;
}

const NOBODY: Behind = { owners: new Set(), isOpen: false };
const ANYBODY: Behind = { owners: new Set(), isOpen: true };

function together(parts: readonly Behind[]): Behind {
  return {
    owners: new Set(parts.flatMap(({ owners }) => [...owners])),
    isOpen: parts.some(({ isOpen }) => isOpen),
  };
}

/** Hosts, endpoints and load balancers: all that packets can be sent to by an address of its own. */
export const doorsIn = derivedOnce((network: Network): readonly Door[] => [
  ...hostsIn(network).map((host) => doorOfHost(network, host)),
  ...doorsBesideHosts(network),
]);

/** Those that may pass packets on: all but ordinary hosts. */
export const doorsThatPassOn = derivedOnce((network: Network): readonly Door[] => [
  ...[...network.hosts.values()]
    .filter(({ software }) => isKnown(software) && software.kind === "relay")
    .flatMap(({ at }) => doorAt(network, endAt(network, at))),
  ...doorsBesideHosts(network),
]);

const doorsBesideHosts = derivedOnce((network: Network): readonly Door[] => [
  ...[...network.requesterManaged.values()]
    .filter(({ use }) => use === "answers")
    .flatMap(({ at }) => doorAt(network, endAt(network, at))),
  ...[...network.loadBalancers.values()].flatMap(({ at }) => doorAt(network, endAt(network, at))),
  ...[...network.endpoints.values()].flatMap(({ at }) => doorAt(network, endAt(network, at))),
]);

/** An end as a door; nothing where it has no interface. */
export function doorAt(network: Network, end: Interfaces | undefined): Door[] {
  if (end === undefined || end.interfaces.length + end.doubts.length === 0) return [];
  const [own] = end.interfaces;
  const { owner } = own ?? {};
  if (owner?.kind === "endpoint") {
    const endpoint = network.endpoints.get(owner.endpoint);
    if (endpoint !== undefined) return [{ end, behind: behindEndpoint(network, endpoint, end), endpoint }];
  }
  if (owner?.kind === "load-balancer") {
    const loadBalancer = network.loadBalancers.get(owner.loadBalancer);
    if (loadBalancer !== undefined) return [{ end, behind: behindLoadBalancer(network)(loadBalancer) }];
  }
  return [doorOfHost(network, end)];
}

function doorOfHost(network: Network, host: Interfaces): Door {
  const end = called(network, host);
  const [own] = end.interfaces;
  const relay = own && relayAt(network, own);
  if (own === undefined || relay === undefined) return { end, behind: NOBODY };
  return { end, behind: sentOn(network, own, takenByAny(relay.translations)) };
}

function behindEndpoint(
  network: Network,
  { service: identity }: VpcEndpoint,
  { interfaces }: Interfaces,
): Behind {
  if (!isKnown(identity)) return ANYBODY;
  if (identity.kind === "endpoint-service") {
    const service = network.endpointServices.get(identity.service);
    return service === undefined ? NOBODY : behindService(network)(service);
  }
  if (identity.kind === "elsewhere") return NOBODY;
  if (identity.kind === "service-network")
    return together(
      interfaces
        .slice(0, 1)
        .map((own) => sentOn(network, own, portsInServiceNetwork(network, identity.serviceNetwork))),
    );
  const known = behindConfigurations(network);
  const configuration = network.resourceConfigurations.get(identity.configuration);
  const [own] = interfaces;
  if (configuration === undefined || own === undefined) return NOBODY;
  const found = known.get(configuration.at) ?? sentOn(network, own, portsOf(configuration.ports));
  known.set(configuration.at, found);
  return found;
}

function portsInServiceNetwork(network: Network, key: ElementKey): PacketSet {
  const resources = network.serviceNetworks.get(key)?.resources.items ?? [];
  return resources
    .flatMap(({ configuration }) => network.resourceConfigurations.get(configuration) ?? [])
    .reduce((all, { ports }) => all.union(portsOf(ports)), PacketSet.none);
}

/** Every endpoint of a resource configuration leads to the same. */
const behindConfigurations = derivedOnce<Network, Map<ResourceKey, Behind>>(() => new Map());

const behindService = derivedOnce((network: Network) =>
  derivedOnce(({ loadBalancers }: EndpointService): Behind => {
    const found = loadBalancers.items.flatMap((key) => network.loadBalancers.get(key) ?? []);
    const isOpen = loadBalancers.doubts.length > 0 || found.length < loadBalancers.items.length;
    return together([
      { owners: new Set(found.map(({ at }) => at)), isOpen },
      ...found.map(behindLoadBalancer(network)),
    ]);
  }),
);

const behindLoadBalancer = derivedOnce((network: Network) =>
  derivedOnce(({ interfaces, listeners }: LoadBalancer): Behind => {
    const nodes = interfaces.items.flatMap((each) => network.interfaces.get(each) ?? []);
    const asked = listeners.items.map(({ port }) =>
      portsOf(isKnown(port) ? IntervalSet.of(port, port) : port),
    );
    const isOpen = interfaces.doubts.length + listeners.doubts.length > 0;
    return together([
      { owners: new Set(), isOpen },
      ...nodes.flatMap((node) => asked.map((packets) => sentOn(network, node, packets))),
    ]);
  }),
);

/** TCP and UDP to some ports, or, where these are not known, to one: where a thing leads does not depend on it then. */
function portsOf(ports: unknown): PacketSet {
  return PacketSet.of({
    destinationPorts: ports instanceof IntervalSet ? ports : IntervalSet.of(1, 1),
  });
}

/** What packets come to that a stranger sends to an interface. */
function sentOn(network: Network, own: NetworkInterface, packets: PacketSet): Behind {
  const client = internetParty(own.at, EVERY_ADDRESS);
  const ways = [PROTOCOL.tcp, PROTOCOL.udp].flatMap((protocol) =>
    packets.valuesOf("destinationPorts").intervals.flatMap(({ first }) => {
      const asked = packets.intersect(
        PacketSet.of({
          protocols: IntervalSet.of(protocol, protocol),
          destinationPorts: IntervalSet.of(first, first),
          sourcePorts: CLIENT_PORTS,
        }),
      );
      const arrival = { interface: own, client, asked, via: "privatelink" } as const;
      return asked.isEmpty ? [] : completed(network, { choices: [], legs: [], arrival });
    }),
  );
  return {
    owners: new Set(ways.flatMap(interfacesOn).map((each) => ownerAt(network, each))),
    isOpen: ways.some((way) => way.arrival === undefined && shareOfPath(way) === "unknown"),
  };
}

/** The interfaces that packets come to on a way. */
export function interfacesOn({ legs, arrival }: Onward): NetworkInterface[] {
  const stations = legs.flatMap(({ stages }) =>
    stages.flatMap(({ station }) => (station?.end === "destination" ? [station.interface] : [])),
  );
  return arrival === undefined ? stations : [...stations, arrival.interface];
}
