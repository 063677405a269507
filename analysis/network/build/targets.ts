import {
  type Deployment,
  formatReference,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import type { Known } from "../known";
import { type ElementKey, elementKey, type Target, type TargetIdentity, type VpcEndpoint } from "../model";
import { Associations, ofTypes } from "./associations";
import { asAddress, asNumber, blocksOf, elementsOf, identified, isOneOf } from "./attributes";
import { loadBalancerOf } from "./beanstalk/identities";
import type { Belonging } from "./belongings";
import { interfaceWithAddress } from "./interface-identity";
import type { Layout } from "./layout";
import { NamedResources } from "./named-resources";
import { attributesOf } from "./readers";
import { LOAD_BALANCER_TYPES, TARGET_GROUP_ATTACHMENT_TYPES, TARGET_GROUP_TYPES } from "./resource-types";

type Registration = Belonging<Known<Target>>;

/** The targets, by their groups. */
export function targetsOf(
  layout: Layout,
  endpoints: ReadonlyMap<ElementKey, VpcEndpoint>,
): Associations<Target> {
  const { deployment } = layout;
  return new Associations([
    ...ofTypes(deployment, TARGET_GROUP_ATTACHMENT_TYPES).map((each) => attached(each, layout, endpoints)),
    ...deployment.ofType("aws_autoscaling_group").flatMap(ofAutoScalingGroup),
    ...ofAutoScalingAttachments(deployment),
  ]);
}

function attached(
  resource: Resource,
  layout: Layout,
  endpoints: ReadonlyMap<ElementKey, VpcEndpoint>,
): Registration {
  const read = attributesOf(resource);
  return {
    owner: groupIn(read("target_group_arn"), resource),
    resource,
    what: {
      key: elementKey(resource.key),
      at: resource.key,
      target: identityOf(read("target_id"), resource, layout.deployment, endpoints),
      port: asNumber(read("port"), resource),
      zone: zoneOf(read("availability_zone"), resource, layout),
    },
  };
}

function groupIn(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, TARGET_GROUP_TYPES, resource);
}

/** A load balancer asks AWS to invoke it, and sends it no packet. */
const FUNCTION_TYPES = ["aws_lambda_alias", "aws_lambda_function"];

function invoked(target: Reference, resource: Resource): Unknown {
  const why = "a function is invoked by AWS and not over the network; whether it may be is not analysed";
  return new Unknown(formatReference(target), why, resource.key);
}

function identityOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
  endpoints: ReadonlyMap<ElementKey, VpcEndpoint>,
): TargetIdentity {
  if (value instanceof Reference) {
    const host = identified(value, ["aws_instance"], resource, ["id"]);
    if (!(host instanceof Unknown)) return { kind: "host", host };
    if (isOneOf(value, FUNCTION_TYPES)) return { kind: "unknown", why: invoked(value, resource) };
    const loadBalancer = loadBalancerOf(value, resource, deployment);
    if (!(loadBalancer instanceof Unknown)) return { kind: "load-balancer", loadBalancer };
    if (isOneOf(value, LOAD_BALANCER_TYPES)) return { kind: "unknown", why: loadBalancer };
    const found = interfaceWithAddress(value, resource, deployment, endpoints);
    return found instanceof Unknown
      ? { kind: "unknown", why: found }
      : { kind: "interface", interface: found };
  }
  const address = asAddress(value, resource);
  return address instanceof Unknown ? { kind: "unknown", why: address } : { kind: "address", address };
}

function zoneOf(value: Value | undefined, resource: Resource, { subnets, zones }: Layout): Target["zone"] {
  if (value === undefined || value === "all") return value;
  if (value instanceof Reference) {
    const subnet = subnets.get(elementKey(value.resource));
    if (subnet !== undefined && value.attribute.startsWith("availability_zone")) return subnet.zone;
  }
  return zones.stated(value, resource);
}

/**
 * Every instance of an Auto Scaling group is registered with the target groups that are attached to it.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html
 */
function ofAutoScalingGroup(resource: Resource): Registration[] {
  const host = elementKey(resource.key);
  const arns = elementsOf(resource.attribute("target_group_arns"), resource);
  const sources = blocksOf(resource.attribute("traffic_source"), resource);
  const groups = [
    ...[...arns.items, ...sources.items.map((source) => source["identifier"])].map((arn) =>
      groupIn(arn, resource),
    ),
    ...arns.doubts,
    ...sources.doubts,
  ];
  return [...new Set(groups)].map((owner) => registration(owner, host, resource));
}

function ofAutoScalingAttachments(deployment: Deployment): Registration[] {
  const hosts = new NamedResources(deployment, ["aws_autoscaling_group"]);
  const hostOf = (resource: Resource): Known<Resource> =>
    hosts.find(resource.attribute("autoscaling_group_name"), resource);
  return [
    ...deployment
      .ofType("aws_autoscaling_attachment")
      // One of a Classic Load Balancer has no target group.
      .filter((resource) => attributesOf(resource)("lb_target_group_arn") !== undefined)
      .map((resource) =>
        registrationOf(
          hostOf(resource),
          groupIn(resource.attribute("lb_target_group_arn"), resource),
          resource,
        ),
      ),
    ...deployment.ofType("aws_autoscaling_traffic_source_attachment").flatMap((resource) => {
      const { items, doubts } = blocksOf(resource.attribute("traffic_source"), resource);
      const groups = [...items.map((source) => groupIn(source["identifier"], resource)), ...doubts];
      return groups.map((group) => registrationOf(hostOf(resource), group, resource));
    }),
  ];
}

function registrationOf(host: Known<Resource>, owner: Known<ElementKey>, resource: Resource): Registration {
  return host instanceof Unknown
    ? { owner, resource, what: host }
    : registration(owner, elementKey(host.key), resource);
}

function registration(owner: Known<ElementKey>, host: ElementKey, resource: Resource): Registration {
  return {
    owner,
    resource,
    what: {
      key: elementKey(resource.key, owner instanceof Unknown ? undefined : owner),
      at: resource.key,
      target: { kind: "host", host },
      port: undefined,
      zone: undefined,
    },
  };
}
