import { type Deployment, type Resource, Unknown } from "../../../terraform";
import type { Known } from "../../known";
import { type ElementKey, elementKey, type VpnConnection, type VpnGateway } from "../../model";
import { asNumber, identified, joinListings } from "../attributes";
import { Belongings } from "../belongings";
import { gatewayAttachments, routedGateways, vpcOfGateway } from "../gateways";
import { doubtful } from "../listings";
import { attributesOf } from "../readers";
import { vpnGatewayOf } from "./identities";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html (AmazonSideAsn) */
const DEFAULT_ASN = 64512;

/** @param elsewhere why it may have connections that none of the given stacks makes */
export function vpnGatewaysOf(
  deployment: Deployment,
  connections: readonly Connected[],
  elsewhere: readonly Unknown[],
): readonly VpnGateway[] {
  const attachments = gatewayAttachments(
    deployment,
    "aws_vpn_gateway_attachment",
    "vpn_gateway_id",
    vpnGatewayOf,
  );
  const routed = routedGateways(deployment);
  const connected = connectionsOf(deployment, connections);
  const others = directConnect(deployment);
  return deployment.ofType("aws_vpn_gateway").map((resource) => {
    const key = elementKey(resource.key);
    const [doubt] = [...routed.of(key), ...routed.doubtsAbout(resource)];
    return {
      key,
      at: resource.key,
      vpc: doubt ?? vpcOfGateway(resource, attachments),
      asn: asNumber(attributesOf(resource)("amazon_side_asn"), resource) ?? DEFAULT_ASN,
      connections: joinListings([
        { items: connected.of(key), doubts: connected.doubtsAbout(resource) },
        doubtful([...others.of(key), ...others.doubtsAbout(resource), ...elsewhere]),
      ]),
    };
  });
}

type Connected = Pick<VpnConnection, "key" | "at" | "gateway">;

function connectionsOf(deployment: Deployment, connections: readonly Connected[]): Belongings<ElementKey> {
  return new Belongings(
    connections.flatMap(({ key, at, gateway }) => {
      const resource = deployment.find(at);
      // What belongs to a transit gateway belongs to no VPN gateway, known or not.
      return resource === undefined || hasOtherEnd(resource) ? [] : [{ owner: gateway, resource, what: key }];
    }),
  );
}

function hasOtherEnd(connection: Resource): boolean {
  return attributesOf(connection)("vpn_gateway_id") === undefined;
}

/** What brings a VPN gateway routes of Direct Connect, by the attribute that names the gateway. */
const DIRECT_CONNECT: readonly (readonly [type: string, attribute: string])[] = [
  ["aws_dx_gateway_association", "associated_gateway_id"],
  ["aws_dx_gateway_association_proposal", "associated_gateway_id"],
  ["aws_dx_hosted_private_virtual_interface_accepter", "vpn_gateway_id"],
  ["aws_dx_private_virtual_interface", "vpn_gateway_id"],
];

function directConnect(deployment: Deployment): Belongings<Unknown> {
  return new Belongings(
    DIRECT_CONNECT.flatMap(([type, attribute]) =>
      deployment.ofType(type).flatMap((resource) => {
        const value = attributesOf(resource)(attribute);
        if (value === undefined) return [];
        // A transit gateway may stand there as well.
        const owner: Known<ElementKey> = identified(
          value,
          ["aws_vpn_gateway", "aws_ec2_transit_gateway"],
          resource,
          ["id"],
        );
        const what = new Unknown(attribute, "what Direct Connect brings is not analysed", resource.key);
        return [{ owner, resource, what }];
      }),
    ),
  );
}
