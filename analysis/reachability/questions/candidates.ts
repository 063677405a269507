import type { ElementKey, Network } from "../../network";
import { derivedOnce } from "../derived-once";
import type { Interfaces } from "../ends";
import { type Site, siteOf } from "../sites";
import { type Door, doorsIn } from "./doors";
import { isConfined, sitesAround } from "./neighbours";
import { hostsIn, sending } from "./parties";

/** Ends by where they are; `anywhere` are those of which that is not all known. */
interface Placed<Thing> {
  readonly bySite: ReadonlyMap<ElementKey, readonly Thing[]>;
  readonly anywhere: readonly Thing[];
}

/** The hosts whose packets may get to an end: what nothing joins to it is kept from it by routes that are known. */
export function hostsThatMayReach(network: Network, to: Interfaces): readonly Interfaces[] {
  const sites = sitesOf(network, to);
  if (sites === undefined) return hostsIn(network);
  const { bySite, anywhere } = placedHosts(network);
  return [...inSitesAround(network, sites, bySite), ...anywhere];
}

/** The doors that packets of a host may get to; the very same list for all hosts of a site. */
export function doorsThatMayBeReached(network: Network, from: Interfaces): readonly Door[] {
  const sites = sitesOf(network, from);
  if (sites === undefined || mayStray(network, from)) return doorsIn(network);
  const [site] = sites;
  return site !== undefined && sites.length === 1
    ? doorsAround(network)(site)
    : doorsInSitesAround(network, sites);
}

const doorsAround = derivedOnce((network: Network) =>
  derivedOnce((site: Site) => doorsInSitesAround(network, [site])),
);

function doorsInSitesAround(network: Network, sites: readonly Site[]): readonly Door[] {
  const { bySite, anywhere } = placedDoors(network);
  return [...inSitesAround(network, sites, bySite), ...anywhere];
}

function inSitesAround<Thing>(
  network: Network,
  sites: readonly Site[],
  bySite: ReadonlyMap<ElementKey, readonly Thing[]>,
): Thing[] {
  const found = new Set<Thing>();
  for (const site of sites)
    for (const key of sitesAround(network, site)) for (const thing of bySite.get(key) ?? []) found.add(thing);
  return [...found];
}

const placedHosts = derivedOnce((network: Network) =>
  placed(
    network,
    hostsIn(network),
    (host) => host,
    (host) => mayStray(network, host),
  ),
);

const placedDoors = derivedOnce((network: Network) =>
  placed(
    network,
    doorsIn(network),
    ({ end }) => end,
    () => false,
  ),
);

function placed<Thing>(
  network: Network,
  things: readonly Thing[],
  endOf: (thing: Thing) => Interfaces,
  isAnywhere: (thing: Thing) => boolean,
): Placed<Thing> {
  const bySite = new Map<ElementKey, Thing[]>();
  const anywhere: Thing[] = [];
  for (const thing of things) {
    const sites = sitesOf(network, endOf(thing));
    if (sites === undefined || isAnywhere(thing)) anywhere.push(thing);
    else
      for (const { key } of sites) {
        const others = bySite.get(key);
        if (others === undefined) bySite.set(key, [thing]);
        else others.push(thing);
      }
  }
  return { bySite, anywhere };
}

function mayStray(network: Network, host: Interfaces): boolean {
  return sending(network, host).interfaces.some((own) => !isConfined(network, own));
}

/** @returns nothing where it may be elsewhere as well */
function sitesOf(network: Network, { interfaces, doubts }: Interfaces): readonly Site[] | undefined {
  if (doubts.length > 0) return undefined;
  const sites: Site[] = [];
  for (const own of interfaces) {
    const site = siteOf(network, own);
    if (site === undefined) return undefined;
    if (!sites.includes(site)) sites.push(site);
  }
  return sites;
}
