import { isKnown } from "../../known";
import type { LoadBalancer, Target, TargetGroup } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";

/**
 * What AWS demands of an Application Load Balancer that is the target of a Network Load Balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
export function refuseLoadBalancerTargets({ network }: Built, findings: Findings): void {
  for (const group of network.targetGroups.values()) {
    if (group.targetType !== "alb") continue;
    refuseGroup(group, findings);
    for (const target of group.targets.items) {
      if (target.target.kind !== "load-balancer") continue;
      const loadBalancer = network.loadBalancers.get(target.target.loadBalancer);
      if (loadBalancer !== undefined) refuseTarget(group, target, loadBalancer, findings);
    }
  }
  for (const { listeners } of network.loadBalancers.values())
    for (const { key, at, protocol, targetGroups } of listeners.items)
      for (const each of targetGroups.items)
        if (network.targetGroups.get(each)?.targetType === "alb" && isKnown(protocol) && protocol !== "TCP")
          findings.refuse(
            key,
            at,
            `AWS refuses a ${protocol} listener that forwards to an Application Load Balancer; have it speak TCP`,
          );
}

function refuseGroup({ key, at, protocol, targets }: TargetGroup, findings: Findings): void {
  findings.demand(
    key,
    at,
    protocol,
    (known) => known === "TCP",
    (known) =>
      `AWS refuses a target group for an Application Load Balancer with the protocol ${known}; state TCP`,
  );
  if (targets.items.length > 1)
    findings.refuse(
      key,
      at,
      `AWS refuses a second target in a target group for an Application Load Balancer, and there are ${targets.items.length}; leave one`,
    );
}

function refuseTarget(
  group: TargetGroup,
  target: Target,
  { at, type, listeners: { items, doubts } }: LoadBalancer,
  findings: Findings,
): void {
  findings.demand(
    group.key,
    target.at,
    type,
    (known) => known === "application",
    (known) =>
      `AWS refuses to register ${nameOf(at)}, a ${known} load balancer, with a target group for an Application Load Balancer`,
  );
  if (group.healthCheck.protocol === "TCP")
    findings.refuse(
      group.key,
      group.at,
      "AWS refuses to check an Application Load Balancer over TCP; let the health check speak HTTP or HTTPS",
    );
  const port = isKnown(target.port) ? (target.port ?? group.port) : target.port;
  const unclear = [...doubts, ...items.flatMap((each) => (isKnown(each.port) ? [] : [each.port]))];
  const [doubt] = unclear;
  const isListened = items.some((each) => isKnown(port) && each.port === port);
  findings.demand(
    group.key,
    target.at,
    isListened ? port : (doubt ?? port),
    () => isListened,
    (known) =>
      `AWS refuses to register ${nameOf(at)} with port ${known}, on which it has no listener; give it one, or name the port of one`,
  );
}
