import { addressFromInteger, type Interval, IntervalSet } from "../../../modules/addressing";
import {
  type DnsAnswer,
  type ElementKey,
  isKnown,
  type Listing,
  type Network,
  type Vpc,
} from "../../network";
import { type ResourceKey, Unknown } from "../../terraform";
import { interfaceAt } from "../interface-lookup";
import { subnetOf } from "../subnet-lookup";
import type { Destination } from "./resolution";

/**
 * Where an answer other than another name leads.
 * @param at the record
 */
export function destinationsOf(
  network: Network,
  vpc: Vpc,
  answer: Exclude<DnsAnswer, { readonly kind: "name" }>,
  at: ResourceKey,
): Listing<Destination> {
  switch (answer.kind) {
    case "interface":
      return interfacesAmong(network, { items: [answer.interface], doubts: [] }, at);
    case "load-balancer":
      return nodesOf(network, answer.loadBalancer, at);
    case "endpoint":
      return inZone(
        network,
        interfacesAmong(network, network.endpoints.get(answer.endpoint)?.interfaces, at),
        answer.zone,
      );
    case "addresses": {
      const items = answer.addresses.intervals.flatMap((interval) => atAddresses(network, vpc, interval));
      return { items, doubts: [] };
    }
  }
}

/**
 * The name of an internal load balancer has the private addresses of its nodes, that of an internet-facing one the
 * public ones, inside its VPC as well.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html (Scheme)
 * @see https://aws.amazon.com/blogs/networking-and-content-delivery/deploying-internal-dns-zones-for-internet-facing-load-balancers/
 */
function nodesOf(network: Network, key: ElementKey, at: ResourceKey): Listing<Destination> {
  const found = network.loadBalancers.get(key);
  if (found === undefined || found.internal === true) return interfacesAmong(network, found?.interfaces, at);
  const why =
    "the name of an internet-facing load balancer has its public addresses, and clients of these are not analysed";
  return {
    items: [],
    doubts: [isKnown(found.internal) ? new Unknown("internal = false", why, found.at) : found.internal],
  };
}

type AtInterface = Extract<Destination, { readonly kind: "interface" }>;

/** @param keys missing where what has them is not among the given stacks */
function interfacesAmong(
  network: Network,
  keys: Listing<ElementKey> | undefined,
  at: ResourceKey,
): Listing<AtInterface> {
  const items = (keys?.items ?? []).flatMap((key) => {
    const found = network.interfaces.get(key);
    return found === undefined ? [] : [{ kind: "interface" as const, interface: found }];
  });
  if (keys?.items.length === items.length) return { items, doubts: keys.doubts };
  const missing = new Unknown("its target", "none of the given stacks makes it", at);
  return { items, doubts: [...(keys?.doubts ?? []), missing] };
}

/**
 * An endpoint's regional name has the address of each zone, a zonal one of its own.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
 */
function inZone(
  network: Network,
  { items, doubts }: Listing<AtInterface>,
  zone: string | undefined,
): Listing<Destination> {
  if (zone === undefined) return { items, doubts };
  const zones = items.map((item) => ({ item, zone: subnetOf(network, item.interface)?.zone }));
  return {
    items: zones.filter((each) => each.zone === zone).map(({ item }) => item),
    doubts: [...doubts, ...zones.flatMap((each) => (each.zone instanceof Unknown ? [each.zone] : []))],
  };
}

/** A record states few addresses; each that an interface of the VPC has leads there. */
function atAddresses(network: Network, vpc: Vpc, { first, last }: Interval): Destination[] {
  const addresses = Array.from({ length: last - first + 1 }, (_, index) => addressFromInteger(first + index));
  return addresses.map((address) => {
    const found = interfaceAt(network, vpc.key, address);
    return found === undefined
      ? { kind: "addresses", addresses: IntervalSet.of(address, address) }
      : { kind: "interface", interface: found };
  });
}
