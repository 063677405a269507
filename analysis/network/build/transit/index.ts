import type { Deployment } from "../../../terraform";
import type {
  Network,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRouteTable,
} from "../../model";
import { prefixListsOf } from "../prefix-lists";
import { associatedTable } from "./associations";
import { TransitFacts } from "./facts";
import { withRoutes } from "./route-tables";
import { staticRoutes } from "./routes";

export { replacesExisting } from "./associations";
export { TransitFacts } from "./facts";
export { transitGatewayAsns } from "./gateways";
export { PEER, PEERING_ACCEPTER, transitGatewayOf } from "./identities";

interface Transit {
  readonly transitGateways: readonly TransitGateway[];
  readonly transitGatewayAttachments: readonly TransitGatewayAttachment[];
  readonly transitGatewayRouteTables: readonly TransitGatewayRouteTable[];
}

/** Transit Gateways, with the routes that their tables learn. */
export function transitOf(
  deployment: Deployment,
  networks: Pick<Network, "vpcs" | "vpnConnections">,
): Transit {
  const facts = new TransitFacts(deployment);
  const propagating = { deployment, attachments: facts.attachments, ...networks };
  const stated = staticRoutes(deployment, prefixListsOf(deployment), (table) => facts.gatewayOfTable(table));
  return {
    transitGateways: [...facts.gateways.values()].map(({ made }) => made),
    transitGatewayAttachments: [...facts.attachments.values()].map((attachment) => ({
      key: attachment.key,
      at: attachment.at,
      gateway: attachment.gateway,
      attached: attachment.attached,
      isAccepted: facts.acceptance.isAccepted(attachment),
      routeTable: associatedTable(
        attachment,
        facts.associations,
        facts.defaultTable(attachment, "association"),
        (table) => facts.gatewayOfTable(table),
      ),
    })),
    transitGatewayRouteTables: [...facts.tables.values()].map((table) =>
      withRoutes(table, {
        stated,
        propagationsTo: (each) => facts.propagationsTo(each),
        propagating,
      }),
    ),
  };
}
