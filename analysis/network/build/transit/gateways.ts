import { parseAccountId } from "../../../../modules/identity";
import type { Deployment, Resource } from "../../../terraform";
import { Reference, Unknown } from "../../../terraform";
import { isKnown, type Known } from "../../known";
import { type Element, type ElementKey, elementKey, type TransitGateway } from "../../model";
import { asNumber, identified, isOneOf, malformed } from "../attributes";
import { type Associations, associationsOf } from "../associations";
import { attributesOf } from "../readers";
import { shareIn } from "../resource-shares";
import { DEFAULT_ROUTE_TABLE, GATEWAY, transitGatewayOf, transitRouteTableOf } from "./identities";

/** A Transit Gateway, and what it does with attachments by itself. */
export interface StatedGateway extends Element {
  readonly made: TransitGateway;
  readonly acceptsByItself: Known<boolean>;
  /** The table that attachments get, and the one that learns of them; `undefined` where they are told none. */
  readonly associationTable: Known<ElementKey | undefined>;
  readonly propagationTable: Known<ElementKey | undefined>;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRequestOptions.html (AmazonSideAsn) */
const DEFAULT_ASN = 64512;

export function statedGatewaysOf(deployment: Deployment): readonly StatedGateway[] {
  const gateways = deployment.ofType(GATEWAY);
  if (gateways.length === 0) return [];
  const shares = sharesOfGateways(deployment);
  return gateways.map((resource) => ({
    key: elementKey(resource.key),
    at: resource.key,
    made: {
      key: elementKey(resource.key),
      at: resource.key,
      account: ownerOf(resource),
      region: resource.region,
      asn: asnOf(resource),
      securityGroupReferencing: enabled(resource, "security_group_referencing_support", false),
      shares: shares.of(resource),
    },
    acceptsByItself: enabled(resource, "auto_accept_shared_attachments", false),
    associationTable: defaultTable(resource, "association", deployment),
    propagationTable: defaultTable(resource, "propagation", deployment),
  }));
}

/** The ASN of each Transit Gateway. */
export function transitGatewayAsns(deployment: Deployment): ReadonlyMap<ElementKey, Known<number>> {
  return new Map(deployment.ofType(GATEWAY).map((each) => [elementKey(each.key), asnOf(each)]));
}

function asnOf(resource: Resource): Known<number> {
  return asNumber(attributesOf(resource)("amazon_side_asn"), resource) ?? DEFAULT_ASN;
}

/** Whoever looks at a gateway may have it shared with them. */
function ownerOf(resource: Resource): TransitGateway["account"] {
  if (resource.mode === "managed") return resource.account;
  const owner = resource.attribute("owner_id");
  if (owner instanceof Unknown) return owner;
  const parsed = typeof owner === "string" ? parseAccountId(owner) : undefined;
  return parsed?.ok === true
    ? parsed.value
    : new Unknown(
        "owner_id",
        "only a data source looks at this gateway, which may be another's",
        resource.key,
      );
}

/** How Transit Gateways and their attachments spell a boolean. @param leftOut what AWS takes where nothing is stated */
export function enabled(resource: Resource, name: string, leftOut: boolean): Known<boolean> {
  const value = attributesOf(resource)(name);
  if (value === undefined) return leftOut;
  if (value instanceof Unknown) return value;
  if (value === "enable" || value === "disable") return value === "enable";
  return value instanceof Reference
    ? new Unknown(name, "it is known once that resource exists", resource.key)
    : malformed(value, "enable or disable", resource);
}

/**
 * The table that AWS makes with a gateway, for both uses, unless it is told not to.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
 */
function defaultTable(
  resource: Resource,
  use: "association" | "propagation",
  deployment: Deployment,
): Known<ElementKey | undefined> {
  const setters = deployment.ofType(`aws_ec2_transit_gateway_default_route_table_${use}`);
  for (const each of setters) {
    const gateway = transitGatewayOf(each.attribute("transit_gateway_id"), each);
    if (isKnown(gateway) && gateway !== elementKey(resource.key)) continue;
    const why = `an ${each.type} sets another table, before or after attachments are made`;
    return isKnown(gateway) ? new Unknown("transit_gateway_route_table_id", why, each.key) : gateway;
  }
  const isOn = enabled(resource, `default_route_table_${use}`, true);
  if (isOn !== true) return isOn === false ? undefined : isOn;
  const stated = resource.attribute(`${use}_default_route_table_id`);
  return stated instanceof Reference && !isOneOf(stated, [GATEWAY])
    ? transitRouteTableOf(stated, resource, deployment)
    : elementKey(resource.key, DEFAULT_ROUTE_TABLE);
}

/** @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-share.html */
function sharesOfGateways(deployment: Deployment): Associations<ElementKey> {
  return associationsOf(
    deployment.ofType("aws_ram_resource_association").filter((each) => {
      const arn = each.attribute("resource_arn");
      return arn instanceof Unknown || (arn instanceof Reference && isOneOf(arn, [GATEWAY]));
    }),
    (each) => identified(each.attribute("resource_arn"), [GATEWAY], each, ["arn"]),
    shareIn,
  );
}
