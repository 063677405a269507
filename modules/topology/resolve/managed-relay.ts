import { Ipv4Block } from "../../addressing";
import { onPremisesBlocks, own, subnetWith, zonesOf } from "../derivations";
import type { ManagedRelay, RelayLoadBalancer } from "../model";
import { chainName } from "../relay-chains";
import { present, sorted } from "./lists";
import {
  type ChainEnds,
  inwardLink,
  type Link,
  outsideAddress,
  outwardLink,
  type ResolvedRelay,
} from "./relay-links";

/** A link, and the load balancer before it where on-premises calls. */
interface Way {
  readonly link: Link;
  readonly loadBalancers: readonly RelayLoadBalancer[];
}

/** A relay of load balancers alone. */
export function resolveManagedRelay(ends: readonly ChainEnds[]): ResolvedRelay<ManagedRelay> {
  const ways = ends.map((each) => (each.chain.direction === "inward" ? inward(each) : outward(each)));
  return {
    relay: { mode: "managed", loadBalancers: ways.flatMap(({ loadBalancers }) => loadBalancers) },
    links: ways.map(({ link }) => link),
  };
}

/** From a network outside AWS, by a load balancer with the called address to an endpoint in every zone that can be. */
function inward(ends: ChainEnds): Way {
  const {
    input,
    relay,
    other,
    chain: { address, mappings, onPremises },
  } = ends;
  const available = zonesOf(other.entry.vpc);
  const zones = sorted(zonesOf(relay.entry.vpc)).filter((zone) => available.includes(zone));
  const link = inwardLink(ends, zones, [Ipv4Block.ofOne(address)]);
  const loadBalancer: RelayLoadBalancer = {
    name: chainName(onPremises, address),
    zone: present(subnetWith(relay, address)).zone,
    address,
    clients: onPremisesBlocks(onPremises, present(own(input.onPremises, onPremises))),
    listeners: mappings.map(({ call: { port } }) => ({ port, targets: link.endpoint.addresses })),
  };
  return { link, loadBalancers: [loadBalancer] };
}

/** From the service's own load balancer to the host outside AWS. */
function outward(ends: ChainEnds): Way {
  const { other, chain } = ends;
  const { zone } = present(subnetWith(other, chain.address));
  const link = outwardLink(ends, zone, (mapping) => ({
    port: mapping.to.port,
    target: { name: mapping.to.host, address: outsideAddress(ends, mapping), isOutside: true },
  }));
  return { link, loadBalancers: [] };
}
