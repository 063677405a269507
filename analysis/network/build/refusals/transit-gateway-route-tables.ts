import { isKnown } from "../../known";
import type { TransitGatewayRoute, TransitGatewayRouteTable } from "../../model";
import { replacesExisting, type TransitFacts } from "../transit";
import { type Built, type Findings, nameOf } from "./findings";

export function refuseTransitRouteTables(built: Built, facts: TransitFacts, findings: Findings): void {
  refuseAssociations(built, facts, findings);
  refuseStrangers(facts, findings);
  for (const table of built.network.transitGatewayRouteTables.values()) {
    refuseRoutesOfStrangers(table, facts, findings);
    refuseSameRoutes(table, findings);
  }
}

/**
 * An attachment has one table, and takes another only in the place of the one that it has.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/associate-tgw-route-table.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_route_table_association#replace_existing_association
 */
function refuseAssociations({ network }: Built, facts: TransitFacts, findings: Findings): void {
  for (const { key } of network.transitGatewayAttachments.values()) {
    const own = facts.associations.filter(({ attachment }) => attachment === key);
    const [first, second] = own;
    if (first === undefined) continue;
    if (second !== undefined) {
      for (const [one, other] of [
        [first, second],
        [second, first],
      ] as const)
        findings.refuse(
          key,
          one.resource.key,
          `AWS associates an attachment with one route table, and ${nameOf(other.resource.key)} is to associate ${nameOf(key)}, too; leave one of them out`,
        );
      continue;
    }
    const stated = facts.attachments.get(key);
    const before = stated === undefined ? undefined : facts.defaultTable(stated, "association");
    if (before === undefined) continue;
    const replaces = replacesExisting(first);
    if (replaces === true) continue;
    if (!isKnown(replaces)) findings.doubt(key, replaces);
    else if (!isKnown(before)) findings.doubt(key, before);
    else
      findings.refuse(
        key,
        first.resource.key,
        `AWS refuses it, for ${nameOf(key)} is associated with ${nameOf(before)} already, by default; state replace_existing_association = true, or have it not associated by default`,
      );
  }
}

/** What tables have to do with is attached to their own gateway. */
function refuseStrangers(facts: TransitFacts, findings: Findings): void {
  for (const { resource, attachment, table } of [...facts.associations, ...facts.propagations]) {
    if (!isKnown(attachment) || !isKnown(table)) continue;
    const [theirs, own] = [facts.gatewayOfAttachment(attachment), facts.gatewayOfTable(table)];
    if (!isKnown(theirs) || !isKnown(own) || theirs === own) continue;
    findings.refuse(
      attachment,
      resource.key,
      `AWS refuses ${nameOf(table)}, which is of ${nameOf(own)}, for ${nameOf(attachment)}, which is attached to ${nameOf(theirs)}; name a route table of that Transit Gateway`,
    );
  }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRoute.html */
function refuseRoutesOfStrangers(
  { key, gateway, routes }: TransitGatewayRouteTable,
  facts: TransitFacts,
  findings: Findings,
): void {
  for (const { at, origin, target } of routes.items) {
    if (origin !== "static" || target.kind !== "attachment") continue;
    const theirs = facts.gatewayOfAttachment(target.attachment);
    if (!isKnown(theirs) || !isKnown(gateway) || theirs === gateway) continue;
    findings.refuse(
      key,
      at,
      `AWS refuses a route to ${nameOf(target.attachment)}, which is attached to ${nameOf(theirs)} and not to ${nameOf(gateway)}; name an attachment of that one`,
    );
  }
}

/** A table has one static route to a block. */
function refuseSameRoutes({ key, routes }: TransitGatewayRouteTable, findings: Findings): void {
  const byBlock = new Map<string, TransitGatewayRoute>();
  for (const route of routes.items) {
    const { destination, origin, at } = route;
    if (origin !== "static" || !isKnown(destination) || destination.kind !== "block") continue;
    const text = String(destination.block);
    const first = byBlock.get(text);
    byBlock.set(text, route);
    if (first === undefined) continue;
    for (const [one, other] of [
      [first.at, at],
      [at, first.at],
    ] as const)
      findings.refuse(
        key,
        one,
        `AWS takes one static route to ${text} into a table, and ${nameOf(other)} is one, too; leave one of them out`,
      );
  }
}
