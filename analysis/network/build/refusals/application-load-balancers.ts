import { Unknown } from "../../../terraform";
import { isKnown } from "../../known";
import type { ElementKey, Listener, ListenerRule, LoadBalancer } from "../../model";
import { asText, blocksOf } from "../attributes";
import { attributesOf, fieldsOf } from "../readers";
import { type Built, type Findings, nameOf, subnetOf } from "./findings";

/** What AWS demands of Application Load Balancers beside protocols. */
export function refuseApplicationLoadBalancers(built: Built, findings: Findings): void {
  const { loadBalancers, endpointServices } = built.network;
  const ofApplication = [...loadBalancers.values()].filter(({ type }) => type === "application");
  for (const loadBalancer of ofApplication) {
    refuseOneZone(loadBalancer, built, findings);
    refuseAddresses(loadBalancer, built, findings);
    for (const listener of loadBalancer.listeners.items) {
      refuseWithoutCertificate(listener, built, findings);
      refuseAuthentication(listener, findings);
      refuseVersions(listener, built, findings);
      doubtClientCertificates(listener, built, findings);
      refusePriorities(listener, findings);
    }
  }
  refuseSharedGroups(ofApplication, findings);
  for (const { key, at, loadBalancers: behind } of endpointServices.values())
    for (const each of behind.items) refuseService(key, at, loadBalancers.get(each), findings);
}

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html */
function refuseService(
  key: ElementKey,
  at: LoadBalancer["at"],
  behind: LoadBalancer | undefined,
  findings: Findings,
): void {
  if (behind?.type !== "application") return;
  findings.refuse(
    key,
    at,
    `AWS refuses an endpoint service with ${nameOf(behind.at)}, an Application Load Balancer; have a Network Load Balancer before it, whose target it is`,
  );
}

/**
 * Those in Local Zones, or on Outposts, may do with one.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html (Subnets)
 */
function refuseOneZone({ key, at, interfaces }: LoadBalancer, built: Built, findings: Findings): void {
  const [first, ...others] = interfaces.items;
  if (others.length > 0 || interfaces.doubts.length > 0) return;
  const node = first === undefined ? undefined : built.network.interfaces.get(first);
  const subnet = node && subnetOf(node, built);
  const made = subnet === undefined ? undefined : built.deployment.find(subnet.at);
  if (subnet === undefined || made === undefined || attributesOf(made)("outpost_arn") !== undefined) return;
  findings.demand(
    key,
    at,
    subnet.zone,
    // A zone that is known is no Local Zone.
    () => false,
    (zone) =>
      `AWS refuses an Application Load Balancer in one zone, and its only subnet is in ${zone}; state a subnet of a second zone`,
  );
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html (SubnetMappings) */
function refuseAddresses({ key, at }: LoadBalancer, { deployment }: Built, findings: Findings): void {
  const resource = deployment.find(at);
  if (resource === undefined) return;
  for (const mapping of blocksOf(resource.attribute("subnet_mapping"), resource).items)
    for (const name of ["allocation_id", "private_ipv4_address"])
      if (fieldsOf(mapping)(name) !== undefined)
        findings.refuse(
          key,
          at,
          `AWS refuses ${name} for an Application Load Balancer, whose addresses it picks; leave it out, or have a Network Load Balancer before it`,
        );
}

/**
 * One that is known once Terraform runs is stated, too.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
 */
function refuseWithoutCertificate(
  { key, at, protocol }: Listener,
  { deployment }: Built,
  findings: Findings,
): void {
  const resource = deployment.find(at);
  if (protocol !== "HTTPS" || resource === undefined) return;
  if (attributesOf(resource)("certificate_arn") === undefined)
    findings.refuse(
      key,
      at,
      "AWS refuses an HTTPS listener without a certificate; state its certificate_arn",
    );
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html */
function refuseAuthentication(listener: Listener, findings: Findings): void {
  if (listener.protocol !== "HTTP") return;
  for (const { key, at, authenticates } of [listener, ...listener.rules.items])
    if (authenticates === true)
      findings.refuse(
        key,
        at,
        "AWS refuses to authenticate users on an HTTP listener; have the listener speak HTTPS",
      );
}

/**
 * An HTTP listener speaks HTTP/1.1.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version
 */
function refuseVersions(listener: Listener, { network, deployment }: Built, findings: Findings): void {
  if (listener.protocol !== "HTTP") return;
  for (const { key, at, targetGroups } of [listener, ...listener.rules.items])
    for (const each of targetGroups.items) {
      const group = network.targetGroups.get(each);
      const resource = group === undefined ? undefined : deployment.find(group.at);
      if (group === undefined || resource === undefined || group.targetType === "lambda") continue;
      findings.demand(
        key,
        at,
        asText(attributesOf(resource)("protocol_version"), resource),
        (version) => version === undefined || version.toUpperCase() === "HTTP1",
        (version) =>
          `AWS refuses an HTTP listener that forwards to ${nameOf(group.at)}, whose protocol_version is ${version}; have the listener speak HTTPS, or state HTTP1`,
      );
    }
}

/**
 * A listener that verifies clients ends the connections of those that have no certificate which it trusts.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 */
function doubtClientCertificates({ key, at }: Listener, { deployment }: Built, findings: Findings): void {
  const resource = deployment.find(at);
  if (resource === undefined) return;
  const { items, doubts } = blocksOf(resource.attribute("mutual_authentication"), resource);
  for (const why of doubts) findings.doubt(key, why);
  for (const block of items) {
    const mode = asText(block["mode"], resource);
    if (mode === "off" || mode === "passthrough") continue;
    const why = "whether clients have a certificate that the listener trusts is not analysed";
    findings.doubt(key, isKnown(mode) ? new Unknown("mutual_authentication", why, at) : mode);
  }
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html (PriorityInUse) */
function refusePriorities({ rules }: Listener, findings: Findings): void {
  const byPriority = new Map<number, ListenerRule>();
  for (const rule of rules.items) {
    const { priority } = rule;
    if (!isKnown(priority)) continue;
    const first = byPriority.get(priority);
    if (first === undefined) byPriority.set(priority, rule);
    else
      for (const [one, other] of [
        [first, rule],
        [rule, first],
      ] as const)
        refusePriority(one, other, priority, findings);
  }
}

function refusePriority(
  { key, at }: ListenerRule,
  other: ListenerRule,
  priority: number,
  findings: Findings,
): void {
  findings.refuse(
    key,
    at,
    `AWS refuses the second of two rules with the priority ${priority}, and ${nameOf(other.at)} is one, too; give each a priority of its own`,
  );
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html */
function refuseSharedGroups(loadBalancers: readonly LoadBalancer[], findings: Findings): void {
  const users = new Map<ElementKey, LoadBalancer>();
  for (const each of loadBalancers)
    for (const listener of each.listeners.items)
      for (const action of [listener, ...listener.rules.items])
        for (const group of action.targetGroups.items) {
          const first = users.get(group) ?? each;
          users.set(group, first);
          if (first !== each)
            findings.refuse(
              group,
              action.at,
              `AWS refuses this with ${nameOf(group)}, which is of ${nameOf(first.at)} already; give each load balancer a target group of its own`,
            );
        }
}
