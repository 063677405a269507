import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Listing } from "../known";
import { elementsOf } from "./attributes";
import type { Belonging } from "./belongings";
import { routeTableOf } from "./identities";
import { doubtful } from "./listings";

/**
 * A route table learns the routes of the VPN gateways that propagate to it, which BGP brings when it runs.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html#EnableDisableRouteProp
 */
export function propagations(deployment: Deployment): Belonging<Listing<never>>[] {
  return deployment.ofType("aws_vpn_gateway_route_propagation").map((resource) => ({
    owner: routeTableOf(resource.attribute("route_table_id"), resource, deployment),
    resource,
    what: doubtful([learned(resource)]),
  }));
}

/** Those that the table lists itself. */
export function listedPropagations(table: Resource): Listing<never> {
  const { items, doubts } = elementsOf(table.attribute("propagating_vgws"), table);
  return doubtful([...items.map(() => learned(table)), ...doubts]);
}

function learned(resource: Resource): Unknown {
  return new Unknown(
    "propagating_vgws",
    "a VPN gateway propagates routes that it learns later",
    resource.key,
  );
}
