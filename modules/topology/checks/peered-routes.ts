import type { Ipv4Block } from "../../addressing";
import type { AzId } from "../../identity";
import { type NamedEntry, zonesOf } from "../derivations";
import type { Path } from "../problem";
import type { PeeringInput } from "../schema";
import { blocksOf, type Draft, listed, type Report, reportRepeated } from "./check";

/** What the routes of a side are for: the other VPC's blocks, or parts of them. */
export function checkDestinations(
  draft: Draft,
  own: NamedEntry,
  other: NamedEntry,
  destinations: readonly Ipv4Block[],
  path: Path,
  report: Report,
): void {
  reportRepeated(report, path, destinations.map(String));
  const otherBlocks = blocksOf(other);
  destinations.forEach((destination, index) => {
    // Blocks that overlap are a mistake of their own.
    if (otherBlocks.length === 0 || otherBlocks.some((block) => block.contains(destination))) return;
    const held = blocksOf(own).find((block) => block.contains(destination));
    if (held !== undefined)
      report(
        [...path, index],
        `${held.toString()} is this side's own VPC, inside which no packet takes a peering; write the other VPC's block or parts of it`,
      );
    else
      report(
        [...path, index],
        `${other.name} is ${listed(otherBlocks.map(String))}, and a peering leads no further: not to other peerings of that VPC, nor to its internet gateway, NAT gateways, VPN or gateway endpoints; ${wayTo(draft, own, destination)}`,
      );
  });
}

/** What leads where no peering can: a proxy receives, and asks by itself. */
function wayTo(draft: Draft, own: NamedEntry, destination: Ipv4Block): string {
  const pairs = Object.values(draft.topology.peerings).map(({ requester, accepter }) => [
    requester.entry,
    accepter.entry,
  ]);
  const arePeered = (...names: readonly string[]): boolean =>
    pairs.some((pair) => names.every((name) => pair.includes(name)));
  const targets = draft.entries.filter((named) =>
    blocksOf(named).some((block) => block.overlaps(destination)),
  );
  const hub = draft.entries.find(
    ({ section, name }) =>
      section === "proxyHubs" &&
      arePeered(name, own.name) &&
      (targets.length === 0 || targets.some((target) => arePeered(name, target.name))),
  );
  return hub === undefined
    ? "write parts of this block only, and go further by proxies: a hub (`proxyHubs`) whose VPC is peered with both"
    : `write parts of this block only, and go further by ${hub.name}/proxies, with \`proxy: { hub: ${hub.name} }\` in ${own.name}`;
}

/** Routes of one subnet to one block, which lead into two VPCs. */
interface Route {
  readonly peering: string;
  /** The other VPC's entry. */
  readonly to: string;
  readonly zones: readonly AzId[];
  readonly destinations: readonly Ipv4Block[];
}

/** A route table sends each block one way: two peerings of a VPC whose routes overlap would hide one another. */
export function reportAmbiguousRoutes(draft: Draft, report: Report): void {
  const routes = new Map<string, Route[]>();
  for (const [peering, { requester, accepter }] of Object.entries(draft.topology.peerings)) {
    if (requester.entry === accepter.entry) continue;
    for (const [key, side, other] of [
      ["requester", requester, accepter],
      ["accepter", accepter, requester],
    ] as const) {
      const route = routeOf(draft, peering, side, other);
      const earlier = routes.get(side.entry) ?? [];
      routes.set(side.entry, [...earlier, route]);
      const rival = rivalOf(route, earlier);
      if (rival === undefined) continue;
      const { destination, zone } = rival;
      report(
        ["peerings", peering, key, side.destinations === undefined ? "entry" : "destinations"],
        `the subnet of ${zone} in ${side.entry} has a route to ${destination.toString()} through the peering ${rival.peering} already; write \`destinations\` or \`zones\` so that the two have none in common`,
      );
    }
  }
}

function routeOf(
  draft: Draft,
  peering: string,
  side: PeeringInput["requester"],
  other: PeeringInput["requester"],
): Route {
  const vpc = draft.entriesByName.get(side.entry)?.entry.vpc;
  return {
    peering,
    to: other.entry,
    zones: side.zones ?? (vpc === undefined ? [] : zonesOf(vpc)),
    destinations: side.destinations ?? blocksOf(draft.entriesByName.get(other.entry)),
  };
}

/** The first of the earlier routes that another one collides with, and where. */
function rivalOf(
  { to, zones, destinations }: Route,
  earlier: readonly Route[],
): { readonly peering: string; readonly zone: AzId; readonly destination: Ipv4Block } | undefined {
  for (const { peering, ...route } of earlier) {
    const zone = zones.find((each) => route.zones.includes(each));
    const destination = route.destinations.find((each) => destinations.some((block) => block.overlaps(each)));
    // That two VPCs are joined twice is a mistake of its own.
    if (route.to !== to && zone !== undefined && destination !== undefined)
      return { peering, zone, destination };
  }
  return undefined;
}
