import type { ResourceKey } from "../../terraform";
import { isKnown, type Network, type NetworkInterface, type ServiceIdentity } from "../../network";
import type { Interfaces, Internet, PacketEnd } from "../ends";
import { connectionOf } from "../legs/connection";
import { addressesOf } from "../packets-asked";
import { partyOf } from "../path/party";
import { PacketSet } from "../../packets";
import type { Door } from "./doors";
import { AlikeWays } from "./likeness";
import { type Party, partyAt, sending } from "./parties";
import { type AskedTraffic, type Passage, passagesTo } from "./passages";

/** By which way packets go: what they are sent to, and what joins its site to theirs. */
export interface Way {
  /** What takes them first; nothing where that is their destination itself. */
  readonly through?:
    | { readonly kind: "load-balancer" | "host"; readonly at: ResourceKey }
    /** An endpoint's service or resource configuration, or the name of a service that no given stack makes. */
    | { readonly kind: "endpoint"; readonly at: string }
    | { readonly kind: "name"; readonly at: string };
  /** As connections between sites are told apart; `internet` from and to there. */
  readonly across: ReturnType<typeof connectionOf>["kind"] | "internet";
}

/** Something that gets from one party to another. */
export interface Reach extends Passage {
  readonly from: Party;
  readonly by: Way;
  /** Where it was asked of others that are alike: finds what is told of these, and not the same for all of them. */
  readonly askedAfresh?: () => readonly Passage[];
}

/** What gets through a door, and where it was asked of others that are alike. */
interface Found {
  readonly passages: readonly Passage[];
  readonly across: Way["across"];
  readonly askedAfresh?: () => readonly Passage[];
}

/**
 * Asks who reaches what, pair by pair; pairs that are alike are asked once.
 */
export class Survey {
  private readonly alike: AlikeWays<Found>;

  constructor(
    private readonly network: Network,
    private readonly asked: AskedTraffic,
  ) {
    this.alike = new AlikeWays(network);
  }

  /** What gets from a host or the internet to a door and to whomever is behind it. */
  through(from: Interfaces | Internet, door: Door): Reach[] {
    if (!this.mayGet(from, door.end)) return [];
    const { passages, across, askedAfresh } = this.found(from, door);
    return passages.map((passage) => {
      const isDirect = passage.to.kind === "party" && passage.to.party === door.end.at;
      const by: Way = isDirect ? { across } : { across, through: throughOf(this.network, door) };
      return {
        ...passage,
        from: partyAt(from),
        by,
        ...(askedAfresh === undefined ? {} : { askedAfresh }),
      };
    });
  }

  /** What gets from a host to what has no interface of the network: the internet, or what a name leads to. */
  to(from: Interfaces, to: Exclude<PacketEnd, Interfaces>): Reach[] {
    const source = sending(this.network, from);
    const by: Way =
      to.kind === "internet"
        ? { across: "internet" }
        : { across: "one", through: { kind: "name", at: to.name } };
    return passagesTo(this.network, source, to, this.asked).map((passage) => ({
      ...passage,
      from: from.at,
      by,
    }));
  }

  private found(from: Interfaces | Internet, door: Door): Found {
    if (from.kind === "internet") return this.ask(from, door);
    return this.alike.answered(
      from,
      door,
      () => this.ask(from, door),
      ({ passages, across }, host, other) => ({
        passages: passages.map((passage) => renamed(passage, [host, other.end], [from, door.end])),
        across,
        askedAfresh: this.afresh(from, door),
      }),
    );
  }

  private afresh(from: Interfaces, door: Door): () => readonly Passage[] {
    return () => this.ask(from, door).passages;
  }

  private ask(from: Interfaces | Internet, { end }: Door): Found {
    return {
      passages: passagesTo(this.network, from, end, this.asked),
      across: this.acrossTo(from, end),
    };
  }

  /** Nobody on the internet has another address for an interface than its public one. */
  private mayGet(from: Interfaces | Internet, to: Interfaces): boolean {
    if (from.kind === "interfaces") return from.at !== to.at || from.interfaces.length > 1;
    const isPublic = ({ hasPublicAddress, owner }: NetworkInterface): boolean =>
      hasPublicAddress !== false || owner.kind === "on-premises";
    return to.doubts.length > 0 || to.interfaces.some(isPublic);
  }

  private acrossTo(from: Interfaces | Internet, to: Interfaces): Way["across"] {
    const [source] = from.kind === "internet" ? [] : from.interfaces;
    const [own] = to.interfaces;
    if (source === undefined || own === undefined) return "internet";
    const asked = PacketSet.of({ sources: addressesOf(source), destinations: addressesOf(own) });
    return connectionOf(this.network, partyOf(source), partyOf(own), asked).kind;
  }
}

/** What is true of some, said of others that are alike. */
function renamed(passage: Passage, ends: readonly Interfaces[], others: readonly Interfaces[]): Passage {
  const { to } = passage;
  const name = to.kind === "party" ? to.party : to.behind;
  const other = others[ends.findIndex(({ at }) => at === name)]?.at;
  if (other === undefined) return passage;
  return { ...passage, to: to.kind === "party" ? { ...to, party: other } : { ...to, behind: other } };
}

/** Endpoints of a service or resource configuration are told as one: it is what they have in common. */
function throughOf(network: Network, { end, endpoint }: Door): NonNullable<Way["through"]> {
  const [own] = end.interfaces;
  if (endpoint === undefined)
    return { kind: own?.owner.kind === "load-balancer" ? "load-balancer" : "host", at: end.at };
  const { service } = endpoint;
  const at: string = isKnown(service) ? serviceName(network, service) : end.at;
  return { kind: "endpoint", at };
}

function serviceName(network: Network, service: ServiceIdentity): string {
  switch (service.kind) {
    case "endpoint-service":
      return network.endpointServices.get(service.service)?.at ?? service.service;
    case "resource-configuration":
      return network.resourceConfigurations.get(service.configuration)?.at ?? service.configuration;
    case "service-network":
      return network.serviceNetworks.get(service.serviceNetwork)?.at ?? service.serviceNetwork;
    case "elsewhere":
      return service.name;
  }
}
