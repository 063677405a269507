import type { Network } from "../../network";
import type { ResourceKey } from "../../terraform";
import type { End, Interfaces, Internet, Service, Url } from "../ends";
import { doorsThatMayBeReached, hostsThatMayReach } from "./candidates";
import { type Door, doorAt, doorsIn, doorsThatPassOn } from "./doors";
import { type ReachGroup, grouped } from "./groups";
import { hostsIn, INTERNET } from "./parties";
import type { AskedTraffic } from "./passages";
import { type Reach, Survey } from "./survey";

/** An end that others may reach. */
export type Reached = Exclude<End, Url>;

/** Every host, and the internet, that can reach an end or may; by itself or by what leads there. */
export function whoReaches(network: Network, to: Reached, asked: AskedTraffic): ReachGroup[] {
  if (to.kind === "name" || to.kind === "internet") {
    const survey = new Survey(network, asked);
    return grouped(
      hostsIn(network)
        .flatMap((host) => survey.to(host, to))
        .filter(isToAnother),
    );
  }
  const entrances: ReadonlySet<ResourceKey> = to.kind === "service" ? to.entrances : new Set([to.at]);
  const survey = new Survey(network, { ...asked, sought: { at: to.at, entrances } });
  const found = doorsTo(network, to, entrances).flatMap((door) =>
    [INTERNET, ...hostsThatMayReach(network, door.end)].flatMap((from) => survey.through(from, door)),
  );
  return grouped(found.filter(isToAnother));
}

/** What packets to an end are sent to: itself, or whatever may lead to it. */
function doorsTo(
  network: Network,
  to: Interfaces | Service,
  entrances: ReadonlySet<ResourceKey>,
): readonly Door[] {
  const own =
    to.kind === "interfaces"
      ? doorAt(network, to)
      : doorsIn(network).filter(({ end }) => entrances.has(end.at));
  const leading = doorsThatPassOn(network).filter(
    ({ end, behind }) =>
      !entrances.has(end.at) && (behind.isOpen || [...entrances].some((each) => behind.owners.has(each))),
  );
  return [...own, ...leading];
}

/** Everything that an end can reach or may: hosts, by themselves or through what leads to them, and the internet. */
export function whatIsReached(
  network: Network,
  from: Interfaces | Internet,
  asked: AskedTraffic,
): ReachGroup[] {
  const survey = new Survey(network, asked);
  const doors = from.kind === "internet" ? doorsIn(network) : doorsThatMayBeReached(network, from);
  const found = doors.flatMap((door) => survey.through(from, door));
  const out = from.kind === "internet" ? [] : survey.to(from, INTERNET);
  return grouped([...found, ...out].filter(isToAnother));
}

function isToAnother({ from, to }: Reach): boolean {
  return to.kind === "unknown" || to.party !== from;
}
