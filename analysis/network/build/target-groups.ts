import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Known } from "../known";
import {
  elementKey,
  type HealthCheck,
  type Target,
  type TargetGroup,
  type TransportProtocol,
} from "../model";
import { type Associations, ofTypes } from "./associations";
import { asBoolean, asNumber, asText, blocksOf, knownBoolean } from "./attributes";
import { vpcOf } from "./identities";
import { portOf, protocolOf } from "./listeners";
import { attributesOf, fieldsOf, type Read } from "./readers";
import { TARGET_GROUP_TYPES } from "./resource-types";

type TargetType = "instance" | "ip" | "alb" | "lambda";

export function targetGroupsOf(deployment: Deployment, targets: Associations<Target>): TargetGroup[] {
  return ofTypes(deployment, TARGET_GROUP_TYPES).map((resource) => {
    const targetType = targetTypeOf(resource);
    const protocol = protocolOf(resource);
    return {
      key: elementKey(resource.key),
      at: resource.key,
      vpc: vpcOf(resource.attribute("vpc_id"), resource),
      targetType,
      protocol,
      port: portOf(resource),
      preservesClientAddress: preservation(resource, targetType, protocol),
      proxyProtocol: knownBoolean(resource, "proxy_protocol_v2", false),
      crossZone: crossZoneOf(resource),
      healthCheck: healthCheckOf(resource, protocol, targetType),
      targets: targets.of(resource),
    };
  });
}

function targetTypeOf(resource: Resource): Known<TargetType> {
  const type = asText(attributesOf(resource)("target_type"), resource) ?? "instance";
  if (type instanceof Unknown) return type;
  return isTargetType(type) ? type : new Unknown(type, "this is not a type of target", resource.key);
}

function isTargetType(text: string): text is TargetType {
  return ["instance", "ip", "alb", "lambda"].includes(text);
}

/** Network Load Balancers carry these with the client's address, whatever is stated. */
const ALWAYS_PRESERVED: readonly TransportProtocol[] = ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"];

/**
 * Always on for UDP, else as stated; left out, on for instances and off for addresses. Application Load Balancers
 * connect to targets themselves, and targets that are Application Load Balancers always get the client's address.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
function preservation(
  resource: Resource,
  targetType: Known<TargetType>,
  protocol: Known<TransportProtocol>,
): Known<boolean> {
  if (protocol instanceof Unknown) return protocol;
  if (isOfApplication(protocol)) return false;
  if (protocol === "GENEVE" || ALWAYS_PRESERVED.includes(protocol) || targetType === "alb") return true;
  const stated = attributesOf(resource)("preserve_client_ip");
  if (stated !== undefined) return asBoolean(stated, false, resource);
  return targetType instanceof Unknown ? targetType : targetType === "instance";
}

/**
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#target-group-cross-zone
 */
function crossZoneOf(resource: Resource): Known<boolean | "load-balancer"> {
  const stated = attributesOf(resource)("load_balancing_cross_zone_enabled");
  return stated === undefined || stated === "use_load_balancer_configuration"
    ? "load-balancer"
    : asBoolean(stated, false, resource);
}

/**
 * As AWS has it where there is no block; of one, the provider's own defaults.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group#health_check
 */
function healthCheckOf(
  resource: Resource,
  protocol: Known<TransportProtocol>,
  targetType: Known<TargetType>,
): HealthCheck {
  const { items, doubts } = blocksOf(resource.attribute("health_check"), resource);
  const [doubt] = doubts;
  if (doubt !== undefined)
    return { enabled: doubt, protocol: doubt, path: doubt, matcher: doubt, port: doubt };
  const [block] = items;
  const read = fieldsOf(block ?? {});
  const port = read("port") ?? "traffic-port";
  return {
    enabled: asBoolean(read("enabled"), true, resource),
    protocol: block === undefined ? defaultProtocol(protocol, targetType) : checkProtocolOf(read, resource),
    path: asText(read("path"), resource) ?? "/",
    matcher: asText(read("matcher"), resource) ?? defaultMatcher(protocol),
    port: port === "traffic-port" ? port : (asNumber(port, resource) ?? "traffic-port"),
  };
}

function checkProtocolOf(read: Read, resource: Resource): HealthCheck["protocol"] {
  const stated = asText(read("protocol"), resource);
  if (stated instanceof Unknown) return stated;
  const protocol = stated?.toUpperCase() ?? "HTTP";
  return protocol === "TCP" || protocol === "HTTP" || protocol === "HTTPS"
    ? protocol
    : new Unknown(protocol, "this is not a protocol of health checks", resource.key);
}

/** Application Load Balancers check over HTTP and are checked so, others over TCP. */
function defaultProtocol(
  protocol: Known<TransportProtocol>,
  targetType: Known<TargetType>,
): HealthCheck["protocol"] {
  if (protocol instanceof Unknown) return protocol;
  return isOfApplication(protocol) || targetType === "alb" ? "HTTP" : "TCP";
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html */
function defaultMatcher(protocol: Known<TransportProtocol>): HealthCheck["matcher"] {
  if (protocol instanceof Unknown) return protocol;
  return isOfApplication(protocol) ? "200" : "200-399";
}

function isOfApplication(protocol: TransportProtocol): boolean {
  return protocol === "HTTP" || protocol === "HTTPS";
}
