import { isTunnelBlock, tunnelBlocks } from "../../../../modules/addressing";
import { formatReference, placeOf, Reference, Unknown } from "../../../terraform";
import { isKnown } from "../../known";
import type { ElementKey, VpnConnection } from "../../model";
import { vpnConnectionOf } from "../vpn";
import { type Built, type Findings, nameOf } from "./findings";

export function refuseVpnConnections(built: Built, findings: Findings): void {
  const byGateway = new Map<ElementKey, VpnConnection[]>();
  for (const connection of built.network.vpnConnections.values()) {
    refuseInsideBlocks(connection, findings);
    const { gateway } = connection;
    if (isKnown(gateway)) byGateway.set(gateway, [...(byGateway.get(gateway) ?? []), connection]);
  }
  for (const connections of byGateway.values())
    connections.forEach((one, index) => {
      for (const other of connections.slice(index + 1)) {
        refuseSharedBlocks(one, other, findings);
        refuseSharedDevice(one, other, built, findings);
      }
    });
  refuseRoutes(built, findings);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnTunnelOptionsSpecification.html (TunnelInsideCidr) */
function refuseInsideBlocks({ key, at, insideBlocks }: VpnConnection, findings: Findings): void {
  const [one, other] = insideBlocks;
  for (const inside of insideBlocks)
    findings.demand(
      key,
      at,
      inside,
      (block) => block === undefined || isTunnelBlock(block),
      (block) => `AWS refuses ${String(block)} inside a tunnel; state ${tunnelBlocks}`,
    );
  if (isKnown(one) && one !== undefined && isKnown(other) && String(one) === String(other))
    findings.refuse(
      key,
      at,
      `AWS refuses one block inside both tunnels, and ${one.toString()} is so; state two`,
    );
}

/** The blocks inside the tunnels are unique at a VPN gateway. */
function refuseSharedBlocks(one: VpnConnection, other: VpnConnection, findings: Findings): void {
  for (const own of one.insideBlocks)
    for (const theirs of other.insideBlocks) {
      if (own === undefined || theirs === undefined || !isKnown(own) || !isKnown(theirs)) continue;
      if (String(own) !== String(theirs)) continue;
      refuseBoth(
        one,
        other,
        findings,
        (each) =>
          `AWS refuses ${own.toString()} inside tunnels of two connections of one VPN gateway, and ${nameOf(each.at)} has it, too; state another`,
      );
    }
}

/**
 * Asked twice for the same two gateways, AWS gives the connection that it made first.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidCustomerGateway.DuplicateIpAddress)
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html (idempotent)
 */
function refuseSharedDevice(
  one: VpnConnection,
  other: VpnConnection,
  built: Built,
  findings: Findings,
): void {
  const [address, others] = [addressOf(one, built), addressOf(other, built)];
  if (address === undefined || address.identity !== others?.identity) return;
  if (one.customerGateway === other.customerGateway) {
    for (const each of [one, other])
      findings.doubt(
        each.key,
        new Unknown(address.name, "of two connections between the same two gateways AWS makes one", each.at),
      );
    return;
  }
  refuseBoth(
    one,
    other,
    findings,
    (each) =>
      `AWS refuses two connections of one VPN gateway to the device at ${address.name}, and ${nameOf(each.at)} is one, too; leave one of them out`,
  );
}

/** The address of a device: equal identities are one address, and sentences have the name. */
interface DeviceAddress {
  readonly identity: string;
  readonly name: string;
}

/** Stacks have resources of one name each for itself, so that the stack belongs to both. */
function addressOf(
  { customerGateway }: VpnConnection,
  { deployment, network }: Built,
): DeviceAddress | undefined {
  const at = isKnown(customerGateway) ? network.customerGateways.get(customerGateway)?.at : undefined;
  const address = at === undefined ? undefined : deployment.find(at)?.attribute("ip_address");
  if (typeof address === "string") return { identity: address, name: address };
  if (!(address instanceof Reference)) return undefined;
  const { stack } = placeOf(address.resource);
  return {
    identity: `${address.resource}.${address.attribute}`,
    name: `${formatReference(address)} of ${stack}`,
  };
}

/** Nothing says which of them AWS gets first. */
function refuseBoth(
  one: VpnConnection,
  other: VpnConnection,
  findings: Findings,
  sentence: (other: VpnConnection) => string,
): void {
  findings.refuse(one.key, one.at, sentence(other));
  findings.refuse(other.key, other.at, sentence(one));
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidVpnConnection.InvalidType) */
function refuseRoutes({ deployment, network }: Built, findings: Findings): void {
  for (const resource of deployment.ofType("aws_vpn_connection_route")) {
    const key = vpnConnectionOf(resource.attribute("vpn_connection_id"), resource);
    const connection = isKnown(key) ? network.vpnConnections.get(key) : undefined;
    if (connection === undefined) continue;
    findings.demand(
      connection.key,
      resource.key,
      connection.routing,
      (routing) => routing === "static",
      () =>
        `AWS refuses a static route to ${nameOf(connection.at)}, whose routes BGP brings; state static_routes_only there, or leave the route out`,
    );
  }
}
