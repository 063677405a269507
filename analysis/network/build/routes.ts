import {
  type Deployment,
  formatReference,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import { isKnown, type Known, type Listing } from "../known";
import type { ElementKey, Route, RouteDestination, RouteTarget, VpcEndpoint } from "../model";
import { asBlock, identified, typeOf } from "./attributes";
import { routedInterface } from "./interface-identity";
import { NOTHING } from "./listings";
import { peeringConnectionOf } from "./peering-connections";
import { addressesOfServices, blocksOfList, type PrefixLists } from "./prefix-lists";
import type { Read } from "./readers";
import { transitGatewayOf } from "./transit";

/** What the routes of a deployment refer to. */
export interface RouteContext {
  readonly deployment: Deployment;
  readonly prefixLists: PrefixLists;
  readonly endpoints: ReadonlyMap<ElementKey, VpcEndpoint>;
}

/** A resource calls its destination otherwise than a route that is written in a table. */
const BLOCKS = ["destination_cidr_block", "cidr_block"];
const PREFIX_LISTS = ["destination_prefix_list_id"];
const IPV6_BLOCKS = ["destination_ipv6_cidr_block", "ipv6_cidr_block"];

const EGRESS_ONLY = "egress_only_gateway_id";

const NOT_ANALYSED: Readonly<Record<string, string>> = {
  vpc_endpoint_id: "Gateway Load Balancer endpoints",
  carrier_gateway_id: "carrier gateways",
  local_gateway_id: "local gateways",
  core_network_arn: "core networks",
  odb_network_arn: "Oracle Database networks",
};
const TARGETS = [
  "gateway_id",
  "nat_gateway_id",
  "network_interface_id",
  "transit_gateway_id",
  "vpc_peering_connection_id",
  EGRESS_ONLY,
  ...Object.keys(NOT_ANALYSED),
];

/**
 * The static route that attributes or a block state; nothing where it is for IPv6.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html
 */
export function routeOf(
  key: ElementKey,
  read: Read,
  resource: Resource,
  context: RouteContext,
): Listing<Route> {
  const named = onlyOf([...BLOCKS, ...PREFIX_LISTS, ...IPV6_BLOCKS], read);
  if (named !== undefined && IPV6_BLOCKS.includes(named.name)) return NOTHING;
  const destination =
    named === undefined
      ? unclear([...BLOCKS, ...PREFIX_LISTS], read, "destination", resource)
      : destinationOf(named, resource, context);
  const target = targetOf(read, resource, context);
  return { items: [{ key, at: resource.key, destination, origin: "static", target }], doubts: [] };
}

interface Named {
  readonly name: string;
  readonly value: Value;
}

/** The one attribute that is stated, of those that exclude each other; those that are not known may be left out. */
function onlyOf(names: readonly string[], read: Read): Named | undefined {
  const stated = names.flatMap((name): Named[] => {
    const value = read(name);
    return value === undefined ? [] : [{ name, value }];
  });
  const known = stated.filter(({ value }) => isKnown(value));
  const candidates = known.length > 0 ? known : stated;
  return candidates.length === 1 ? candidates[0] : undefined;
}

function unclear(names: readonly string[], read: Read, what: string, resource: Resource): Unknown {
  const why = names.map((name) => read(name)).find((value) => value instanceof Unknown);
  return why ?? new Unknown(names.join(", "), `a route has one ${what}: one of these`, resource.key);
}

function destinationOf(
  { name, value }: Named,
  resource: Resource,
  { prefixLists, deployment }: RouteContext,
): Known<RouteDestination> {
  if (PREFIX_LISTS.includes(name)) {
    const within = addressesOfServices(value, deployment);
    const blocks = blocksOfList(value, prefixLists, resource);
    return { kind: "prefix-list", blocks, ...(within === undefined ? {} : { within }) };
  }
  const block = asBlock(value, resource);
  return isKnown(block) ? { kind: "block", block } : block;
}

function targetOf(read: Read, resource: Resource, { deployment, endpoints }: RouteContext): RouteTarget {
  const named = onlyOf(TARGETS, read);
  if (named === undefined) return { kind: "unknown", why: unclear(TARGETS, read, "target", resource) };
  const { name, value } = named;
  if (name === EGRESS_ONLY) return { kind: "unknown", why: forIpv6Alone(value, resource) };
  const notAnalysed = NOT_ANALYSED[name];
  if (notAnalysed !== undefined) return notAnalysedYet(notAnalysed, value, resource);
  if (name === "vpc_peering_connection_id") return peeringOf(value, resource, deployment);
  if (name === "transit_gateway_id") return transitGatewayTarget(value, resource);
  if (name !== "network_interface_id") return gatewayOf(value, resource);
  const found = routedInterface(value, resource, deployment, endpoints);
  return isKnown(found) ? { kind: "interface", interface: found } : { kind: "unknown", why: found };
}

function notAnalysedYet(what: string, value: Value, resource: Resource): RouteTarget {
  if (value instanceof Unknown) return { kind: "unknown", why: value };
  const written = value instanceof Reference ? formatReference(value) : JSON.stringify(value);
  return { kind: "unknown", why: new Unknown(written, `${what} are not analysed yet`, resource.key) };
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html */
function forIpv6Alone(value: Value, resource: Resource): Unknown {
  if (value instanceof Unknown) return value;
  const written = value instanceof Reference ? formatReference(value) : JSON.stringify(value);
  const why = "an egress-only internet gateway carries IPv6 alone, and this is a route for IPv4";
  return new Unknown(written, why, resource.key);
}

function peeringOf(value: Value, resource: Resource, deployment: Deployment): RouteTarget {
  const connection = peeringConnectionOf(value, resource, deployment);
  return isKnown(connection)
    ? { kind: "peering-connection", connection }
    : { kind: "unknown", why: connection };
}

function transitGatewayTarget(value: Value, resource: Resource): RouteTarget {
  const gateway = transitGatewayOf(value, resource);
  return isKnown(gateway) ? { kind: "transit-gateway", gateway } : { kind: "unknown", why: gateway };
}

const GATEWAYS: Readonly<Record<string, "internet-gateway" | "nat-gateway" | "vpn-gateway">> = {
  aws_internet_gateway: "internet-gateway",
  aws_nat_gateway: "nat-gateway",
  aws_vpn_gateway: "vpn-gateway",
};

/** AWS takes each kind of gateway by either attribute, so its own type decides. */
function gatewayOf(value: Value, resource: Resource): RouteTarget {
  if (value === "local") return { kind: "local" };
  const gateway = identified(value, Object.keys(GATEWAYS), resource, ["id"]);
  if (!isKnown(gateway)) return { kind: "unknown", why: gateway };
  const kind = value instanceof Reference ? GATEWAYS[typeOf(value)] : undefined;
  return { kind: kind ?? "internet-gateway", gateway };
}
