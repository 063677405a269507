import { type Deployment, Unknown } from "../../../terraform";
import { isKnown, type Listing } from "../../known";
import { elementKey, type TransitGatewayRoute, type TransitGatewayRouteTable } from "../../model";
import type { Belongings } from "../belongings";
import type { StatedGateway } from "./gateways";
import { DEFAULT_ROUTE_TABLE, ROUTE_TABLE, transitGatewayOf } from "./identities";
import { propagatedRoutes, type Propagating, type Propagation } from "./propagations";

/** A table before it is known what it holds. */
export type StatedTable = Omit<TransitGatewayRouteTable, "routes">;

/** Those of their own, and the one that AWS makes with a gateway unless both its uses are off. */
export function statedTablesOf(
  deployment: Deployment,
  gateways: readonly StatedGateway[],
): readonly StatedTable[] {
  const defaults = gateways.flatMap(({ key: gateway, at, associationTable, propagationTable }) => {
    const key = elementKey(at, DEFAULT_ROUTE_TABLE);
    const mayBe = [associationTable, propagationTable].some((each) => !isKnown(each) || each === key);
    return mayBe ? [{ key, at, gateway }] : [];
  });
  const own = deployment.ofType(ROUTE_TABLE).map((resource) => ({
    key: elementKey(resource.key),
    at: resource.key,
    gateway: transitGatewayOf(resource.attribute("transit_gateway_id"), resource),
  }));
  return [...own, ...defaults];
}

/** What tables may hold. */
export interface Contents {
  readonly stated: Belongings<TransitGatewayRoute>;
  readonly propagationsTo: (table: StatedTable) => readonly Propagation[];
  readonly propagating: Propagating;
}

export function withRoutes(
  table: StatedTable,
  { stated, propagationsTo, propagating }: Contents,
): TransitGatewayRouteTable {
  const resource = propagating.deployment.find(table.at);
  const routes: Listing<TransitGatewayRoute> = {
    items: [...stated.of(table.key), ...propagatedRoutes(propagationsTo(table), propagating)],
    doubts: [
      ...(resource === undefined ? [] : stated.doubtsAbout(resource)),
      ...(resource?.mode === "data" ? [heldBefore(table)] : []),
    ],
  };
  return { ...table, routes };
}

function heldBefore({ at }: StatedTable): Unknown {
  return new Unknown("its routes", "it was there before Terraform, and which routes it has is not told", at);
}
