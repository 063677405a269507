import { formatAddress, type Ipv4Address } from "../../addressing";
import type { AzId } from "../../identity";
import { type NamedEntry, own, servicesOf, subnetWith, zonesOf } from "../derivations";
import type { Path } from "../problem";
import { chainName, chainsOf, type RelayChain } from "../relay-chains";
import type { MappingInput, RelayDraft } from "../schema";
import { type Draft, listed, type Report } from "./check";
import { checkConnections, checkEnds } from "./relay-ends";

/** A load balancer has at most 50 listeners, one for each port. */
const MOST_MAPPINGS = 50;

/** What a relay is to carry, mapping by mapping and together. */
export function checkMappings(
  draft: Draft,
  named: NamedEntry,
  relay: RelayDraft,
  path: Path,
  report: Report,
): void {
  const { mappings = [], mode } = relay;
  const at = [...path, "mappings"];
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
  if (mappings.length > MOST_MAPPINGS)
    report(at, `these are too many; the most of one relay is ${MOST_MAPPINGS}`, "key");
  mappings.forEach((mapping, index) => {
    if (mapping.protocol === "udp") report([...at, index, "protocol"], sentenceOfUdp(mode));
    checkEnds(draft, named, mode, mapping, [...at, index], report);
  });
  checkConnections(draft, named, mappings, at, report);
  reportRepeatedCalls(draft, named, mappings, at, report);
  checkChains(draft, named, mappings, at, report);
}

/** Who answers at an address and port is one. */
function reportRepeatedCalls(
  draft: Draft,
  relay: NamedEntry,
  mappings: readonly MappingInput[],
  path: Path,
  report: Report,
): void {
  const called = new Map<string, number>();
  mappings.forEach(({ from, call: { address, port } }, index) => {
    const isInward = own(draft.topology.onPremises, from) !== undefined;
    const key = `${isInward ? relay.name : from} ${formatAddress(address)}:${port}`;
    const earlier = called.get(key);
    if (earlier === undefined) called.set(key, index);
    else
      report(
        [...path, index, "call"],
        `mappings[${earlier}] leads this address and port elsewhere already; call another port or address`,
      );
  });
}

/**
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
 */
function sentenceOfUdp(mode: RelayDraft["mode"]): string {
  return mode === "managed"
    ? "load balancers keep the client's address of UDP, and endpoints as targets do not take that; map TCP, or let the two networks carry this another way"
    : "an endpoint service carries UDP behind dual-stack load balancers only, and IPv6 is not supported yet; map TCP, or let the two networks carry this another way";
}

/** What the mappings of one called address have in common. */
function checkChains(
  draft: Draft,
  relay: NamedEntry,
  mappings: readonly MappingInput[],
  path: Path,
  report: Report,
): void {
  for (const chain of chainsOf(relay, draft.topology)) {
    const other = draft.entriesByName.get(chain.entry);
    const [first] = chain.mappings;
    if (first === undefined || other === undefined) continue;
    const isInward = chain.direction === "inward";
    for (const mapping of chain.mappings)
      checkSameEnds(chain, mapping, first, [...path, mappings.indexOf(mapping)], report);
    checkZone(relay, other, isInward, chain.address, [...path, mappings.indexOf(first)], report);
    reportTakenNames(relay, other, chain.address, isInward, report);
  }
}

/** One load balancer and one endpoint carry all that calls an address. */
function checkSameEnds(
  { direction, address }: RelayChain,
  { from, to }: MappingInput,
  first: MappingInput,
  path: Path,
  report: Report,
): void {
  if (to.entry !== first.to.entry)
    report(
      [...path, "to"],
      `${formatAddress(address)} leads to ${first.to.entry} at another port, and one address leads to one network; call another address`,
    );
  if (direction === "inward" && from !== first.from)
    report(
      [...path, "from"],
      `${formatAddress(address)} is called by ${first.from} at another port, and one address is one caller's; call another address`,
    );
}

/** An endpoint stands where the called address is, and its service needs a load balancer there. */
function checkZone(
  relay: NamedEntry,
  other: NamedEntry,
  isInward: boolean,
  address: Ipv4Address,
  path: Path,
  report: Report,
): void {
  const [caller, answerer] = isInward ? [relay, other] : [other, relay];
  const zone = subnetWith(caller, address)?.zone;
  const available: readonly AzId[] = answerer.entry.vpc === undefined ? [] : zonesOf(answerer.entry.vpc);
  if (zone !== undefined && available.length > 0 && !available.includes(zone))
    report(
      [...path, "call"],
      `this is in ${zone}, where ${answerer.name} has no subnet for the load balancer that answers; call an address in ${listed(available)}, or add ${zone} to the zones of ${answerer.name}`,
    );
}

/** Services and endpoints of relays are called by the address. */
function reportTakenNames(
  relay: NamedEntry,
  other: NamedEntry,
  address: Ipv4Address,
  isInward: boolean,
  report: Report,
): void {
  const [provider, consumer] = isInward ? [other, relay] : [relay, other];
  const service = chainName(isInward ? relay.name : other.name, address);
  const endpoint = chainName(isInward ? other.name : relay.name, address);
  const sentence = (what: string): string => `the relay's ${what} has this name; give this one another`;
  if (own(servicesOf(provider.entry), service) !== undefined)
    report([provider.section, provider.name, "services", service], sentence("endpoint service"), "key");
  if (own(consumer.entry.endpoints, endpoint) !== undefined)
    report([consumer.section, consumer.name, "endpoints", endpoint], sentence("endpoint"), "key");
}
