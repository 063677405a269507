import type { Ipv4Block } from "../../../modules/addressing";
import { type Deployment, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known, type Listing } from "../known";
import { type ElementKey, elementKey, type Route, type VpnConnection, type VpnGateway } from "../model";
import { elementsOf, joinListings } from "./attributes";
import { type Belonging, Belongings } from "./belongings";
import { unstated } from "./contents";
import { routeTableOf } from "./identities";
import { doubtful, listed } from "./listings";
import { vpnGatewayOf } from "./vpn";

/** What VPN gateways propagate. */
export interface Propagating {
  readonly vpnGateways: ReadonlyMap<ElementKey, VpnGateway>;
  readonly vpnConnections: ReadonlyMap<ElementKey, VpnConnection>;
}

/** The gateways that propagate to a table, and the routes that it learns of them. */
export interface Learned {
  readonly gateways: Listing<ElementKey>;
  readonly routes: Listing<Route>;
}

const PROPAGATION = "aws_vpn_gateway_route_propagation";

/**
 * A route table learns the routes of the VPN gateways that propagate to it.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html#EnableDisableRouteProp
 */
export function propagations(deployment: Deployment, propagating: Propagating): Belonging<Learned>[] {
  return deployment.ofType(PROPAGATION).map((resource) => ({
    ...gatewayFor(resource, deployment),
    what: learned([vpnGatewayOf(resource.attribute("vpn_gateway_id"), resource)], resource, propagating),
  }));
}

/** The gateways of such resources, now and before plans take them away: the tables that they propagate to list them, too. */
export function propagatedBefore(deployment: Deployment): Belongings<Known<ElementKey>> {
  return new Belongings(
    [...deployment.ofType(PROPAGATION), ...deployment.former(PROPAGATION)].map((resource) =>
      gatewayFor(resource, deployment),
    ),
  );
}

function gatewayFor(resource: Resource, deployment: Deployment): Belonging<Known<ElementKey>> {
  return {
    owner: routeTableOf(resource.attribute("route_table_id"), resource, deployment),
    resource,
    what: vpnGatewayOf(resource.attribute("vpn_gateway_id"), resource),
  };
}

/** Those that the table lists itself. @param others tell of themselves, where AWS lists them in the table */
export function listedPropagations(
  table: Resource,
  propagating: Propagating,
  others: readonly Known<ElementKey>[],
): Learned {
  const attribute = "propagating_vgws";
  const { items, doubts } = elementsOf(table.attribute(attribute), table);
  const gateways = items.map((each) => vpnGatewayOf(each, table));
  const observation = table.observes(attribute);
  if (observation === undefined) return learned([...gateways, ...doubts], table, propagating);
  const own = gateways.filter((each) => !others.includes(each));
  const rest = learned([...own, ...doubts], table, propagating);
  return observation === "last seen" && others.length > 0 && own.length > 0
    ? maybeLearned(rest, unstated(attribute, table))
    : rest;
}

function maybeLearned({ gateways, routes }: Learned, why: Unknown): Learned {
  return {
    gateways: doubtful([...gateways.doubts, why]),
    routes: { ...routes, items: routes.items.map((each) => ({ ...each, target: { kind: "unknown", why } })) },
  };
}

function learned(
  gateways: readonly Known<ElementKey>[],
  { key: at }: Resource,
  propagating: Propagating,
): Learned {
  return {
    gateways: joinListings(gateways.map((gateway) => listed(gateway))),
    routes: joinListings(
      gateways.map((gateway) =>
        isKnown(gateway)
          ? learnedFrom(gateway, at, propagating)
          : { items: [mystery(at, gateway)], doubts: [] },
      ),
    ),
  };
}

/** A gateway propagates each block once, over however many connections it comes. */
function learnedFrom(
  gateway: ElementKey,
  at: Resource["key"],
  { vpnGateways, vpnConnections }: Propagating,
): Listing<Route> {
  const made = vpnGateways.get(gateway);
  if (made === undefined)
    return {
      items: [mystery(at, new Unknown(gateway, "none of the given stacks makes it", at))],
      doubts: [],
    };
  const { items, doubts } = joinListings<Ipv4Block>([
    ...made.connections.items.map((each) => vpnConnections.get(each)?.prefixes ?? doubtful([])),
    doubtful(made.connections.doubts),
  ]);
  const blocks = new Map(items.map((block) => [String(block), block]));
  return {
    items: [
      ...[...blocks].map(([text, block]): Route => ({
        key: elementKey(at, `propagated/${gateway}/${text}`),
        at,
        destination: { kind: "block", block },
        origin: "propagated",
        target: { kind: "vpn-gateway", gateway },
      })),
      ...doubts.slice(0, 1).map((why) => mystery(at, why)),
    ],
    doubts: [],
  };
}

/** One that stands for all that are not known. */
function mystery(at: Resource["key"], why: Unknown): Route {
  return {
    key: elementKey(at, "propagated"),
    at,
    destination: why,
    origin: "propagated",
    target: { kind: "unknown", why },
  };
}
