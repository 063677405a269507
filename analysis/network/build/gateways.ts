import { type IntervalSet, usableAddresses } from "../../../modules/addressing";
import { type Deployment, type Resource, Unknown, type Value } from "../../terraform";
import { isKnown, type Known } from "../known";
import { type ElementKey, elementKey, type InternetGateway, type NatGateway, type Subnet } from "../model";
import { asAddress, asText, elementsOf, identified, joinListings, malformed, mapListing } from "./attributes";
import { Belongings } from "./belongings";
import { subnetOf, vpcOf } from "./identities";
import { addressSet } from "./layout";
import { listed } from "./listings";
import { attributesOf } from "./readers";

export function internetGatewaysOf(deployment: Deployment): ReadonlyMap<ElementKey, InternetGateway> {
  const attachments = gatewayAttachments(
    deployment,
    "aws_internet_gateway_attachment",
    "internet_gateway_id",
    gatewayOf,
  );
  const routed = routedGateways(deployment);
  return new Map(
    deployment.ofType("aws_internet_gateway").map((resource) => {
      const key = elementKey(resource.key);
      const [doubt] = [...routed.of(key), ...routed.doubtsAbout(resource)];
      return [key, { key, at: resource.key, vpc: doubt ?? vpcOfGateway(resource, attachments) }];
    }),
  );
}

/**
 * The VPCs that resources of their own attach gateways to.
 * @param attribute names the gateway
 */
export function gatewayAttachments(
  deployment: Deployment,
  type: string,
  attribute: string,
  ownerOf: (value: Value | undefined, resource: Resource) => Known<ElementKey>,
): Belongings<Known<ElementKey>> {
  return new Belongings(
    deployment.ofType(type).map((resource) => ({
      owner: ownerOf(resource.attribute(attribute), resource),
      resource,
      what: vpcOf(resource.attribute("vpc_id"), resource),
    })),
  );
}

function gatewayOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, ["aws_internet_gateway"], resource, ["id"]);
}

/**
 * A route table of its own guides what comes in through a gateway, which is not analysed: nothing is said about such
 * a gateway.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 */
export function routedGateways(deployment: Deployment): Belongings<Unknown> {
  return new Belongings(
    deployment.ofType("aws_route_table_association").flatMap((resource) => {
      const read = attributesOf(resource);
      const gateway = read("gateway_id");
      const subnet = read("subnet_id");
      if (gateway === undefined || (subnet !== undefined && isKnown(subnet))) return [];
      const what = new Unknown("gateway_id", "route tables of gateways are not analysed yet", resource.key);
      const owner = identified(gateway, ["aws_internet_gateway", "aws_vpn_gateway"], resource, ["id"]);
      return [{ owner, resource, what }];
    }),
  );
}

/** A gateway has one VPC, by its own attribute or by an attachment. */
export function vpcOfGateway(
  resource: Resource,
  attachments: Belongings<Known<ElementKey>>,
): Known<ElementKey | null> {
  const stated = attributesOf(resource)("vpc_id");
  const vpcs = [
    ...(stated === undefined ? [] : [vpcOf(stated, resource)]),
    ...attachments.of(elementKey(resource.key)),
  ];
  if (vpcs.length > 1) return new Unknown("vpc_id", "several attachments name its VPC", resource.key);
  const [doubt] = attachments.doubtsAbout(resource);
  return vpcs[0] ?? doubt ?? null;
}

export function natGatewaysOf(
  deployment: Deployment,
  subnets: ReadonlyMap<ElementKey, Subnet>,
): ReadonlyMap<ElementKey, NatGateway> {
  return new Map(
    deployment.ofType("aws_nat_gateway").map((resource) => {
      const key = elementKey(resource.key);
      const subnet = subnetOfNatGateway(resource);
      return [
        key,
        {
          key,
          at: resource.key,
          connectivity: connectivityOf(resource),
          subnet,
          addresses: addressesOf(resource, isKnown(subnet) ? subnets.get(subnet)?.block : subnet),
        },
      ];
    }),
  );
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
function connectivityOf(resource: Resource): Known<"public" | "private"> {
  const type = asText(attributesOf(resource)("connectivity_type"), resource) ?? "public";
  if (type instanceof Unknown || type === "public" || type === "private") return type;
  return malformed(type, "public or private", resource);
}

function subnetOfNatGateway(resource: Resource): Known<ElementKey> {
  const read = attributesOf(resource);
  const mode = asText(read("availability_mode"), resource) ?? "zonal";
  if (mode instanceof Unknown) return mode;
  if (mode !== "zonal") return new Unknown(mode, "regional NAT gateways are not analysed yet", resource.key);
  return subnetOf(read("subnet_id"), resource);
}

/** Those that are stated, or any of its subnet's where AWS picks one. */
function addressesOf(resource: Resource, block: Subnet["block"] | undefined): Known<IntervalSet> {
  const read = attributesOf(resource);
  const first = read("private_ip");
  const isPicked =
    first === undefined ||
    read("secondary_private_ip_address_count") !== undefined ||
    (read("secondary_allocation_ids") !== undefined && read("secondary_private_ip_addresses") === undefined);
  if (isPicked)
    return block === undefined || !isKnown(block)
      ? (block ?? new Unknown("subnet_id", "none of the given stacks makes this subnet", resource.key))
      : usableAddresses(block);
  const stated = joinListings([
    listed(asAddress(first, resource)),
    mapListing(elementsOf(read("secondary_private_ip_addresses"), resource), (value) =>
      asAddress(value, resource),
    ),
  ]);
  return stated.doubts[0] ?? addressSet(stated.items);
}
