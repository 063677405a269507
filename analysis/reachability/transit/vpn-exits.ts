import { isKnown, type Network, type NetworkInterface } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { formatAddresses } from "../format";
import type { Party } from "../path/party";
import { passing, type Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { type Site, siteOf } from "../sites";
import { unmodelledAt } from "../unmodelled";
import { behindConnection } from "../vpn/tunnels";
import { type Crossing, selectorStages } from "../vpn/tunnel-stages";
import { oneOf } from "./alternatives";
import { attaches, type VpnAttachment } from "./attachments";
import { attachmentStages, named } from "./entrance";
import { fieldOf } from "./narrowed";
import { siteBehind } from "./vpn-sites";
import type { Travelling } from "./tables";
import { wayFromVpn } from "./way";

/** What packets pass that leave a Transit Gateway by a VPN connection, for what is behind its customer gateway. */
export function intoVpn(
  network: Network,
  attachment: VpnAttachment,
  travelling: Travelling,
): readonly Stage[] {
  const { way, to } = travelling;
  return overConnection(network, attachment, travelling, fieldOf(way), to);
}

/** @param far the end of the request's packets that is behind the customer gateway, in `site` */
function overConnection(
  network: Network,
  attachment: VpnAttachment,
  { way, asked }: Travelling,
  far: Crossing["far"],
  site: Site | undefined,
): readonly Stage[] {
  const { connection: key } = attachment.attached;
  const connection = network.vpnConnections.get(key);
  const component = named("VPN connection", way);
  if (connection === undefined)
    return [
      doubtful({ component, at: attachment.at }, [
        new Unknown(key, "none of the given stacks makes this VPN connection", attachment.at),
      ]),
    ];
  const { at } = connection;
  const behind = behindConnection(network, connection);
  if (!isKnown(behind)) return [doubtful({ component, at }, [behind])];
  const addresses = formatAddresses(asked.valuesOf(far));
  if (behind.far.kind === "device" || behind.far.site.key !== site?.key) {
    const why =
      behind.far.kind === "device"
        ? "what the VPN device of a transit gateway's connection does is not analysed"
        : "what a network outside AWS sends on to others is not analysed";
    return [doubtful({ component, at }, [new Unknown(addresses, why, at)])];
  }
  const crossing: Crossing = { asked, far, near: far === "destinations" ? "sources" : "destinations" };
  const unmodelled = unmodelledAt(network, connection.key, behind.customerGateway.key);
  const detail = `${addresses}: taken as the topology declares it, not checked`;
  return [
    ...refusalsAt(network, connection.key, behind.customerGateway.key),
    unmodelled.length > 0
      ? doubtful({ component, at }, unmodelled)
      : passing(component, at, "carries the packets"),
    ...selectorStages(connection, crossing),
    passing(named("on-premises network", way), behind.far.site.at, detail),
  ];
}

function doubtful(station: Pick<Stage, "component" | "at">, doubts: readonly Unknown[]): Stage {
  return { ...station, detail: "leads on", consulted: [], passes: ANYTHING, doubts };
}

/** From a network outside AWS to an interface of a VPC, by one of the VPN connections between it and Transit Gateways. */
export function wayFromOutside(
  network: Network,
  { interface: source }: Party,
  end: NetworkInterface,
  travelling: Travelling,
): readonly Stage[] {
  const site = siteOf(network, source);
  const { way, asked } = travelling;
  const own = way === "request" ? "sources" : "destinations";
  const ways = [...network.transitGatewayAttachments.values()]
    .filter((each) => attaches(each, "vpn"))
    .filter((each) => site !== undefined && siteBehind(network, each.key)?.site.key === site.key)
    .map((attachment) => [
      ...overConnection(network, attachment, travelling, own, site).toReversed(),
      ...attachmentStages(network, attachment, way),
      ...wayFromVpn(network, attachment, end, travelling, (other, rest) => intoVpn(network, other, rest)),
    ]);
  const why = "by which of several VPN connections it sends the packets is not known";
  const at = site?.at ?? source.at;
  return oneOf(ways, asked, { component: named("on-premises network", way), at }, why);
}
