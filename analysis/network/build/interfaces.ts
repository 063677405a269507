import type { IntervalSet } from "../../../modules/addressing";
import type { Deployment, Resource } from "../../terraform";
import { isKnown, type Known, type Listing } from "../known";
import { type ElementKey, elementKey, type NetworkInterface } from "../model";
import { type Associations, associationsOf } from "./associations";
import { asAddress, elementsOf, joinListings, knownBoolean, type KnownValue, mapListing } from "./attributes";
import type { Attachments } from "./attachments";
import { securityGroupOf, subnetOf } from "./identities";
import { identifiedInterface } from "./interface-identity";
import {
  addressesIn,
  addressSet,
  type Layout,
  securityGroupsIn,
  statedOrDefaultGroups,
  vpcOfSubnet,
} from "./layout";
import { distinct, isEmpty } from "./listings";
import { PublicAddresses } from "./public-addresses";
import { attributesOf } from "./readers";

/** What resources of their own add to interfaces: security groups and Elastic IP addresses. */
export class InterfaceAdditions {
  readonly #groups: Associations<ElementKey>;
  readonly #publicAddresses: PublicAddresses;

  constructor(deployment: Deployment) {
    this.#groups = associationsOf(
      deployment.ofType("aws_network_interface_sg_attachment"),
      (each) => identifiedInterface(each.attribute("network_interface_id"), each, deployment),
      (each) => securityGroupOf(each.attribute("security_group_id"), each, deployment),
    );
    this.#publicAddresses = new PublicAddresses(deployment);
  }

  /** @param owner the resource that it is, or that brings it about */
  addTo(bare: NetworkInterface, owner: Resource): NetworkInterface {
    return {
      ...bare,
      securityGroups: distinct(joinListings([bare.securityGroups, this.#groups.of(owner, bare.key)])),
      hasPublicAddress: this.#publicAddresses.of(bare.key, owner, bare.hasPublicAddress),
    };
  }
}

/** Interfaces that have resources of their own. */
export function interfacesOf(
  layout: Layout,
  attachments: Attachments,
  additions: InterfaceAdditions,
): NetworkInterface[] {
  return layout.deployment
    .ofType("aws_network_interface")
    .map((resource) => additions.addTo(bareInterface(resource, layout, attachments), resource));
}

function bareInterface(resource: Resource, layout: Layout, attachments: Attachments): NetworkInterface {
  const key = elementKey(resource.key);
  const host = attachments.hostOf(key);
  const subnet = subnetOf(resource.attribute("subnet_id"), resource);
  const groups = securityGroupsIn(resource.attribute("security_groups"), resource, layout.deployment);
  return {
    key,
    at: resource.key,
    owner: host === undefined ? { kind: "none" } : { kind: "host", host },
    subnet,
    securityGroups: statedOrDefaultGroups(groups, vpcOfSubnet(subnet, layout), layout),
    addresses: addressesOf(resource, subnet, layout),
    // AWS assigns public addresses at launch only, to interfaces that it makes then.
    // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
    hasPublicAddress: false,
    sourceDestinationCheck: knownBoolean(resource, "source_dest_check", true),
  };
}

/** Attributes by which AWS picks addresses beside the stated ones. */
const PICKED = ["private_ips_count", "ipv4_prefix_count", "ipv4_prefixes"];

/**
 * The provider sends the list only where it is enabled.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface
 */
function addressesOf(resource: Resource, subnet: Known<ElementKey>, layout: Layout): Known<IntervalSet> {
  const read = attributesOf(resource);
  if (PICKED.some((name) => read(name) !== undefined && read(name) !== 0)) return addressesIn(subnet, layout);
  const isOrdered = knownBoolean(resource, "private_ip_list_enabled", false);
  if (!isKnown(isOrdered)) return isOrdered;
  const one = read("private_ip");
  const stated =
    read(isOrdered ? "private_ip_list" : "private_ips") ?? (one === undefined ? undefined : [one]);
  return statedAddresses(elementsOf(stated, resource), resource, subnet, layout);
}

/** The addresses that are stated, or where none is, every one that AWS may pick. */
export function statedAddresses(
  stated: Listing<KnownValue>,
  resource: Resource,
  subnet: Known<ElementKey>,
  layout: Layout,
): Known<IntervalSet> {
  if (isEmpty(stated)) return addressesIn(subnet, layout);
  const { items, doubts } = mapListing(stated, (each) => asAddress(each, resource));
  return doubts[0] ?? addressSet(items);
}
