import {
  type Deployment,
  formatReference,
  Reference,
  type Resource,
  type ResourceKey,
  Unknown,
  type Value,
} from "../../../terraform";
import { isKnown, type Known } from "../../known";
import { type ElementKey, elementKey } from "../../model";
import { identified, isOneOf, typeOf } from "../attributes";

export const GATEWAY = "aws_ec2_transit_gateway";
export const ROUTE_TABLE = "aws_ec2_transit_gateway_route_table";
export const VPC_ATTACHMENT = "aws_ec2_transit_gateway_vpc_attachment";
export const VPC_ACCEPTER = "aws_ec2_transit_gateway_vpc_attachment_accepter";
export const PEERING_ATTACHMENT = "aws_ec2_transit_gateway_peering_attachment";
export const PEERING_ACCEPTER = "aws_ec2_transit_gateway_peering_attachment_accepter";
export const CONNECT_ATTACHMENT = "aws_ec2_transit_gateway_connect";
export const VPN_CONNECTION = "aws_vpn_connection";
export const DIRECT_CONNECT_ASSOCIATION = "aws_dx_gateway_association";

/** The parts of keys of what AWS makes with a resource. */
export const DEFAULT_ROUTE_TABLE = "default-route-table";
export const ATTACHMENT = "transit-gateway-attachment";
export const PEER = "peer";

export function transitGatewayOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, [GATEWAY], resource, ["id"]);
}

const DEFAULTS: readonly (readonly [attribute: string, manager: string])[] = [
  ["association_default_route_table_id", "aws_ec2_transit_gateway_default_route_table_association"],
  ["propagation_default_route_table_id", "aws_ec2_transit_gateway_default_route_table_propagation"],
];

/** A table of its own, or the one that AWS makes with a gateway. */
export function transitRouteTableOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  if (value instanceof Reference && isOneOf(value, [GATEWAY]))
    for (const [attribute, manager] of DEFAULTS) {
      if (value.attribute !== attribute) continue;
      return deployment.ofType(manager).length === 0
        ? elementKey(value.resource, DEFAULT_ROUTE_TABLE)
        : new Unknown(attribute, `an ${manager} may set another, before or after this is read`, resource.key);
    }
  return identified(value, [ROUTE_TABLE], resource, ["id"]);
}

/** The ends of a peering have one ID: the one at the gateway that uses it is meant. */
export interface PeeringEnds {
  readonly requester: Known<ElementKey>;
  readonly accepter: Known<ElementKey>;
}

/**
 * Which attachment a value is the ID of.
 * @param gateway that has to do with it
 */
export function attachmentOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
  gateway: Known<ElementKey>,
): Known<ElementKey> {
  if (!(value instanceof Reference)) return identified(value, [VPC_ATTACHMENT], resource, ["id"]);
  const found = deployment.find(value.resource);
  const type = typeOf(value);
  if (type === VPN_CONNECTION && value.attribute === "transit_gateway_attachment_id")
    return elementKey(value.resource, ATTACHMENT);
  if (type === DIRECT_CONNECT_ASSOCIATION && value.attribute === "transit_gateway_attachment_id")
    return elementKey(value.resource, ATTACHMENT);
  if (type === PEERING_ATTACHMENT && found?.mode === "managed")
    return value.attribute === "id" ? endAt(gateway, value, found) : unnamed(value, resource);
  const through = THROUGH[type];
  if (found !== undefined && through !== undefined)
    return attachmentThrough(found, through, deployment, gateway);
  return identified(value, [VPC_ATTACHMENT, CONNECT_ATTACHMENT], resource, ["id"]);
}

/** What only leads to an attachment, and by which argument. */
const THROUGH: Readonly<Record<string, string>> = {
  [VPC_ACCEPTER]: "transit_gateway_attachment_id",
  [PEERING_ACCEPTER]: "transit_gateway_attachment_id",
  aws_ec2_transit_gateway_attachment: "transit_gateway_attachment_id",
  aws_ec2_transit_gateway_vpn_attachment: "vpn_connection_id",
};

function attachmentThrough(
  found: Resource,
  argument: string,
  deployment: Deployment,
  gateway: Known<ElementKey>,
): Known<ElementKey> {
  const value = found.attribute(argument);
  if (argument !== "vpn_connection_id") return attachmentOf(value, found, deployment, gateway);
  const connection = identified(value, [VPN_CONNECTION], found, ["id"]);
  return isKnown(connection) && value instanceof Reference
    ? elementKey(value.resource, ATTACHMENT)
    : connection;
}

function endAt(gateway: Known<ElementKey>, value: Reference, peering: Resource): Known<ElementKey> {
  if (!isKnown(gateway)) return gateway;
  const { requester, accepter } = endsOf(peering);
  if (gateway === requester) return elementKey(value.resource);
  if (gateway === accepter) return elementKey(value.resource, PEER);
  const unclear = [requester, accepter].find((each) => each instanceof Unknown);
  // One of a stranger is named by its own end, so that AWS's refusal can be told.
  return unclear ?? elementKey(value.resource);
}

export function endsOf(peering: Resource): PeeringEnds {
  return {
    requester: transitGatewayOf(peering.attribute("transit_gateway_id"), peering),
    accepter: transitGatewayOf(peering.attribute("peer_transit_gateway_id"), peering),
  };
}

function unnamed(value: Reference, resource: Resource): Unknown {
  return new Unknown(formatReference(value), "this is not the ID of an attachment", resource.key);
}

/** The resource whose key an element's begins with, where a value names it: for what managers say of attachments. */
export function managedBy(manager: Resource, type: string): Known<ResourceKey> {
  const value = manager.attribute("transit_gateway_attachment_id");
  const found = identified(value, [type], manager, ["id"]);
  return isKnown(found) && value instanceof Reference
    ? value.resource
    : isKnown(found)
      ? new Unknown(found, "this is no reference", manager.key)
      : found;
}
