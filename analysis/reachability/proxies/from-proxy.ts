import { IntervalSet } from "../../../modules/addressing";
import type { Network, NetworkInterface } from "../../network";
import { completed } from "../completion";
import { derivedOnce } from "../derived-once";
import type { Url } from "../ends";
import type { ResolvedName } from "../names/resolution";
import type { Path } from "../path/stage";
import { leadingTo, startsTo, whereTo } from "../starts";
import { destinationStage } from "./destinations";
import type { Proxy } from "./reached-proxy";

/**
 * From a proxy to where a URL leads, as the proxy's own VPC resolves its host. Thousands of clients may ask for the
 * same.
 */
export function fromProxy(
  network: Network,
  source: NetworkInterface,
  proxy: Proxy,
  url: Url,
): readonly Path[] {
  const key = [source.key, url.scheme, url.host, url.port].join(" ");
  const known = askedOfProxies(network);
  const paths = known.get(key) ?? pathsFrom(network, source, proxy, url);
  known.set(key, paths);
  return paths;
}

const askedOfProxies = derivedOnce<Network, Map<string, readonly Path[]>>(() => new Map());

function pathsFrom(network: Network, source: NetworkInterface, proxy: Proxy, url: Url): Path[] {
  const { stages, destinations, elsewhere } = resolved(network, source, url);
  const admitted = {
    stages: [...stages, destinationStage(proxy, url, destinations)],
    destinations,
    elsewhere,
  };
  const traffic = { protocol: "tcp", port: url.port } as const;
  return startsTo(network, source, traffic, admitted)
    .flatMap((start) => completed(network, start))
    .map(({ choices, legs }) => ({ choices, legs }));
}

/** Names that no zone of the given stacks holds are the internet's, which proxies are there for. */
function resolved(network: Network, source: NetworkInterface, { host, address }: Url): ResolvedName {
  return address === undefined
    ? whereTo(network, source, { kind: "name", name: host }, "have-public-addresses")
    : leadingTo([{ kind: "addresses", addresses: IntervalSet.of(address, address) }]);
}
