import { type Deployment, type Resource, Unknown } from "../../../terraform";
import { isKnown, type Known } from "../../known";
import type { ElementKey, TransitGatewayAttachment } from "../../model";
import { knownBoolean } from "../attributes";
import { attachmentOf, transitRouteTableOf } from "./identities";

/** What a resource says of an attachment and a table. */
export interface Pairing {
  readonly resource: Resource;
  readonly attachment: Known<ElementKey>;
  readonly table: Known<ElementKey>;
}

/** @param gatewayOf the gateway of a table */
export function pairingsOf(
  deployment: Deployment,
  type: string,
  gatewayOf: (table: ElementKey) => Known<ElementKey>,
): readonly Pairing[] {
  return deployment.ofType(type).map((resource) => {
    const table = transitRouteTableOf(
      resource.attribute("transit_gateway_route_table_id"),
      resource,
      deployment,
    );
    const gateway = isKnown(table) ? gatewayOf(table) : table;
    const value = resource.attribute("transit_gateway_attachment_id");
    return { resource, table, attachment: attachmentOf(value, resource, deployment, gateway) };
  });
}

/** Whether an association takes the place of the one that an attachment has already. */
export function replacesExisting({ resource }: Pairing): Known<boolean> {
  return knownBoolean(resource, "replace_existing_association", false);
}

/**
 * The table by which a gateway sends on what comes from an attachment: it has one at most.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/associate-tgw-route-table.html
 * @param byDefault the table that it gets where no association names it
 */
export function associatedTable(
  attachment: Pick<TransitGatewayAttachment, "key" | "gateway">,
  associations: readonly Pairing[],
  byDefault: Known<ElementKey | undefined>,
  gatewayOf: (table: ElementKey) => Known<ElementKey>,
): TransitGatewayAttachment["routeTable"] {
  const own = associations.filter((each) => each.attachment === attachment.key);
  const [first, second] = own;
  if (first !== undefined)
    return second === undefined
      ? first.table
      : new Unknown(
          "transit_gateway_route_table_id",
          "several associations name this attachment, which has one table",
          second.resource.key,
        );
  const stray = associations.find(
    ({ attachment: named, table }) =>
      !isKnown(named) && mayBeOf(attachment.gateway, isKnown(table) ? gatewayOf(table) : table),
  );
  return stray !== undefined && !isKnown(stray.attachment) ? stray.attachment : byDefault;
}

/** Only tables of its own gateway have to do with an attachment. */
export function mayBeOf(gateway: Known<ElementKey>, other: Known<ElementKey>): boolean {
  return !isKnown(gateway) || !isKnown(other) || gateway === other;
}
