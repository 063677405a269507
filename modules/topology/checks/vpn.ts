import type { Ipv4Block } from "../../addressing";
import { isPrivateAsn, privateAsns } from "../../identity";
import {
  isExisting,
  type NamedEntry,
  onPremisesBlocks,
  own,
  resolverOf,
  vpnOf,
  zonesOf,
} from "../derivations";
import type { Path } from "../problem";
import type { ResolverInput, VpnInput } from "../schema";
import {
  blocksOf,
  type Check,
  checkHasSubnets,
  type Draft,
  listed,
  type Report,
  reportRepeated,
  reportUnknown,
} from "./check";

/** VPN gateways, their connections, and resolvers for those who come by them. */
export const checkVpns: Check = (draft, report) => {
  for (const named of draft.entries) {
    const { section, name, entry } = named;
    const vpn = vpnOf(entry);
    const resolver = resolverOf(entry);
    if (vpn !== undefined) checkVpn(draft, named, vpn, [section, name, "vpn"], report);
    if (resolver !== undefined) checkResolver(draft, named, resolver, [section, name, "resolver"], report);
  }
};

function checkVpn(draft: Draft, named: NamedEntry, vpn: VpnInput, path: Path, report: Report): void {
  reportOnExisting(named, "a VPN gateway attached to it, nor routes", path, report);
  checkAmazonNumber(vpn.asn, [...path, "asn"], report);
  const connections = Object.entries(vpn.connections);
  if (connections.length === 0)
    report([...path, "connections"], "this joins nothing; name a network of `onPremises`", "key");
  const joined: (readonly [name: string, block: Ipv4Block])[] = [];
  for (const [name, connection] of connections) {
    const at = [...path, "connections", name];
    checkRouting(connection, at, report);
    const network = own(draft.topology.onPremises, name);
    if (network === undefined) {
      if (!draft.isWritten(["onPremises", name]))
        reportUnknown(
          (where, sentence) => {
            report(where, sentence, "key");
          },
          at,
          "network of `onPremises`",
          Object.keys(draft.topology.onPremises),
        );
      continue;
    }
    const blocks = onPremisesBlocks(name, network);
    if (connection.routing === "bgp" && network.asn === vpn.asn)
      report(
        [...at, "routing"],
        `both sides have the ASN ${vpn.asn}, and BGP between them wants two; change \`vpn.asn\`, or \`asn\` of ${name}`,
      );
    checkPrefixes(connection.prefixes, name, blocks, at, report);
    checkOverlaps(named, { name, blocks }, joined, at, report);
    joined.push(...blocks.map((block) => [name, block] as const));
  }
}

/** Of a network that is there already nothing is changed. @returns whether it is one */
function reportOnExisting({ entry }: NamedEntry, what: string, path: Path, report: Report): boolean {
  if (entry.vpc === undefined || !isExisting(entry.vpc)) return false;
  report(
    path,
    `the VPC is there already, and of such nothing is changed: it gets neither ${what}; let this VPC be made, or use a relay's`,
    "key",
  );
  return true;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html */
function checkAmazonNumber(asn: number, path: Path, report: Report): void {
  if (!isPrivateAsn(asn))
    report(path, `AWS takes private ASNs alone for its own side; write one ${privateAsns}`);
}

type Connection = VpnInput["connections"][string];

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-static-dynamic.html */
function checkRouting({ routing, prefixes }: Connection, path: Path, report: Report): void {
  if (routing === "static" && prefixes.length === 0)
    report(
      [...path, "routing"],
      "with static routing AWS knows of nothing at the other end until it is told; list blocks of the network in `prefixes`, or write bgp",
    );
  if (routing === "bgp" && prefixes.length > 0)
    report(
      [...path, "prefixes"],
      "with BGP the VPN device announces its blocks, and AWS takes no others; leave this out, or write `routing: static`",
      "key",
    );
  reportRepeated(report, [...path, "prefixes"], prefixes.map(String));
}

function checkPrefixes(
  prefixes: readonly Ipv4Block[],
  name: string,
  blocks: readonly Ipv4Block[],
  path: Path,
  report: Report,
): void {
  prefixes.forEach((prefix, index) => {
    if (!blocks.some((block) => block.contains(prefix)))
      report(
        [...path, "prefixes", index],
        `this is no block of ${name}, nor part of one; its blocks are ${listed(blocks.map(String))}`,
      );
  });
}

interface Network {
  readonly name: string;
  readonly blocks: readonly Ipv4Block[];
}

/**
 * What a VPC has itself it never sends to a VPN gateway, and of two networks with one block AWS picks a way for all.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
 */
function checkOverlaps(
  named: NamedEntry,
  { name, blocks }: Network,
  joined: readonly (readonly [name: string, block: Ipv4Block])[],
  path: Path,
  report: Report,
): void {
  for (const block of blocks) {
    const held = blocksOf(named).find((each) => each.overlaps(block));
    if (held !== undefined)
      report(
        path,
        `${block.toString()} of ${name} overlaps this VPC's ${held.toString()}, so that packets to it would stay in the VPC; give the VPC another block, or let a relay between them call by other addresses`,
        "key",
      );
    const [other] = joined.find(([, each]) => each.overlaps(block)) ?? [];
    if (other !== undefined)
      report(
        path,
        `${block.toString()} of ${name} overlaps a block of ${other}, which is connected to the same VPN gateway, so that one of them would get the other's packets; connect them to VPCs of their own`,
        "key",
      );
  }
}

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html */
function checkResolver(
  draft: Draft,
  named: NamedEntry,
  resolver: ResolverInput,
  path: Path,
  report: Report,
): void {
  const { section, name, entry } = named;
  if (reportOnExisting(named, "a resolver, nor groups for it", path, report)) return;
  if (!draft.isWritten([section, name, "vpn"]))
    report(path, "nobody outside the VPC would come to it; add a `vpn`, or leave it out", "key");
  if (entry.vpc === undefined) return;
  const zones = resolver.zones ?? zonesOf(entry.vpc);
  resolver.zones?.forEach((zone, index) => {
    checkHasSubnets(entry.vpc, zone, [...path, "zones", index], report);
  });
  reportRepeated(report, [...path, "zones"], resolver.zones ?? []);
  if (new Set(zones).size < 2)
    report(
      resolver.zones === undefined ? path : [...path, "zones"],
      "AWS wants a resolver endpoint to have two addresses at least, here one in each zone; give it two zones",
      "key",
    );
  for (const zone of Object.keys(resolver.addresses))
    if (!zones.some((known) => known === zone))
      report(
        [...path, "addresses", zone],
        `the resolver has no network interface there; its zones are ${listed(zones)}`,
        "key",
      );
}
