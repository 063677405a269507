import type { AzId } from "../../../modules/identity";
import {
  isKnown,
  type Known,
  type Network,
  type NetworkInterface,
  type Subnet,
  type Vpc,
} from "../../network";
import { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { addressApartFrom, addressOf, formatAddresses } from "../format";
import { networkAclStage } from "../legs/network-acl-stage";
import { destinationOf, type RouteOutcome, throughInterface } from "../legs/route-outcome";
import { routeStage } from "../legs/route-stage";
import type { Stage } from "../path/stage";
import type { Choice } from "../routing/route-choice";
import { routesOfSubnet } from "../routing/subnet-routes";
import { subnetOf } from "../subnet-lookup";
import { oneOf } from "./alternatives";
import type { VpcAttachment } from "./attachments";
import { named, subnetStages } from "./entrance";
import { fieldOf } from "./narrowed";
import type { Exit, Travelling } from "./tables";

/** The subnets by one of which a Transit Gateway gives packets to a VPC. */
interface Landing {
  readonly subnets: readonly Subnet[];
  /** Why it may be another one. */
  readonly doubts: readonly Unknown[];
}

/** Why it is not known by which. */
export const LANDING = "by which of its subnets the transit gateway gives packets to the VPC is not known";

/**
 * A gateway keeps packets in the zone that they came from, if the attachment has a subnet there, and otherwise takes any.
 * In appliance mode it takes any as well, and the same one for the answers.
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (TGW_ATTACH_VPC_AZ_RESTRICTION)
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#tgw-appliancemode
 * @param zone where the packets came into this gateway; nothing where they came from no VPC of its own
 */
export function landingOf(
  network: Network,
  { at, attached: { subnets, applianceMode } }: VpcAttachment,
  zone: Known<AzId> | undefined,
): Landing {
  const own = subnets.items.flatMap((key) => network.subnets.get(key) ?? []);
  const missing = subnets.items
    .filter((key) => !network.subnets.has(key))
    .map((key) => new Unknown(key, "none of the given stacks makes this subnet", at));
  if (applianceMode === false && zone !== undefined) {
    const near = isKnown(zone) ? own.find((subnet) => subnet.zone === zone) : undefined;
    if (near !== undefined) return { subnets: [near], doubts: [] };
  }
  return { subnets: own, doubts: [...missing, ...subnets.doubts] };
}

/** From a Transit Gateway to an interface of a VPC, or by a VPC that is not the interface's. */
export function intoVpc(
  network: Network,
  vpc: Vpc,
  attachment: VpcAttachment,
  { isBeyondPeering }: Exit,
  end: NetworkInterface,
  travelling: Travelling,
  entered: Known<AzId> | undefined,
): readonly Stage[] {
  const { way, asked } = travelling;
  const { subnets, doubts } = landingOf(network, attachment, isBeyondPeering ? undefined : entered);
  const component = named("transit gateway attachment", way);
  if (doubts.length > 0)
    return [
      {
        component,
        at: attachment.at,
        detail: "gives the packets to the VPC",
        consulted: [],
        passes: ANYTHING,
        doubts,
      },
    ];
  const isThere = subnetOf(network, end)?.vpc === vpc.key;
  const ways = subnets.map((subnet) =>
    isThere ? landed(network, subnet, end, travelling) : [strayStage(network, subnet, travelling)],
  );
  return oneOf(ways, asked, { component, at: attachment.at }, LANDING);
}

/**
 * What comes out of a gateway goes by the routes of the attachment's subnet. Of its ACL the egress rules apply, and the
 * ingress rules of the destination's; within one subnet, none.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
function landed(
  network: Network,
  subnet: Subnet,
  end: NetworkInterface,
  { way, asked }: Travelling,
): readonly Stage[] {
  const destination = subnetOf(network, end);
  if (destination === undefined || destination.key === subnet.key) return [];
  return [
    ...subnetStages(network, subnet, way),
    networkAclStage(network, subnet, "egress", way, asked),
    routeStage(network, subnet, end, way, asked),
    networkAclStage(network, destination, "ingress", way, asked),
  ];
}

/** Packets in a VPC that they are not for: its routes may lead them to an appliance. */
function strayStage(network: Network, subnet: Subnet, { way, asked, to }: Travelling): Stage {
  const field = fieldOf(way);
  const addresses = asked.valuesOf(field);
  const routes = routesOfSubnet(network, subnet, addresses);
  const stage = {
    component: named("route table", way),
    at: routes.kind === "known" ? routes.table.at : subnet.at,
    detail: `of a VPC on the way, to ${formatAddresses(addresses)}`,
    consulted: routes.kind === "known" ? routes.choices.flatMap(({ route }) => route?.at ?? []) : [],
  };
  if (routes.kind === "unknown" || routes.doubts.length > 0)
    return { ...stage, passes: ANYTHING, doubts: routes.doubts };
  const outcomes = routes.choices.map((choice) => strayOutcome(network, routes.vpc, choice, to));
  const doubts = outcomes.flatMap((outcome) => (outcome.kind === "unknown" ? outcome.doubts : []));
  const lost = outcomes.find((outcome) => outcome.kind === "lost");
  const mayPass = routes.choices
    .filter((_, index) => outcomes[index]?.kind === "unknown")
    .reduce((all, choice) => all.union(PacketSet.of({ [field]: choice.addresses })), PacketSet.none);
  return {
    ...stage,
    passes: mayPass.isEmpty ? NOTHING : { certain: PacketSet.none, possible: mayPass },
    doubts,
    blocker:
      lost?.kind === "lost"
        ? lost.blocker
        : {
            code: "NO_ROUTE_TO_DESTINATION",
            sentence: `the transit gateway sends the packets into ${addressOf(routes.vpc.at)}, and it has no route to ${formatAddresses(addresses)}`,
          },
  };
}

function strayOutcome(
  network: Network,
  vpc: Vpc,
  { target, route, addresses }: Choice,
  to: Travelling["to"],
): RouteOutcome {
  if (target.kind === "local" || route === undefined) {
    const sentence =
      to === undefined
        ? `the transit gateway sends the packets into ${addressOf(vpc.at)}, which has ${formatAddresses(addresses)} itself`
        : `the transit gateway sends the packets into ${addressApartFrom(vpc.at, to.at)}, which has these addresses itself, so what is sent to ${formatAddresses(addresses)} of ${addressApartFrom(to.at, vpc.at)} stays there`;
    return { kind: "lost", blocker: { code: "NO_POSSIBLE_DESTINATION", sentence } };
  }
  if (target.kind === "interface") {
    const hop = network.interfaces.get(target.interface);
    if (hop !== undefined) return throughInterface(hop, destinationOf(route));
  }
  const why = "what a VPC sends on that comes to it through a transit gateway is not analysed";
  return {
    kind: "unknown",
    doubts: [
      target.kind === "unknown"
        ? target.why
        : new Unknown(`the route to ${destinationOf(route)}`, why, route.at),
    ],
  };
}
