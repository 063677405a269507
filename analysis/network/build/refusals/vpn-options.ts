import type { Resource } from "../../../terraform";
import { isKnown } from "../../known";
import type { VpnConnection } from "../../model";
import { asBoolean, asText } from "../attributes";
import { attributesOf } from "../readers";
import type { Built, Findings } from "./findings";

/** What transit gateways take, and VPN gateways do not. */
export function refuseVpnOptions({ deployment, network }: Built, findings: Findings): void {
  for (const connection of network.vpnConnections.values()) {
    const resource = deployment.find(connection.at);
    if (resource !== undefined && isKnown(connection.gateway)) refuseOptions(connection, resource, findings);
  }
}

/**
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html (IPv6)
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/accelerated-vpn.html
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/private-ip-dx.html
 */
function refuseOptions({ key, at }: VpnConnection, resource: Resource, findings: Findings): void {
  const read = attributesOf(resource);
  findings.demand(
    key,
    at,
    asText(read("tunnel_inside_ip_version"), resource) ?? "ipv4",
    (version) => version === "ipv4",
    (version) => `AWS refuses ${version} inside the tunnels of a VPN gateway; state ipv4, or leave it out`,
  );
  findings.demand(
    key,
    at,
    asBoolean(read("enable_acceleration"), false, resource),
    (isAccelerated) => !isAccelerated,
    () =>
      "AWS refuses to accelerate connections of a VPN gateway; leave enable_acceleration out, or use a transit gateway",
  );
  findings.demand(
    key,
    at,
    asText(read("outside_ip_address_type"), resource) ?? "PublicIpv4",
    (type) => type === "PublicIpv4",
    (type) =>
      `AWS refuses outside addresses of the type ${type} to a VPN gateway; state PublicIpv4, or leave it out`,
  );
}
