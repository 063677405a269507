import { type Ipv4Address, Ipv4Block } from "../../addressing";
import { type NamedEntry, onPremisesBlocks, own, RELAY, subnetWith } from "../derivations";
import type { HostRelay, Translation } from "../model";
import type { EntryInput, RelayInput } from "../schema";
import { present } from "./lists";
import {
  type ChainEnds,
  inwardLink,
  type Link,
  outsideAddress,
  outwardLink,
  type ResolvedRelay,
} from "./relay-links";

const DEFAULT_INSTANCE_TYPE = "t3.small";

/** A link, and what the host does for it. */
interface Way {
  readonly link: Link;
  readonly translations: readonly Translation[];
}

/** A relay whose host rewrites the addresses of what comes to it. */
export function resolveHostRelay(
  relay: NamedEntry<EntryInput>,
  written: RelayInput,
  ends: readonly ChainEnds[],
): ResolvedRelay<HostRelay> {
  const address = present(written.address);
  const ways = ends.map((each) =>
    each.chain.direction === "inward" ? inward(each, address) : outward(each, address),
  );
  const translations = ways.flatMap((way) => way.translations);
  const called = new Set(translations.map((translation) => translation.address));
  return {
    relay: {
      mode: "host",
      zone: present(subnetWith(relay, address)).zone,
      address,
      furtherAddresses: [...called]
        .filter((each) => each !== address)
        .toSorted((left, right) => left - right),
      instanceType: written.instanceType ?? DEFAULT_INSTANCE_TYPE,
      translations,
    },
    links: ways.map(({ link }) => link),
  };
}

/** From a network outside AWS, by the host to an endpoint in the called address's zone. @param hostAddress from which the host calls */
function inward(ends: ChainEnds, hostAddress: Ipv4Address): Way {
  const { input, relay, chain } = ends;
  const { zone } = present(subnetWith(relay, chain.address));
  const link = inwardLink(ends, [zone], [Ipv4Block.ofOne(hostAddress)]);
  const sources = onPremisesBlocks(chain.onPremises, present(own(input.onPremises, chain.onPremises)));
  const address = present(link.endpoint.addresses.get(zone));
  return {
    link,
    translations: chain.mappings.map(({ call: { port } }) => ({
      sources,
      address: chain.address,
      port,
      to: { address, port },
    })),
  };
}

/** From a load balancer, by the host to a network outside AWS. */
function outward(ends: ChainEnds, hostAddress: Ipv4Address): Way {
  const { other, chain } = ends;
  const { zone } = present(subnetWith(other, chain.address));
  const target = { name: RELAY, address: hostAddress, isOutside: false };
  const link = outwardLink(ends, zone, ({ call: { port } }) => ({ port, target }));
  const sources = [...link.service.addresses.values()].map((address) => Ipv4Block.ofOne(address));
  return {
    link,
    translations: chain.mappings.map((mapping) => ({
      sources,
      address: hostAddress,
      port: mapping.call.port,
      to: { address: outsideAddress(ends, mapping), port: mapping.to.port },
    })),
  };
}
