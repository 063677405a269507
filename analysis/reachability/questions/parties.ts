import type { Network, NetworkInterface } from "../../network";
import type { ResourceKey } from "../../terraform";
import { derivedOnce } from "../derived-once";
import type { Interfaces, Internet } from "../ends";
import { endAt } from "../end-at";
import { calledEnd, callingEnd } from "../relays/relay-interface";

/** Who reaches or is reached: the resource of a host, an endpoint or a load balancer, or every public address. */
export type Party = ResourceKey | "internet";

export const INTERNET: Internet = { kind: "internet" };

export function partyAt(end: Interfaces | Internet): Party {
  return end.kind === "internet" ? "internet" : end.at;
}

/** The resource that has an interface: a host's interface may be a resource of its own. */
export function ownerAt(network: Network, { owner, at }: NetworkInterface): ResourceKey {
  switch (owner.kind) {
    case "host":
      return network.hosts.get(owner.host)?.at ?? at;
    case "endpoint":
      return network.endpoints.get(owner.endpoint)?.at ?? at;
    case "load-balancer":
      return network.loadBalancers.get(owner.loadBalancer)?.at ?? at;
    default:
      return at;
  }
}

/** All that can start connections: instances, Auto Scaling groups, functions and tasks, and declared hosts outside AWS. */
export const hostsIn = derivedOnce((network: Network): readonly Interfaces[] => {
  const made = [...network.hosts.values()].flatMap(({ at }) => endAt(network, at) ?? []);
  const outside = [...network.onPremisesNetworks.values()]
    .flatMap(({ hosts }) => [...hosts.values()])
    .flatMap((key) => network.interfaces.get(key) ?? []);
  const managed = [...network.requesterManaged.values()]
    .filter(({ use }) => use !== "answers")
    .flatMap(({ at }) => endAt(network, at) ?? []);
  return [
    ...made,
    ...managed,
    ...outside.map((own): Interfaces => ({
      kind: "interfaces",
      at: own.at,
      interfaces: [own],
      doubts: [],
    })),
  ];
});

/** The interfaces that packets of a host leave by. */
export function sending(network: Network, end: Interfaces): Interfaces {
  return callingEnd(network, end);
}

/** The interfaces that packets to an end come to. */
export function called(network: Network, end: Interfaces): Interfaces {
  return calledEnd(network, end);
}
