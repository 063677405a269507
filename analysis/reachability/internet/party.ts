import type { IntervalSet } from "../../../modules/addressing";
import { elementKey } from "../../network";
import { type ResourceKey, Unknown } from "../../terraform";
import type { Party } from "../path/party";

/**
 * Hosts on the internet, as filters of a VPC see them: addresses that no security group of the VPC knows.
 *
 * A party has an interface, and these hosts' are not in the network. None of the network stands in for it, because
 * whatever compares it, such as a load balancer that looks out for a host that asks itself, must find that it is no
 * other one.
 * @param metAt where packets of theirs, or to them, are told of
 */
export function internetParty(metAt: ResourceKey, addresses: IntervalSet): Party {
  const nobody = { items: [], doubts: [] };
  return {
    interface: {
      key: elementKey(metAt, "internet"),
      at: metAt,
      owner: { kind: "none" },
      subnet: new Unknown("the internet", "its hosts are in no subnet", metAt),
      securityGroups: nobody,
      addresses,
      hasPublicAddress: true,
      sourceDestinationCheck: true,
    },
    addresses,
    groups: nobody,
    speaksFor: "itself",
  };
}
