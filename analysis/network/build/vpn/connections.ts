import { type Ipv4Block, parseBlock, valueOf } from "../../../../modules/addressing";
import { type Deployment, formatReference, Reference, type Resource, Unknown } from "../../../terraform";
import type { Known, Listing } from "../../known";
import { type ElementKey, elementKey, type VpnConnection } from "../../model";
import { type Associations, associationsOf } from "../associations";
import { asBlock, asText, identified, knownBoolean } from "../attributes";
import { attributesOf } from "../readers";
import { transitGatewayOf } from "../transit";
import { vpnConnectionOf, vpnGatewayOf } from "./identities";
import { tunnelOptionsOf } from "./tunnel-options";

/** A connection before it is known what the other side announces. */
export type StatedConnection = Omit<VpnConnection, "prefixes"> & {
  readonly staticPrefixes: Listing<Ipv4Block>;
};

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html */
export function statedConnectionsOf(deployment: Deployment): readonly StatedConnection[] {
  const routes = associationsOf(
    deployment.ofType("aws_vpn_connection_route"),
    (each) => vpnConnectionOf(each.attribute("vpn_connection_id"), each),
    (each) => asBlock(each.attribute("destination_cidr_block"), each),
  );
  return deployment.ofType("aws_vpn_connection").map((resource) => statedConnection(resource, routes));
}

function statedConnection(resource: Resource, routes: Associations<Ipv4Block>): StatedConnection {
  return {
    key: elementKey(resource.key),
    at: resource.key,
    gateway: gatewayOf(resource),
    customerGateway: identified(
      resource.attribute("customer_gateway_id"),
      ["aws_customer_gateway"],
      resource,
      ["id"],
    ),
    routing: routingOf(resource),
    staticPrefixes: routes.of(resource),
    localBlock: selectedBlock("local_ipv4_network_cidr", resource),
    remoteBlock: selectedBlock("remote_ipv4_network_cidr", resource),
    insideBlocks: [
      insideBlock("tunnel1_inside_cidr", resource),
      insideBlock("tunnel2_inside_cidr", resource),
    ],
    tunnelOptions: [tunnelOptionsOf(resource, 1), tunnelOptionsOf(resource, 2)],
    presharedKeyStorage: keyStorageOf(resource),
  };
}

function gatewayOf(resource: Resource): Known<ElementKey> {
  const read = attributesOf(resource);
  const gateway = read("vpn_gateway_id");
  const transitGateway = read("transit_gateway_id");
  const other = transitGateway ?? read("vpn_concentrator_id");
  if (gateway !== undefined && other !== undefined)
    return new Unknown(
      "vpn_gateway_id",
      "a VPN connection has one gateway, and two are stated",
      resource.key,
    );
  if (gateway !== undefined) return vpnGatewayOf(gateway, resource);
  if (transitGateway !== undefined) return transitGatewayOf(transitGateway, resource);
  const written = other instanceof Reference ? formatReference(other) : "vpn_gateway_id";
  return new Unknown(
    written,
    "only VPN connections of VPN gateways and Transit Gateways are analysed",
    resource.key,
  );
}

function routingOf(resource: Resource): VpnConnection["routing"] {
  const isStatic = knownBoolean(resource, "static_routes_only", false);
  if (isStatic instanceof Unknown) return isStatic;
  return isStatic ? "static" : "bgp";
}

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security-storage.html */
function keyStorageOf(resource: Resource): VpnConnection["presharedKeyStorage"] {
  const stated = asText(attributesOf(resource)("preshared_key_storage"), resource) ?? "Standard";
  if (stated instanceof Unknown || stated === "Standard" || stated === "SecretsManager") return stated;
  return new Unknown(stated, "this is no storage of pre-shared keys", resource.key);
}

const EVERY_BLOCK = valueOf(parseBlock("0.0.0.0/0"));

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html (local and remote IPv4 network CIDR) */
function selectedBlock(attribute: string, resource: Resource): Known<Ipv4Block> {
  const stated = attributesOf(resource)(attribute);
  return stated === undefined ? EVERY_BLOCK : asBlock(stated, resource);
}

function insideBlock(attribute: string, resource: Resource): Known<Ipv4Block | undefined> {
  const stated = attributesOf(resource)(attribute);
  return stated === undefined ? undefined : asBlock(stated, resource);
}
