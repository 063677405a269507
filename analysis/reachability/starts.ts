import { IntervalSet } from "../../modules/addressing";
import { isKnown, type Network, type NetworkInterface } from "../network";
import { EVERY_ADDRESS, type PacketSet } from "../packets";
import { Unknown } from "../terraform";
import { NOTHING } from "./bounds";
import { leadingNowhere, undecided } from "./dead-ends";
import { type Interfaces, isFromInternet, type PacketEnd, type PacketQuestion } from "./ends";
import { toAddresses, toInterface } from "./first-legs";
import { addressOf } from "./format";
import { fromInternet } from "./internet/from-internet";
import { PUBLIC_ADDRESSES } from "./internet/public-addresses";
import { askedFor, resolvedByServers } from "./names/name-servers";
import type { Destination, ResolvedName } from "./names/resolution";
import { resolveName } from "./names/resolve";
import { addressesOf, CLIENT_PORTS, packets, portsOf, type Traffic } from "./packets-asked";
import type { Onward } from "./path/arrival";
import { shareOfLeg, type Stage } from "./path/stage";
import { subnetOf, vpcOf } from "./subnet-lookup";

/** The first legs of a question's paths: from each interface of the one who asks to each that may answer. */
export function startsOf(network: Network, question: PacketQuestion): Onward[] {
  if (isFromInternet(question)) {
    return inwardTo(network, question.to, (addresses) =>
      packets(question, PUBLIC_ADDRESSES, CLIENT_PORTS, addresses),
    );
  }
  const { from, to } = question;
  return fromEach(from, question, (source) =>
    startsTo(network, source, question, whereTo(network, source, to)),
  );
}

/** From each interface of the one who asks. */
export function fromEach(
  from: Interfaces,
  traffic: Traffic,
  starts: (source: NetworkInterface) => readonly Onward[],
): Onward[] {
  const nowhere = packets(traffic, EVERY_ADDRESS, CLIENT_PORTS, EVERY_ADDRESS);
  if (from.interfaces.length + from.doubts.length === 0)
    return [{ choices: [], legs: [leadingNowhere({ asked: nowhere, stages: [] }, from.at)] }];
  return [
    ...from.interfaces.flatMap(starts),
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

/** From one interface to wherever a name, or what else was asked for, leads. */
export function startsTo(
  network: Network,
  source: NetworkInterface,
  traffic: Traffic,
  { stages, destinations, elsewhere }: ResolvedName,
): Onward[] {
  const asked = (addresses: IntervalSet): PacketSet =>
    packets(traffic, addressesOf(source), portsOf(network, source), addresses);
  if (addressesOf(source).isEmpty)
    return [{ choices: [], legs: [leadingNowhere({ asked: asked(EVERY_ADDRESS), stages: [] }, source.at)] }];
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
export function whereTo(
  network: Network,
  source: NetworkInterface,
  to: PacketEnd,
  otherNames?: Parameters<typeof resolveName>[3],
): ResolvedName {
  switch (to.kind) {
    case "internet":
      return leadingTo([
        { kind: "addresses", addresses: PUBLIC_ADDRESSES.subtract(ownBlocks(network, source)) },
      ]);
    case "interfaces":
      return {
        ...leadingTo(to.interfaces.map((each) => ({ kind: "interface", interface: each }))),
        elsewhere: to.doubts,
      };
    case "name": {
      const looked = askedFor(network, source, to.name);
      if (looked.kind === "unknown") return { stages: [], destinations: [], elsewhere: [looked.why] };
      if (looked.kind === "servers")
        return resolvedByServers(network, source, looked.servers, to.name, otherNames);
      const vpc = vpcOf(network, source);
      if (vpc !== undefined) return resolveName(network, vpc, to.name, otherNames);
      const why = new Unknown(to.name, "the VPC that would resolve it is not known", source.at);
      return { stages: [], destinations: [], elsewhere: [why] };
    }
  }
}

/** What no name has to be resolved for. */
export function leadingTo(destinations: readonly Destination[]): ResolvedName {
  return { stages: [], destinations, elsewhere: [] };
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

/** What tells this way from others: the zones at both ends, or the resources. */
function choicesOf(network: Network, source: NetworkInterface, destination: Destination): string[] {
  const ends = destination.kind === "interface" ? [source, destination.interface] : [source];
  return ends.map((each) => {
    const zone = subnetOf(network, each)?.zone;
    return zone === undefined || !isKnown(zone) ? addressOf(each.at) : `${addressOf(each.at)} in ${zone}`;
  });
}
