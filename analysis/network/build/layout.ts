import { IntervalSet, type Ipv4Address, usableAddresses } from "../../../modules/addressing";
import { type Deployment, type Resource, Unknown, type Value } from "../../terraform";
import type { Known, Listing } from "../known";
import { type ElementKey, elementKey, type Subnet, type Vpc } from "../model";
import { asBoolean, elementsOf, knownBoolean, mapListing } from "./attributes";
import { DEFAULT_SUBNET, SECURITY_GROUP, securityGroupOf } from "./identities";
import { doubtful, isEmpty, listed } from "./listings";
import type { Zones } from "./zones";

/** What things are placed in. */
export interface Layout {
  readonly deployment: Deployment;
  readonly vpcs: ReadonlyMap<ElementKey, Vpc>;
  readonly subnets: ReadonlyMap<ElementKey, Subnet>;
  readonly zones: Zones;
}

/** Every address that AWS may pick in a subnet. */
export function addressesIn(subnet: Known<ElementKey>, { subnets }: Layout): Known<IntervalSet> {
  if (subnet instanceof Unknown) return subnet;
  const block = subnets.get(subnet)?.block ?? missing(subnet);
  return block instanceof Unknown ? block : usableAddresses(block);
}

export function addressSet(addresses: readonly Ipv4Address[]): IntervalSet {
  return IntervalSet.ofAll(addresses.map((address) => ({ first: address, last: address })));
}

export function vpcOfSubnet(subnet: Known<ElementKey>, { subnets }: Layout): Known<ElementKey> {
  return subnet instanceof Unknown ? subnet : (subnets.get(subnet)?.vpc ?? missing(subnet));
}

/**
 * What has no security group stated gets the default one of its VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export function statedOrDefaultGroups(
  stated: Listing<ElementKey>,
  vpc: Known<ElementKey>,
  { vpcs }: Layout,
): Listing<ElementKey> {
  if (!isEmpty(stated)) return stated;
  if (vpc instanceof Unknown) return doubtful([vpc]);
  const found = vpcs.get(vpc);
  return listed(found === undefined ? missing(vpc) : elementKey(found.at, SECURITY_GROUP.part));
}

/**
 * Whether AWS gives an instance a public address: as it states, or else as its subnet does.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
 */
export function getsPublicAddress(
  stated: Value | undefined,
  resource: Resource,
  subnet: Known<ElementKey>,
  { deployment, subnets }: Layout,
): Known<boolean> {
  if (stated !== undefined) return asBoolean(stated, false, resource);
  if (subnet instanceof Unknown) return subnet;
  const at = subnets.get(subnet)?.at;
  const made = at === undefined ? undefined : deployment.find(at);
  return made === undefined
    ? missing(subnet)
    : knownBoolean(made, "map_public_ip_on_launch", made.type === DEFAULT_SUBNET);
}

/** The groups that a value lists, by ID. */
export function securityGroupsIn(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Listing<ElementKey> {
  return mapListing(elementsOf(value, resource), (each) => securityGroupOf(each, resource, deployment));
}

function missing(key: ElementKey): Unknown {
  return new Unknown(key, "none of the given stacks makes it");
}
