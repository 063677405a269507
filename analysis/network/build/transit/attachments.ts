import { type Deployment, type Resource, Unknown } from "../../../terraform";
import type { Known } from "../../known";
import { type Attached, type ElementKey, elementKey, type TransitGatewayAttachment } from "../../model";
import { asBoolean, elementsOf, mapListing } from "../attributes";
import { subnetOf, vpcOf } from "../identities";
import { attributesOf } from "../readers";
import { enabled } from "./gateways";
import {
  ATTACHMENT,
  CONNECT_ATTACHMENT,
  DIRECT_CONNECT_ASSOCIATION,
  endsOf,
  GATEWAY,
  PEER,
  PEERING_ATTACHMENT,
  transitGatewayOf,
  VPC_ATTACHMENT,
  VPN_CONNECTION,
} from "./identities";
import { identified } from "../attributes";

/** An attachment before it is known who accepts it and which tables have to do with it. */
export interface StatedAttachment extends Pick<
  TransitGatewayAttachment,
  "key" | "at" | "gateway" | "attached"
> {
  readonly resource: Resource;
  /** Whether it wants the gateway's default tables. */
  readonly wants: { readonly association: Known<boolean>; readonly propagation: Known<boolean> };
}

/** @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-attachments-overview */
export function statedAttachmentsOf(deployment: Deployment): readonly StatedAttachment[] {
  return [
    ...deployment.ofType(VPC_ATTACHMENT).map((each) => vpcAttachment(each)),
    ...deployment.ofType(PEERING_ATTACHMENT).flatMap((each) => peeringAttachments(each)),
    ...deployment.ofType(VPN_CONNECTION).flatMap((each) => vpnAttachment(each)),
    ...deployment.ofType(CONNECT_ATTACHMENT).map((each) => connectAttachment(each)),
    ...deployment.ofType(DIRECT_CONNECT_ASSOCIATION).flatMap((each) => directConnectAttachment(each)),
  ];
}

const ALWAYS = { association: true, propagation: true };

function wanted(resource: Resource): StatedAttachment["wants"] {
  const flag = (use: string): Known<boolean> =>
    asBoolean(resource.attribute(`transit_gateway_default_route_table_${use}`), true, resource);
  return { association: flag("association"), propagation: flag("propagation") };
}

function vpcAttachment(resource: Resource): StatedAttachment {
  const vpc = vpcOf(resource.attribute("vpc_id"), resource);
  return {
    key: elementKey(resource.key),
    at: resource.key,
    resource,
    gateway: transitGatewayOf(resource.attribute("transit_gateway_id"), resource),
    attached:
      vpc instanceof Unknown
        ? vpc
        : {
            kind: "vpc",
            vpc,
            subnets: mapListing(elementsOf(resource.attribute("subnet_ids"), resource), (each) =>
              subnetOf(each, resource),
            ),
            applianceMode: enabled(resource, "appliance_mode_support", false),
            // Unlike a gateway, an attachment has it where nothing is stated:
            // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html
            securityGroupReferencing: enabled(resource, "security_group_referencing_support", true),
          },
    wants: wanted(resource),
  };
}

/** @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html */
function peeringAttachments(resource: Resource): StatedAttachment[] {
  const { requester, accepter } = endsOf(resource);
  const [own, other] = [elementKey(resource.key), elementKey(resource.key, PEER)];
  const end = (key: ElementKey, gateway: Known<ElementKey>, opposite: ElementKey): StatedAttachment => ({
    key,
    at: resource.key,
    resource,
    gateway,
    attached: { kind: "peering", other: opposite },
    // Routes to peers are static.
    wants: { association: true, propagation: false },
  });
  return [end(own, requester, other), end(other, accepter, own)];
}

function vpnAttachment(resource: Resource): StatedAttachment[] {
  const gateway = attributesOf(resource)("transit_gateway_id");
  if (gateway === undefined) return [];
  return [
    {
      key: elementKey(resource.key, ATTACHMENT),
      at: resource.key,
      resource,
      gateway: transitGatewayOf(gateway, resource),
      attached: { kind: "vpn", connection: elementKey(resource.key) },
      wants: ALWAYS,
    },
  ];
}

function connectAttachment(resource: Resource): StatedAttachment {
  return {
    key: elementKey(resource.key),
    at: resource.key,
    resource,
    gateway: transitGatewayOf(resource.attribute("transit_gateway_id"), resource),
    attached: notAnalysed("Connect attachments", resource),
    wants: wanted(resource),
  };
}

/** A Direct Connect gateway may be associated with a VPN gateway as well. */
function directConnectAttachment(resource: Resource): StatedAttachment[] {
  const gateway = identified(
    attributesOf(resource)("associated_gateway_id"),
    [GATEWAY, "aws_vpn_gateway"],
    resource,
    ["id"],
  );
  if (
    !(gateway instanceof Unknown) &&
    transitGatewayOf(resource.attribute("associated_gateway_id"), resource) !== gateway
  )
    return [];
  return [
    {
      key: elementKey(resource.key, ATTACHMENT),
      at: resource.key,
      resource,
      gateway,
      attached: notAnalysed("attachments of Direct Connect gateways", resource),
      wants: ALWAYS,
    },
  ];
}

function notAnalysed(what: string, { key, type }: Resource): Known<Attached> {
  return new Unknown(type, `${what} are not analysed`, key);
}
