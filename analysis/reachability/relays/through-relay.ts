import { formatAddress, IntervalSet } from "../../../modules/addressing";
import type { Relay, Translation } from "../../../modules/software";
import { isKnown, type Network, type NetworkInterface } from "../../network";
import { PacketSet, PROTOCOL } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, exactly, NOTHING } from "../bounds";
import { toAddresses } from "../first-legs";
import { formatAddresses, formatTraffic } from "../format";
import { calledAt, hostOf, interfacesOfHost } from "../interface-lookup";
import { CLIENT_PORTS } from "../packets-asked";
import type { Arrival, Onward } from "../path/arrival";
import type { Leg, Stage } from "../path/stage";
import { startStages } from "../way-out/start-stages";
import { interfaceWith } from "./relay-interface";
import { takenBy, takenByAny } from "./translations";

/** What an interface's host passes on, if it is a relay. */
export function relayAt(network: Network, own: NetworkInterface): Relay | undefined {
  const software = hostOf(network, own)?.software;
  return software !== undefined && isKnown(software) && software.kind === "relay"
    ? software.relay
    : undefined;
}

/**
 * What becomes of packets at a relay host: those that a translation of its names go on, from the relay's own address to
 * where the translation leads; it drops the others. As both addresses become others, no source/destination check minds.
 */
export function throughRelay(
  network: Network,
  { translations, address }: Relay,
  { interface: own, asked }: Arrival,
): Onward[] {
  const taken = translations.flatMap((translation) => {
    const packets = asked.intersect(takenBy(translation));
    return packets.isEmpty ? [] : [{ translation, packets }];
  });
  const host = hostOf(network, own);
  const interfaces = host === undefined ? [own] : interfacesOfHost(network, host).interfaces;
  const sending = interfaceWith(network, interfaces, address);
  const relay: Leg = {
    asked,
    stages: [
      ...(host === undefined ? [] : startStages(network, host, startedWith(interfaces, sending ?? own))),
      relayStage(own, translations, asked),
      ...(sending === undefined ? [addressStage(own, address, interfaces)] : []),
    ],
  };
  if (taken.length === 0) return [{ choices: [], legs: [relay] }];
  return taken.flatMap(({ translation: { to }, packets }) =>
    toAddresses(
      network,
      calledAt(sending ?? own, address),
      IntervalSet.of(to.address, to.address),
      (destinations) => sentOn(destinations, address, to.port),
    ).map((onward) => ({
      ...onward,
      choices:
        taken.length > 1
          ? [`from ${formatAddresses(packets.valuesOf("sources"))}`, ...onward.choices]
          : onward.choices,
      legs: [relay, ...onward.legs],
    })),
  );
}

/** An instance starts with its own interface, and its software attaches the other one, in the same subnet. */
function startedWith(
  interfaces: readonly NetworkInterface[],
  attached: NetworkInterface,
): readonly NetworkInterface[] {
  return interfaces.length < 2
    ? interfaces
    : interfaces.filter(({ key, subnet }) => key !== attached.key && subnet === attached.subnet);
}

/** What is sent with an address that its interface does not have is dropped there, or is answered to somebody else. */
function addressStage(
  { at }: NetworkInterface,
  address: Relay["address"],
  interfaces: readonly NetworkInterface[],
): Stage {
  const written = formatAddress(address);
  const sending = IntervalSet.of(address, address);
  const mayHave = interfaces.some(
    ({ addresses }) => !isKnown(addresses) || !addresses.intersect(sending).isEmpty,
  );
  return {
    component: "relay",
    at,
    detail: `sends with ${written}`,
    consulted: [],
    passes: mayHave ? ANYTHING : NOTHING,
    doubts: mayHave
      ? [new Unknown(written, "whether an interface of the relay has this address is not known", at)]
      : [],
    blocker: {
      code: "RELAY_ADDRESS_NOT_THERE",
      sentence: `it sends with ${written}, which is no address of its network interfaces`,
    },
  };
}

/** The kernel keeps the client's port where it is free, and otherwise takes another that is not privileged either. */
function sentOn(destinations: IntervalSet, source: Relay["address"], port: number): PacketSet {
  return PacketSet.of({
    sources: IntervalSet.of(source, source),
    destinations,
    protocols: IntervalSet.of(PROTOCOL.tcp, PROTOCOL.tcp),
    sourcePorts: CLIENT_PORTS,
    destinationPorts: IntervalSet.of(port, port),
  });
}

function relayStage({ at }: NetworkInterface, translations: readonly Translation[], asked: PacketSet): Stage {
  const passes = exactly(takenByAny(translations));
  const lost = asked.subtract(passes.possible);
  return {
    component: "relay",
    at,
    detail: `${formatTraffic(asked)} at ${formatAddresses(asked.valuesOf("destinations"))}`,
    consulted: [],
    passes,
    doubts: [],
    blocker: {
      code: "RELAY_HAS_NO_MAPPING",
      sentence: `none of its mappings is for ${formatTraffic(lost)} from ${formatAddresses(lost.valuesOf("sources"))} to ${formatAddresses(lost.valuesOf("destinations"))}`,
    },
  };
}
