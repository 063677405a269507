import { IntervalSet } from "../../../modules/addressing";
import type { Network, NetworkInterface } from "../../network";
import { EVERY_ADDRESS } from "../../packets";
import { completed } from "../completion";
import { derivedOnce } from "../derived-once";
import type { Url } from "../ends";
import type { ResolvedName } from "../names/resolution";
import { addressesOf, CLIENT_PORTS, packets, type Traffic } from "../packets-asked";
import type { Arrival, Onward } from "../path/arrival";
import type { Path, Stage } from "../path/stage";
import { leadingTo, startsTo, whereTo } from "../starts";
import { fromProxy } from "./from-proxy";
import { reachedProxy } from "./reached-proxy";
import { askingFrom } from "./settings";

/**
 * The ways of a request for a URL through the proxy that a host is told of: a connection to a proxy, what the proxy
 * makes of the request, and a connection of the proxy's own.
 */
export function throughProxy(network: Network, source: NetworkInterface, url: Url): Path[] {
  const asking = askingFrom(network, source, url);
  const traffic = { protocol: "tcp", port: url.port } as const;
  switch (asking.kind) {
    case "not-at-all": {
      const asked = packets(traffic, addressesOf(source), CLIENT_PORTS, EVERY_ADDRESS);
      return [{ choices: [], legs: [{ asked, stages: [asking.stage] }] }];
    }
    case "directly":
      return pathsTo(network, source, traffic, behind(asking.stage, directly(network, source, url)));
    case "proxy": {
      const { host: name, port } = asking.client;
      const proxy = behind(asking.stage, whereTo(network, source, { kind: "name", name }));
      return pathsTo(network, source, { protocol: "tcp", port }, proxy).flatMap((path) =>
        beyond(network, path, url),
      );
    }
  }
}

function pathsTo(network: Network, source: NetworkInterface, traffic: Traffic, to: ResolvedName): Onward[] {
  return startsTo(network, source, traffic, to).flatMap((start) => completed(network, start));
}

/** Where a URL's host is for one who asks without a proxy. */
function directly(network: Network, source: NetworkInterface, { host, address }: Url): ResolvedName {
  return address === undefined
    ? whereTo(network, source, { kind: "name", name: host })
    : leadingTo([{ kind: "addresses", addresses: IntervalSet.of(address, address) }]);
}

function behind(stage: Stage, { stages, ...name }: ResolvedName): ResolvedName {
  return { stages: [stage, ...stages], ...name };
}

/** What else is wrong shows beyond, even where the request does not get that far. */
function beyond(network: Network, { arrival, choices, legs }: Onward, url: Url): Path[] {
  if (arrival === undefined) return [{ choices, legs }];
  return fromArrival(network, arrival, url).map((rest) => ({
    choices: [...choices, ...rest.choices],
    legs: [...legs, ...rest.legs],
  }));
}

/** From where a request came, on: requests of many hosts arrive in the same way, behind a resource gateway. */
function fromArrival(network: Network, arrival: Arrival, url: Url): readonly Path[] {
  const key = [url.scheme, url.host, url.port].join(" ");
  const known = arrivals(network)(arrival);
  const paths = known.get(key) ?? answered(network, arrival, url);
  known.set(key, paths);
  return paths;
}

const arrivals = derivedOnce<Network, (arrival: Arrival) => Map<string, Path[]>>(() =>
  derivedOnce(() => new Map()),
);

function answered(network: Network, arrival: Arrival, url: Url): Path[] {
  const reached = reachedProxy(network, arrival, url);
  const judged = { asked: arrival.asked, stages: reached.stages };
  if (reached.kind === "none") return [{ choices: [], legs: [judged] }];
  return fromProxy(network, arrival.interface, reached.proxy, url).map(({ choices, legs }) => ({
    choices,
    legs: [judged, ...legs],
  }));
}
