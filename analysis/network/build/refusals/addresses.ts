import type { IntervalSet } from "../../../../modules/addressing";
import { addressFromInteger, formatAddress, usableAddresses } from "../../../../modules/addressing";
import { isKnown, type Known } from "../../known";
import type { Element, ElementKey, NetworkInterface } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";

/** What has addresses of a subnet. */
interface Holder extends Element {
  readonly owner?: NetworkInterface["owner"];
  readonly subnet: Known<ElementKey | null>;
  readonly addresses: Known<IntervalSet>;
}

/**
 * A stated address is one of its subnet's but the first four and the last, and nothing else's.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function refuseAddresses({ network }: Built, findings: Findings): void {
  const usable = new Map<ElementKey, Known<IntervalSet>>();
  for (const { key, block } of network.subnets.values())
    usable.set(key, isKnown(block) ? usableAddresses(block) : block);
  const holders = new Map<ElementKey, Map<number, Holder>>();
  for (const holder of [...network.interfaces.values(), ...network.natGateways.values()]) {
    const { subnet, addresses } = holder;
    if (!isKnown(subnet) || subnet === null || !isKnown(addresses)) continue;
    const all = usable.get(subnet);
    if (all === undefined || (isKnown(all) && addresses.equals(all))) continue;
    if (!isKnown(all)) findings.doubt(holder.key, all);
    findings.demand(
      refusedWith(holder),
      holder.at,
      all,
      (known) => addresses.isSubsetOf(known),
      (known) =>
        `AWS refuses an address that its subnet does not have for it; of ${nameOf(subnet)} it can have ${format(known)}`,
    );
    const taken = holders.get(subnet) ?? new Map<number, Holder>();
    holders.set(subnet, taken);
    refuseTaken(holder, addresses, taken, findings);
  }
}

/** What AWS does not make at all where it refuses one of its addresses. */
function refusedWith({ key, owner }: Holder): ElementKey {
  switch (owner?.kind) {
    case "endpoint":
    case "resolver-endpoint":
      return owner.endpoint;
    case "load-balancer":
      return owner.loadBalancer;
    case "requester-managed":
      return owner.managed;
    case "host":
    case "nat-gateway":
    case "resource-gateway":
    case "on-premises":
    case "none":
    case undefined:
      return key;
  }
}

/** More than one interface has. */
const MOST_STATED = 256;

function refuseTaken(
  holder: Holder,
  addresses: IntervalSet,
  taken: Map<number, Holder>,
  findings: Findings,
): void {
  if (addresses.size > MOST_STATED) return;
  for (const { first, last } of addresses.intervals) {
    for (let address = first; address <= last; address += 1) {
      const other = taken.get(address);
      if (other === undefined) taken.set(address, holder);
      else {
        refuse(holder, other, address, findings);
        refuse(other, holder, address, findings);
      }
    }
  }
}

function refuse(holder: Holder, other: Holder, address: number, findings: Findings): void {
  const text = formatAddress(addressFromInteger(address));
  findings.refuse(
    refusedWith(holder),
    holder.at,
    `AWS refuses ${text} to the second that asks for it, and ${nameOf(other.at)} has it, too; state another`,
  );
}

function format({ intervals }: IntervalSet): string {
  const [own] = intervals;
  if (own === undefined) return "none";
  return `${formatAddress(addressFromInteger(own.first))} to ${formatAddress(addressFromInteger(own.last))}`;
}
