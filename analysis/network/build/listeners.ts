import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Known } from "../known";
import { elementKey, type Listener, type TransportProtocol } from "../model";
import { type Associations, associationsOf, ofTypes } from "./associations";
import { asNumber, asText } from "./attributes";
import { loadBalancerOf } from "./beanstalk/identities";
import { actionOf } from "./listener-actions";
import { listenerRulesOf } from "./listener-rules";
import { attributesOf } from "./readers";
import { LISTENER_TYPES } from "./resource-types";

/** The listeners, by their load balancers. */
export function listenersOf(deployment: Deployment): Associations<Listener> {
  const rules = listenerRulesOf(deployment);
  return associationsOf(
    ofTypes(deployment, LISTENER_TYPES),
    (resource) => loadBalancerOf(resource.attribute("load_balancer_arn"), resource, deployment),
    (resource) => ({
      key: elementKey(resource.key),
      at: resource.key,
      protocol: protocolOf(resource),
      port: portOf(resource),
      rules: rules.of(resource),
      ...actionOf(resource, "default_action"),
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
