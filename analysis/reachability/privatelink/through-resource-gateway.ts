import { IntervalSet } from "../../../modules/addressing";
import {
  isKnown,
  type Network,
  type NetworkInterface,
  type ResourceConfiguration,
  type ResourceGateway,
  type VpcEndpoint,
} from "../../network";
import { EVERY_ADDRESS, PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { undecided } from "../dead-ends";
import { derivedOnce } from "../derived-once";
import { toAddresses, toInterface } from "../first-legs";
import { addressOf, formatTraffic } from "../format";
import { destinationsOf } from "../names/destinations";
import type { Destination, ResolvedName } from "../names/resolution";
import { resolvePublicName } from "../names/resolve";
import type { Arrival, Onward } from "../path/arrival";
import { partyOf } from "../path/party";
import type { Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { subnetOf, vpcOf } from "../subnet-lookup";

/** The ports of connections that a resource gateway makes: which ones is not told, so any that clients have. */
const CLIENT_PORTS = IntervalSet.of(1024, 65535);

/**
 * What becomes of packets that arrived at a resource endpoint: one of the gateway's interfaces sends them on from its
 * own address, to the port that was asked. The gateway neither balances load nor checks health.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/resource-gateway.html
 * @param connection what must be so for the endpoint to be connected to the configuration
 */
export function throughResourceGateway(
  network: Network,
  endpoint: VpcEndpoint,
  configuration: ResourceConfiguration,
  { interface: entry, asked }: Arrival,
  connection: readonly Stage[],
): Onward[] {
  const gateway = isKnown(configuration.gateway)
    ? network.resourceGateways.get(configuration.gateway)
    : undefined;
  if (gateway === undefined) {
    const why = isKnown(configuration.gateway)
      ? new Unknown(
          configuration.gateway,
          "none of the given stacks makes this resource gateway",
          configuration.at,
        )
      : configuration.gateway;
    return [{ choices: [], legs: [{ asked, stages: [...connection, gatewayStage(configuration, [why])] }] }];
  }
  const exits = gateway.interfaces.items.flatMap((key) => network.interfaces.get(key) ?? []);
  const stages = [...connection, ...zoneStages(network, endpoint, gateway, entry, exits)];
  const { doubts } = gateway.interfaces;
  const others: Onward[] = doubts.map((doubt) => undecided(asked, gateway.at, doubt));
  if (exits.length === 0 && others.length === 0) return [{ choices: [], legs: [{ asked, stages }] }];
  return [...exits.flatMap((exit) => fromGateway(network, configuration, exit, asked)), ...others].map(
    (onward) => ({ ...onward, legs: [{ asked, stages }, ...onward.legs] }),
  );
}

function gatewayStage({ at }: ResourceConfiguration, doubts: readonly Unknown[]): Stage {
  const detail = "leads to its resource gateway";
  return { component: "resource configuration", at, detail, consulted: [], passes: ANYTHING, doubts };
}

/**
 * AWS wants gateways in as many zones as possible "for your resource to be accessible from all Availability Zones", and
 * does not say which of the gateway's interfaces takes what comes in at a zone: so all of them are asked, and of a zone
 * without one it is not known whether any does. An endpoint that has no zone of the gateway is refused.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/resource-gateway.html#resource-gateway-considerations
 */
function zoneStages(
  network: Network,
  endpoint: VpcEndpoint,
  gateway: ResourceGateway,
  entry: NetworkInterface,
  exits: readonly NetworkInterface[],
): Stage[] {
  const own = exits.map((exit) => zoneOf(network, exit));
  const here = zoneOf(network, entry);
  const isOutside = isKnown(here) && own.every(isKnown) && !own.includes(here);
  if (refusalsAt(network, endpoint.key).length > 0 || (isKnown(here) && own.includes(here))) return [];
  const why =
    "AWS does not say whether a gateway takes what comes in at a zone in which it has no network interface";
  const unclear = [here, ...own].filter((zone) => zone instanceof Unknown);
  const doubts = isOutside ? [new Unknown(here, why, gateway.at)] : unclear;
  const detail = `in a zone of ${addressOf(endpoint.at)}`;
  return [{ component: "resource gateway", at: gateway.at, detail, consulted: [], passes: ANYTHING, doubts }];
}

function zoneOf(network: Network, own: NetworkInterface): string | Unknown {
  return subnetOf(network, own)?.zone ?? new Unknown("its zone", "its subnet is not known", own.at);
}

/**
 * From one of the gateway's interfaces to the resource: a way for each interface that it may lead to. Packets of all
 * resource endpoints go on alike, and there may be thousands.
 */
function fromGateway(
  network: Network,
  configuration: ResourceConfiguration,
  exit: NetworkInterface,
  arrived: PacketSet,
): readonly Onward[] {
  const key = [configuration.key, exit.key, formatTraffic(arrived)].join(" ");
  const known = fromGateways(network);
  const ways = known.get(key) ?? waysFrom(network, configuration, exit, arrived);
  known.set(key, ways);
  return ways;
}

const fromGateways = derivedOnce<Network, Map<string, readonly Onward[]>>(() => new Map());

function waysFrom(
  network: Network,
  configuration: ResourceConfiguration,
  exit: NetworkInterface,
  arrived: PacketSet,
): Onward[] {
  const { addresses } = partyOf(exit);
  const asked = (destinations: IntervalSet): PacketSet =>
    PacketSet.of({
      sources: addresses,
      destinations,
      protocols: arrived.valuesOf("protocols"),
      sourcePorts: CLIENT_PORTS,
      destinationPorts: arrived.valuesOf("destinationPorts"),
    });
  const { stages, destinations, elsewhere } = resourceOf(network, configuration, exit);
  const named = { asked: asked(EVERY_ADDRESS), stages };
  const ways = [
    ...destinations.flatMap((destination) => toDestination(network, exit, destination, asked)),
    ...elsewhere.map((doubt) => undecided(named.asked, exit.at, doubt)),
  ];
  return (ways.length === 0 ? [{ choices: [], legs: [] }] : ways).map((onward) => ({
    ...onward,
    choices: [choiceOf(network, exit), ...onward.choices],
    legs: stages.length === 0 ? onward.legs : [named, ...onward.legs],
  }));
}

function toDestination(
  network: Network,
  exit: NetworkInterface,
  destination: Destination,
  asked: (destinations: IntervalSet) => PacketSet,
): Onward[] {
  if (destination.kind === "addresses") return toAddresses(network, exit, destination.addresses, asked);
  const { interface: own } = destination;
  return [
    {
      ...toInterface(network, exit, own, asked(partyOf(own).addresses)),
      choices: [choiceOf(network, own)],
    },
  ];
}

function choiceOf(network: Network, own: NetworkInterface): string {
  const zone = zoneOf(network, own);
  return isKnown(zone) ? `${addressOf(own.at)} in ${zone}` : addressOf(own.at);
}

/** Where a configuration leads. A name must be public, unless it is a load balancer's own. */
function resourceOf(
  network: Network,
  { target, at }: ResourceConfiguration,
  exit: NetworkInterface,
): ResolvedName {
  const vpc = vpcOf(network, exit);
  if (!isKnown(target) || vpc === undefined) {
    const why = isKnown(target) ? new Unknown(addressOf(exit.at), "its VPC is not known", exit.at) : target;
    return { stages: [], destinations: [], elsewhere: [why] };
  }
  if (target.kind === "name") return resolvePublicName(network, vpc, target.name);
  const answer =
    target.kind === "address"
      ? ({ kind: "addresses", addresses: IntervalSet.of(target.address, target.address) } as const)
      : target;
  const { items, doubts } = destinationsOf(network, vpc, answer, at);
  return { stages: [], destinations: items, elsewhere: doubts };
}
