import { type Deployment, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known, type Listing } from "../known";
import { type ElementKey, elementKey, type Route } from "../model";
import { asText, elementsOf, identified } from "./attributes";
import type { Belonging } from "./belongings";
import { routeTableOf } from "./identities";
import { doubtful } from "./listings";
import { attributesOf } from "./readers";

/**
 * A gateway endpoint puts a route to its service's prefix list into each of its route tables. AWS keeps these lists:
 * they hold public addresses of the service.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing
 */
export function gatewayEndpointRoutes(deployment: Deployment): Belonging<Listing<Route>>[] {
  return [
    ...deployment.ofType("aws_vpc_endpoint").flatMap((endpoint) => routesOfItsOwn(endpoint, deployment)),
    ...deployment
      .ofType("aws_vpc_endpoint_route_table_association")
      .map((association) => associatedRoute(association, deployment)),
  ];
}

function routesOfItsOwn(endpoint: Resource, deployment: Deployment): Belonging<Listing<Route>>[] {
  const type = asText(attributesOf(endpoint)("vpc_endpoint_type"), endpoint) ?? "Gateway";
  if (isKnown(type) && type !== "Gateway") return [];
  const { items, doubts } = elementsOf(endpoint.attribute("route_table_ids"), endpoint);
  const tables = [...items.map((item) => routeTableOf(item, endpoint, deployment)), ...doubts];
  return tables.map((owner) => ({
    owner,
    resource: endpoint,
    what: isKnown(type)
      ? route(
          elementKey(endpoint.key, isKnown(owner) ? owner : undefined),
          elementKey(endpoint.key),
          endpoint,
        )
      : doubtful([type]),
  }));
}

function associatedRoute(association: Resource, deployment: Deployment): Belonging<Listing<Route>> {
  const endpoint = identified(association.attribute("vpc_endpoint_id"), ["aws_vpc_endpoint"], association, [
    "id",
  ]);
  return {
    owner: routeTableOf(association.attribute("route_table_id"), association, deployment),
    resource: association,
    what: isKnown(endpoint)
      ? route(elementKey(association.key), endpoint, association)
      : doubtful([endpoint]),
  };
}

function route(key: ElementKey, endpoint: ElementKey, at: Resource): Listing<Route> {
  const blocks: Known<never> = new Unknown("prefix_list_id", "AWS keeps this prefix list", at.key);
  return {
    items: [
      {
        key,
        at: at.key,
        destination: { kind: "prefix-list", blocks },
        origin: "static",
        target: { kind: "gateway-endpoint", endpoint },
      },
    ],
    doubts: [],
  };
}
