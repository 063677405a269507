import type { IntervalSet } from "../../../modules/addressing";
import {
  type ElementKey,
  isKnown,
  type Network,
  type NetworkInterface,
  type Subnet,
  type Vpc,
} from "../../network";
import { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { formatAddresses } from "../format";
import { networkAclStage, type Way } from "../legs/network-acl-stage";
import { routeStage } from "../legs/route-stage";
import type { Stage } from "../path/stage";
import type { Choice } from "../routing/route-choice";
import { routesOfSubnet } from "../routing/subnet-routes";
import { type Site, siteOf } from "../sites";
import { subnetOf } from "../subnet-lookup";
import { attaches, type VpnAttachment } from "./attachments";
import { entranceTo, named } from "./entrance";
import { intoVpc } from "./exits";
import { gatewaysBetween } from "./joined";
import { fieldOf, only } from "./narrowed";
import { type Exit, followed, type Travelling } from "./tables";

/** What packets pass that leave a Transit Gateway by a VPN connection. */
export type IntoVpn = (attachment: VpnAttachment, travelling: Travelling) => readonly Stage[];

/**
 * From a subnet to an interface elsewhere, where the subnet's routes lead to a Transit Gateway: by as many gateways as
 * they lead to. What routes lead to a peering connection takes that.
 */
export function wayFromSubnet(
  network: Network,
  subnet: Subnet,
  end: NetworkInterface,
  way: Way,
  asked: PacketSet,
  intoVpn: IntoVpn,
): readonly Stage[] {
  const field = fieldOf(way);
  const addresses = asked.valuesOf(field);
  const start = [
    networkAclStage(network, subnet, "egress", way, asked),
    routeStage(network, subnet, end, way, asked, "judged next"),
  ];
  const [to, routes] = [siteOf(network, end), routesOfSubnet(network, subnet, addresses)];
  // Where the packets may go elsewhere as well, what they would meet here says nothing.
  if (to === undefined || routes.kind === "unknown" || routes.doubts.length > 0) return start;
  const part = (some: IntervalSet): PacketSet => asked.intersect(PacketSet.of({ [field]: some }));
  const entering = gatewaysOf(network, routes.choices, routes.vpc, to, addresses);
  const destination = subnetOf(network, end);
  const peered = routes.choices.filter(({ target }) => target.kind === "peering-connection");
  return [
    ...start,
    ...[...entering].flatMap(([gateway, some]) => {
      const travelling = { way, asked: part(some), to };
      const stages = throughGateway(network, gateway, { subnet, vpc: routes.vpc }, end, travelling, intoVpn);
      return only(stages, way, some, asked);
    }),
    ...peered.flatMap((choice) =>
      destination === undefined
        ? []
        : only(
            [networkAclStage(network, destination, "ingress", way, part(choice.addresses))],
            way,
            choice.addresses,
            asked,
          ),
    ),
  ];
}

/** By gateway, the addresses that routes lead there; without any route, the gateway to which one could. */
function gatewaysOf(
  network: Network,
  choices: readonly Choice[],
  from: Vpc,
  to: Site,
  addresses: IntervalSet,
): ReadonlyMap<ElementKey, IntervalSet> {
  const found = new Map<ElementKey, IntervalSet>();
  for (const { target, addresses: some } of choices)
    if (target.kind === "transit-gateway")
      found.set(target.gateway, found.get(target.gateway)?.union(some) ?? some);
  const [other] = gatewaysBetween(network, from, to);
  return choices.length === 0 && other !== undefined ? new Map([[other, addresses]]) : found;
}

function throughGateway(
  network: Network,
  gateway: ElementKey,
  { subnet, vpc }: { readonly subnet: Subnet; readonly vpc: Vpc },
  end: NetworkInterface,
  travelling: Travelling,
  intoVpn: IntoVpn,
): readonly Stage[] {
  const { way, asked } = travelling;
  const entrance = entranceTo(network, gateway, subnet, vpc, way);
  const { attachment, subnet: entry, zone } = entrance;
  if (attachment === undefined) return entrance.stages;
  const inside = followed(network, attachment, travelling);
  return [
    ...entrance.stages,
    // Of the ACL of the attachment's subnet the ingress rules apply, even to what comes from the same subnet:
    // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
    ...(entry === undefined ? [] : [networkAclStage(network, entry, "ingress", way, asked)]),
    ...inside.stages,
    ...inside.exits.flatMap((exit) => beyondExit(network, exit, end, travelling, intoVpn, zone)),
  ];
}

/** From a VPN connection's attachment to an interface of a VPC. */
export function wayFromVpn(
  network: Network,
  attachment: VpnAttachment,
  end: NetworkInterface,
  travelling: Travelling,
  intoVpn: IntoVpn,
): readonly Stage[] {
  const { stages, exits } = followed(network, attachment, travelling);
  return [
    ...stages,
    ...exits.flatMap((exit) => beyondExit(network, exit, end, travelling, intoVpn, undefined)),
  ];
}

function beyondExit(
  network: Network,
  exit: Exit,
  end: NetworkInterface,
  travelling: Travelling,
  intoVpn: IntoVpn,
  entered: Subnet["zone"] | undefined,
): readonly Stage[] {
  const { attachment, addresses } = exit;
  const { way, asked } = travelling;
  const part = { ...travelling, asked: asked.intersect(PacketSet.of({ [fieldOf(way)]: addresses })) };
  const stages = (): readonly Stage[] => {
    if (attaches(attachment, "vpn")) return intoVpn(attachment, part);
    const vpc = attaches(attachment, "vpc") ? network.vpcs.get(attachment.attached.vpc) : undefined;
    return vpc !== undefined && attaches(attachment, "vpc")
      ? intoVpc(network, vpc, attachment, exit, end, part, entered)
      : [strangeStage(exit, way)];
  };
  return only(stages(), way, addresses, asked);
}

function strangeStage({ attachment: { at, attached }, addresses }: Exit, way: Way): Stage {
  const why = isKnown(attached)
    ? new Unknown(formatAddresses(addresses), "none of the given stacks makes what is attached", at)
    : attached;
  return {
    component: named("transit gateway attachment", way),
    at,
    detail: "leads on",
    consulted: [],
    passes: ANYTHING,
    doubts: [why],
  };
}
