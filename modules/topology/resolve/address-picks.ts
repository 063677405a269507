import { type Ipv4Address, pickAddress } from "../../addressing";
import type { AzId } from "../../identity";
import { claimsOf } from "../claims";
import { type NamedEntry, privateSubnets } from "../derivations";
import type { EntryInput, TopologyInput } from "../schema";
import { present } from "./lists";

/** Addresses of things that are told of each other before AWS makes them; no two in a VPC are one. */
export class AddressPicks {
  /** By the entry's name. */
  private readonly taken: ReadonlyMap<string, Set<Ipv4Address>>;

  constructor(input: TopologyInput, entries: readonly NamedEntry<EntryInput>[]) {
    this.taken = new Map(
      entries.map((named) => [named.name, new Set(statedAddresses(input, entries, named))]),
    );
  }

  /** @param what names what the address is for, among all of the entry */
  pick(named: NamedEntry<EntryInput>, zone: AzId, what: string): Ipv4Address {
    const taken = present(this.taken.get(named.name));
    const subnet = present(privateSubnets(named).find((each) => each.zone === zone));
    const address = present(pickAddress(subnet.block, `${named.name}.${what}.${zone}`, taken));
    taken.add(address);
    return address;
  }
}

/** What a topology says of addresses in an entry's VPC. */
function statedAddresses(
  input: TopologyInput,
  entries: readonly NamedEntry<EntryInput>[],
  named: NamedEntry<EntryInput>,
): Ipv4Address[] {
  const hosts = Object.values(named.entry.hosts).flatMap(({ address }) => address ?? []);
  return [...hosts, ...claimsOf({ topology: input, entries }, named).map(({ address }) => address)];
}
