import { IntervalSet } from "../../../modules/addressing";
import type { AzId } from "../../../modules/identity";
import type { Known, Network, NetworkInterface, Subnet } from "../../network";
import { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf, formatAddresses } from "../format";
import { networkAclStage } from "../legs/network-acl-stage";
import { shareOfLeg, type Stage } from "../path/stage";
import { attaches, type VpcAttachment } from "../transit/attachments";
import { entranceTo, subnetStages } from "../transit/entrance";
import { LANDING, landingOf } from "../transit/exits";
import { type Exit, followed } from "../transit/tables";
import { wayFromSubnet } from "../transit/way";
import { type Departure, departures } from "./departures";
import { publicAccessStages } from "./public-access";
import { throughNat, type Translation } from "./through-nat";

type ToTransit = NonNullable<Departure["transitGateway"]>;

/**
 * Through a Transit Gateway to the internet: what comes out of it in another VPC goes by the routes of the attachment's
 * subnet, to a NAT gateway there. The NAT gateway sends the answers back by its own subnet's routes.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
 * @param subnet where the packets come from
 */
export function throughTransit(
  network: Network,
  source: NetworkInterface,
  subnet: Subnet,
  asked: PacketSet,
  { key, vpc }: ToTransit,
): Translation[] {
  const entrance = entranceTo(network, key, subnet, vpc, "request");
  const { attachment } = entrance;
  if (attachment === undefined) return [ending(asked, entrance.stages)];
  const acl =
    entrance.subnet === undefined
      ? []
      : [networkAclStage(network, entrance.subnet, "ingress", "request", asked)];
  const inside = followed(network, attachment, { way: "request", asked, to: undefined });
  const before = [...entrance.stages, ...acl, ...inside.stages];
  const part = (addresses: IntervalSet): PacketSet =>
    asked.intersect(PacketSet.of({ destinations: addresses }));
  const left = inside.exits.reduce(
    (rest, { addresses }) => rest.subtract(addresses),
    asked.valuesOf("destinations"),
  );
  return [
    ...(left.isEmpty ? [] : [ending(part(left), before)]),
    ...inside.exits.flatMap((exit) =>
      beyond(network, source, entrance.zone, exit, part(exit.addresses)).map((each) => ({
        ...each,
        out: [...before, ...each.out],
      })),
    ),
  ];
}

function ending(asked: PacketSet, out: readonly Stage[]): Translation {
  return { choices: [], asked, out, back: [], onward: [] };
}

function beyond(
  network: Network,
  source: NetworkInterface,
  zone: Known<AzId> | undefined,
  exit: Exit,
  asked: PacketSet,
): Translation[] {
  const { attachment } = exit;
  if (!attaches(attachment, "vpc")) {
    const why = "what a network outside AWS sends to others is not analysed";
    return [
      ending(asked, [doubtful(exit, [new Unknown(formatAddresses(exit.addresses), why, attachment.at)])]),
    ];
  }
  const own = IntervalSet.ofAll(network.vpcs.get(attachment.attached.vpc)?.blocks.items ?? []);
  const inside = exit.addresses.intersect(own);
  if (!inside.isEmpty) {
    const why = "none of the given stacks makes what has it";
    const doubt = doubtful(exit, [new Unknown(formatAddresses(inside), why, attachment.at)]);
    const others = { ...exit, addresses: exit.addresses.subtract(own) };
    const [these, those] = [inside, others.addresses].map((some) =>
      asked.intersect(PacketSet.of({ destinations: some })),
    );
    return [
      ...(these === undefined ? [] : [ending(these, [doubt])]),
      ...(those === undefined || those.isEmpty ? [] : beyond(network, source, zone, others, those)),
    ];
  }
  const { subnets, doubts } = landingOf(network, attachment, exit.isBeyondPeering ? undefined : zone);
  if (doubts.length > 0) return [ending(asked, [doubtful(exit, doubts)])];
  const ways = subnets.map((subnet) => leaving(network, source, attachment, subnet, asked));
  const shares = ways.flat().map(shareOf);
  const areAlike = ways.length === 1 || new Set(shares).size === 1;
  const choosing = doubtful(exit, [new Unknown(addressOf(attachment.at), LANDING, attachment.at)]);
  return ways.flat().map((way) => (areAlike ? way : { ...way, out: [...way.out, choosing] }));
}

function shareOf({ asked, out, back, onward }: Translation): string {
  return [{ asked, stages: [...out, ...back] }, ...onward].map(shareOfLeg).join(" ");
}

/** From the subnet in which the gateway gives them to the VPC. */
function leaving(
  network: Network,
  source: NetworkInterface,
  { at }: VpcAttachment,
  subnet: Subnet,
  asked: PacketSet,
): Translation[] {
  const sender = {
    component: "transit gateway attachment",
    at,
    subnet,
    hasPublicAddress: false,
    publicAccess: publicAccessStages(subnet, "egress"),
    withoutPublicAddress:
      "what comes through it from other VPCs has no public address, and an internet gateway drops it",
  };
  return departures(network, sender, asked).flatMap(
    ({ choice, asked: some, out, natGateway }): Translation[] => {
      if (natGateway === undefined) return [{ ...ending(some, out), choices: [choice] }];
      const client = {
        subnet: subnet.key,
        answers: (ofGateway: Subnet, packets: PacketSet): readonly Stage[] =>
          wayFromSubnet(network, ofGateway, source, "answer", packets, (attachment) => [
            doubtful({ attachment }, [
              new Unknown(
                addressOf(attachment.at),
                "it is a VPN connection's, and the host is in a VPC",
                attachment.at,
              ),
            ]),
          ]),
      };
      return throughNat(network, client, some, natGateway).map((nat) => ({
        ...nat,
        choices: [choice, ...nat.choices],
        out: [...subnetStages(network, subnet, "request"), ...out, ...nat.out],
      }));
    },
  );
}

function doubtful({ attachment: { at } }: Pick<Exit, "attachment">, doubts: readonly Unknown[]): Stage {
  const detail = "leads to the internet";
  return { component: "transit gateway attachment", at, detail, consulted: [], passes: ANYTHING, doubts };
}
