import { type ElementKey, isKnown, type Network, type Subnet } from "../network";
import { derivedOnce } from "./derived-once";

/** The subnets that are certainly a VPC's. */
export function subnetsIn({ subnets }: Network, vpc: ElementKey): readonly Subnet[] {
  return byVpc(subnets).get(vpc) ?? [];
}

const byVpc = derivedOnce((subnets: Network["subnets"]) => {
  const found = new Map<ElementKey, Subnet[]>();
  for (const subnet of subnets.values()) {
    if (!isKnown(subnet.vpc)) continue;
    const others = found.get(subnet.vpc);
    if (others === undefined) found.set(subnet.vpc, [subnet]);
    else others.push(subnet);
  }
  return found;
});
