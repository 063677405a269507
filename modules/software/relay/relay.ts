import type { Ipv4Address, Ipv4Block } from "../../addressing";
import type { Region } from "../../identity";

/**
 * A host on Amazon Linux 2023 that passes TCP connections on from one network to another, with nftables. It attaches a
 * network interface of its own subnet, which has the addresses that others call and outlives the host.
 */
export interface Relay {
  /** The tag `Name` of that network interface: letters, digits and `. _ / -`, 256 at most. */
  readonly interfaceName: string;
  /** Where the interface is. */
  readonly region: Region;
  /** The interface's primary address, which whatever is passed on has as its source. */
  readonly address: Ipv4Address;
  /** In any order. */
  readonly translations: readonly Translation[];
}

/** What is called at an address and port of the relay's interface, and where that leads. TCP only. */
export interface Translation {
  /** Blocks of those that may call. */
  readonly sources: readonly Ipv4Block[];
  /** Called: the relay's own {@link Relay.address}, or a further address of its interface. */
  readonly address: Ipv4Address;
  /** Called: a TCP port, 1 to 65535. */
  readonly port: number;
  readonly to: {
    readonly address: Ipv4Address;
    /** A TCP port, 1 to 65535. */
    readonly port: number;
  };
}

export type ParsedRelay =
  | { readonly kind: "relay"; readonly relay: Relay }
  | { readonly kind: "not-a-relay" }
  /** nftables runs, but not as `renderRelay` sets it up, so what it passes on is not known. */
  | { readonly kind: "unrecognised"; readonly reason: string };
