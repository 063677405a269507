import { addressFromInteger, IntervalSet } from "../../modules/addressing";
import { isKnown, type Network, type NetworkInterface } from "../network";
import { EVERY_ADDRESS, PacketSet, PROTOCOL } from "../packets";
import { type ResourceKey, Unknown } from "../terraform";
import { ANYTHING, NOTHING } from "./bounds";
import { type End, type Interfaces, isFromInternet, type Question } from "./ends";
import { addressOf, formatAddresses } from "./format";
import { interfaceOrUnheld } from "./interface-lookup";
import { fromInternet } from "./internet/from-internet";
import { PUBLIC_ADDRESSES } from "./internet/public-addresses";
import { toInternet } from "./internet/to-internet";
import { subnetOf } from "./legs/leg";
import { travel, vpcOf } from "./legs/travel";
import type { Destination, ResolvedName } from "./names/resolution";
import { resolveName } from "./names/resolve";
import type { Onward } from "./path/arrival";
import { partyOf } from "./path/party";
import { type Leg, shareOfLeg, type Stage } from "./path/stage";

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
  const { stages, destinations, elsewhere } = resolve(network, source, to);
  const asked = (addresses: IntervalSet): PacketSet =>
    packets(question, addressesOf(source), portsOf(source), addresses);
  const before = [...stages, ...initiationStages(source)];
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
        destinations: [{ kind: "addresses", addresses: PUBLIC_ADDRESSES }],
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

function toInterface(
  network: Network,
  source: NetworkInterface,
  destination: NetworkInterface,
  asked: PacketSet,
): Onward {
  const client = partyOf(source);
  const leg = travel(network, client, partyOf(destination), asked);
  const sendsOn = destination.owner.kind === "endpoint" || destination.owner.kind === "load-balancer";
  const next = { interface: destination, client, asked, via: "address" } as const;
  return { choices: [], legs: [leg], ...(sendsOn ? { next } : {}) };
}

/** To addresses that no interface of the given stacks is known to have. */
function toAddresses(
  network: Network,
  source: NetworkInterface,
  addresses: IntervalSet,
  asked: (addresses: IntervalSet) => PacketSet,
): Onward[] {
  const publicOnes = addresses.intersect(PUBLIC_ADDRESSES);
  const others = addresses.subtract(PUBLIC_ADDRESSES);
  const vpc = vpcOf(network, source);
  const elsewhere = others.intervals.map(({ first, last }): Onward => {
    const unheld =
      vpc === undefined || first !== last
        ? undefined
        : interfaceOrUnheld(network, vpc.key, addressFromInteger(first));
    const own = IntervalSet.of(first, last);
    if (unheld !== undefined) return toInterface(network, source, unheld, asked(own));
    return undecided(
      asked(own),
      source.at,
      new Unknown(formatAddresses(own), "none of the given stacks makes what has it", source.at),
    );
  });
  return [...(publicOnes.isEmpty ? [] : toInternet(network, source, asked(publicOnes))), ...elsewhere];
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

/** What has no network interface takes part in nothing. */
function leadingNowhere({ asked, stages }: Leg, at: ResourceKey): Leg {
  const stage: Stage = {
    component: "network interface",
    at: stages.at(-1)?.at ?? at,
    detail: "is there",
    consulted: [],
    passes: NOTHING,
    doubts: [],
    blocker: { code: "NO_POSSIBLE_DESTINATION", sentence: "there is no network interface at this end" },
  };
  return { asked, stages: [...stages, stage] };
}

function undecided(asked: PacketSet, at: ResourceKey, why: Unknown): Onward {
  return { choices: [], legs: [{ asked, stages: [doubtful(at, [why])] }] };
}

function doubtful(at: ResourceKey, doubts: readonly Unknown[]): Stage {
  return { component: "network interface", at, detail: "is known", consulted: [], passes: ANYTHING, doubts };
}
