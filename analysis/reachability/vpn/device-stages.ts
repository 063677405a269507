import { IntervalSet } from "../../../modules/addressing";
import type { DeviceConnection, VpnDevice } from "../../../modules/software";
import { deviceConnectionOf, isKnown, type Known, type Network, type NetworkInterface } from "../../network";
import { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, type Bounds, exactly, NOTHING, whether } from "../bounds";
import { addressOf, formatAddresses } from "../format";
import { attachmentDoubts, doubtfulStage } from "../legs/attachment";
import { hostOf } from "../interface-lookup";
import { partyOf } from "../path/party";
import type { Stage } from "../path/stage";
import { refusalsOfInterface } from "../refusals";
import { startStages } from "../way-out/start-stages";
import { deviceAt } from "./device";
import type { Crossing } from "./tunnel-stages";
import { type Tunnel, vpcAt } from "./tunnels";
import { tunnelUpStages } from "./tunnels-up";

/**
 * What the VPN device of a network that a VPC plays does with packets: its interface lets through what is another's, and
 * its software carries them between the network's blocks and those behind the connection.
 */
export function deviceStages(
  network: Network,
  tunnel: Tunnel,
  own: NetworkInterface,
  crossing: Crossing,
): Stage[] {
  const doubts = attachmentDoubts(network, partyOf(own));
  return [
    ...refusalsOfInterface(network, own),
    ...(doubts.length === 0 ? [] : [doubtfulStage(own, doubts)]),
    checkStage(own),
    ...startStagesOf(network, own),
    softwareStage(network, tunnel, own, crossing),
    ...upStages(network, tunnel, own),
  ];
}

/** Of a host that is no VPN device its software's stage says so. */
function startStagesOf(network: Network, own: NetworkInterface): readonly Stage[] {
  const [host, device] = [hostOf(network, own), deviceAt(network, own)];
  return host === undefined || device === undefined || !isKnown(device)
    ? []
    : startStages(network, host, [own]);
}

/** Where the device is not set up for the connection, that is told instead. */
function upStages(network: Network, tunnel: Tunnel, own: NetworkInterface): readonly Stage[] {
  const device = deviceAt(network, own);
  if (device === undefined || !isKnown(device)) return [];
  const end = deviceConnectionOf(device, tunnel.connection);
  return end === undefined || !isKnown(end) ? [] : tunnelUpStages(network, tunnel, own, device, end);
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html#EIP_Disable_SrcDestCheck */
function checkStage({ key, at, sourceDestinationCheck: isOn }: NetworkInterface): Stage {
  return {
    component: "network interface, source/destination check",
    at,
    detail: "is off",
    consulted: [],
    passes: whether(isKnown(isOn) ? !isOn : undefined),
    doubts: isKnown(isOn) ? [] : [isOn],
    blocker: {
      code: "ENI_SOURCE_DEST_CHECK_RESTRICTION",
      sentence:
        "its source/destination check drops what it is to carry for others, which is neither from nor to its own addresses",
      fix: { kind: "stop-checking", interface: key },
    },
  };
}

function softwareStage(network: Network, tunnel: Tunnel, own: NetworkInterface, crossing: Crossing): Stage {
  const stage = {
    component: "VPN device",
    at: own.at,
    detail: `at the other end of ${addressOf(tunnel.connection.at)}`,
    consulted: [tunnel.customerGateway.at],
  };
  const stopped = (blocker: NonNullable<Stage["blocker"]>, passes: Bounds = NOTHING): Stage => ({
    ...stage,
    passes,
    doubts: [],
    blocker,
  });
  const device = deviceAt(network, own);
  if (!isKnown(device)) return { ...stage, passes: ANYTHING, doubts: [device] };
  if (device === undefined)
    return stopped({
      code: "VPN_DEVICE_NOT_THERE",
      sentence: `${addressOf(tunnel.customerGateway.at)} has its address, and its host's user data makes it no VPN device`,
    });
  const end = deviceConnectionOf(device, tunnel.connection);
  if (!isKnown(end)) return { ...stage, passes: ANYTHING, doubts: [end] };
  const { mismatch, doubts } = compared(tunnel, device, end);
  if (mismatch !== undefined) return stopped({ code: "VPN_DEVICE_MISMATCH", sentence: mismatch });
  const remote = remoteAddresses(network, tunnel, end);
  const carried = exactly(
    PacketSet.of({
      [crossing.far]: IntervalSet.ofAll(device.localBlocks),
      [crossing.near]: remote.addresses,
    }),
  );
  const unclear = [...doubts, ...remote.doubts];
  const lost = crossing.asked.subtract(carried.possible);
  return {
    ...stage,
    passes: unclear.length > 0 ? ANYTHING : carried,
    doubts: unclear,
    blocker: {
      code: "VPN_DEVICE_HAS_NO_ROUTE",
      sentence: remote.addresses.isEmpty
        ? `by BGP it takes routes to exactly ${formatAddresses(IntervalSet.ofAll(end?.remoteBlocks ?? []))}, and AWS announces other blocks, the VPC's own`
        : `it carries packets between ${formatAddresses(IntervalSet.ofAll(device.localBlocks))} and ${formatAddresses(remote.addresses)} only, and not from ${formatAddresses(lost.valuesOf("sources"))} to ${formatAddresses(lost.valuesOf("destinations"))}`,
    },
  };
}

interface Compared {
  readonly mismatch?: string;
  readonly doubts: readonly Unknown[];
}

/** What both ends of a connection must be set up for alike. */
function compared(
  { connection, gateway, customerGateway }: Tunnel,
  device: VpnDevice,
  end: DeviceConnection | undefined,
): Compared {
  if (end === undefined)
    return {
      mismatch: `it is set up for no connection with the inside addresses of ${addressOf(connection.at)}`,
      doubts: [],
    };
  const { routing } = connection;
  if (!isKnown(routing)) return { doubts: [routing] };
  if (routing !== end.routing)
    return {
      mismatch: `it is set up for ${ROUTING[end.routing]}, and ${addressOf(connection.at)} for ${ROUTING[routing]}`,
      doubts: [],
    };
  if (routing === "static") return { doubts: [] };
  const numbers: readonly (readonly [Known<number>, number, string])[] = [
    [customerGateway.asn, device.asn, addressOf(customerGateway.at)],
    [gateway.asn, end.amazonAsn, addressOf(gateway.at)],
  ];
  const [mismatch] = numbers.flatMap(([stated, own, where]) =>
    isKnown(stated) && stated !== own
      ? [`it is set up for the ASN ${own} of ${where}, which has ${stated}`]
      : [],
  );
  if (mismatch !== undefined) return { mismatch, doubts: [] };
  return { doubts: numbers.flatMap(([stated]) => (stated instanceof Unknown ? [stated] : [])) };
}

const ROUTING = { static: "static routing", bgp: "BGP" } as const;

/** Where a device sends packets over a connection: with BGP, to those of its blocks that AWS announces, its VPC's. */
function remoteAddresses(
  network: Network,
  { gateway }: Tunnel,
  end: DeviceConnection | undefined,
): { readonly addresses: IntervalSet; readonly doubts: readonly Unknown[] } {
  const blocks = end?.remoteBlocks ?? [];
  if (end?.routing !== "bgp") return { addresses: IntervalSet.ofAll(blocks), doubts: [] };
  const announced = vpcAt(network, gateway)?.blocks ?? { items: [], doubts: [] };
  return {
    addresses: IntervalSet.ofAll(
      blocks.filter((block) => announced.items.some((each) => each.equals(block))),
    ),
    doubts: announced.doubts,
  };
}
