import { addressFromInteger, IntervalSet, Ipv4Block, parseBlock, valueOf } from "../../../modules/addressing";
import { coveringDomain } from "../../../modules/domains";
import type { Host } from "../../network";
import { EVERY_ADDRESS, PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { type Bounds, exactly, NOTHING } from "../bounds";
import type { Url } from "../ends";
import type { Fix } from "../fixes";
import { formatAddresses } from "../format";
import type { Destination } from "../names/resolution";
import { addressesOf } from "../packets-asked";
import type { Stage } from "../path/stage";
import type { Proxy } from "./reached-proxy";

const blocks = (...written: readonly string[]): IntervalSet =>
  IntervalSet.ofAll(written.map((block) => valueOf(parseBlock(block))));

/** Where no proxy lets anybody go. */
const NEVER = blocks("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3");
/** Where a proxy lets people go only if its blocks say so, whatever name leads there; so it is with its own network. */
const PRIVATE = blocks(
  "10.0.0.0/8",
  "100.64.0.0/10",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
);

/**
 * Where a proxy lets its clients go, as its Squid configuration has it: to domains of its list, unless one of their
 * addresses is private or of its own network; and to its blocks. It looks at all addresses that a name has, and refuses
 * the name because of one. An address that stands in a URL belongs to no domain.
 * @param destinations all that the URL's host leads to
 */
export function destinationStage(
  { server, host: { key, at } }: Proxy,
  url: Url,
  destinations: readonly Destination[],
): Stage {
  const listed = IntervalSet.ofAll(server.blocks);
  const guarded = PRIVATE.union(IntervalSet.ofAll(server.ownBlocks));
  const isListed = url.address === undefined && coveringDomain(url.host, server.domains) !== undefined;
  const allowed = (isListed ? EVERY_ADDRESS.subtract(guarded).union(listed) : listed).subtract(NEVER);
  const all = destinations.map(placesOf);
  const passes = passesFor({ allowed, listed, guarded }, isListed, all);
  return {
    component: "proxy, destinations",
    at,
    detail: url.host,
    consulted: [],
    passes,
    doubts: passes.certain === passes.possible ? [] : [unclear(url, at)],
    blocker: {
      code: "PROXY_DESTINATION_NOT_ALLOWED",
      sentence: sentenceFor(url, all, isListed),
      ...fixFor(key, url, all, isListed),
    },
  };
}

function unclear({ host }: Url, at: Stage["at"]): Unknown {
  return new Unknown(host, "which addresses it has decides whether it goes, as a whole", at);
}

function placesOf(destination: Destination): IntervalSet {
  return destination.kind === "addresses" ? destination.addresses : addressesOf(destination.interface);
}

/** Addresses by what a proxy makes of them. */
interface Judged {
  /** Where one may go by the URL's host. */
  readonly allowed: IntervalSet;
  /** In one of its blocks. */
  readonly listed: IntervalSet;
  /** Private, or of its own network: these must be in its blocks. */
  readonly guarded: IntervalSet;
}

function passesFor(
  { allowed, listed, guarded }: Judged,
  isListed: boolean,
  all: readonly IntervalSet[],
): Bounds {
  // Of a name that is not listed, and leads nowhere, nothing is allowed; of one that is, nothing is found.
  if (all.length === 0) return isListed ? exactly(PacketSet.all) : NOTHING;
  if (all.some((places) => places.intersect(allowed).isEmpty)) return NOTHING;
  const going = PacketSet.of({ destinations: allowed });
  // A listed name may have guarded addresses, and then all that it has must be in the blocks.
  const mayBeGuarded = isListed && all.length > 1 && all.some((places) => !places.intersect(guarded).isEmpty);
  const isGuarded = isListed && all.some((places) => places.isSubsetOf(guarded));
  if (isGuarded && all.some((places) => places.intersect(listed).isEmpty)) return NOTHING;
  const within = mayBeGuarded ? allowed.intersect(listed) : allowed;
  if (all.every((places) => places.isSubsetOf(within))) return exactly(going);
  return { certain: PacketSet.none, possible: going };
}

function sentenceFor({ host, address }: Url, all: readonly IntervalSet[], isListed: boolean): string {
  const where = all.reduce((places, each) => places.union(each), IntervalSet.empty);
  if (!where.intersect(NEVER).isEmpty) return `it lets nobody go to ${formatAddresses(where)}`;
  if (address !== undefined) return `${host} is in none of the blocks that it allows`;
  if (!isListed) return `${host} is in none of the domains that it allows`;
  return `${host} leads to ${formatAddresses(where)}: what is private or of the proxy's own network, and all else that such a name leads to, must be in the blocks that it allows`;
}

/** Exactly what is asked for, and nothing beside it. */
function fixFor(
  proxy: Host["key"],
  { host, address }: Url,
  all: readonly IntervalSet[],
  isListed: boolean,
): { readonly fix?: Fix } {
  if (address === undefined && !isListed) return { fix: { kind: "allow-domain", proxy, domain: host } };
  const [only, ...others] = all;
  const [place] = only?.intervals ?? [];
  if (only?.size !== 1 || place === undefined || others.length > 0) return {};
  return {
    fix: { kind: "allow-block", proxy, block: Ipv4Block.ofOne(addressFromInteger(place.first)) },
  };
}
