import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Listing } from "../known";
import { elementKey, type Route } from "../model";
import { elementsOf } from "./attributes";
import type { Belonging } from "./belongings";
import { routeTableOf } from "./identities";

/**
 * A route table learns the routes of the VPN gateways that propagate to it, which BGP brings when it runs.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html#EnableDisableRouteProp
 */
export function propagations(deployment: Deployment): Belonging<Listing<Route>>[] {
  return deployment.ofType("aws_vpn_gateway_route_propagation").map((resource) => ({
    owner: routeTableOf(resource.attribute("route_table_id"), resource, deployment),
    resource,
    what: { items: [learned(resource, learnedLater(resource))], doubts: [] },
  }));
}

/** Those that the table lists itself. */
export function listedPropagations(table: Resource): Listing<Route> {
  const { items, doubts } = elementsOf(table.attribute("propagating_vgws"), table);
  const why = items.length > 0 ? learnedLater(table) : doubts[0];
  return { items: why === undefined ? [] : [learned(table, why)], doubts: [] };
}

function learnedLater({ key }: Resource): Unknown {
  return new Unknown("propagating_vgws", "a VPN gateway propagates routes that it learns later", key);
}

/** One that stands for all of them. */
function learned(resource: Resource, why: Unknown): Route {
  return {
    key: elementKey(resource.key, "propagated"),
    at: resource.key,
    destination: why,
    origin: "propagated",
    target: { kind: "unknown", why },
  };
}
