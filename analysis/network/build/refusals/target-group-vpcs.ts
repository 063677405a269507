import { isKnown } from "../../known";
import type { ElementKey, Listener, Target, TargetGroup } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";
import { vpcsOf } from "./vpcs";

/**
 * A target group is of one VPC: that of its load balancer, and of the instances and load balancers that are registered
 * with it by ID.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html (InvalidTarget)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html (VpcId)
 */
export function refuseTargetGroupVpcs(built: Built, findings: Findings): void {
  const { loadBalancers, targetGroups } = built.network;
  for (const { at, interfaces, listeners } of loadBalancers.values()) {
    const [vpc] = vpcsOf(interfaces.items, built);
    if (vpc === undefined) continue;
    for (const each of new Set(listeners.items.flatMap(groupsOf))) {
      const group = targetGroups.get(each);
      if (group !== undefined) demandVpc(group, at, vpc, `its load balancer ${nameOf(at)} is in`, findings);
    }
  }
  for (const group of targetGroups.values())
    for (const target of group.targets.items) refuseTarget(group, target, built, findings);
}

function groupsOf(listener: Listener): ElementKey[] {
  return [listener, ...listener.rules.items].flatMap(({ targetGroups }) => targetGroups.items);
}

function refuseTarget(group: TargetGroup, target: Target, built: Built, findings: Findings): void {
  if (target.target.kind === "load-balancer") {
    const loadBalancer = built.network.loadBalancers.get(target.target.loadBalancer);
    const [vpc] = vpcsOf(loadBalancer?.interfaces.items ?? [], built);
    if (loadBalancer !== undefined && vpc !== undefined)
      demandVpc(group, target.at, vpc, `the target ${nameOf(loadBalancer.at)} is in`, findings);
  }
  if (target.target.kind !== "host") return;
  const host = built.network.hosts.get(target.target.host);
  // An instance stands where its primary interface does.
  const primary = host?.kind === "instance" ? host.interfaces.items.slice(0, 1) : host?.interfaces.items;
  const [vpc] = vpcsOf(primary ?? [], built);
  if (host !== undefined && vpc !== undefined)
    demandVpc(group, target.at, vpc, `the target ${nameOf(host.at)} is in`, findings);
}

function demandVpc(
  { key, at: group, vpc: own, targetType }: TargetGroup,
  at: TargetGroup["at"],
  vpc: ElementKey,
  why: string,
  findings: Findings,
): void {
  if (isKnown(targetType) && targetType === "lambda") return;
  findings.demand(
    key,
    at,
    own,
    (known) => known === vpc,
    (known) =>
      `AWS refuses this with ${nameOf(group)}, which is of ${nameOf(known)}, while ${why} ${nameOf(vpc)}; have both in one VPC`,
  );
}
