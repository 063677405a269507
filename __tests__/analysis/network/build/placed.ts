import { IntervalSet, parseAddress, valueOf } from "../../../../modules/addressing";
import { type Network, networkOf, type NetworkInterface } from "../../../../analysis/network";
import { deployed, get, type Resources, VPC, VPC_ID } from "./stacks";

/** Two subnets of two zones, and two security groups. */
const PLACES: Resources = {
  ...VPC,
  aws_subnet: {
    a: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", availability_zone_id: "apne1-az4" },
    b: { vpc_id: VPC_ID, cidr_block: "10.0.1.0/24", availability_zone_id: "apne1-az1" },
  },
  aws_security_group: { one: { vpc_id: VPC_ID }, two: { vpc_id: VPC_ID } },
};

export const SUBNET_A = "${aws_subnet.a.id}";
export const SUBNET_B = "${aws_subnet.b.id}";
export const GROUP_ONE = "${aws_security_group.one.id}";
export const GROUP_TWO = "${aws_security_group.two.id}";
export const DEFAULT_GROUP = "s:aws_vpc.vpc/default-security-group";

/** The network of the stack `s` that has these resources in those places. */
export function networkWith(...resources: readonly Resources[]): Network {
  return networkOf(deployed(PLACES, ...resources));
}

/** The addresses from one to another. */
export function range(first: string, last = first): IntervalSet {
  return IntervalSet.of(valueOf(parseAddress(first)), valueOf(parseAddress(last)));
}

export const USABLE_OF_A = range("10.0.0.4", "10.0.0.254");
export const USABLE_OF_B = range("10.0.1.4", "10.0.1.254");

/** A listing that certainly is these. */
export function just(...items: readonly unknown[]): object {
  return { items, doubts: [] };
}

/** The interface that AWS makes with the instance `host`. */
export function ownInterface(network: Network): NetworkInterface {
  return get(network.interfaces, "aws_instance.host", "primary-network-interface");
}
