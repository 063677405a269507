import type { IntervalSet } from "../../../modules/addressing";
import { type ElementKey, isKnown, type Listing, type NetworkInterface } from "../../network";
import { EVERY_ADDRESS } from "../../packets";

/** One end of a leg, as filters along it see it. */
export interface Party {
  /** Where it is attached: its subnet's ACL and routes apply, and its security groups. */
  readonly interface: NetworkInterface;
  /** Its addresses as they stand in packets. */
  readonly addresses: IntervalSet;
  /** The groups that the other end's rules may refer to. */
  readonly groups: Listing<ElementKey>;
  /** A load balancer that preserves the client's address sends packets that are not its own. */
  readonly speaksFor: "itself" | "client";
}

/** An interface that speaks for itself. */
export function partyOf(own: NetworkInterface): Party {
  return {
    interface: own,
    // Any; that they are not known is told by the leg.
    addresses: isKnown(own.addresses) ? own.addresses : EVERY_ADDRESS,
    groups: own.securityGroups,
    speaksFor: "itself",
  };
}
