import { type Deployment, type Resource, Unknown, type Value } from "../../terraform";
import type { Known, Listing } from "../known";
import { type ElementKey, elementKey, type Listener, type TransportProtocol } from "../model";
import { type Associations, associationsOf, ofTypes } from "./associations";
import { asNumber, asText, type Block, blocksOf, identified, joinListings, mapListing } from "./attributes";
import { loadBalancerOf } from "./beanstalk/identities";
import { distinct, doubtful, listed, NOTHING } from "./listings";
import { attributesOf, fieldsOf } from "./readers";
import { LISTENER_TYPES, TARGET_GROUP_TYPES } from "./resource-types";

/** The listeners, by their load balancers. */
export function listenersOf(deployment: Deployment): Associations<Listener> {
  return associationsOf(
    ofTypes(deployment, LISTENER_TYPES),
    (resource) => loadBalancerOf(resource.attribute("load_balancer_arn"), resource, deployment),
    (resource) => ({
      key: elementKey(resource.key),
      at: resource.key,
      protocol: protocolOf(resource),
      port: portOf(resource),
      targetGroups: targetGroupsOf(resource),
    }),
  );
}

/** That of a listener or target group. */
export function protocolOf(resource: Resource): Known<TransportProtocol> {
  return asProtocol(asText(attributesOf(resource)("protocol"), resource), resource);
}

export function asProtocol(
  protocol: Known<string | undefined>,
  resource: Resource,
): Known<TransportProtocol> {
  if (protocol instanceof Unknown) return protocol;
  const upper = protocol?.toUpperCase();
  return isProtocol(upper)
    ? upper
    : new Unknown(protocol ?? "protocol", "this is not a protocol of load balancing", resource.key);
}

const PROTOCOLS: readonly (string | undefined)[] = [
  "TCP",
  "UDP",
  "TCP_UDP",
  "TLS",
  "HTTP",
  "HTTPS",
  "QUIC",
  "TCP_QUIC",
  "GENEVE",
] satisfies readonly TransportProtocol[];

function isProtocol(text: string | undefined): text is TransportProtocol {
  return PROTOCOLS.includes(text);
}

/** That of a listener or target group. */
export function portOf(resource: Resource): Known<number> {
  return (
    asNumber(attributesOf(resource)("port"), resource) ??
    new Unknown("port", "this is not stated", resource.key)
  );
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/listener-update-rules.html */
function targetGroupsOf(listener: Resource): Listing<ElementKey> {
  const { items, doubts } = blocksOf(listener.attribute("default_action"), listener);
  return distinct(joinListings([...items.map((action) => forwardedTo(action, listener)), doubtful(doubts)]));
}

function forwardedTo(action: Block, listener: Resource): Listing<ElementKey> {
  const read = fieldsOf(action);
  const type = asText(read("type"), listener);
  if (type instanceof Unknown) return doubtful([type]);
  if (type !== "forward") return NOTHING;
  const forwards = blocksOf(read("forward"), listener);
  const groups = forwards.items.map((each) => blocksOf(each["target_group"], listener));
  if (groups.length > 0 || forwards.doubts.length > 0)
    return joinListings([...groups.map((each) => weighted(each, listener)), doubtful(forwards.doubts)]);
  return listed(targetGroupIn(read("target_group_arn"), listener));
}

/** A group with weight 0 gets nothing; the provider's default weight is 1. */
function weighted(groups: Listing<Block>, listener: Resource): Listing<ElementKey> {
  const positive = groups.items.filter((each) => asNumber(each["weight"], listener) !== 0);
  return mapListing({ items: positive, doubts: groups.doubts }, (each) => {
    const weight = asNumber(each["weight"], listener);
    return weight instanceof Unknown ? weight : targetGroupIn(each["arn"], listener);
  });
}

function targetGroupIn(value: Value | undefined, listener: Resource): Known<ElementKey> {
  return identified(value, TARGET_GROUP_TYPES, listener);
}
