import { IntervalSet } from "../../../modules/addressing";
import type { Network, NetworkInterface } from "../../network";
import { EVERY_ADDRESS } from "../../packets";
import { Unknown } from "../../terraform";
import { completed } from "../completion";
import { derivedOnce } from "../derived-once";
import type { Url } from "../ends";
import { formatAddresses } from "../format";
import type { ResolvedName } from "../names/resolution";
import { addressesOf, CLIENT_PORTS, packets, type Traffic } from "../packets-asked";
import type { Arrival, Onward } from "../path/arrival";
import { type Path, shareOfPath, type Stage } from "../path/stage";
import { leadingTo, startsTo, whereTo } from "../starts";
import { fromProxy } from "./from-proxy";
import { listeningStage, reachedProxy } from "./reached-proxy";
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
  if (arrival === undefined) return [ofNoProxy({ choices, legs })];
  const read = { asked: arrival.asked, stages: legs.flatMap(({ stages }) => stages).flatMap(readingStage) };
  const before = read.stages.length === 0 ? legs : [...legs, read];
  return fromArrival(network, arrival, url).map((rest) => ({
    choices: [...choices, ...rest.choices],
    legs: [...before, ...rest.legs],
  }));
}

/** Clients and proxies speak plain HTTP with each other. */
function readingStage({ component, at, forPlainHttp }: Stage): Stage[] {
  if (forPlainHttp === undefined) return [];
  return [{ component, at, detail: "leaves plain HTTP as it is", consulted: [], ...forPlainHttp }];
}

/** Packets that leave the VPC for public addresses get somewhere; that a proxy takes them there, nobody says. */
function ofNoProxy(path: Path): Path {
  const last = path.legs.at(-1);
  const end = last?.stages.at(-1);
  if (last === undefined || end === undefined || !["all", "some"].includes(shareOfPath(path))) return path;
  const to = formatAddresses(last.asked.valuesOf("destinations"));
  const why = new Unknown(to, "none of the given stacks says what serves there", end.at);
  return { ...path, legs: [...path.legs, { asked: last.asked, stages: [listeningStage(end.at, why)] }] };
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
