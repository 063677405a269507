import { elementKey, type Network } from "../network";
import { type ResourceKey, Unknown } from "../terraform";
import type { Interfaces } from "./ends";
import { interfacesOfHost } from "./interface-lookup";

/** What packets start or end at of a resource, if any do. */
export function endAt(network: Network, at: ResourceKey): Interfaces | undefined {
  const key = elementKey(at);
  const host = network.hosts.get(key);
  if (host !== undefined) return { kind: "interfaces", at, ...interfacesOfHost(network, host) };
  const own = network.interfaces.get(key);
  if (own !== undefined) return { kind: "interfaces", at, interfaces: [own], doubts: [] };
  const endpoint = network.endpoints.get(key);
  if (endpoint?.type === "Gateway")
    return { kind: "interfaces", at, interfaces: [], doubts: [ofGatewayEndpoint(at)] };
  const owner =
    endpoint ??
    network.loadBalancers.get(key) ??
    network.resolverEndpoints.get(key) ??
    network.requesterManaged.get(key);
  if (owner === undefined) return undefined;
  const { items, doubts } = owner.interfaces;
  return {
    kind: "interfaces",
    at,
    interfaces: items.flatMap((each) => network.interfaces.get(each) ?? []),
    doubts,
  };
}

/**
 * It has no network interface: routes to a prefix list lead to it, whose addresses AWS alone knows.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
function ofGatewayEndpoint(at: ResourceKey): Unknown {
  return new Unknown("gateway endpoint", "which addresses its service has, AWS alone knows", at);
}
