import {
  type ElementKey,
  isKnown,
  type Network,
  type NetworkInterface,
  type Subnet,
  type Vpc,
} from "../network";
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

/** The subnet of an interface, where it is known and in one. */
export function subnetOf(network: Network, { subnet }: NetworkInterface): Subnet | undefined {
  return isKnown(subnet) && subnet !== null ? network.subnets.get(subnet) : undefined;
}

/** The VPC of an interface, where it is known. */
export function vpcOf(network: Network, own: NetworkInterface): Vpc | undefined {
  const vpc = subnetOf(network, own)?.vpc;
  return vpc !== undefined && isKnown(vpc) ? network.vpcs.get(vpc) : undefined;
}
