import { addressFromInteger, type Interval, IntervalSet } from "../../../modules/addressing";
import type { DnsAnswer, ElementKey, Network, Vpc } from "../../network";
import { interfaceAt } from "../interface-lookup";
import { subnetOf } from "../legs/leg";
import type { Destination } from "./resolution";

/** Where an answer other than another name leads. */
export function destinationsOf(
  network: Network,
  vpc: Vpc,
  answer: Exclude<DnsAnswer, { readonly kind: "name" }>,
): Destination[] {
  switch (answer.kind) {
    case "interface":
      return interfacesAmong(network, [answer.interface]);
    case "load-balancer":
      return interfacesAmong(network, network.loadBalancers.get(answer.loadBalancer)?.interfaces.items ?? []);
    case "endpoint": {
      // A regional name has the address of each zone, a zonal one of its own.
      // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
      const all = interfacesAmong(network, network.endpoints.get(answer.endpoint)?.interfaces.items ?? []);
      const { zone } = answer;
      return all.filter((each) => zone === undefined || subnetOf(network, each.interface)?.zone === zone);
    }
    case "addresses":
      return answer.addresses.intervals.flatMap((interval) => atAddresses(network, vpc, interval));
  }
}

function interfacesAmong(
  network: Network,
  keys: readonly ElementKey[],
): Extract<Destination, { readonly kind: "interface" }>[] {
  return keys.flatMap((key) => {
    const found = network.interfaces.get(key);
    return found === undefined ? [] : [{ kind: "interface" as const, interface: found }];
  });
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
