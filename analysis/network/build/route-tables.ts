import { IntervalSet, type Ipv4Block } from "../../../modules/addressing";
import { type Deployment, Reference, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known, type Listing } from "../known";
import { type ElementKey, elementKey, type Route, type RouteTable } from "../model";
import { blocksOf, isOneOf, joinListings } from "./attributes";
import { type Belonging, Belongings } from "./belongings";
import { type Additions, contentsOf } from "./contents";
import { gatewayEndpointRoutes } from "./gateway-endpoint-routes";
import { managedBy, ROUTE_TABLE, routeTableOf } from "./identities";
import { distinct, doubtful, NOTHING } from "./listings";
import { type Origin, originsOf } from "./origins";
import { prefixListsOf } from "./prefix-lists";
import { listedPropagations, propagatedBefore, type Propagating, propagations } from "./propagated-routes";
import { attributesOf, fieldsOf } from "./readers";
import { type RouteContext, routeOf } from "./routes";

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html */
export function routeTablesOf(
  deployment: Deployment,
  { endpoints, ...propagating }: Propagating & Pick<RouteContext, "endpoints">,
): ReadonlyMap<ElementKey, RouteTable> {
  const context = { deployment, prefixLists: prefixListsOf(deployment), endpoints };
  const standalone = standaloneRoutes(context);
  const ofEndpoints = new Belongings(gatewayEndpointRoutes(deployment));
  const learning = new Belongings(propagations(deployment, propagating));
  const others = propagatedBefore(deployment);
  return new Map(
    originsOf(deployment, ROUTE_TABLE).map((origin) => {
      const { key, at, vpc, statedBy, owner } = origin;
      const learned = [
        ...learning.of(key),
        ...(statedBy === undefined ? [] : [listedPropagations(statedBy, propagating, others.of(key))]),
      ];
      const routes = joinListings([
        contentsOf(origin, "route", inlineRoutes(origin, context), standalone),
        ...ofEndpoints.of(key),
        doubtful(ofEndpoints.doubtsAbout(owner)),
        ...learned.map((each) => each.routes),
        doubtful(learning.doubtsAbout(owner)),
      ]);
      const propagatingGateways = distinct(
        joinListings([...learned.map(({ gateways }) => gateways), doubtful(learning.doubtsAbout(owner))]),
      );
      return [key, { key, at, vpc, routes, propagatingGateways }];
    }),
  );
}

/** The routes that are written in the table. */
function inlineRoutes({ statedBy }: Origin, context: RouteContext): Listing<Route> {
  if (statedBy === undefined) return NOTHING;
  const { items, doubts } = blocksOf(statedBy.attribute("route"), statedBy);
  return joinListings([
    ...items.map((block, index) =>
      routeOf(elementKey(statedBy.key, `route[${index}]`), fieldsOf(block), statedBy, context),
    ),
    doubtful(doubts),
  ]);
}

/** The routes that are resources of their own, by their table. */
function standaloneRoutes(context: RouteContext): Additions<Route> {
  const before = context.deployment.former("aws_route").map((resource) => standaloneRoute(resource, context));
  return { now: routesNow(context), before: new Belongings(before), isSame: isSameRoute, maybe: maybeRoute };
}

function standaloneRoute(resource: Resource, context: RouteContext): Belonging<Listing<Route>> {
  return {
    owner: routeTableOf(resource.attribute("route_table_id"), resource, context.deployment),
    resource,
    what: routeOf(elementKey(resource.key), attributesOf(resource), resource, context),
  };
}

/** A table has one route to each destination. */
function isSameRoute({ destination: one }: Route, { destination: other }: Route): boolean {
  if (!isKnown(one) || !isKnown(other)) return false;
  if (one.kind === "block") return other.kind === "block" && one.block.equals(other.block);
  return other.kind === "prefix-list" && isSameList(one.blocks, other.blocks);
}

/** Without it, a route to a larger block takes its packets, or none. */
function maybeRoute(route: Route, why: Unknown): Route {
  return { ...route, target: { kind: "unknown", why } };
}

/** One that AWS keeps is called by its ID. */
function isSameList(one: Known<readonly Ipv4Block[]>, other: Known<readonly Ipv4Block[]>): boolean {
  return isKnown(one) && isKnown(other)
    ? IntervalSet.ofAll(one).equals(IntervalSet.ofAll(other))
    : !isKnown(one) && !isKnown(other) && one.expression === other.expression;
}

function routesNow(context: RouteContext): Belongings<Listing<Route>> {
  const { deployment } = context;
  const takenOver = new Set(
    deployment.ofType(ROUTE_TABLE.manager.type).map((manager) => managedBy(ROUTE_TABLE, manager, deployment)),
  );
  return new Belongings(
    deployment.ofType("aws_route").map((resource) => {
      const owner = routeTableOf(resource.attribute("route_table_id"), resource, deployment);
      const route = routeOf(elementKey(resource.key), attributesOf(resource), resource, context);
      const isThere = resource.observes("route_table_id") !== undefined;
      const mayBeEmptied = isKnown(owner) && takenOver.has(owner) && !isThere && !isAfterTakeover(resource);
      return { owner, resource, what: mayBeEmptied ? joinListings([route, emptied(resource)]) : route };
    }),
  );
}

/** Whether Terraform makes the route after a resource has taken the table over, which it refers to. */
function isAfterTakeover(route: Resource): boolean {
  const table = route.attribute("route_table_id");
  return table instanceof Reference && isOneOf(table, [ROUTE_TABLE.manager.type]);
}

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_route_table */
function emptied(route: Resource): Listing<never> {
  const why = `an ${ROUTE_TABLE.manager.type} takes all routes away, before or after this one is made`;
  return doubtful([new Unknown("route_table_id", why, route.key)]);
}
