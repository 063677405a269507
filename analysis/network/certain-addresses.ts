import { IntervalSet, usableAddresses } from "../../modules/addressing";
import { isKnown } from "./known";
import type { Network, NetworkInterface } from "./model";

/** The addresses that an interface certainly has; none where AWS picks them. */
export function certainAddresses(
  { subnets }: Pick<Network, "subnets">,
  { addresses, subnet }: NetworkInterface,
): IntervalSet {
  if (!isKnown(addresses) || !isKnown(subnet)) return IntervalSet.empty;
  if (addresses.size === 1 || subnet === null) return addresses;
  // Where AWS picks, each of the subnet's may be its.
  const block = subnets.get(subnet)?.block;
  return block === undefined || !isKnown(block) || addresses.equals(usableAddresses(block))
    ? IntervalSet.empty
    : addresses;
}
