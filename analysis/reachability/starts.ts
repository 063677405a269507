import { IntervalSet } from "../../modules/addressing";
import { isKnown, type Network, type NetworkInterface } from "../network";
import { EVERY_ADDRESS, PacketSet, PROTOCOL } from "../packets";
import { Unknown } from "../terraform";
import { NOTHING } from "./bounds";
import { type End, type Interfaces, isFromInternet, type Question } from "./ends";
import { addressOf } from "./format";
import { fromInternet } from "./internet/from-internet";
import { PUBLIC_ADDRESSES } from "./internet/public-addresses";
import { subnetOf } from "./legs/leg";
import { vpcOf } from "./legs/travel";
import type { Destination, ResolvedName } from "./names/resolution";
import { resolveName } from "./names/resolve";
import { leadingNowhere, undecided } from "./dead-ends";
import { toAddresses, toInterface } from "./first-legs";
import type { Onward } from "./path/arrival";
import { shareOfLeg, type Stage } from "./path/stage";

/**
 * The ports that clients have: Linux's for hosts, and otherwise whatever there may be.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
const LINUX_PORTS = IntervalSet.of(32768, 60999);
const CLIENT_PORTS = IntervalSet.of(1024, 65535);

/** The first legs of a question's paths: from each interface of the one who asks to each that may answer. */
export function startsOf(network: Network, question: Question): Onward[] {
  if (isFromInternet(question)) {
    return inwardTo(network, question.to, (addresses) =>
      packets(question, PUBLIC_ADDRESSES, CLIENT_PORTS, addresses),
    );
  }
  const { from, to } = question;
  const nowhere = packets(question, EVERY_ADDRESS, CLIENT_PORTS, EVERY_ADDRESS);
  if (from.interfaces.length + from.doubts.length === 0)
    return [{ choices: [], legs: [leadingNowhere({ asked: nowhere, stages: [] }, from.at)] }];
  return [
    ...from.interfaces.flatMap((source) => startsFrom(network, source, question, to)),
    ...from.doubts.map((doubt) => undecided(nowhere, from.at, doubt)),
  ];
}

function inwardTo(
  network: Network,
  { at, interfaces, doubts }: Interfaces,
  asked: (addresses: IntervalSet) => PacketSet,
): Onward[] {
  if (interfaces.length + doubts.length === 0)
    return [{ choices: [], legs: [leadingNowhere({ asked: asked(EVERY_ADDRESS), stages: [] }, at)] }];
  return [
    ...interfaces.flatMap((destination) =>
      fromInternet(network, destination, asked(addressesOf(destination))),
    ),
    ...doubts.map((doubt) => undecided(asked(EVERY_ADDRESS), at, doubt)),
  ];
}

function startsFrom(network: Network, source: NetworkInterface, question: Question, to: End): Onward[] {
  if (addressesOf(source).isEmpty) {
    const nothing = packets(question, IntervalSet.empty, portsOf(source), EVERY_ADDRESS);
    return [{ choices: [], legs: [leadingNowhere({ asked: nothing, stages: [] }, source.at)] }];
  }
  const { stages, destinations, elsewhere } = resolve(network, source, to);
  const asked = (addresses: IntervalSet): PacketSet =>
    packets(question, addressesOf(source), portsOf(source), addresses);
  const before = [...stages, ...initiationStages(source)];
  // One stands for all: each of them is told where it arose.
  const others = elsewhere.slice(0, 1).map((doubt) => undecided(asked(EVERY_ADDRESS), source.at, doubt));
  if (destinations.length === 0) {
    const leg = { asked: asked(EVERY_ADDRESS), stages: before };
    const end = others.length === 0 && shareOfLeg(leg) === "all" ? leadingNowhere(leg, source.at) : leg;
    return [{ choices: [], legs: [end] }, ...others];
  }
  const led = destinations.flatMap((destination) => {
    const starts =
      destination.kind === "interface"
        ? [toInterface(network, source, destination.interface, asked(addressesOf(destination.interface)))]
        : toAddresses(network, source, destination.addresses, asked);
    return starts.map((start) => after(before, start, choicesOf(network, source, destination)));
  });
  return [...led, ...others];
}

/** A path that begins with further stages and choices. */
function after(
  before: readonly Stage[],
  { choices, legs: [first, ...rest], ...start }: Onward,
  chosen: readonly string[],
): Onward {
  const legs =
    first === undefined ? [] : [{ asked: first.asked, stages: [...before, ...first.stages] }, ...rest];
  return { ...start, choices: [...chosen, ...choices], legs };
}

/** Where the packets go, as the one who sends them finds out. */
function resolve(network: Network, source: NetworkInterface, to: End): ResolvedName {
  switch (to.kind) {
    case "internet":
      return {
        stages: [],
        destinations: [
          { kind: "addresses", addresses: PUBLIC_ADDRESSES.subtract(ownBlocks(network, source)) },
        ],
        elsewhere: [],
      };
    case "interfaces":
      return {
        stages: [],
        destinations: to.interfaces.map((each) => ({ kind: "interface", interface: each })),
        elsewhere: to.doubts,
      };
    case "name": {
      const vpc = vpcOf(network, source);
      if (vpc !== undefined) return resolveName(network, vpc, to.name);
      const why = new Unknown(to.name, "the VPC that would resolve it is not known", source.at);
      return { stages: [], destinations: [], elsewhere: [why] };
    }
  }
}

function ownBlocks(network: Network, source: NetworkInterface): IntervalSet {
  return IntervalSet.ofAll(vpcOf(network, source)?.blocks.items ?? []);
}

/**
 * Endpoints answer, and start no connection.
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (VPCE_INTRA_VPC_TRAFFIC)
 */
function initiationStages({ at, owner }: NetworkInterface): Stage[] {
  if (owner.kind !== "endpoint") return [];
  const sentence = "an endpoint never starts a connection";
  return [
    {
      component: "VPC endpoint",
      at,
      detail: "starts connections",
      consulted: [],
      passes: NOTHING,
      doubts: [],
      blocker: { code: "VPCE_INTRA_VPC_TRAFFIC", sentence },
    },
  ];
}

function packets(
  { protocol, port }: Question,
  sources: IntervalSet,
  sourcePorts: IntervalSet,
  destinations: IntervalSet,
): PacketSet {
  const number = PROTOCOL[protocol];
  return PacketSet.of({
    sources,
    destinations,
    protocols: IntervalSet.of(number, number),
    sourcePorts,
    destinationPorts: IntervalSet.of(port, port),
  });
}

/** Any, where they are not known; the leg says so. */
function addressesOf({ addresses }: NetworkInterface): IntervalSet {
  return isKnown(addresses) ? addresses : EVERY_ADDRESS;
}

function portsOf({ owner }: NetworkInterface): IntervalSet {
  return owner.kind === "host" ? LINUX_PORTS : CLIENT_PORTS;
}

/** What tells this way from others: the zones at both ends, or the resources. */
function choicesOf(network: Network, source: NetworkInterface, destination: Destination): string[] {
  const ends = destination.kind === "interface" ? [source, destination.interface] : [source];
  return ends.map((each) => {
    const zone = subnetOf(network, each)?.zone;
    return zone === undefined || !isKnown(zone) ? addressOf(each.at) : `${addressOf(each.at)} in ${zone}`;
  });
}
