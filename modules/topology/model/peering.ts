import type { Ipv4Block } from "../../addressing";
import type { AccountId, AzId } from "../../identity";

/** A peering connection between two VPCs. */
export interface Peering {
  readonly name: string;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
}

export interface PeeringSide {
  /** The entry whose VPC this is, and that entry's account. */
  readonly entry: string;
  readonly account: AccountId;
  /** Zones whose private subnets have routes to the other VPC. */
  readonly zones: readonly AzId[];
  /** Blocks of the other VPC that the routes are for. */
  readonly destinations: readonly Ipv4Block[];
  /** Connections that the groups of this side let out. */
  readonly egress: readonly PeeredConnection[];
  /** Connections that the groups of this side let in. */
  readonly ingress: readonly PeeredConnection[];
}

/** A TCP connection between security groups of two peered VPCs, each known by what it belongs to. */
export interface PeeredConnection {
  readonly from: PeeredGroup;
  readonly to: PeeredGroup;
  readonly port: number;
}

/** A host's security group, that of a hub's proxies, or that of their load balancer. */
export type PeeredGroup =
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "proxies" }
  | { readonly kind: "proxies-load-balancer" };
