import type { Ipv4Address, Ipv4Block } from "../../addressing";
import type { AzId } from "../../identity";

/** Carries connections between two networks whose addresses do not mix. */
export type Relay = HostRelay | ManagedRelay;

/** A host that rewrites both addresses of what comes to one of its own. */
export interface HostRelay {
  readonly mode: "host";
  readonly zone: AzId;
  /** From which it calls both sides. */
  readonly address: Ipv4Address;
  /** Others that are called. */
  readonly furtherAddresses: readonly Ipv4Address[];
  readonly instanceType: string;
  readonly translations: readonly Translation[];
}

/** What comes from somewhere to an address and port of the relay goes on to another. */
export interface Translation {
  readonly sources: readonly Ipv4Block[];
  readonly address: Ipv4Address;
  readonly port: number;
  readonly to: { readonly address: Ipv4Address; readonly port: number };
}

/** Load balancers at the addresses that on-premises calls; what AWS calls are endpoint services of the entry. */
export interface ManagedRelay {
  readonly mode: "managed";
  readonly loadBalancers: readonly RelayLoadBalancer[];
}

export interface RelayLoadBalancer {
  readonly name: string;
  readonly zone: AzId;
  readonly address: Ipv4Address;
  /** Blocks that may call. */
  readonly clients: readonly Ipv4Block[];
  readonly listeners: readonly RelayListener[];
}

/** The targets listen on the same port. */
export interface RelayListener {
  readonly port: number;
  /** The pinned addresses of an endpoint, by zone. */
  readonly targets: ReadonlyMap<AzId, Ipv4Address>;
}
