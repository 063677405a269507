import { isAmazonSideAsn, privateAsns } from "../../../../modules/identity";
import type { ResourceKey } from "../../../terraform";
import { isKnown } from "../../known";
import type { CustomerGateway, ElementKey, VpnGateway } from "../../model";
import { elementsOf } from "../attributes";
import { routeTableOf } from "../identities";
import { vpnGatewayOf } from "../vpn";
import { type Built, type Findings, nameOf } from "./findings";

export function refuseVpnGateways(built: Built, findings: Findings): void {
  refuseSeconds(built, findings);
  for (const gateway of built.network.vpnGateways.values()) refuseAsn(gateway, findings);
  for (const gateway of built.network.customerGateways.values()) refuseCustomerAsn(gateway, findings);
  refuseStrangers(built, findings);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVpnGateway.html */
function refuseSeconds({ network }: Built, findings: Findings): void {
  const byVpc = new Map<ElementKey, VpnGateway>();
  for (const gateway of network.vpnGateways.values()) {
    const { vpc } = gateway;
    if (!isKnown(vpc) || vpc === null) continue;
    const first = byVpc.get(vpc);
    byVpc.set(vpc, gateway);
    if (first === undefined) continue;
    // Nothing says which of them AWS gets first.
    for (const [one, other] of [
      [first, gateway],
      [gateway, first],
    ] as const)
      findings.refuse(
        one.key,
        one.at,
        `AWS attaches one VPN gateway to a VPC, and ${nameOf(other.at)} is to be attached to ${nameOf(vpc)}, too; leave one of them out`,
      );
  }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html (AmazonSideAsn) */
function refuseAsn({ key, at, asn }: VpnGateway, findings: Findings): void {
  findings.demand(
    key,
    at,
    asn,
    isAmazonSideAsn,
    (known) => `AWS refuses a VPN gateway the ASN ${known}; state one ${privateAsns}`,
  );
}

/**
 * As bgp_asn_extended where it is above 2147483647.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html
 */
function refuseCustomerAsn({ key, at, asn }: CustomerGateway, findings: Findings): void {
  findings.demand(
    key,
    at,
    asn,
    (known) => known >= 1 && known <= 4294967295,
    (known) => `AWS refuses a customer gateway the ASN ${known}; state one from 1 to 4294967295`,
  );
}

/**
 * A route table has to do with its own VPC's gateway only.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableVgwRoutePropagation.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (Gateway.NotAttached)
 */
function refuseStrangers(built: Built, findings: Findings): void {
  const { vpnGateways, routeTables } = built.network;
  for (const { table, at, gateway } of [...routesIn(built), ...propagationsIn(built)]) {
    const vpc = routeTables.get(table)?.vpc;
    const made = vpnGateways.get(gateway);
    if (vpc === undefined || made === undefined) continue;
    for (const unclear of [vpc, made.vpc]) if (!isKnown(unclear)) findings.doubt(table, unclear);
    if (!isKnown(vpc) || !isKnown(made.vpc) || made.vpc === vpc) continue;
    findings.refuse(
      table,
      at,
      `AWS refuses it ${nameOf(made.at)}, which is not attached to ${nameOf(vpc)}; attach it, or name the VPN gateway of this VPC`,
    );
  }
}

/** What makes a route table use a VPN gateway. */
interface Use {
  readonly table: ElementKey;
  readonly at: ResourceKey;
  readonly gateway: ElementKey;
}

function routesIn({ network }: Built): Use[] {
  return [...network.routeTables.values()].flatMap(({ key, routes }) =>
    routes.items.flatMap(({ at, target, origin }) =>
      target.kind === "vpn-gateway" && origin === "static"
        ? [{ table: key, at, gateway: target.gateway }]
        : [],
    ),
  );
}

function propagationsIn({ deployment, network }: Built): Use[] {
  const ownOnes = deployment.ofType("aws_vpn_gateway_route_propagation").map((resource) => ({
    table: routeTableOf(resource.attribute("route_table_id"), resource, deployment),
    at: resource.key,
    gateway: vpnGatewayOf(resource.attribute("vpn_gateway_id"), resource),
  }));
  const listed = [...network.routeTables.values()].flatMap(({ key, at }) => {
    const resource = deployment.find(at);
    if (resource === undefined) return [];
    const { items } = elementsOf(resource.attribute("propagating_vgws"), resource);
    return items.map((value) => ({ table: key, at, gateway: vpnGatewayOf(value, resource) }));
  });
  return [...ownOnes, ...listed].flatMap(({ table, at, gateway }) =>
    isKnown(table) && isKnown(gateway) ? [{ table, at, gateway }] : [],
  );
}
