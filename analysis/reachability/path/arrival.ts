import type { NetworkInterface } from "../../network";
import type { PacketSet } from "../../packets";
import type { Party } from "./party";
import type { Path } from "./stage";

/** Packets that came to an interface. */
export interface Arrival {
  readonly interface: NetworkInterface;
  /** Who sent them, as far as this side knows. */
  readonly client: Party;
  /** As they arrived. */
  readonly asked: PacketSet;
  /** To its own address, or through an endpoint of the load balancer's service. */
  readonly via: "address" | "privatelink";
}

/** A path so far, and the interface that its packets have come to; without one it ends before. */
export interface Onward extends Path {
  readonly arrival?: Arrival;
}
