import { type Deployment, Reference, type Resource, type Value } from "../../../terraform";
import { isKnown, type Known } from "../../known";
import { type ElementKey, elementKey } from "../../model";
import { networkAclOf, routeTableOf, securityGroupOf } from "../identities";
import { PEERING_CONNECTION } from "../peering-connections";
import { RESOURCE_GATEWAY } from "../resource-gateways";
import { RESOURCE_CONFIGURATION, shareIn } from "../resource-shares";
import { LISTENER_TYPES, TARGET_GROUP_ATTACHMENT_TYPES } from "../resource-types";
import { vpnGatewayOf } from "../vpn";
import { type Built, type Findings, nameOf } from "./findings";

/** What a resource adds to another, or makes in it, which only the other's owner may do. */
interface Addition {
  readonly type: string;
  /** Names the other. */
  readonly attribute: string;
  /** What is refused, if the resource is: that which it adds to, or itself. */
  readonly refused: (value: Value, resource: Resource, deployment: Deployment) => Known<ElementKey>;
}

const itself: Addition["refused"] = (_, { key }) => elementKey(key);
const other: Addition["refused"] = (value, { key }) =>
  elementKey(value instanceof Reference ? value.resource : key);

const attachedGateway: Addition["refused"] = (_, attachment) =>
  vpnGatewayOf(attachment.attribute("vpn_gateway_id"), attachment);

/**
 * Subnets and what guides their packets belong to the VPC's account, also where the subnets are shared.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-permissions.html
 */
const ADDITIONS: readonly Addition[] = [
  { type: "aws_subnet", attribute: "vpc_id", refused: itself },
  { type: "aws_route_table", attribute: "vpc_id", refused: itself },
  { type: "aws_network_acl", attribute: "vpc_id", refused: itself },
  { type: "aws_internet_gateway", attribute: "vpc_id", refused: itself },
  { type: "aws_route", attribute: "route_table_id", refused: routeTableOf },
  { type: "aws_network_acl_rule", attribute: "network_acl_id", refused: networkAclOf },
  { type: "aws_route_table_association", attribute: "subnet_id", refused: other },
  { type: "aws_network_acl_association", attribute: "subnet_id", refused: other },
  ...[
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_security_group_rule",
  ].map((type) => ({ type, attribute: "security_group_id", refused: securityGroupOf })),
  ...LISTENER_TYPES.map((type) => ({ type, attribute: "load_balancer_arn", refused: itself })),
  ...TARGET_GROUP_ATTACHMENT_TYPES.map((type) => ({ type, attribute: "target_group_arn", refused: other })),
  ...[
    "aws_vpc_endpoint_private_dns",
    "aws_vpc_endpoint_security_group_association",
    "aws_vpc_endpoint_subnet_association",
  ].map((type) => ({ type, attribute: "vpc_endpoint_id", refused: other })),
  { type: "aws_vpc_endpoint_connection_accepter", attribute: "vpc_endpoint_service_id", refused: other },
  {
    type: "aws_vpc_endpoint_service_allowed_principal",
    attribute: "vpc_endpoint_service_id",
    refused: other,
  },
  { type: "aws_vpn_gateway", attribute: "vpc_id", refused: itself },
  { type: "aws_vpn_gateway_attachment", attribute: "vpc_id", refused: attachedGateway },
  { type: "aws_vpn_gateway_attachment", attribute: "vpn_gateway_id", refused: other },
  { type: "aws_vpn_gateway_route_propagation", attribute: "route_table_id", refused: routeTableOf },
  ...["vpn_gateway_id", "customer_gateway_id"].map((attribute) => ({
    type: "aws_vpn_connection",
    attribute,
    refused: itself,
  })),
  { type: "aws_vpn_connection_route", attribute: "vpn_connection_id", refused: other },
  { type: PEERING_CONNECTION, attribute: "vpc_id", refused: itself },
  // https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html#resource-gateway-considerations
  { type: RESOURCE_GATEWAY, attribute: "vpc_id", refused: itself },
  { type: RESOURCE_CONFIGURATION, attribute: "resource_gateway_identifier", refused: itself },
  // https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-prereqs
  { type: "aws_ram_principal_association", attribute: "resource_share_arn", refused: other },
  ...["resource_share_arn", "resource_arn"].map((attribute) => ({
    type: "aws_ram_resource_association",
    attribute,
    refused: (_: Value, resource: Resource) => shareIn(resource),
  })),
];

/** Another account has no such thing, and neither has another Region. */
export function refuseOwners({ deployment, network }: Built, findings: Findings): void {
  for (const { key, at, loadBalancers } of network.endpointServices.values()) {
    const service = deployment.find(at);
    for (const each of loadBalancers.items) {
      const behind = network.loadBalancers.get(each)?.at;
      const loadBalancer = behind === undefined ? undefined : deployment.find(behind);
      if (service !== undefined && loadBalancer !== undefined) compare(service, loadBalancer, key, findings);
    }
  }
  for (const { type, attribute, refused } of ADDITIONS) {
    for (const resource of deployment.ofType(type)) {
      const value = resource.attribute(attribute);
      if (!(value instanceof Reference)) continue;
      const owner = deployment.find(value.resource);
      const key = owner?.mode === "managed" ? refused(value, resource, deployment) : undefined;
      if (owner !== undefined && key !== undefined && isKnown(key)) compare(resource, owner, key, findings);
    }
  }
}

function compare(resource: Resource, owner: Resource, key: ElementKey, findings: Findings): void {
  for (const half of ["account", "region"] as const) compareHalves(resource, owner, half, key, findings);
}

/** Two that nobody knows are mostly one provider's. */
export function compareHalves(
  resource: Resource,
  owner: Resource,
  half: "account" | "region",
  key: ElementKey,
  findings: Findings,
): void {
  const [own, theirs] = [resource[half], owner[half]];
  if (isKnown(own) && isKnown(theirs)) {
    if (own === theirs) return;
    findings.refuse(
      key,
      resource.key,
      `AWS refuses it to the ${half === "account" ? "account" : "Region"} ${own}, for ${nameOf(owner.key)} is of ${theirs}; make both with one provider`,
    );
  } else if (isKnown(own) !== isKnown(theirs)) {
    const why = isKnown(own) ? theirs : own;
    if (!isKnown(why)) findings.doubt(key, why);
  }
}
