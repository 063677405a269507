import { type Ipv4Address, IntervalSet } from "../../modules/addressing";
import {
  deviceConnectionOf,
  type ElementKey,
  isKnown,
  type Network,
  type NetworkInterface,
  type Vpc,
} from "../network";
import { PacketSet } from "../packets";
import { hostOfNetwork, interfaceOrUnheld } from "./interface-lookup";
import { peersOf } from "./legs/peering";
import type { Choice } from "./routing/route-choice";
import { routesOfSubnet } from "./routing/subnet-routes";
import { type Site, siteOf } from "./sites";
import { subnetOf } from "./subnet-lookup";
import { attachmentOfVpc } from "./transit/attachments";
import { siteAt, sitesBeyondTransit } from "./transit/joined";
import { followed } from "./transit/tables";
import { deviceAt } from "./vpn/device";
import { sitesBeyondTunnels, tunnelsAtDevice, tunnelsOfGateway } from "./vpn/tunnels";

/**
 * What has an address for one who sends to it: in the own VPC, or in what is peered with it or joined to it by VPN or by
 * Transit Gateways, where the routes lead.
 */
export function holderFor(
  network: Network,
  source: NetworkInterface,
  address: Ipv4Address,
): NetworkInterface | undefined {
  const site = siteOf(network, source);
  if (site === undefined) return undefined;
  const own = network.vpcs.has(site.key) ? interfaceOrUnheld(network, site.key, address) : undefined;
  if (own !== undefined || holds(site, address)) return own;
  const others = neighboursOf(network, site).filter((each) => holds(each, address));
  // Of several with one block the route says which; without a route, any shows that there is none.
  const other = others.length > 1 ? byRoute(network, source, others, address) : others[0];
  return other && holderIn(network, other, address);
}

/** What has an address of a site. */
export function holderIn(
  network: Network,
  { key }: Site,
  address: Ipv4Address,
): NetworkInterface | undefined {
  const declared = network.onPremisesNetworks.get(key);
  return declared === undefined
    ? interfaceOrUnheld(network, key, address)
    : hostOfNetwork(network, declared, address);
}

/** What has an address outside a VPC, where only one of the sites that are joined to it may have it. */
export function holderBeyond(network: Network, vpc: Vpc, address: Ipv4Address): NetworkInterface | undefined {
  if (holds(vpc, address)) return undefined;
  const [other, ...others] = neighboursOf(network, vpc).filter((each) => holds(each, address));
  return other === undefined || others.length > 0 ? undefined : holderIn(network, other, address);
}

function neighboursOf(network: Network, site: Site): Site[] {
  return [
    ...new Set([
      ...peersOf(network, site),
      ...sitesBeyondTunnels(network, site),
      ...sitesBeyondTransit(network, site),
    ]),
  ];
}

function holds({ blocks }: Site, address: Ipv4Address): boolean {
  return blocks.items.some((block) => block.contains(address));
}

function byRoute(
  network: Network,
  source: NetworkInterface,
  others: readonly Site[],
  address: Ipv4Address,
): Site | undefined {
  const subnet = subnetOf(network, source);
  if (subnet === undefined) return undefined;
  const addresses = IntervalSet.of(address, address);
  const routes = routesOfSubnet(network, subnet, addresses);
  if (routes.kind === "unknown" || routes.doubts.length > 0) return undefined;
  const [choice] = routes.choices;
  if (choice === undefined) return others[0];
  const ends = endsOf(network, choice.target, address, routes.vpc);
  return others.find(({ key }) => ends.includes(key));
}

/** The sites that a route's target joins, as far as they may have an address. */
function endsOf(
  network: Network,
  target: Choice["target"],
  address: Ipv4Address,
  from: Vpc,
): readonly (Site["key"] | undefined)[] {
  switch (target.kind) {
    case "peering-connection": {
      const connection = network.peeringConnections.get(target.connection);
      const ends = [connection?.requester, connection?.accepter];
      return ends.map((end) => (end !== undefined && isKnown(end) ? end : undefined));
    }
    case "vpn-gateway": {
      const gateway = network.vpnGateways.get(target.gateway);
      const tunnels = gateway === undefined ? [] : tunnelsOfGateway(network, gateway);
      return tunnels
        .filter(({ connection }) => connection.prefixes.items.some((block) => block.contains(address)))
        .map(({ far }) => far.site.key);
    }
    case "transit-gateway":
      return endsBeyondTransit(network, target.gateway, from, address);
    case "interface": {
      const hop = network.interfaces.get(target.interface);
      return hop === undefined ? [] : endsOfDevice(network, hop, address);
    }
    default:
      return [];
  }
}

/** Where the route tables of a Transit Gateway, and of those that it is peered with, lead from a VPC. */
function endsBeyondTransit(
  network: Network,
  gateway: ElementKey,
  { key }: Vpc,
  address: Ipv4Address,
): (Site["key"] | undefined)[] {
  const [attachment] = attachmentOfVpc(network, gateway, key).items;
  if (attachment === undefined) return [];
  const asked = PacketSet.of({ destinations: IntervalSet.of(address, address) });
  const { exits } = followed(network, attachment, { way: "request", asked, to: undefined });
  return exits.map((exit) => siteAt(network, exit.attachment.key)?.key);
}

function endsOfDevice(
  network: Network,
  hop: NetworkInterface,
  address: Ipv4Address,
): (Site["key"] | undefined)[] {
  const tunnels = tunnelsAtDevice(network, hop);
  const device = tunnels.length === 0 ? undefined : deviceAt(network, hop);
  if (device === undefined || !isKnown(device)) return [];
  return tunnels
    .filter(({ connection }) => {
      const end = deviceConnectionOf(device, connection);
      return end !== undefined && isKnown(end) && end.remoteBlocks.some((block) => block.contains(address));
    })
    .map(({ gateway: { vpc } }) => (isKnown(vpc) && vpc !== null ? vpc : undefined));
}
