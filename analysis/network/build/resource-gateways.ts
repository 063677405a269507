import { type Resource, Unknown } from "../../terraform";
import type { Listing } from "../known";
import { type ElementKey, elementKey, type NetworkInterface, type ResourceGateway } from "../model";
import { elementsOf, mapListing } from "./attributes";
import { subnetOf, vpcOf } from "./identities";
import { addressesIn, type Layout, securityGroupsIn } from "./layout";
import { distinct, doubtful, inOrder, isEmpty } from "./listings";

export const RESOURCE_GATEWAY = "aws_vpclattice_resource_gateway";

interface ResourceGateways {
  readonly gateways: readonly ResourceGateway[];
  readonly interfaces: readonly NetworkInterface[];
}

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html */
export function resourceGatewaysOf(layout: Layout): ResourceGateways {
  const made = layout.deployment.ofType(RESOURCE_GATEWAY).map((resource) => {
    const stated = elementsOf(resource.attribute("subnet_ids"), resource);
    const subnets = inOrder(distinct(mapListing(stated, (each) => subnetOf(each, resource))), String);
    const securityGroups = groupsOf(resource, layout);
    const interfaces = subnets.items.map((subnet) => interfaceIn(subnet, resource, securityGroups, layout));
    const gateway: ResourceGateway = {
      key: elementKey(resource.key),
      at: resource.key,
      vpc: vpcOf(resource.attribute("vpc_id"), resource),
      interfaces: { items: interfaces.map(({ key }) => key), doubts: subnets.doubts },
    };
    return { gateway, interfaces };
  });
  return {
    gateways: made.map(({ gateway }) => gateway),
    interfaces: made.flatMap(({ interfaces }) => interfaces),
  };
}

function interfaceIn(
  subnet: ElementKey,
  resource: Resource,
  securityGroups: Listing<ElementKey>,
  layout: Layout,
): NetworkInterface {
  return {
    key: elementKey(resource.key, subnet),
    at: resource.key,
    owner: { kind: "resource-gateway", gateway: elementKey(resource.key) },
    subnet,
    securityGroups,
    // AWS gives each interface several, which it picks, and may add interfaces.
    // https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html#ipv4-address-type-per-eni
    addresses: addressesIn(subnet, layout),
    hasPublicAddress: false,
    sourceDestinationCheck: true,
  };
}

function groupsOf(resource: Resource, { deployment }: Layout): Listing<ElementKey> {
  const stated = securityGroupsIn(resource.attribute("security_group_ids"), resource, deployment);
  return isEmpty(stated)
    ? doubtful([
        new Unknown(
          "security_group_ids",
          "left out, which security group a resource gateway gets is not documented",
          resource.key,
        ),
      ])
    : distinct(stated);
}
